// Pictures on canvases, the buttons for other values, the sheet, and files without a word in them.

import { axisName, called } from "./found.js";

const at = (id) => document.getElementById(id);

/** image: pixels, or a picture that is decoded already. */
export function paintInto(canvas, image) {
  Object.assign(canvas, { width: image.width, height: image.height });
  const pen = canvas.getContext("2d");
  if (image instanceof ImageData) pen.putImageData(image, 0, 0);
  else pen.drawImage(image, 0, 0);
}

/** Buttons for each axis. chosen(places): the picture of another candidate is wanted. */
export function showOthers(found, places, chosen) {
  const groups = found.axes.flatMap((axis, number) => {
    const name = Object.assign(document.createElement("span"), { id: `axis-${number}`, textContent: axisName(found, number).replace(/^marked/, "your mark") });
    const chips = Object.assign(document.createElement("div"), { className: "chips" });
    chips.setAttribute("role", "group");
    chips.setAttribute("aria-labelledby", name.id);
    chips.append(...axis.values.map((value, place) => chip(value, place === places[number], () => chosen(places.with(number, place)))));
    return [name, chips];
  });
  at("axes-of-others").replaceChildren(...groups);
  at("others").hidden = !groups.length;
}

function chip(value, pressed, onclick) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: called(value), onclick });
  button.setAttribute("aria-pressed", pressed);
  return button;
}

/** One tile after the other: decoding takes a moment each. */
export async function showSheet(device, found) {
  at("sheet").hidden = false;
  const tiles = found.candidates.map((text) => {
    const tile = document.createElement("li");
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", text);
    tile.append(canvas, text);
    return tile;
  });
  at("tiles").replaceChildren(...tiles);
  at("sheet").scrollIntoView({ block: "nearest" });
  for (const [place, tile] of tiles.entries()) {
    if (!tile.isConnected) return;
    paintInto(tile.firstChild, await device.seen(place));
  }
}

/** A PNG of the pixels and nothing else. */
export const png = (canvas) => new Promise((done) => canvas.toBlob(done, "image/png"));

export async function download(canvas) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await png(canvas));
  link.download = "picture.png";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

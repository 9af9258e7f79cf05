// A model of the user's own: a folder that `obclip export-onnx` wrote, checked file by file, kept in the browser's private files.

import { Refusal } from "./refusal.js";

/** Whether this page has a place of its own to keep things in: pages opened from a disk share one with all others. */
export const canKeep = location.protocol !== "file:" && location.origin !== "null";

const MANIFEST = "obclip.json";
// WebGPU's runtime may lie in the folder as well; the worker compares it with what the page was built with.
const RUNTIME = ["ort.webgpu.min.js", "ort-wasm-simd-threaded.asyncify.js", "ort-wasm-simd-threaded.asyncify.wasm"];
const NEEDED = ["text_encoder.onnx", "unet.onnx", "decoder.onnx", "tokenizer.json"];

/** {manifest, files}: only what the manifest names is read, and only if it is what the manifest says. */
export async function checked(read) {
  const manifest = new TextDecoder().decode(await read(MANIFEST));
  let listed;
  try {
    listed = JSON.parse(manifest).files;
  } catch {
    listed = {};
  }
  const files = {};
  for (const name of NEEDED) {
    if (!listed?.[name]) throw new Refusal(`The folder's ${MANIFEST} names no ${name}: choose one that obclip export-onnx wrote.`, "bad_manifest");
    files[name] = await read(name);
    if ((await digest(files[name])) !== listed[name].sha256)
      throw new Refusal(`${name} is not the file that ${MANIFEST} describes: export the model again.`, "bad_digest");
  }
  for (const name of RUNTIME) files[name] = await read(name).catch(() => undefined);
  return { manifest, files };
}

/** Reads from the files of a chosen folder. */
export const fromFolder = (list) => async (name) => {
  const file = [...list].find((one) => one.name === name);
  if (!file) throw new Refusal(`The folder has no ${name}: choose one that obclip export-onnx wrote.`, "bad_folder");
  return new Uint8Array(await file.arrayBuffer());
};

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("model", { create: true });

export const fromKept = async (name) => new Uint8Array(await (await (await (await folder()).getFileHandle(name)).getFile()).arrayBuffer());

/** The manifest of an older one goes first, the new one's comes last: without it, there is no model. */
export async function keepModel({ manifest, files }) {
  if (!canKeep) return;
  const place = await folder();
  await place.removeEntry(MANIFEST).catch(() => {});
  for (const [name, content] of [...Object.entries(files), [MANIFEST, manifest]]) {
    if (!content) continue;
    const writer = await (await place.getFileHandle(name, { create: true })).createWritable();
    await writer.write(content);
    await writer.close();
  }
}

export async function dropModel() {
  if (canKeep) await (await navigator.storage.getDirectory()).removeEntry("model", { recursive: true }).catch(() => {});
}

export async function hasKept() {
  if (!canKeep || !navigator.storage?.getDirectory) return false;
  return folder()
    .then((place) => place.getFileHandle(MANIFEST))
    .then(() => true)
    .catch(() => false);
}

async function digest(content) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

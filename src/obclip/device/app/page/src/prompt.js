// The prompt as it is typed: what was found in it is marked behind the letters, and selected words can be marked by the mouse.

const at = (id) => document.getElementById(id);

/** Python counts code points, a text area counts halves of the rarer ones: where a code point stands in the string. */
function places(text) {
  const found = [0];
  for (const letter of text) found.push(found.at(-1) + letter.length);
  return found;
}

/** Stretches {start, end, kind} in code points, none over another; what is withheld goes before what is hidden. */
export function stretches(found) {
  const unknown = new Set(found.unknown.map(({ start }) => start));
  const spans = (kind, list) => list.map(({ start, end }) => ({ start, end, kind: unknown.has(start) && kind === "withheld" ? "withheld unknown" : kind }));
  const axes = found.axes.flatMap((axis) => axis.spans.map(([start, end]) => ({ start, end, kind: "hidden" })));
  const all = [...spans("withheld", found.withheld), ...axes, ...spans("unknown", found.unknown), ...spans("kept", found.kept)];
  const taken = [];
  for (const one of all) if (!taken.some(({ start, end }) => one.start < end && start < one.end)) taken.push(one);
  return taken.sort((one, two) => one.start - two.start);
}

/** How long the accents are that a text begins with: those of the letter before it. */
const accents = (text) => /^\p{M}*/u.exec(text)[0].length;

/** Paints the stretches behind the text. */
export function paint(text, found) {
  const place = places(text);
  const shown = [];
  let done = 0;
  for (const { start, end, kind } of found ? stretches(found) : []) {
    const after = place[end] + accents(text.slice(place[end]));
    shown.push(text.slice(done, place[start]), Object.assign(document.createElement("span"), { className: kind, textContent: text.slice(place[start], after) }));
    done = after;
  }
  at("marks").replaceChildren(...shown, `${text.slice(done)}\n`);
}

/** Withheld words, and choices by their first option. */
const MARKS = /\[\[(.*?)\]\]|\{([^{}|]*)\|[^{}]*\}/g;

/** The text with a mark put on, or taken off, text[start:end]; marks that it touches are taken in and opened, for none stands in another.
 *  others: options beside the words, for "among". */
export function marked(text, start, end, mark, others = []) {
  for (const { 0: whole, index } of text.matchAll(MARKS))
    if (index < end && start < index + whole.length) [start, end] = [Math.min(start, index), Math.max(end, index + whole.length)];
  const [before, chosen, after] = [text.slice(0, start), unmarked(text.slice(start, end)), text.slice(end)];
  const words = chosen.trim();
  const gap = chosen.endsWith(" ") ? " " : "";
  if (mark === "withhold") return `${before}[[${words}]]${gap}${after}`;
  if (mark === "among") return `${before}{${distinct([words, ...others]).join("|")}}${gap}${after}`;
  return before + chosen + after;
}

/** Without marks: withheld words are words, a choice says its first option. */
const unmarked = (text) => text.replace(MARKS, (_, withheld, first) => withheld ?? first);

/** Each once, whatever its letters' size: a choice of the same word twice hides nothing. */
const distinct = (options) => options.filter((one, place) => options.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === place);

/** Another text in the field, as if it had been typed: it can be undone. */
function retype(field, text) {
  field.focus();
  field.select();
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) field.value = text;
}

/** Wires the bar that appears with a selection. changed(): the text has changed. */
export function wireMarks(changed) {
  const [prompt, bar, among, options] = ["prompt", "mark-bar", "among", "options"].map(at);
  let selection = null;
  const show = () => {
    if (bar.contains(document.activeElement)) return;
    const { selectionStart: start, selectionEnd: end } = prompt;
    selection = document.activeElement === prompt && prompt.value.slice(start, end).trim() ? { start, end } : null;
    bar.hidden = !selection;
    among.hidden = true;
  };
  document.addEventListener("selectionchange", show);
  const apply = (mark) => {
    const others = options.value.replace(/[{}[\]]/g, "").split(/[,|]/).map((word) => word.trim()).filter(Boolean);
    if (mark === "among" && !others.length) return options.focus();
    retype(prompt, marked(prompt.value, selection.start, selection.end, mark, others));
    options.value = "";
    bar.hidden = true;
    prompt.setSelectionRange(selection.start, selection.start);
    return changed();
  };
  prompt.addEventListener("keydown", ({ key }) => (bar.hidden ||= key === "Escape"));
  bar.addEventListener("click", ({ target }) => {
    const { mark } = target.dataset;
    if (mark === "hide") {
      among.hidden = false;
      options.focus();
    } else if (mark) apply(mark);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      bar.hidden = true;
      prompt.focus();
    } else if (event.key === "Enter" && event.target === options) {
      event.preventDefault();
      apply("among");
    }
  });
}

// What was found in the prompt, in words: N, the axes, and what a guess is worth.

const at = (id) => document.getElementById(id);
const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
/** What is not nothing is not written as nothing. */
const percent = (share) => `${share > 0 && share < 0.01 ? (100 * share).toPrecision(1) : Math.round(100 * share)} %`;

const ALL_WITHHELD = "All that was found is withheld. The cloud would see the rest as it is: name or mark something to hide among.";
const SINGLE = {
  nobody: "Nothing to hide: the prompt says nothing of a person. The cloud would see it as it is.",
  "nothing said": "Nothing is said of who is shown: the cloud would see the prompt as it is. Name gender, age or ethnicity, or select a word and hide it.",
  "left out": "What is said of persons would need more candidates than are allowed, and is left out. Allow more, or say less.",
  "not understood": "Not understood: nothing is known of some of the words. Nothing will be sent.",
};

/** What a value is called: an option of a mark may be no word at all. */
export const called = (value) => value || "(nothing)";

/** An axis by its attribute; where several persons have one of it, with the number by which `person=2` means the second. */
export function axisName({ axes }, number) {
  const { attribute } = axes[number];
  const same = axes.filter((axis) => axis.attribute === attribute);
  return same.length > 1 ? `${attribute} ${same.indexOf(axes[number]) + 1}` : attribute;
}

/** The places of the user's values on the axes, by the candidates' order: the last axis fastest. */
export function ownPlaces(found) {
  const places = [];
  let rest = found.index;
  for (const axis of [...found.axes].reverse()) {
    places.unshift(rest % axis.values.length);
    rest = Math.floor(rest / axis.values.length);
  }
  return places;
}

export function showFound(found) {
  at("found").hidden = at("sent-box").hidden = !found;
  if (!found) return;
  at("n").textContent = found.n === 1 ? "N = 1" : `N = ${found.n}`;
  at("headline").textContent = found.n === 1 ? alone(found) : `candidates. The cloud draws them all and is not told which is yours: 1/N = ${percent(1 / found.n)}.`;
  const own = ownPlaces(found);
  const rows = found.axes.flatMap((axis, number) => {
    const values = axis.values.flatMap((value, place) => [place ? ", " : "", place === own[number] ? made("b", called(value)) : called(value)]);
    const row = document.createElement("dd");
    row.append(...values);
    return [made("dt", axisName(found, number)), row];
  });
  at("axes").replaceChildren(...rows, ...words("withheld", found.prompt, found.withheld), ...words("stays", found.prompt, found.kept), ...words("unknown", found.prompt, found.unknown));
  at("guess").textContent = guesses(found);
  at("candidates").replaceChildren(...found.candidates.map((text) => made("li", text)));
  const { sent, withheld } = found.negative;
  at("negative-sent").textContent = sent === null && !withheld.length ? "" : `Not in the picture: ${sent || "nothing"} is sent${withheld.length ? `; withheld: ${withheld.join(", ")}` : ""}.`;
}

/** Why there is one candidate, as the command line says it. */
const alone = ({ single, withheld }) => (withheld.length && single !== "not understood" ? ALL_WITHHELD : SINGLE[single]);

function words(name, prompt, list) {
  const letters = Array.from(prompt);
  const said = [...new Set(list.map(({ start, end }) => letters.slice(start, end).join("")))];
  return said.length ? [made("dt", name), made("dd", said.join(", "))] : [];
}

/** 1/N is for a cloud that thinks each as likely. What was measured is said beside it. */
function guesses(found) {
  const known = found.axes.filter((axis) => axis.guessed !== null).map((axis) => `${axis.attribute} ${percent(axis.guessed)}`);
  const distinct = [...new Set(known)];
  if (found.n === 1) return "";
  const measured = distinct.length ? ` Measured on 300 prompts, a guess by habit and by the other words was right for ${distinct.join(", ")}.` : "";
  return `1/N holds if the cloud thinks each as likely; it may know better.${measured} The cloud reads all that is neither hidden nor withheld.`;
}

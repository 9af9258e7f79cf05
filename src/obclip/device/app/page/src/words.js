// What Python and the command line call things, in the words of this page: the labels of its own fields.

const field = (name) => document.getElementById("settings-form").elements.namedItem(name);

/** What a field of the settings is called on the page. */
export const label = ({ labels: [own] }) => `“${[...own.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map(({ data }) => data.trim()).join("")}”`;

// Settings -> the arguments' names in Python.
const ARGUMENTS = {
  steps: /num_inference_steps|\bsteps(?= must be| \(got )/,
  switchPoint: /switch_point/,
  guidance: /guidance_scale/,
  negative: /negative_prompt|[Tt]he negative prompt|Negative prompt(?=:)/,
  maxCandidates: /max_candidates/,
  seed: /^[Tt]he seed(?= must be)|^seed(?= must be)/,
  size: /^size(?= must be)/,
  acceleration: /^acceleration(?= must be)/,
  cues: /^cues(?= must be)/,
  unknown: /^unknown(?= must be)/,
};
// What is advised elsewhere, as it can be followed here; the gateway words some of it anew on the way.
const ADVICE = [
  [/\((?:obclip gateway )?--allow-single; (?:allow_single=True in Python|in obclip app, its settings)\)/, () => "(in the settings)"],
  [/\((?:max_candidates allows more|obclip gateway --max-candidates allows more; in obclip app, its settings)\)/, () => `(${label(field("maxCandidates"))} in the settings allows more)`],
  [/or (?:pass|start obclip gateway with) --unknown show/, () => `or have them shown (${label(field("unknown"))} in the settings)`],
  [/\((?=obclip (?:explain|generate|models))/, () => "(at a terminal, "],
  [/switch point/, () => "number of the cloud’s steps"],
];
// What stands in quotes is somebody's name.
const QUOTED = [/"[^"]*"/, (found) => found];
const named = () => Object.entries(ARGUMENTS).filter(([name]) => field(name)).map(([name, called]) => [called, () => label(field(name))]);

/** A sentence of obclip's Python, as somebody can follow it who has this page before them. */
export function inOurWords(sentence) {
  const known = [QUOTED, ...ADVICE, ...named()];
  const any = new RegExp(known.map(([called]) => `(${called.source})`).join("|"), "g");
  return sentence.replace(any, (found, ...groups) => known[groups.findIndex((group) => group !== undefined)][1](found));
}

// What the user has set. Kept in this tab only; on this computer if asked, and never the key.
// Files that are opened from a disk read each other's stores, the tab's too: there nothing is kept, and nothing is taken from one.

export const DEFAULTS = {
  cloud: "http://127.0.0.1:8765",
  key: "",
  allowPlaintext: false,
  steps: 25,
  switchPoint: "",
  guidance: "",
  seed: "",
  acceleration: "auto",
  negative: "",
  maxCandidates: 64,
  cues: "",
  unknown: "withhold",
  allowSingle: false,
  size: "",
  remember: false,
  history: false,
};
const NAME = "obclip-settings";
const OTHERS_READ = globalThis.origin === "null";

const stored = (store) => {
  if (OTHERS_READ) return {};
  try {
    return JSON.parse(store().getItem(NAME) ?? "{}");
  } catch {
    return {};
  }
};

/** Gives settings and prompt to the page that comes after a reload, in the tab's history: what stands with this page there, no other page
 *  reads or writes, as it could a tab's storage or name. */
export const takeAlong = (settings, prompt) => history.replaceState({ [NAME]: { settings, prompt } }, "");

/** What the page before this one gave along, once. */
function takenAlong() {
  const taken = history.state?.[NAME] ?? {};
  history.replaceState(null, "");
  return taken;
}

/** -> {settings, prompt}. canKeep: whether anything may be kept in this browser. */
export function load(canKeep) {
  const { settings, prompt = null } = takenAlong();
  const lasting = canKeep ? stored(() => localStorage) : {};
  const loaded = { ...DEFAULTS, ...lasting, ...stored(() => sessionStorage), ...settings };
  if (settings) save(loaded, canKeep);
  return { settings: loaded, prompt };
}

export function save(settings, canKeep) {
  if (OTHERS_READ) return;
  // What gives up privacy is said each time.
  const { key, seed, negative, allowPlaintext, allowSingle, ...lasting } = settings;
  try {
    sessionStorage.setItem(NAME, JSON.stringify(settings));
    if (canKeep && settings.remember) localStorage.setItem(NAME, JSON.stringify(lasting));
    else if (canKeep) localStorage.removeItem(NAME);
  } catch {
    // A browser that keeps nothing: the settings last as long as the page.
  }
}

/** As obclip.device.told reads them. */
export function told(settings) {
  const number = (text) => (`${text}`.trim() === "" ? null : Number(text));
  return {
    num_inference_steps: number(settings.steps),
    switch_point: number(settings.switchPoint),
    guidance_scale: number(settings.guidance),
    acceleration: settings.acceleration,
    seed: `${settings.seed}`.trim() || null,
    negative_prompt: settings.negative || null,
    max_candidates: number(settings.maxCandidates),
    cues: settings.cues || null,
    unknown: settings.unknown,
    allow_single: settings.allowSingle,
    size: settings.size || null,
  };
}

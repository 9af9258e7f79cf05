// The page: what is typed is read, what is asked for is drawn. The prompt, the choice and the picture stay in this tab.

import { parts } from "./assets.js";
import * as cloud from "./cloud.js";
import { Device } from "./device.js";
import { filledIn, openDialog } from "./dialog.js";
import { ownPlaces, showFound } from "./found.js";
import * as history from "./history.js";
import * as models from "./models.js";
import { download, paintInto, png, showOthers, showSheet } from "./picture.js";
import { inTheClear, narrow, originOf, servedByCloud } from "./policy.js";
import { paint, wireMarks } from "./prompt.js";
import { canKeep, load, save, told } from "./settings.js";

const at = (id) => document.getElementById(id);
let settings = load();
narrow(settings.cloud);

const state = { ready: false, busy: false, found: null, models: null, trouble: "", drawn: null, places: null, running: null };
const device = new Device((event, told) => (event === "step" ? progress("tab", told.done, told.of) : python()));

// --- what is typed ---------------------------------------------------------------------------------------------------------------

let pause = 0;
function typed() {
  paint(at("prompt").value, null);
  clearTimeout(pause);
  pause = setTimeout(read, 120);
}

async function read() {
  const prompt = at("prompt").value;
  if (!prompt.trim()) return understood(null, "");
  try {
    const found = await device.call("read", { prompt, told: told(settings) });
    if (prompt === at("prompt").value) understood(found, "");
  } catch (error) {
    if (prompt === at("prompt").value) understood(null, error.message);
  }
}

function understood(found, sentence) {
  state.found = found;
  paint(at("prompt").value, found);
  showFound(found);
  if (!state.busy) say(sentence || state.trouble);
  enable();
  if (at("bytes-box").open) showBytes();
}

function python() {
  state.python = true;
  if (at("prompt").value) read();
}

// --- what is sent ------------------------------------------------------------------------------------------------------------------

async function showBytes() {
  at("bytes").textContent = "";
  try {
    if (!state.models) throw new cloud.Refusal("The request is settled once the cloud has said what it runs.", "no_cloud");
    at("bytes").textContent = (await draft()).body;
  } catch (error) {
    at("bytes").textContent = error.message;
  }
}

const draft = () => device.call("draft", { prompt: at("prompt").value, told: told(settings), models: state.models });

async function meet() {
  pill("looking for the cloud…");
  try {
    if (servedByCloud(settings.cloud)) throw new cloud.Refusal("This page came from the cloud itself, which could read what you type. Open it from your own disk.", "served_by_cloud");
    state.models = await cloud.models(settings);
    pill(`${JSON.parse(state.models).data[0].id} at ${new URL(settings.cloud).host}`, "good");
    trouble("");
  } catch (error) {
    state.models = null;
    pill("no cloud", "bad");
    trouble(error instanceof cloud.Refusal ? error.message : `What answers at ${settings.cloud} is not an obclip cloud: check the URL.`);
  }
  at("warning").textContent = originOf(settings.cloud) && inTheClear(settings.cloud) ? "The connection to the cloud is not encrypted: others on the way can read the candidates." : "";
  enable();
}

// --- drawing -----------------------------------------------------------------------------------------------------------------------

async function draw() {
  const found = state.found;
  await run(async (signal) => {
    if (!state.models) await meet();
    if (!state.models) throw new cloud.Refusal(state.trouble, "no_cloud");
    const { body } = await draft();
    if (at("bytes-box").open) at("bytes").textContent = body;
    const begun = await ask(body, signal);
    state.drawn = { found, prompt: found.prompt };
    state.places = ownPlaces(found);
    await finish(begun);
    at("sheet").hidden = true;
    if (settings.history) await history.keep(await png(at("picture")), found.prompt).then(() => history.showHistory(true));
  });
}

async function ask(body, signal) {
  let begun = null;
  progress("cloud", 0, 1);
  await device.call("sent");
  await cloud.denoise(settings, body, {
    signal,
    refused: (status, bytes) => device.call("refused", { status, body: bytes }),
    async onChunk(chunk) {
      const heard = await device.call("receive", { chunk }, [chunk.buffer]);
      if (heard.ahead) say(heard.ahead === 1 ? "One request is before yours." : `${heard.ahead} requests are before yours.`, true);
      if (heard.step) {
        say("");
        progress("cloud", heard.step, heard.of);
      }
      if (heard.done) begun = heard;
    },
  });
  await device.call("ended");
  return begun;
}

async function finish(begun) {
  paintInto(at("picture"), await device.call("finish", begun));
  at("picture").setAttribute("aria-label", `The picture: ${begun.words}`);
  at("caption").textContent = "Finished in this tab. The cloud has not seen it.";
  showOthers(state.drawn.found, state.places, another);
  at("picture-actions").hidden = false;
  say("");
}

async function another(places) {
  const own = ownPlaces(state.drawn.found);
  const changed = Object.fromEntries(places.map((place, axis) => [axis, place]).filter(([axis, place]) => place !== own[axis]));
  await run(async () => {
    const begun = await device.call("other", { places: changed });
    state.places = places;
    await finish(begun);
  });
}

/** One thing at a time; it can be stopped, and what goes wrong is one sentence. */
async function run(work) {
  if (state.busy) return;
  state.busy = true;
  state.running = new AbortController();
  at("result").classList.add("busy");
  at("stop").hidden = at("progress").hidden = false;
  say("");
  enable();
  try {
    await work(state.running.signal);
    at("result").dataset.drawn = Number(at("result").dataset.drawn ?? 0) + 1;
  } catch (error) {
    const stopped = error.name === "AbortError" || error.code === "stopped";
    say(stopped ? "Stopped." : error instanceof cloud.Refusal ? error.message : `Something unexpected failed (${error.message}).`, stopped);
  } finally {
    state.busy = false;
    at("result").classList.remove("busy");
    at("stop").hidden = at("progress").hidden = true;
    enable();
  }
}

function stop() {
  state.running?.abort();
  device.call("stop");
}

// --- what is shown -----------------------------------------------------------------------------------------------------------------

function say(sentence, calm = false) {
  at("said").textContent = sentence;
  at("said").classList.toggle("calm", calm);
}

/** What is wrong with the cloud stays in sight until it is mended. */
function trouble(sentence) {
  const shown = at("said").textContent;
  if (!state.busy && (!shown || shown === state.trouble)) say(sentence);
  state.trouble = sentence;
}

function pill(text, kind = "") {
  at("cloud-state").textContent = text;
  at("cloud-state").className = `pill ${kind}`;
}

function progress(side, done, of) {
  Object.assign(at(`${side}-progress`), { max: of, value: done });
}

function enable() {
  const private_ = state.found && (state.found.n > 1 || settings.allowSingle);
  at("draw").disabled = !(state.ready && private_ && !state.busy);
  for (const chip of at("others").querySelectorAll("button")) chip.disabled = state.busy;
}

// --- settings ----------------------------------------------------------------------------------------------------------------------

async function closeSettings() {
  const before = settings;
  const filled = filledIn(settings);
  if (!filled) return;
  settings = filled;
  save(settings);
  if (originOf(settings.cloud) !== originOf(before.cloud)) {
    // The policy of this document names the other cloud: only a new document can name this one. What was typed goes along.
    sessionStorage.setItem("obclip-prompt", at("prompt").value);
    location.reload();
    return;
  }
  await Promise.all([meet(), read(), history.showHistory(settings.history)]);
}

async function useModel({ manifest, files }, keep) {
  at("model-state").textContent = "Loading…";
  try {
    if (keep) await models.keepModel({ manifest, files });
    const { model } = await device.call("model", { manifest, files, parts: parts() });
    at("model-state").textContent = `${model}, from your folder${canKeep ? " and kept in this browser" : ""}.`;
    at("bundled").hidden = false;
  } catch (error) {
    at("model-state").textContent = error.message;
  }
}

async function loadFolder({ target }) {
  try {
    await useModel(await models.checked(models.fromFolder(target.files)), true);
  } catch (error) {
    at("model-state").textContent = error.message;
  }
}

async function backToBundled() {
  await models.dropModel();
  location.reload();
}

// --- start -------------------------------------------------------------------------------------------------------------------------

function wire() {
  at("prompt").addEventListener("input", typed);
  at("prompt").addEventListener("scroll", () => (at("marks").scrollTop = at("prompt").scrollTop));
  at("prompt").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("form").requestSubmit();
  });
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!at("draw").disabled) draw();
  });
  wireMarks(typed);
  at("stop").addEventListener("click", stop);
  at("bytes-box").addEventListener("toggle", () => at("bytes-box").open && showBytes());
  at("download").addEventListener("click", () => download(at("picture")));
  at("show-sheet").addEventListener("click", () => run(() => showSheet(device, state.drawn.found)));
  at("open-settings").addEventListener("click", () => openDialog(settings));
  at("open-settings").disabled = false;
  at("settings").addEventListener("close", closeSettings);
  at("folder").addEventListener("change", loadFolder);
  at("bundled").addEventListener("click", backToBundled);
  at("forget").addEventListener("click", () => history.forget().then(() => history.showHistory(true)));
  at("spoken").textContent = `It may connect to ${originOf(settings.cloud) ?? "nobody"} and to nobody else.`;
}

async function start() {
  wire();
  if (typeof WebAssembly !== "object") return say("This browser has no WebAssembly, which the page needs: use a current Firefox, Chromium or Safari.");
  at("prompt").value = sessionStorage.getItem("obclip-prompt") ?? at("prompt").value;
  sessionStorage.removeItem("obclip-prompt");
  const started = device.start();
  meet();
  history.showHistory(settings.history);
  try {
    const { model } = await started;
    at("model-state").textContent = `${model}, which comes with the page.`;
    if (await models.hasKept()) await useModel(await models.checked(models.fromKept), false);
    state.ready = true;
    at("draw").textContent = "Draw";
  } catch (error) {
    say(error.message);
  }
  enable();
}

// A test asks the device what the page asks it; opened by hand, the address alone tells nobody anything.
if (location.hash === "#for-tests") globalThis.obclipForTests = { device };
start();

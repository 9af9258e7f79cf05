// The page: what is typed is read, what is asked for is drawn. Who draws it is the device: this tab, or this machine's Python.

import { Device } from "./device.js";
import { filledIn, openDialog, unfit } from "./dialog.js";
import { ownPlaces, showFound } from "./found.js";
import { standAlone } from "./framed.js";
import * as history from "./history.js";
import { download, paintInto, png, showOthers, showSheet } from "./picture.js";
import { paint, wireMarks } from "./prompt.js";
import { Refusal, shown } from "./refusal.js";
import { load, save, takeAlong, told } from "./settings.js";

standAlone();
const at = (id) => document.getElementById(id);
const typedText = () => at("prompt").value;
const loaded = load(Device.keeps);
let settings = loaded.settings;

const state = { ready: false, busy: false, met: false, text: "", found: null, unfit: "", trouble: "", drawn: null, places: null, running: null, meeting: Promise.resolve(), shows: 0 };
const device = new Device(settings, heard);

function heard(event, told) {
  if (event === "reading" && typedText()) read();
  if (event === "note") say(told);
  if (event === "model") meet();
  if (event === "renew") renew();
  if (event === "ahead") say(told > 1 ? `${told} requests are before yours.` : told ? "One request is before yours." : "", true);
  if (event === "step") {
    say("");
    progress(told.side, told.done, told.of);
  }
}

// --- what is typed ---------------------------------------------------------------------------------------------------------------

let pause = 0;
function typed() {
  paint(typedText(), null);
  clearTimeout(pause);
  pause = setTimeout(read, 120);
}

async function read() {
  const prompt = typedText();
  if (!prompt.trim()) return understood(null, "");
  const slow = setTimeout(() => state.busy || at("said").textContent || say("Reading what you typed…", true), 300);
  try {
    const found = await device.read(prompt, told(settings));
    if (prompt === typedText()) understood(found, "");
  } catch (error) {
    if (prompt === typedText()) understood(null, error.message);
  } finally {
    clearTimeout(slow);
  }
}

function understood(found, sentence) {
  Object.assign(state, { found, text: typedText() });
  paint(state.text, found);
  showFound(found);
  if (!state.busy) say(sentence || found?.tooLong || standing());
  enable();
  if (at("bytes-box").open) showBytes();
}

// --- what is sent ------------------------------------------------------------------------------------------------------------------

/** Once it is known whom it is for; of two that are asked for, the later one stays. */
async function showBytes() {
  const mine = ++state.shows;
  at("bytes").textContent = "";
  await state.meeting;
  const bytes = await device.draft(typedText(), told(settings)).catch((error) => error.message);
  if (mine === state.shows) at("bytes").textContent = bytes;
}

/** One look at the cloud after the other, so that the last one counts; what is drawn meanwhile waits for it. */
const meet = () => (state.meeting = state.meeting.then(look));

async function look() {
  pill("looking for the cloud…");
  let warning = "";
  try {
    const met = await device.meet(settings);
    warning = met.warning;
    state.met = true;
    pill(met.cloud, "good");
    trouble("");
  } catch (error) {
    state.met = false;
    pill(error.code === "other_latent_space" ? "unfit cloud" : "no cloud", "bad");
    trouble(error instanceof Refusal ? error.message : `Something unexpected failed (${error.message}).`);
  }
  at("warning").textContent = warning;
  enable();
}

// --- drawing -----------------------------------------------------------------------------------------------------------------------

async function draw() {
  if (state.text !== typedText()) await read();
  const { text, found } = state;
  if (!isPrivate()) return;
  await run(async (signal) => {
    if (state.unfit) throw new Refusal(state.unfit, "bad_settings");
    await state.meeting;
    if (!state.met) await meet();
    if (!state.met) throw new Refusal(state.trouble, "no_cloud");
    if (at("bytes-box").open) await showBytes();
    progress("cloud", 0, 1);
    progress("device", 0, 1);
    const picture = await device.draw(text, told(settings), signal);
    Object.assign(state, { drawn: found, places: ownPlaces(found) });
    show(picture);
    at("sheet").hidden = true;
    if (settings.history && Device.keeps) await keepInHistory(found.prompt);
  });
}

/** The picture is there whether or not the browser has room for it. */
async function keepInHistory(prompt) {
  try {
    await history.keep(await png(at("picture")), prompt);
    await history.showHistory(true);
  } catch {
    say("The picture is drawn, and could not be kept in this browser: its storage is full or closed.");
  }
}

function show({ image, words, notes = [] }) {
  paintInto(at("picture"), image);
  at("picture").setAttribute("aria-label", `The picture: ${words}`);
  // Another prompt may be typed, and drawn, while this picture is still there.
  at("caption").textContent = `“${shown(words, 200)}” Finished here. The cloud has not seen it.`;
  showOthers(state.drawn, state.places, another);
  at("picture-actions").hidden = false;
  say(notes.join(" "), true);
}

async function another(places) {
  const own = ownPlaces(state.drawn);
  const changed = Object.fromEntries(places.map((place, axis) => [axis, place]).filter(([axis, place]) => place !== own[axis]));
  await run(async (signal) => {
    const picture = await device.another(changed, signal);
    state.places = places;
    show(picture);
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
    say(stopped ? "Stopped." : error instanceof Refusal ? error.message : `Something unexpected failed (${error.message}).`, stopped);
  } finally {
    state.busy = false;
    at("result").classList.remove("busy");
    at("stop").hidden = at("progress").hidden = true;
    enable();
  }
}

function stop() {
  state.running?.abort();
  device.stop();
}

// --- what is shown -----------------------------------------------------------------------------------------------------------------

function say(sentence, calm = false) {
  at("said").textContent = sentence;
  at("said").classList.toggle("calm", calm);
}

/** What is wrong with the settings, or with the cloud, stays in sight until it is mended. */
const standing = () => state.unfit || state.trouble;

function trouble(sentence) {
  const [shown, before] = [at("said").textContent, standing()];
  state.trouble = sentence;
  if (!state.busy && (!shown || shown === before)) say(standing());
}

function pill(text, kind = "") {
  at("cloud-state").textContent = text;
  at("cloud-state").className = `pill ${kind}`;
}

function progress(side, done, of) {
  Object.assign(at(`${side}-progress`), { max: of, value: done });
}

const isPrivate = () => state.found && (state.found.n > 1 || settings.allowSingle);

function enable() {
  at("draw").disabled = !(state.ready && isPrivate() && !state.busy);
  for (const chip of at("others").querySelectorAll("button")) chip.disabled = state.busy;
}

// --- settings ----------------------------------------------------------------------------------------------------------------------

async function closeSettings() {
  const filled = filledIn(settings);
  if (!filled) return;
  [settings, state.unfit] = [filled, ""];
  save(settings, Device.keeps);
  if (device.wantsNewPage(settings)) {
    renew();
    return;
  }
  await Promise.all([meet(), read(), history.showHistory(settings.history && Device.keeps)]);
}

/** Loads the page anew, with what is set and typed. */
function renew() {
  takeAlong(settings, typedText());
  // Nothing more can be given along: what would be lost is not taken.
  at("prompt").readOnly = true;
  location.reload();
}

/** Whether leaving would lose what is nowhere else: a picture in the making, or words of which none was drawn. */
const wouldLose = () => !at("prompt").readOnly && (state.busy || (typedText().trim() && typedText() !== state.drawn?.prompt));

// --- start -------------------------------------------------------------------------------------------------------------------------

function wire() {
  for (const part of document.querySelectorAll("[data-only]")) if (part.dataset.only !== Device.kind) part.remove();
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
  at("show-sheet").addEventListener("click", () => run(() => showSheet(device, state.drawn)));
  at("open-settings").addEventListener("click", () => openDialog(settings, Device.keeps));
  at("open-settings").disabled = false;
  at("settings").addEventListener("close", closeSettings);
  if (Device.keeps) history.onOtherTabs(() => history.showHistory(settings.history));
  at("forget")?.addEventListener("click", () => history.forget().then(() => history.showHistory(true)));
  window.addEventListener("beforeunload", (event) => wouldLose() && event.preventDefault());
  device.wire();
}

async function start() {
  wire();
  // Who types while the page starts has begun anew: nothing is put over what is typed.
  if (!typedText() && loaded.prompt) at("prompt").value = loaded.prompt;
  say((state.unfit = unfit(settings)));
  const started = device.start();
  meet();
  history.showHistory(settings.history && Device.keeps);
  try {
    await started;
    state.ready = true;
  } catch (error) {
    say(error.message);
  }
  at("draw").textContent = "Draw";
  enable();
}

// A test asks the device what the page asks it; opened by hand, the address alone tells nobody anything.
if (location.hash === "#for-tests") globalThis.obclipForTests = { device };
start();

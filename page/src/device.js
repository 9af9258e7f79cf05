// The page's device in a tab: obclip's own Python and the networks in a worker, the cloud by fetch. Its twin, which answers the same calls by
// this machine's Python, is src/obclip/device/app/page/src/device.js; whichever stands beside the page's other modules is taken.

import { parts, startWorker } from "./assets.js";
import * as cloud from "./cloud.js";
import * as models from "./models.js";
import { fetchesParts, inTheClear, narrow, originOf, servedByCloud, tidied, unusable } from "./policy.js";
import { Refusal, shown } from "./refusal.js";

const at = (id) => document.getElementById(id);

export class Device {
  static kind = "tab";
  static keeps = models.canKeep;

  /** hear(event, told): "reading" once prompts can be read, "step" {side, done, of}, "ahead" n requests, "model" once another is there, "renew" once only a new page can go on. */
  constructor(settings, hear) {
    narrow(settings.cloud);
    Object.assign(this, { settings, hear, waiting: new Map(), next: 0, worker: startWorker(), loading: Promise.resolve(), drawing: Promise.resolve() });
    this.there = new Promise((there) => {
      this.worker.onmessage = ({ data }) => {
        if (data.event === "there") there();
        else if (data.event === "python") hear("reading");
        else if (data.event === "step") hear("step", { side: "device", ...data.told });
        else this.settle(data);
      };
    });
    this.worker.onerror = (event) => this.fail(event.message || "the worker could not be started");
  }

  /** -> what its model is, in words. */
  async start() {
    if (typeof WebAssembly !== "object") throw new Refusal("This browser has no WebAssembly, which the page needs: use a current Firefox, Chromium or Safari.", "no_wasm");
    const { model } = await this.call("start", { parts: parts() });
    at("model-state").textContent = `${model}, which comes with the page.`;
    if (await models.hasKept()) await (this.loading = this.takeKept());
  }

  /** What belongs to this device in the dialog of the settings. */
  wire() {
    at("folder").addEventListener("change", ({ target }) => this.loadFolder(target.files));
    at("bundled").addEventListener("click", () => models.dropModel().then(() => this.hear("renew")));
    at("spoken").textContent = `It may connect to ${originOf(this.settings.cloud) ?? "nobody"}${fetchesParts ? ", to where it came from for its own parts," : ""} and to nobody else.`;
  }

  /** Whether only a new page can follow these settings: the policy of this document names the other cloud. */
  wantsNewPage = (settings) => originOf(settings.cloud) !== originOf(this.settings.cloud);

  /** -> {cloud, warning}: who will be asked, and what is to be said of the way there. */
  async meet(filledIn) {
    const settings = { ...filledIn, cloud: tidied(filledIn.cloud) };
    this.settings = settings;
    this.models = this.told = null;
    if (unusable(settings.cloud)) throw new Refusal(unusable(settings.cloud), "bad_url");
    if (inTheClear(settings.cloud) && !settings.allowPlaintext) throw new Refusal(`The connection to ${new URL(settings.cloud).host} would not be encrypted, and others on the way could read and change what passes: nothing was sent. Use an https:// address, or allow that in the settings.`, "plaintext");
    if (servedByCloud(settings.cloud)) throw new Refusal("This page came from the cloud itself, which could read what you type. Open it from your own disk.", "served_by_cloud");
    const told = await cloud.models(settings);
    let name;
    try {
      name = shown(JSON.parse(told).data[0].id);
    } catch {
      throw new Refusal(`What answers at ${settings.cloud} is not an obclip cloud: check the URL.`, "not_a_cloud");
    }
    this.told = told;
    await this.call("meet", { models: told });
    this.models = told;
    const warning = inTheClear(settings.cloud) ? "The connection to the cloud is not encrypted: others on the way can read the candidates." : "";
    return { cloud: `${name} at ${new URL(settings.cloud).host}`, warning };
  }

  /** -> what is found in a prompt. */
  read = (prompt, told) => this.call("read", { prompt, told });

  /** -> the request as it will be sent. While one is on its way, its answer is read by its draft: another one waits. */
  draft = (prompt, told) => this.drawing.then(async () => (await this.drafted(prompt, told)).body);

  async drafted(prompt, told) {
    if (!this.models) throw new Refusal("The request is settled once the cloud has said what it runs.", "no_cloud");
    return this.call("draft", { prompt, told, models: this.models });
  }

  /** -> {image, words, notes}: the picture, and sentences on what became of the settings, by one request to the cloud, of one model: a folder that is being read is waited for, and waits in its turn. */
  draw(prompt, told, signal) {
    const drawn = this.loading.then(() => this.drawNow(prompt, told, signal));
    this.drawing = drawn.catch(() => {});
    return drawn;
  }

  async drawNow(prompt, told, signal) {
    const { body, notes } = await this.drafted(prompt, told);
    await this.call("sent");
    let begun = null;
    await cloud.denoise(this.settings, body, {
      signal,
      refused: (status, bytes) => this.call("refused", { status, body: bytes }),
      onChunk: async (chunk) => {
        const heard = await this.call("receive", { chunk }, [chunk.buffer]);
        if (heard.ahead) this.hear("ahead", heard.ahead);
        if (heard.step) this.hear("step", { side: "cloud", done: heard.step, of: heard.of });
        if (heard.done) begun = heard;
      },
    });
    await this.call("ended");
    return { ...(await this.finish(begun)), notes };
  }

  /** The same of another candidate, without a request. places: axis -> place of its value; those left out are the user's. */
  another = async (places) => this.finish(await this.call("other", { places }));

  finish = async (begun) => ({ image: painted(await this.call("finish", begun)), words: begun.words });

  /** What the cloud could see of a candidate. */
  seen = async (place) => painted(await this.call("seen", { place }));

  stop = () => this.call("stop");

  /** Asks the worker. */
  call(call, args, transfer = []) {
    const id = ++this.next;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.there.then(() => this.worker.postMessage({ id, call, args }, transfer));
    });
  }

  settle({ id, result, error }) {
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) reject(new Refusal(error.message, error.code));
    else resolve(result);
  }

  fail(message) {
    for (const { reject } of this.waiting.values()) reject(new Refusal(`This browser could not start the page: ${message}.`, "no_worker"));
    this.waiting.clear();
  }

  /** One folder after the other: the words that stay are of the last one that was chosen. */
  loadFolder(files) {
    at("model-state").textContent = "Reading the folder…";
    const take = async () => this.useModel(await models.checked(models.fromFolder(files)), true);
    this.loading = this.loading.then(() => this.drawing).then(take).catch((error) => (at("model-state").textContent = error.message));
  }

  /** The model of last time. Where it is none any more, the page's own serves, and that is said. */
  async takeKept() {
    at("bundled").hidden = false;
    try {
      await this.useModel(await models.checked(models.fromKept), false);
    } catch (error) {
      at("model-state").textContent = error.message;
      this.hear("note", `The model that was kept here cannot be used, so the page's own is: ${error.message}`);
    }
  }

  /** What is wrong with the cloud for the model at hand, as far as the cloud has been met. */
  misfit = () => (this.told ? this.call("meet", { models: this.told }).then(() => "", ({ message }) => message) : "");

  /** Kept is what could be opened. */
  async useModel({ manifest, files }, keep) {
    at("model-state").textContent = "Loading…";
    const { model } = await this.call("model", { manifest, files, parts: parts() });
    at("bundled").hidden = false;
    let kept = Device.keeps ? " and kept in this browser" : "";
    if (keep) await models.keepModel({ manifest, files }).catch(() => (kept = ", which this browser has no room to keep"));
    const misfit = await this.misfit();
    at("model-state").textContent = `${model}, from your folder${kept}. ${misfit}`.trim();
    // A cloud that fits both need not be met anew, and what is to be drawn next need not wait.
    if (misfit || !this.models) this.hear("model");
  }
}

const painted = ({ width, height, pixels }) => new ImageData(pixels, width, height);

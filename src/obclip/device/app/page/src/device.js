// The page's device in `obclip app`: the Python that serves this page, on this machine. It asks the cloud itself; this page asks nobody else.
// Its twin, which is a tab's own, is page/src/device.js.

import { Refusal, stopped } from "./refusal.js";

const at = (id) => document.getElementById(id);
// Not mode "same-origin": without a referrer, Firefox would then say that the page is from nowhere (Origin: null).
const PLAIN = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error" };
const SESSION = "obclip-session";

export class Device {
  static kind = "app";
  // Whoever gets this port of this machine next is of the same origin to a browser.
  static keeps = false;

  /** hear(event, told): "reading" once prompts can be read, "step" {side, done, of}, "ahead" n requests. */
  constructor(settings, hear) {
    this.hear = hear;
    this.ready = this.enter();
  }

  /** The link's token, which works once, becomes this tab's own; then the address holds it no more. */
  async enter() {
    const link = location.hash.slice(1);
    if (!link) {
      this.token = sessionStorage.getItem(SESSION) ?? "";
      return;
    }
    history.replaceState(null, "", location.pathname);
    this.token = link;
    this.token = (await (await this.ask("session", {})).json()).session;
    sessionStorage.setItem(SESSION, this.token);
  }

  async start() {
    const told = await this.tell("about", {});
    at("model-state").textContent = `${told.device}, on this machine. obclip app --device-model names another, --cloud another cloud.`;
    at("halves").textContent = told.alone
      ? "Both halves run on it, so nobody is sent anything; obclip app --cloud URL sends a cloud of yours the candidates."
      : "The cloud is sent the candidates.";
    this.hear("reading");
  }

  wire() {}

  wantsNewPage = () => false;

  /** -> {cloud, warning}: who will be asked, and what is to be said of the way there. */
  meet = () => this.tell("meet", {});

  /** -> what is found in a prompt. */
  read = (prompt, told) => this.tell("read", { prompt, told });

  /** -> the request as it will be sent. */
  draft = async (prompt, told) => (await this.tell("draft", { prompt, told })).body;

  /** -> {image, words, notes}: the picture, by one request to the cloud, and sentences on what became of the settings. */
  draw = (prompt, told, signal) => this.drawn("draw", { prompt, told }, signal);

  /** The same of another candidate, without a request. places: axis -> place of its value; those left out are the user's. */
  another = (places, signal) => this.drawn("other", { places }, signal);

  /** What the cloud could see of a candidate. */
  seen = async (place) => picture((await this.tell("seen", { place })).png);

  /** What is being drawn ends with the request that asked for it. */
  stop() {}

  /** An answer of one line a report, the last of which is the picture or why there is none. */
  async drawn(route, asked, signal) {
    await this.ready;
    const answer = await this.ask(route, asked, signal);
    let last = {};
    try {
      for await (const line of lines(answer.body)) {
        last = JSON.parse(line);
        if (last.event) this.hear(last.event, last.told);
      }
    } catch (error) {
      throw lost(error);
    }
    if (last.error) throw refusal(last.error);
    if (!last.png) throw lost({});
    return { image: await picture(last.png), words: last.words, notes: last.notes };
  }

  async tell(route, told) {
    await this.ready;
    return (await this.ask(route, told)).json();
  }

  async ask(route, told, signal) {
    let answer;
    try {
      const headers = { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" };
      answer = await fetch(`/app/${route}`, { ...PLAIN, method: "POST", body: JSON.stringify(told), headers, signal });
    } catch (error) {
      throw lost(error);
    }
    if (answer.status === 401) throw new Refusal("This page was not let in: its link has been used already, or obclip app was started anew. Open the link that the terminal shows last.", "not_let_in");
    if (!answer.ok) throw refusal((await answer.json()).error);
    return answer;
  }
}

const refusal = ({ message, code }) => new Refusal(message, code);
const lost = ({ name }) => (name === "AbortError" ? stopped() : new Refusal("obclip app does not answer any more: start it again at the terminal.", "not_there"));

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const whole = (rest + piece.value).split("\n");
    rest = whole.pop();
    yield* whole.filter(Boolean);
  }
}

const picture = (png) => createImageBitmap(new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))], { type: "image/png" }));

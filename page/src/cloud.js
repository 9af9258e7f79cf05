// Bytes to the cloud and back. What they hold is read by obclip's own Python in the worker; the URL and the headers say nothing.

import { keptBack } from "./policy.js";
import { Refusal, stopped } from "./refusal.js";

const PLAIN = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error", mode: "cors" };
// Milliseconds for the list of models, all of it: a cloud that says nothing is none.
const PATIENCE = 20_000;
const LONGEST_LIST = 1 << 20;
const LONGEST_ERROR = 1 << 16;
const FRAMES = "application/vnd.obclip.frames";

/** What the cloud runs: the text of its /v1/models. */
export async function models(settings) {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await reach(settings, "/v1/models", { headers: headers(settings), signal });
  const text = new TextDecoder().decode(await beginning(answer, LONGEST_LIST).catch((error) => Promise.reject(unreachable(error, settings.cloud))));
  if (!answer.ok) throw new Refusal(answer.status === 401 ? wanted(settings) : `What answers at ${settings.cloud} (HTTP ${answer.status}) is not an obclip cloud: check the URL.`, "cloud_refused");
  return text;
}

const wanted = ({ key }) => (key ? "The cloud does not take this key: set another one in the settings." : "The cloud wants a key: set it in the settings.");

/** Sends a request as it stands, once, and hands each piece of the answer on. refused(status, bytes) -> a sentence. */
export async function denoise(settings, body, { signal, onChunk, refused }) {
  const told = { ...headers(settings), Accept: FRAMES, "Content-Type": "application/json" };
  const answer = await reach(settings, "/v1/oblivious/denoise", { method: "POST", body, headers: told, signal });
  if (!answer.ok || !(answer.headers.get("content-type") ?? "").startsWith(FRAMES))
    throw new Refusal(await refused(answer.status, await beginning(answer, LONGEST_ERROR)), "cloud_refused");
  const reader = answer.body.getReader();
  const next = () => reader.read().catch((error) => Promise.reject(brokenOff(error)));
  for (let piece = await next(); !piece.done; piece = await next()) await onChunk(piece.value);
}

/** The first bytes of an answer, and no more of it than `most`: what a stranger sends must not fill the tab. */
async function beginning(answer, most) {
  const reader = answer.body.getReader();
  const pieces = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done && length < most; piece = await reader.read()) {
    pieces.push(piece.value);
    length += piece.value.length;
  }
  await reader.cancel();
  return new Uint8Array(await new Blob(pieces).arrayBuffer()).subarray(0, most);
}

/** Throws for a key that no header takes, which a browser would tell as a connection that failed. */
function headers({ key }) {
  const own = key.trim();
  if (!/^[!-~]*$/.test(own)) throw new Refusal("The key in the settings cannot be one: it holds something else than plain letters, digits and signs. Nothing was sent; set it anew.", "bad_key");
  return { "Accept-Language": "*", ...(own ? { Authorization: `Bearer ${own}` } : {}) };
}

async function reach({ cloud }, path, options) {
  try {
    return await fetch(cloud.replace(/\/+$/, "") + path, { ...PLAIN, ...options });
  } catch (error) {
    throw unreachable(error, cloud);
  }
}

/** What an answer that ended in its midst is to the user. */
const brokenOff = (error) => (error.name === "AbortError" ? stopped() : new Refusal("The cloud's answer broke off: it has ended, or the connection was lost. Try again.", "reply_cut_short"));

/** What a fetch that failed is to the user. */
function unreachable(error, cloud) {
  if (error.name === "AbortError") return stopped();
  if (error.name === "TimeoutError") return new Refusal(`What answers at ${cloud} said nothing for ${PATIENCE / 1000} s: check the URL, or try again later.`, "too_slow");
  const askedFor = `Is obclip serve running there, and does it let this page in (obclip serve --allow-origin ${globalThis.origin}${globalThis.origin === "null" ? " --keys FILE" : ""})?`;
  return new Refusal(`No cloud answers at ${cloud}. ${[keptBack(cloud), askedFor].filter(Boolean).join(" ")}`, "cloud_unreachable");
}

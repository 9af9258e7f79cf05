// What the tests stand on: a real cloud, static hosts, browsers that Debian ships, and pages that write down what they send.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright";
import puppeteer from "puppeteer-core";

export const PAGE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const ROOT = path.resolve(PAGE, "..");
export const FILE = path.join(PAGE, "dist/obclip.html");
export const SITE = path.join(PAGE, "dist/site");
export const PYTHON = process.env.OBCLIP_PYTHON ?? path.join(ROOT, ".venv/bin/python");
// For one wait, and for a whole test: what a machine of two cores may take that others use as well. Whoever waits for longer has found a fault.
export const PATIENCE = { timeout: 240_000 };
export const TEST = { timeout: 1_200_000 };

const found = (...names) => names.flatMap((name) => (process.env.PATH ?? "").split(":").map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
export const CHROMIUM = process.env.OBCLIP_CHROMIUM ?? found("chromium", "chromium-browser", "google-chrome");
export const FIREFOX = process.env.OBCLIP_FIREFOX ?? found("firefox-esr", "firefox");

// What the guess by habit and words was measured to be, in whole per cent by attribute, as obclip's Python holds it.
const RATES = fs.readFileSync(path.join(ROOT, "src/obclip/prompts/guessed.py"), "utf8");
export const GUESSED = Object.fromEntries([...RATES.matchAll(/"(\w+)": (0\.\d+)/g)].map(([, name, share]) => [name, Math.round(100 * Number(share))]));

const run = promisify(execFile);
const obclip = (...told) => [PYTHON, ["-m", "obclip.cli.main", ...told]];

/** `obclip serve` with a key, for pages of these origins: its URL as seen through a proxy that writes down all that comes. */
export async function cloud(...origins) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "obclip-page-"));
  const keys = path.join(folder, "keys.toml");
  const key = /obclip-\S+|\S{30,}/.exec((await run(...obclip("keys", "add", "page", "--file", keys))).stdout)[0];
  const child = spawn(...obclip("serve", "--port", "0", "--keys", keys, ...origins.flatMap((origin) => ["--allow-origin", origin])), { stdio: ["ignore", "ignore", "pipe"] });
  const served = await new Promise((done, failed) => {
    createInterface({ input: child.stderr }).on("line", (line) => /http:\/\/127\.0\.0\.1:\d+/.test(line) && done(/http:\/\/127\.0\.0\.1:\d+/.exec(line)[0]));
    child.on("exit", () => failed(new Error("obclip serve did not start")));
  });
  const seen = [];
  let waits = null;
  const proxy = http.createServer(async (request, response) => {
    const chunks = [];
    const entry = { method: request.method, path: request.url, headers: request.headers, body: "" };
    seen.push(entry);
    const on = http.request(served + request.url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    on.on("error", () => response.destroy());
    response.on("close", () => on.destroy());
    if (waits && request.method === "POST") {
      waits.come();
      await waits.over;
    }
    request.on("data", (chunk) => (chunks.push(chunk), on.write(chunk)));
    request.on("end", () => ((entry.body = Buffer.concat(chunks).toString()), on.end()));
  });
  await new Promise((done) => proxy.listen(0, "127.0.0.1", done));
  const close = async () => {
    proxy.closeAllConnections();
    proxy.close();
    await new Promise((done) => (child.on("exit", done), child.kill("SIGINT")));
    fs.rmSync(folder, { recursive: true });
  };
  /** Requests wait at the door from here on, until they are released. */
  const hold = () => {
    waits = {};
    waits.held = new Promise((come) => (waits.come = come));
    waits.over = new Promise((release) => (waits.release = release));
  };
  const release = () => {
    waits.release();
    waits = null;
  };
  return { url: `http://127.0.0.1:${proxy.address().port}`, key, seen, posts: () => seen.filter(({ method }) => method === "POST"), hold, held: () => waits.held, release, close };
}

/** `obclip app` in front of that cloud. link(): what it has printed last for a tab that is to be opened. */
export async function app(there) {
  const child = spawn(...obclip("app", "--no-browser", "--port", "0", "--cloud", there.url), { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, OBCLIP_KEY: there.key } });
  const links = [];
  let given = 0;
  let heard = () => {};
  createInterface({ input: child.stderr }).on("line", (line) => {
    const link = /http:\/\/127\.0\.0\.1:\d+\/\S+#\S+/.exec(line)?.[0];
    if (link) links.push(link);
    heard();
  });
  const ended = new Promise((done) => child.on("exit", done));
  const link = async () => {
    while (links.length <= given) {
      const more = new Promise((come) => (heard = come));
      if ((await Promise.race([more, ended.then(() => "ended")])) === "ended") throw new Error("obclip app did not start");
    }
    given = links.length;
    return links.at(-1);
  };
  return { link, close: () => (child.kill("SIGINT"), ended) };
}

export const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** The plainest static host, which knows what every one knows and lets browsers guess nothing: its origin. Of a path in `gone` it has no
 *  file, and says so or, where it `pretends`, gives a page for it; one in `late` comes once its promise is kept. */
export async function host(folder) {
  const [gone, late] = [new Set(), new Map()];
  const made = { gone, late, pretends: false };
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    await late.get(pathname);
    const file = path.join(folder, pathname.replace(/\/$/, "/index.html"));
    if (gone.has(pathname) && made.pretends) return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<!doctype html><title>Home</title>");
    if (gone.has(pathname) || !file.startsWith(folder) || !fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": KINDS[path.extname(file)] ?? "application/octet-stream", "x-content-type-options": "nosniff" });
    return fs.createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return Object.assign(made, { origin: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))) });
}

/** more: switches of Chromium, such as those that give it WebGPU in software. */
export const browser = (...more) => chromium.launch({ ...PATIENCE, executablePath: CHROMIUM, args: ["--no-sandbox", ...more] });

/** Firefox, by a driver that takes the one that Debian has, and a page in it. */
export async function firefox() {
  const opener = await puppeteer.launch({ ...PATIENCE, browser: "firefox", executablePath: FIREFOX, headless: true, protocolTimeout: PATIENCE.timeout });
  const page = await opener.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  return { opener, page };
}

/** Before a file's tests a cloud for pages from a disk, and Chromium: taken({there, opener}). After them both are closed. */
export function cloudAndBrowser(taken) {
  let there, opener;
  before(async () => {
    there = await cloud("null");
    opener = await browser();
    taken({ there, opener });
  });
  after(async () => {
    await opener?.close();
    await there?.close();
  });
}

/** A page that is waited for patiently, whatever is asked of it. */
export async function patient(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  return page;
}

/** Waits until an element says it (a sentence, or what is right of a text). Not `waitForFunction`, which the page's policy forbids.
 *  What it says already is no answer: whoever asks for the same words again clears them first (`cleared`). */
export async function says(page, id, wanted) {
  const right = typeof wanted === "function" ? wanted : (text) => (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted));
  let said = "";
  for (const end = Date.now() + PATIENCE.timeout; Date.now() < end; await page.waitForTimeout(50)) if (right((said = await page.textContent(`#${id}`)))) return;
  assert.fail(`#${id} says: ${said}`);
}

/** So that what an element says afterwards is new. */
export const cleared = (page, id) => page.evaluate((name) => (document.getElementById(name).textContent = ""), id);

/** Opens the page with a cloud in its settings; `sent` are the requests that left it. */
export async function opened(context, address, there, settings = {}) {
  const page = await patient(context);
  const sent = [];
  const errors = [];
  page.on("request", (request) => /^https?:/.test(request.url()) && sent.push(request));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.addInitScript(given, { cloud: there.url, key: there.key, ...settings });
  await page.goto(address);
  return { page, sent, errors };
}

/** In the page, before its own modules: settings as they come from before, where nothing has come. From a disk that is from the page before alone. */
export function given(settings) {
  const name = "obclip-settings";
  if (location.protocol === "file:") return void (history.state ?? history.replaceState({ [name]: { settings } }, ""));
  if (!sessionStorage.getItem(name)) sessionStorage.setItem(name, JSON.stringify(settings));
}

/** Types a prompt and waits until it has been read and can be drawn. */
export async function typed(page, prompt) {
  // What was found in the prompt before, and the button that this enabled, are no answer: both are of another text from here on.
  await page.evaluate(() => document.addEventListener("input", () => (document.getElementById("n").textContent = ""), { once: true, capture: true }));
  await page.fill("#prompt", prompt);
  await says(page, "n", /^N = /);
  await page.waitForSelector("#draw:enabled", PATIENCE);
}

/** Draws and waits for the picture. */
export async function drawn(page, patience = PATIENCE) {
  const before = Number((await page.getAttribute("#result", "data-drawn")) ?? 0);
  await page.click("#draw");
  await page.waitForSelector(`#result[data-drawn="${before + 1}"]`, patience);
}

/** The picture's pixels, RGBA. */
export const pixels = (page) =>
  page.evaluate(() => {
    const canvas = document.getElementById("picture");
    return Array.from(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data);
  });

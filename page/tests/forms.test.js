// The same page in the other forms that it is given out in, and in Firefox: each draws.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright";
import { browser, CHROMIUM, cleared, cloud, drawn, FILE, firefox, given, host, opened, PAGE, PATIENCE, patient, says, SITE, TEST, typed } from "./world.js";

const EXTENSION = "chrome-extension://jppdfdmmbkmapbdjhanbgkldbbhgjeah";
const PROMPT = "an old woman in a garden";
let there, hosted, opener;

before(async () => {
  hosted = await host(path.join(PAGE, "dist"));
  there = await cloud("null", hosted.origin, EXTENSION);
  opener = await browser();
});
after(async () => {
  await opener?.close();
  await there?.close();
  await hosted?.close();
});

/** Draws and counts: one POST, and after it none for another value. */
async function drawsOnce(page) {
  const before = there.posts().length;
  await typed(page, PROMPT);
  await drawn(page);
  await page.click('#others button:text-is("male")');
  await page.waitForSelector('#result[data-drawn="2"]', PATIENCE);
  assert.equal(there.posts().length, before + 1);
}

/** A model's folder with other things in its manifest; where there are none, with graphs that have changed places. */
function oddModel(told) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "odd-"));
  fs.cpSync(path.join(SITE, "model"), folder, { recursive: true });
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, "obclip.json")));
  if (!Object.keys(told).length) {
    fs.cpSync(path.join(SITE, "model/decoder.onnx"), path.join(folder, "unet.onnx"));
    manifest.files["unet.onnx"] = manifest.files["decoder.onnx"];
  }
  fs.writeFileSync(path.join(folder, "obclip.json"), JSON.stringify({ ...manifest, ...told }));
  return folder;
}

test("from a static host: as files, with a history and a model of one's own in the browser's keeping", TEST, async (t) => {
  const context = await opener.newContext();
  const { page, sent } = await opened(context, `${hosted.origin}/site/index.html`, there, { history: true });
  await drawsOnce(page);
  const posts = there.posts().length;

  await t.test("only the host and the cloud are spoken to, and the host is told nothing", () => {
    assert.deepEqual([...new Set(sent.map((request) => new URL(request.url()).origin))].sort(), [hosted.origin, there.url].sort());
    for (const request of sent) if (request.url().startsWith(hosted.origin)) assert.deepEqual([request.method(), new URL(request.url()).search], ["GET", ""]);
  });
  await t.test("pictures and prompts are kept, and forgotten when asked", async () => {
    assert.equal(await page.locator("#kept li").count(), 1);
    assert.equal(await page.textContent("#kept li"), PROMPT);
    const kept = await page.evaluate(() => Object.values(localStorage).join());
    assert.ok(!kept.includes(there.key));
    await page.click("#forget");
    await page.waitForSelector("#history", { state: "hidden" });
  });
  await t.test("a folder of one's own is checked, used, and there again next time", async () => {
    const folder = path.join(SITE, "model");
    await typed(page, "an old man");
    await page.click("#open-settings");
    await page.setInputFiles("#folder", folder);
    await page.keyboard.press("Escape");
    await drawn(page); // waits for the folder
    await page.waitForSelector('#model-state:has-text("from your folder")', { ...PATIENCE, state: "attached" });
    assert.equal(there.posts().length, posts + 1);
    await page.reload();
    await page.click("#open-settings");
    await page.waitForSelector('#model-state:has-text("from your folder")', PATIENCE);
  });
  await t.test("a folder that is not what its manifest says is refused", async () => {
    const spoilt = fs.mkdtempSync(path.join(os.tmpdir(), "spoilt-"));
    fs.cpSync(path.join(SITE, "model"), spoilt, { recursive: true });
    fs.appendFileSync(path.join(spoilt, "unet.onnx"), "x");
    await page.setInputFiles("#folder", spoilt);
    await page.waitForSelector('#model-state:has-text("unet.onnx is not the file")', PATIENCE);
    fs.rmSync(spoilt, { recursive: true });
  });
  await t.test("one whose sums are right and that is no model is refused in a sentence, and not kept", async () => {
    for (const [told, sentence] of [[{ solver: "magic" }, /no manifest of/], [{ window: 1e9 }, /no manifest of/], [{}, /cannot open the model \(unet.onnx is another graph\)/], [{ height: 256 }, /\(unet.onnx has latents as float32 1 x 4 x 16 x 16, where obclip.json says float32 1 x 4 x 32 x 16\)/], [{ window: 64 }, /\(text_encoder.onnx has input_ids as int32 1 x 77/]]) {
      const odd = oddModel(told);
      await cleared(page, "model-state");
      await page.setInputFiles("#folder", odd);
      await says(page, "model-state", sentence);
      assert.ok(!(await page.textContent("#model-state")).includes("Traceback"));
      fs.rmSync(odd, { recursive: true });
    }
    const [magic, other] = [oddModel({ solver: "magic" }), oddModel({})];
    await page.setInputFiles("#folder", other);
    await page.setInputFiles("#folder", magic);
    await says(page, "model-state", /no manifest of/);
    await page.waitForTimeout(1000);
    assert.match(await page.textContent("#model-state"), /no manifest of/, "the words of the folder that was chosen last stay");
    for (const odd of [magic, other]) fs.rmSync(odd, { recursive: true });
    await page.reload();
    await page.click("#open-settings");
    await page.waitForSelector('#model-state:has-text("from your folder and kept")', PATIENCE);
  });
  await t.test("a kept model that is spoilt gives way to the page's own, and that is said", async () => {
    await page.evaluate(async () => {
      const place = await (await navigator.storage.getDirectory()).getDirectoryHandle("model");
      const writer = await (await place.getFileHandle("unet.onnx")).createWritable();
      await writer.write("x");
      await writer.close();
    });
    await page.reload();
    await says(page, "said", /kept here cannot be used/);
    await typed(page, "an old man");
    await drawn(page);
    await page.click("#open-settings");
    await Promise.all([page.waitForEvent("framenavigated"), page.click("#bundled")]);
    await says(page, "model-state", /comes with the page/);
    assert.equal(await page.inputValue("#prompt"), "an old man", "what was typed is still there");
    await says(page, "n", /^N = /);
    assert.equal(await page.textContent("#said"), "");
  });
  await context.close();
});

test("from a static host: every module ends in .js, which all hosts know, and the rest is read as bytes", () => {
  const files = fs.readdirSync(SITE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const kinds = new Set(files.map(({ name }) => path.extname(name)));
  assert.deepEqual([...kinds].sort(), [".css", ".html", ".js", ".json", ".onnx", ".wasm", ".zip"]);
});

test("from a static host: a part that does not come is told, and what to do, also where the host gives a page for it", TEST, async () => {
  const parts = {
    "src/networks.js": "could not start the page",
    "lib/pyodide.asm.js": "pyodide.asm.js is not there, or not given as JavaScript",
    "lib/pyodide.asm.wasm": "there is no pyodide.asm.wasm",
    "lib/python.zip": "there is no python.zip",
    "lib/ort.wasm.min.js": "ort.wasm.min.js is not there, or not given as JavaScript",
    "model/unet.onnx": "there is no unet.onnx",
  };
  for (const [pretends, [part, reason]] of [false, true].flatMap((one) => Object.entries(parts).map((entry) => [one, entry]))) {
    hosted.pretends = pretends;
    hosted.gone.add(`/site/${part}`);
    const { page } = await opened(await opener.newContext(), `${hosted.origin}/site/index.html`, there);
    await says(page, "said", reason);
    if (!part.startsWith("src")) assert.match(await page.textContent("#said"), /^A part of this page did not come: .* Put the whole folder there anew/);
    await page.context().close();
    hosted.gone.clear();
  }
  hosted.pretends = false;
});

test("words that are typed before they can be read are said to be read", TEST, async () => {
  let come;
  hosted.late.set("/site/lib/python.zip", new Promise((go) => (come = go)));
  const { page } = await opened(await opener.newContext(), `${hosted.origin}/site/index.html`, there);
  await says(page, "cloud-state", "looking for the cloud…");
  await page.fill("#prompt", PROMPT);
  await says(page, "said", "Reading what you typed…");
  come();
  await says(page, "n", /^N = /);
  assert.equal(await page.textContent("#said"), "");
  hosted.late.clear();
  await page.context().close();
});

test("from a static host: the one file, on a phone, in the dark", TEST, async () => {
  const context = await opener.newContext({ viewport: { width: 360, height: 740 }, colorScheme: "dark", hasTouch: true, isMobile: true });
  const { page, errors } = await opened(context, `${hosted.origin}/obclip.html`, there);
  await drawsOnce(page);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, "nothing is wider than the window");
  assert.deepEqual(errors, []);
  const back = (url) => page.evaluate((to) => fetch(to).then(() => "sent", () => "refused"), url);
  assert.equal(await back(`${hosted.origin}/told`), "refused", "not even to where it came from");
  await context.close();
});

test("a page that the cloud itself serves refuses", TEST, async () => {
  const context = await opener.newContext();
  const { page } = await opened(context, `${hosted.origin}/site/index.html`, { url: hosted.origin, key: "" });
  await page.waitForSelector('#said:has-text("came from the cloud itself")', PATIENCE);
  await context.close();
});

test("inside another page it does not start, in either form", TEST, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "frame-"));
  const framing = await host(folder);
  const page = await patient(opener);
  try {
    for (const form of ["obclip.html", "site/index.html"]) {
      fs.writeFileSync(path.join(folder, "index.html"), `<iframe src="${hosted.origin}/${form}"></iframe>`);
      await page.goto(framing.origin);
      const inside = page.frameLocator("iframe").locator("body");
      await inside.filter({ hasText: "does not work inside another page" }).waitFor(PATIENCE);
      assert.equal(await inside.locator("button, textarea").count(), 0);
      assert.deepEqual(page.workers(), []);
    }
  } finally {
    await page.close();
    await framing.close();
    fs.rmSync(folder, { recursive: true });
  }
});

test("as an extension", TEST, async () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "profile-"));
  const args = ["--no-sandbox", "--headless=new", `--disable-extensions-except=${SITE}`, `--load-extension=${SITE}`, "--disable-features=DisableLoadExtensionCommandLineSwitch"];
  const context = await chromium.launchPersistentContext(profile, { ...PATIENCE, executablePath: CHROMIUM, headless: false, args });
  try {
    const { page } = await opened(context, `${EXTENSION}/index.html`, there);
    const sizes = await page.evaluate(() => ["body", "h2", "#draw", "#axes", "#prompt", "dialog"].map((one) => getComputedStyle(document.querySelector(one)).fontSize));
    assert.deepEqual(sizes, ["17px", "25.5px", "17px", "17px", "19.04px", "17px"], "no letters are smaller than those of a tab");
    await drawsOnce(page);
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
});

test("in Firefox, from a file", TEST, async () => {
  const { opener, page } = await firefox();
  try {
    const before = there.posts().length;
    await page.goto(`file://${FILE}`);
    await page.evaluate(given, { cloud: there.url, key: there.key });
    await page.reload();
    await page.waitForSelector("#cloud-state.good", PATIENCE);
    await page.type("#prompt", PROMPT);
    await page.waitForSelector("#draw:not(:disabled)", PATIENCE);
    await page.click("#draw");
    await page.waitForSelector('#result[data-drawn="1"]', PATIENCE);
    const inks = await page.evaluate(() => new Set(document.getElementById("picture").getContext("2d").getImageData(0, 0, 128, 128).data).size);
    assert.ok(inks > 50, "a picture, not a blank");
    await page.click('#others button[aria-pressed="false"]');
    await page.waitForSelector('#result[data-drawn="2"]', PATIENCE);
    assert.equal(there.posts().length, before + 1);
  } finally {
    await opener.close();
  }
});

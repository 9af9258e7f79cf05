// WebGPU where there is one, WebAssembly else, and the page says which. Chromium has WebGPU in software for it (SwiftShader).

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { browser, cloud, drawn, FILE, host, opened, PAGE, PATIENCE, pixels, SITE, TEST, typed } from "./world.js";

const PROMPT = "an old woman in a garden";
const SETTINGS = { steps: 4, switchPoint: 3, acceleration: "exact", seed: "7" };
// Of 255: the same numbers summed in another order.
const NEARLY = 2;
// A processor that plays a graphics card takes most of a minute to make its programs where nobody else uses it.
const SLOW = { timeout: 600_000 };
let there, hosted, plain, able;

before(async () => {
  hosted = await host(path.join(PAGE, "dist"));
  there = await cloud("null", hosted.origin);
  plain = await browser();
  able = await browser("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader");
});
after(async () => {
  for (const one of [plain, able, there, hosted]) await one?.close();
});

/** Opens the page, waits until its model is there, and gives what it says of that. */
async function told(opener, address) {
  const { page, sent, errors } = await opened(await opener.newContext(), address, there, SETTINGS);
  await typed(page, PROMPT);
  const said = () => page.textContent("#model-state");
  return { page, sent, errors, said };
}

test("from a static host, WebGPU draws what WebAssembly draws", TEST, async () => {
  const address = `${hosted.origin}/site/index.html`;
  const slow = await told(plain, address);
  assert.match(await slow.said(), /by WebAssembly: this browser has no WebGPU/);
  assert.ok(!slow.sent.some((request) => request.url().includes("/webgpu/")), "what is not used is not fetched");
  await drawn(slow.page);

  const fast = await told(able, address);
  assert.match(await fast.said(), /by WebGPU\)/);
  await drawn(fast.page, SLOW);
  const [one, other] = [await pixels(slow.page), await pixels(fast.page)];
  const apart = one.map((value, place) => Math.abs(value - other[place]));
  assert.ok(new Set(one).size > 50, "a picture");
  assert.ok(Math.max(...apart) <= NEARLY, `off by ${Math.max(...apart)}`);
  assert.deepEqual([...new Set(fast.sent.map((request) => new URL(request.url()).origin))].sort(), [hosted.origin, there.url].sort());
  await slow.page.context().close();
  await fast.page.context().close();
});

test("one file from a disk takes the runtime from the model's folder, if it is the one that it was built with", TEST, async () => {
  const { page, said } = await told(able, `file://${FILE}`);
  assert.match(await said(), /by WebAssembly: WebGPU's runtime is not in this file/);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "model-"));
  for (const part of ["model", "webgpu"]) fs.cpSync(path.join(SITE, part), folder, { recursive: true });
  await page.click("#open-settings");
  await page.setInputFiles("#folder", folder);
  await page.waitForSelector('#model-state:has-text("(by WebGPU), from your folder")', PATIENCE);
  await page.keyboard.press("Escape");
  await drawn(page, SLOW);
  fs.appendFileSync(path.join(folder, "ort.webgpu.min.js"), " ");
  await page.click("#open-settings");
  await page.setInputFiles("#folder", folder);
  await page.waitForSelector('#model-state:has-text("by WebAssembly: ort.webgpu.min.js is not the file that this page was built with")', PATIENCE);
  fs.rmSync(folder, { recursive: true });
  await page.context().close();
});

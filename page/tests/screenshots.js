// The pictures of docs/page.md and docs/app.md: node tests/screenshots.js FOLDER. Looked at by whoever changes the page; no test compares them.

import path from "node:path";
import { app, browser, cloud, drawn, FILE, opened, PATIENCE, typed } from "./world.js";

const folder = path.resolve(process.argv[2]);
const PROMPT = "portrait of a young African woman with short hair, wearing a green sweater, in a garden, named Anna";
const there = await cloud("null");
const opener = await browser();
const look = { seed: "7" };

async function shoot(name, { prompt = PROMPT, act = async () => {}, full = false, address = `file://${FILE}`, ...context }) {
  const opened_ = await opener.newContext(context);
  const { page } = await opened(opened_, address, there, look);
  await typed(page, prompt);
  await drawn(page);
  await act(page);
  await page.screenshot({ path: path.join(folder, `${name}.jpg`), type: "jpeg", quality: 82, fullPage: full });
  await opened_.close();
}

const wide = { width: 1200, height: 860 };
await shoot("page", { viewport: wide });
await shoot("page-sheet", {
  viewport: { width: 1200, height: 1000 },
  prompt: "an old woman in a blue dress, in the forest",
  full: true,
  async act(page) {
    await page.click("#sent-box > summary");
    await page.click('#others button:text-is("male")');
    await page.waitForSelector('#result[data-drawn="2"]', PATIENCE);
    await page.click("#show-sheet");
    await page.waitForSelector('#result[data-drawn="3"]', PATIENCE);
  },
});
await shoot("page-dark", { viewport: wide, colorScheme: "dark", prompt: "a smiling young man with a beard, in {jeans|a suit}, zorbling" });
await shoot("page-phone", { viewport: { width: 390, height: 844 }, isMobile: true, full: true, prompt: "an old woman in a garden" });
// The same with this machine as the device.
const served = await app(there);
await shoot("app", { address: await served.link(), viewport: wide, prompt: "portrait of an old African man with a white beard, in a suit, at a window" });
await shoot("app-dark", {
  address: await served.link(),
  viewport: wide,
  colorScheme: "dark",
  prompt: "a young woman in a red dress, in the snow",
  act: (page) => page.click("#open-settings"),
});
await shoot("app-phone", { address: await served.link(), viewport: { width: 390, height: 844 }, isMobile: true, full: true, prompt: "a middle-aged man in a garden" });
await served.close();
await opener.close();
await there.close();

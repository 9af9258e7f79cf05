// What the settings may be, said in the page's own words: when they are typed, when they come from before, and when something is drawn.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { cleared, cloudAndBrowser, drawn, FILE, opened, PATIENCE, says, SITE, TEST, typed } from "./world.js";

const ADDRESS = `file://${FILE}#for-tests`;
// What a page that has labels has no use for.
const FOREIGN = /[a-z]_[a-z]|--[a-z]|in Python|[Ss]witch point|[Nn]egative prompt/;
let there, opener;

cloudAndBrowser((both) => ({ there, opener } = both));

test("settings from before that do not fit are told at once and again on Draw, and are mended in the dialog", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there, { steps: "4", switchPoint: "9" });
  const sentence = "In the settings, “The cloud’s steps”: they are some of all 4 steps; name fewer, or more in all.";
  await says(page, "said", sentence);
  await typed(page, "an old man");
  await says(page, "said", sentence);
  await cleared(page, "said");
  await page.click("#draw");
  await says(page, "said", sentence);
  assert.equal(there.posts().length, 0);
  await page.click("#open-settings");
  assert.equal(await page.textContent("#unfit"), sentence);
  await page.click('#settings button[value="save"]');
  assert.ok(await page.isVisible("#settings"), "nothing is saved that does not fit");
  await page.fill('[name="switchPoint"]', "4");
  assert.match(await page.textContent("#unfit"), /some of all 4/, "one is left to this tab");
  await page.fill('[name="switchPoint"]', "2");
  assert.equal(await page.textContent("#unfit"), "");
  await page.click('#settings button[value="save"]');
  await says(page, "said", (text) => text === "");
  await drawn(page);
  await page.context().close();
  for (const [name, kept] of [["steps", "many"], ["unknown", "asked"]]) {
    const { page: later } = await opened(await opener.newContext(), ADDRESS, there, { [name]: kept });
    const label = await later.$eval(`[name="${name}"]`, (field) => field.labels[0].firstChild.textContent.trim());
    await says(later, "said", `In the settings, “${label}”: `);
    await later.click("#open-settings");
    assert.match(await later.textContent("#unfit"), new RegExp(label), "and it is not taken for anything else");
    await later.context().close();
  }
});

test("a field says what it takes as soon as something else is typed, in the same words in which saving is refused", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  await page.click("#open-settings");
  const wrong = [
    ["cloud", "", "It begins with http:// or https://."],
    ["cloud", "ftp://host", "It begins with http:// or https://."],
    ["cloud", "somewhere", "It begins with http:// or https://."],
    ["steps", "", "A whole number from 2 to 50."],
    ["steps", "1", "A whole number from 2 to 50."],
    ["steps", "5.5", "A whole number from 2 to 50."],
    ["switchPoint", "0", "A whole number from 1 to 49, or nothing."],
    ["switchPoint", "25", "They are some of all 25 steps; name fewer, or more in all."],
    ["guidance", "31", "A number from 0 to 30, or nothing."],
    ["seed", "9223372036854775808", "A whole number from 0 to 9223372036854775807, or nothing."],
    ["seed", "-1", "A whole number from 0 to 9223372036854775807, or nothing."],
    ["maxCandidates", "257", "A whole number from 2 to 256."],
  ];
  for (const [name, value, sentence] of wrong) {
    const before = await page.inputValue(`[name="${name}"]`);
    await page.fill(`[name="${name}"]`, value);
    assert.equal((await page.textContent("#unfit")).split("”: ")[1].toLowerCase(), sentence.toLowerCase());
    await page.click('#settings button[value="save"]');
    assert.equal(await page.$eval(`[name="${name}"]`, (field) => field.validationMessage), sentence);
    assert.ok(await page.isVisible("#settings"), `${name}: ${value}`);
    await page.fill(`[name="${name}"]`, before);
    assert.equal(await page.textContent("#unfit"), "");
  }
  for (const [name, value] of [["seed", " 9223372036854775807 "], ["seed", "000000000000000000000007"], ["guidance", "7.25"], ["switchPoint", "24"]]) {
    await page.fill(`[name="${name}"]`, value);
    assert.equal(await page.textContent("#unfit"), "", `${name}: ${value}`);
  }
  await page.context().close();
});

test("what obclip's Python says of an argument is said of the field that it comes from", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  await typed(page, "an old man");
  const said = (told, prompt = "an old man") => page.evaluate(([text, settings]) => obclipForTests.device.draft(text, settings).then(() => "drafted", ({ message }) => message), [prompt, told]);
  for (const [told, words, prompt] of [
    [{ num_inference_steps: 9999 }, "“Steps” must be 1 to"],
    [{ num_inference_steps: 4, switch_point: 9 }, "“The cloud’s steps” must be 0 to “Steps” (got 9 and 4)."],
    [{ num_inference_steps: 4, switch_point: 4 }, "The number of the cloud’s steps leaves no step"],
    [{ guidance_scale: 900 }, "“Guidance” must be 0 to"],
    [{ max_candidates: 9999 }, "“At most so many candidates” must be 1 to"],
    [{ cues: "x" }, "“Words that betray a value” must be one of"],
    [{ unknown: "x" }, "“Words that nothing is known of” must be one of"],
    [{ unknown: "refuse" }, "“Words that nothing is known of” in the settings", "an old man with a blorpquist"],
    [{ seed: "-1" }, "“Seed” must be a whole number"],
    [{}, "allow that (in the settings)", "a garden at dawn"],
    [{ negative_prompt: "[[x" }, "“Not in the picture”: "],
    [{ negative_prompt: "blurry, ".repeat(90) }, "“Not in the picture” is too long"],
    [{ negative_prompt: "blurry, ".repeat(9000) }, "“Not in the picture” has"],
  ]) {
    const sentence = await said(told, prompt);
    assert.ok(sentence.includes(words), `${JSON.stringify(told).slice(0, 60)}: ${sentence}`);
    assert.ok(!FOREIGN.test(sentence.replace(/\(at a terminal, .*?\)/, "")), sentence);
  }
  await page.context().close();
});

test("what is wrong with the negative prompt is said of it, while the prompt is read and on Draw", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there, { negative: "[[x" });
  await page.fill("#prompt", "an old man");
  await says(page, "said", /^“Not in the picture”: /);
  assert.ok(await page.isDisabled("#draw"));
  await page.context().close();
  const long = await opened(await opener.newContext(), ADDRESS, there, { negative: "blurry, ".repeat(90) });
  await typed(long.page, "an old man");
  await long.page.click("#draw");
  await says(long.page, "said", /^“Not in the picture” is too long/);
  await long.page.context().close();
});

test("a cloud that does not fit the model here is told before anything is typed", TEST, async () => {
  const context = await opener.newContext();
  await context.route("**/v1/models", async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    told.data[0].space.probe = told.data[0].space.probe.map((number) => -number);
    await route.fulfill({ response: answer, json: told });
  });
  const { page } = await opened(context, ADDRESS, there);
  await says(page, "cloud-state", "unfit cloud");
  assert.match(await page.getAttribute("#cloud-state", "class"), /bad/);
  assert.match(await page.textContent("#said"), /latent space/);
  await context.close();
});

test("a folder that does not fit the cloud is told when it is opened, and one that does mends it", TEST, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "misfit-"));
  fs.cpSync(path.join(SITE, "model"), folder, { recursive: true });
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, "obclip.json")));
  manifest.space.probe = manifest.space.probe.map((number) => -number);
  fs.writeFileSync(path.join(folder, "obclip.json"), JSON.stringify(manifest));
  const before = there.posts().length;
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  await page.waitForSelector("#cloud-state.good", PATIENCE);
  await page.click("#open-settings");
  await page.setInputFiles("#folder", folder);
  await says(page, "model-state", /from your folder.*\. The cloud works in latent space/);
  await says(page, "cloud-state", "unfit cloud");
  assert.match(await page.textContent("#said"), /latent space/);
  await page.setInputFiles("#folder", path.join(SITE, "model"));
  await page.waitForSelector("#cloud-state.good", { ...PATIENCE, state: "attached" });
  assert.match(await page.textContent("#model-state"), /from your folder\.$/);
  assert.equal(await page.textContent("#said"), "");
  assert.equal(there.posts().length, before);
  await page.context().close();
  fs.rmSync(folder, { recursive: true });
});

test("what is typed while a picture is on its way does not disturb it, and its bytes are shown afterwards", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there, { steps: 4 });
  await typed(page, "an old man");
  await page.click("#sent-box > summary");
  await page.click("#bytes-box > summary");
  await says(page, "bytes", "prompts");
  there.hold();
  await page.click("#draw");
  await there.held();
  await page.fill("#prompt", "a woman at home");
  await says(page, "n", "N = 2");
  there.release();
  await page.waitForSelector('#result[data-drawn="1"]', PATIENCE);
  assert.equal(await page.getAttribute("#picture", "aria-label"), "The picture: an old man");
  await says(page, "bytes", "woman at home");
  await page.context().close();
});

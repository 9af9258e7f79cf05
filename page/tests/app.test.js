// The page in `obclip app`: this machine's Python is the device, and a real cloud is asked by it, not by the page.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { app, browser, cleared, cloud, drawn, firefox, GUESSED, PATIENCE, patient, pixels, says, TEST, typed } from "./world.js";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROMPT = "portrait of an old woman with a beard, named Anna, in a garden";
let there, served, opener;

before(async () => {
  there = await cloud();
  served = await app(there);
  opener = await browser();
});
after(async () => {
  await opener?.close();
  await served?.close();
  await there?.close();
});

/** A page at the link, and all that it has asked for. */
async function opened(link, context = {}) {
  const page = await patient(await opener.newContext(context));
  const sent = [];
  const errors = [];
  page.on("request", (request) => sent.push(request));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(link);
  return { page, sent, errors };
}

test("one link, one tab: prompt, preview, picture, another value, with exactly one request to the cloud", TEST, async (t) => {
  const link = await served.link();
  const { page, sent, errors } = await opened(link);

  await t.test("a prompt is read by this machine", async () => {
    await typed(page, PROMPT);
    const marks = await page.$$eval("#marks span", (spans) => spans.map((span) => [span.textContent, span.className]));
    assert.deepEqual(marks, [["old", "hidden"], ["woman", "hidden"], ["beard", "withheld"], ["Anna", "withheld"]]);
    assert.equal(await page.textContent("#n"), "N = 6");
    assert.match(await page.textContent("#guess"), new RegExp(`gender ${GUESSED.gender} %`));
    await says(page, "cloud-state", "portraits-cloud at 127.0.0.1");
  });

  await t.test("what is shown of the request is what is sent", async () => {
    await page.click("#sent-box > summary");
    await page.click("#bytes-box > summary");
    await says(page, "bytes", "prompts");
    const shown = await page.textContent("#bytes");
    assert.equal(there.posts().length, 0, "looking sends nothing");
    await drawn(page);
    assert.deepEqual(there.posts().map(({ body }) => body), [shown]);
    assert.ok(!shown.includes("Anna") && !shown.includes("beard"));
    assert.ok(new Set(await pixels(page)).size > 50, "a picture, not a blank");
  });

  await t.test("another value, and back, without a request", async () => {
    const before = await pixels(page);
    await page.click('#others button:text-is("male")');
    await page.waitForSelector('#result[data-drawn="2"]', PATIENCE);
    assert.notDeepEqual(await pixels(page), before);
    await page.click('#others button:text-is("female")');
    await page.waitForSelector('#result[data-drawn="3"]', PATIENCE);
    assert.deepEqual(await pixels(page), before);
    await page.click("#show-sheet");
    await page.waitForSelector('#result[data-drawn="4"]', PATIENCE);
    assert.equal(await page.$$eval("#tiles canvas", (tiles) => new Set(tiles.map((tile) => tile.toDataURL())).size), 6);
    assert.equal(there.posts().length, 1);
  });

  await t.test("the settings reach it", async () => {
    await page.click("#open-settings");
    await page.fill('[name="steps"]', "4");
    await page.fill('[name="switchPoint"]', "9");
    await page.click('#settings button[value="save"]');
    assert.match(await page.$eval('[name="switchPoint"]', (field) => field.validationMessage), /some of all 4/);
    assert.ok(await page.isVisible("#settings"), "and it is not saved");
    await page.fill('[name="steps"]', "6");
    await page.fill('[name="switchPoint"]', "2");
    await page.fill('[name="size"]', "128x100");
    await page.fill('[name="negative"]', "blurry");
    await page.click('#settings button[value="save"]');
    await typed(page, "an old man");
    await drawn(page);
    await says(page, "said", /^The model here does not draw 128x100: \d+x\d+ is what fits it best\.$/);
    await page.click("#open-settings");
    await page.fill('[name="size"]', " 128 × 192 ");
    await page.fill('[name="negative"]', "blurry");
    await page.click('#settings button[value="save"]');
    await typed(page, "an old man");
    await drawn(page);
    const { switch_point: k, num_inference_steps: steps, negative_prompt: negative, height, width } = JSON.parse(there.posts().at(-1).body);
    assert.deepEqual([k, steps, negative, height, width], [2, 6, "blurry", 192, 128]);
    assert.deepEqual(await page.$eval("#picture", ({ width, height, offsetWidth, offsetHeight }) => [width, height, Math.round((100 * offsetHeight) / offsetWidth)]), [128, 192, 150]);
  });

  await t.test("the page has spoken to this machine only, with no token in any address, and keeps nothing", async () => {
    const { origin, pathname } = new URL(link);
    assert.deepEqual([...new Set(sent.map((request) => new URL(request.url()).origin))].filter((one) => one !== "null"), [origin]);
    for (const request of sent) assert.ok(!/[?#]/.test(request.url()) || request.url() === link);
    assert.equal(page.url(), origin + pathname, "the link's token has left the address");
    assert.deepEqual(await page.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length, document.cookie]), [0, 0, ""]);
    assert.deepEqual(errors, []);
    assert.equal(await page.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => "sent", () => "refused"), there.url), "refused");
    assert.ok(errors.some((error) => /Content Security Policy/.test(error)), "by its policy");
  });

  await t.test("no accessibility rule is broken in a serious way", async () => {
    // The page's policy lets no script in that is not its own, so the test puts this one into its answers.
    const looked = await patient(page.context());
    await looked.route("**/src/refusal.js", async (route) => route.fulfill({ contentType: "text/javascript", body: `${AXE};\n${await (await route.fetch()).text()}` }));
    await looked.goto(await served.link());
    await typed(looked, PROMPT);
    await drawn(looked);
    for (const open of [null, "#open-settings"]) {
      if (open) await looked.click(open);
      const { violations } = await looked.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 90))]), []);
    }
    await looked.close();
  });

  await t.test("before a module is there, it says of itself only what is true of it", async () => {
    const still = await opener.newContext({ javaScriptEnabled: false });
    const looked = await still.newPage();
    await looked.goto(link);
    assert.match(await looked.innerText("footer"), /^This machine is the device[^\n]*$/);
    await still.close();
  });

  await t.test("it is still let in when it is loaded anew; a second visitor is not", async () => {
    await page.reload();
    await typed(page, PROMPT);
    const other = await opened(link);
    await says(other.page, "said", "its link has been used already");
    await cleared(other.page, "said");
    await other.page.fill("#prompt", PROMPT);
    await says(other.page, "said", "Open the link that the terminal shows last");
    assert.ok(await other.page.isDisabled("#draw"));
    const next = await opened(await served.link());
    await typed(next.page, PROMPT);
    await other.page.context().close();
    await next.page.context().close();
  });
  await page.context().close();
});

test("what the gateway says of an argument is said of the page's field", TEST, async () => {
  const { page } = await opened(await served.link());
  await typed(page, "an old man");
  const said = (told, prompt = "an old man") =>
    page.evaluate(
      async ([text, settings, module]) => {
        const { Device } = await import(module);
        return new Device({}, () => {}).draft(text, settings).then(() => "drafted", ({ message }) => message);
      },
      [prompt, told, new URL("src/device.js", page.url()).href],
    );
  for (const [told, words, prompt] of [
    [{ num_inference_steps: 9999 }, "“Steps” must be "],
    [{ num_inference_steps: 4, switch_point: 9 }, "“The cloud’s steps” must be 0 to “Steps” (got 9 and 4)."],
    [{ guidance_scale: 900 }, "“Guidance” must be "],
    [{ max_candidates: 9999 }, "“At most so many candidates” must be "],
    [{ size: "large" }, "“Size” must be "],
    [{ unknown: "refuse" }, "“Words that nothing is known of” in the settings", "an old man with a blorpquist"],
    [{}, "allow that (in the settings)", "a garden at dawn"],
    [{ negative_prompt: "[[x" }, "“Not in the picture”: "],
    [{ negative_prompt: "blurry, ".repeat(90) }, "“Not in the picture”: "],
  ]) {
    const sentence = await said(told, prompt);
    assert.ok(sentence.includes(words) && !/[a-z]_[a-z]|obclip gateway/.test(sentence), `${JSON.stringify(told).slice(0, 60)}: ${sentence}`);
  }
  const worded = (sentence) => page.evaluate(async ([text, module]) => (await import(module)).inOurWords(text), [sentence, new URL("src/words.js", page.url()).href]);
  assert.equal(await worded('switch_point must be at most 4, the steps of "switch_point".'), '“The cloud’s steps” must be at most 4, the steps of "switch_point".', "a name stays as it is");
  await page.context().close();
});

test("a cloud that does not fit this machine's model is told before anything is typed", TEST, async () => {
  const told = JSON.parse(await (await fetch(`${there.url}/v1/models`, { headers: { Authorization: `Bearer ${there.key}` } })).text());
  told.data[0].space.probe = told.data[0].space.probe.map((number) => -number);
  const other = http.createServer((_, response) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(told)));
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  const before = await app({ url: `http://127.0.0.1:${other.address().port}`, key: there.key });
  const { page } = await opened(await before.link());
  await says(page, "cloud-state", "unfit cloud");
  assert.match(await page.textContent("#said"), /latent space/);
  await page.context().close();
  await before.close();
  other.close();
});

test("in Firefox, where what is typed and set while the page starts stays", TEST, async () => {
  const { opener, page } = await firefox();
  try {
    const posts = there.posts().length;
    await page.goto(await served.link(), { waitUntil: "domcontentloaded" });
    await page.type("#prompt", "an old woman in a garden");
    await page.waitForSelector("#open-settings:not(:disabled)", PATIENCE);
    await page.click("#open-settings");
    await page.$eval('[name="steps"]', (field) => (field.value = ""));
    await page.type('[name="steps"]', "6");
    await page.click('#settings button[value="save"]');
    await page.waitForSelector("#cloud-state.good", PATIENCE);
    await page.waitForSelector("#draw:not(:disabled)", PATIENCE);
    await page.click("#draw");
    await page.waitForSelector('#result[data-drawn="1"]', PATIENCE);
    await page.click('#others button[aria-pressed="false"]');
    await page.waitForSelector('#result[data-drawn="2"]', PATIENCE);
    assert.equal(there.posts().length, posts + 1);
    assert.equal(JSON.parse(there.posts().at(-1).body).num_inference_steps, 6);
    assert.equal(await page.$eval("#prompt", ({ value }) => value), "an old woman in a garden");
  } finally {
    await opener.close();
  }
});

test("what goes wrong is one sentence", TEST, async (t) => {
  const { page } = await opened(await served.link(), { viewport: { width: 360, height: 740 }, colorScheme: "dark", hasTouch: true, isMobile: true });
  await typed(page, "an old man");

  await t.test("stopped by the user, while the cloud works", async () => {
    there.hold();
    const posts = there.posts().length;
    await page.click("#draw");
    await there.held();
    await page.click("#stop");
    await says(page, "said", "Stopped.");
    there.release();
    await drawn(page);
    assert.equal(there.posts().length, posts + 2);
  });
  await t.test("another language, and nothing to hide", async () => {
    await page.fill("#prompt", "eine alte Frau mit kurzen Haaren im Garten hinter dem Haus");
    await says(page, "said", "English");
    await page.fill("#prompt", "a garden at dawn");
    await says(page, "headline", "Nothing to hide");
    assert.ok(await page.isDisabled("#draw"));
  });
  await t.test("longer than the text encoder reads", async () => {
    await typed(page, `an old man, ${"green, ".repeat(80)}`);
    await says(page, "said", "too long");
    await cleared(page, "said");
    await page.click("#draw");
    await says(page, "said", "too long");
  });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, "nothing is wider than the window");
  await t.test("the app has ended", async () => {
    await served.close();
    await page.fill("#prompt", "an old woman");
    await says(page, "said", "obclip app does not answer any more");
  });
  await page.context().close();
});

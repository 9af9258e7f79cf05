// What somebody does with the page, in Chromium, from a file on the disk and a real cloud.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { test } from "node:test";
import { cleared, cloudAndBrowser, drawn, FILE, GUESSED, opened, PATIENCE, pixels, says, TEST, typed } from "./world.js";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ADDRESS = `file://${FILE}#for-tests`;
const PROMPT = "portrait of an old woman with a beard, named Anna, in a garden";
let there, opener;

cloudAndBrowser((both) => ({ there, opener } = both));

test("a prompt is shown, drawn with one request, and another value with none", TEST, async (t) => {
  const { page, sent, errors } = await opened(await opener.newContext(), ADDRESS, there, { seed: "7" });
  await typed(page, PROMPT);

  await t.test("what is hidden and withheld is marked where it stands", async () => {
    const marks = await page.$$eval("#marks span", (spans) => spans.map((span) => [span.textContent, span.className]));
    assert.deepEqual(marks, [["old", "hidden"], ["woman", "hidden"], ["beard", "withheld"], ["Anna", "withheld"]]);
    assert.equal(await page.textContent("#n"), "N = 6");
    assert.match(await page.textContent("#guess"), new RegExp(`gender ${GUESSED.gender} %`));
  });

  await t.test("what will be sent can be looked at, and is what is sent", async () => {
    await page.click("#sent-box > summary");
    assert.equal(await page.locator("#candidates li").count(), 6);
    await page.click("#bytes-box > summary");
    await says(page, "bytes", (text) => text.startsWith("{"));
    const shown = await page.textContent("#bytes");
    assert.equal(there.posts().length, 0, "looking sends nothing");
    await drawn(page);
    assert.deepEqual(there.posts().map(({ body }) => body), [shown]);
    assert.ok(!shown.includes("Anna") && !shown.includes("beard"));
  });

  await t.test("another value is drawn from the latents at hand", async () => {
    const before = await pixels(page);
    const count = there.seen.length;
    await page.click('#others button:text-is("male")');
    await page.waitForSelector('#result[data-drawn="2"]', PATIENCE);
    assert.notDeepEqual(await pixels(page), before);
    assert.equal(await page.locator('#others button[aria-pressed="true"]').allTextContents().then(String), "old,male");
    await page.click('#others button:text-is("female")');
    await page.waitForSelector('#result[data-drawn="3"]', PATIENCE);
    assert.deepEqual(await pixels(page), before, "and back");
    assert.equal(there.seen.length, count, "nobody was asked");
  });

  await t.test("the sheet shows every candidate as the cloud could see it", async () => {
    await page.click("#show-sheet");
    await page.waitForSelector('#result[data-drawn="4"]', PATIENCE);
    assert.equal(await page.locator("#tiles li").count(), 6);
    const distinct = await page.$$eval("#tiles canvas", (tiles) => new Set(tiles.map((tile) => tile.toDataURL())).size);
    assert.equal(distinct, 6);
  });

  await t.test("the downloaded picture holds pixels and nothing else", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
    const file = fs.readFileSync(await download.path());
    assert.equal(download.suggestedFilename(), "picture.png");
    const kinds = [];
    for (let place = 8; place < file.length; place += 12 + file.readUInt32BE(place)) kinds.push(file.toString("latin1", place + 4, place + 8));
    assert.deepEqual(kinds.filter((kind) => !["IHDR", "IDAT", "IEND", "sRGB"].includes(kind)), []);
  });

  await t.test("no accessibility rule is broken in a serious way", async () => {
    await page.evaluate(AXE);
    for (const open of [null, "#open-settings"]) {
      if (open) await page.click(open);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 90))]), []);
    }
    await page.keyboard.press("Escape");
  });

  await t.test("nothing else has left the tab, and nothing could", async () => {
    const routes = sent.map((request) => `${request.method()} ${new URL(request.url()).origin} ${new URL(request.url()).pathname}`);
    assert.deepEqual([...new Set(routes)].sort(), [`GET ${there.url} /v1/models`, `POST ${there.url} /v1/oblivious/denoise`]);
    assert.equal(routes.filter((route) => route.startsWith("POST")).length, 1);
    for (const { headers, path } of there.seen) {
      assert.ok(!headers.cookie && !headers.referer);
      assert.ok(!path.includes("?"));
    }
    assert.deepEqual(errors, []);
    const elsewhere = "http://127.0.0.1:9/";
    assert.equal(await page.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => "sent", () => "refused"), elsewhere), "refused");
    const worker = page.workers()[0];
    assert.equal(await worker.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => "sent", () => "refused"), there.url.replace("127.0.0.1", "localhost")), "refused");
    assert.ok(errors.some((error) => /Content Security Policy/.test(error)), "by the page's policy");
  });

  await page.context().close();
});

test("a word that is read as another spelling is marked whole, accents that are letters of their own included", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  await typed(page, "an o\u0301ld m4n named Zoe\u0301");
  assert.deepEqual(await page.$$eval("#marks span", (spans) => spans.map(({ textContent }) => textContent)), ["o\u0301ld", "m4n", "Zoe\u0301"]);
  await page.context().close();
});

test("words are marked and unmarked by selecting them, with keys alone", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  await typed(page, "an old man at home");
  await page.evaluate(() => (document.getElementById("prompt").focus(), document.getElementById("prompt").setSelectionRange(14, 18)));
  await page.click('[data-mark="withhold"]');
  assert.equal(await page.inputValue("#prompt"), "an old man at [[home]]");
  await page.evaluate(() => document.getElementById("prompt").setSelectionRange(3, 6));
  await page.click('[data-mark="hide"]');
  await page.keyboard.type("young, tired");
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#prompt"), "an {old|young|tired} man at [[home]]");
  await says(page, "n", (text) => text === "N = 6");
  await page.evaluate(() => document.getElementById("prompt").setSelectionRange(0, 30));
  await page.click('[data-mark="keep"]');
  assert.equal(await page.inputValue("#prompt"), "an old man at home");
  await page.keyboard.press("Control+z");
  assert.equal(await page.inputValue("#prompt"), "an {old|young|tired} man at [[home]]", "a mark is undone as typing is");
  await page.keyboard.press("Control+y");
  assert.equal(await page.inputValue("#prompt"), "an old man at home");
  await page.evaluate(() => document.getElementById("prompt").setSelectionRange(3, 6));
  await page.click('[data-mark="hide"]');
  await page.fill("#options", "{young}, [[tired]]");
  await page.click('[data-mark="among"]');
  assert.equal(await page.inputValue("#prompt"), "an {old|young|tired} man at home", "brackets in an option are no marks");
  await page.context().close();
});

test("a mark put on words that bear one takes its place, and can be read", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  const put = async (text, start, end) => {
    await typed(page, text);
    await page.evaluate(([from, to]) => (document.getElementById("prompt").focus(), document.getElementById("prompt").setSelectionRange(from, to)), [start, end]);
  };
  await put("an {old|young} man with a [[hat]]", 4, 7);
  await page.click('[data-mark="withhold"]');
  assert.equal(await page.inputValue("#prompt"), "an [[old]] man with a [[hat]]");
  await put("an {old|young} man with a [[hat]] in a garden", 5, 29);
  await page.click('[data-mark="withhold"]');
  assert.equal(await page.inputValue("#prompt"), "an [[old man with a hat]] in a garden");
  await says(page, "headline", (text) => text.startsWith("All that was found is withheld"));
  await put("an {old|young} man in a garden", 4, 7);
  await page.click('[data-mark="hide"]');
  await page.fill("#options", "OLD, tired, Tired");
  await page.click('[data-mark="among"]');
  assert.equal(await page.inputValue("#prompt"), "an {old|tired} man in a garden", "each option once");
  await put("an old man", 3, 6);
  await page.waitForSelector("#mark-bar:not([hidden])");
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#mark-bar"));
  await page.focus("#prompt");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "draw");
  await page.context().close();
});

test("what goes wrong is one sentence that says what to do", TEST, async (t) => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  await typed(page, "an old man");

  await t.test("nothing to hide", async () => {
    await page.fill("#prompt", "a garden at dawn");
    await says(page, "headline", (text) => text.startsWith("Nothing to hide"));
    assert.ok(await page.isDisabled("#draw"));
  });
  await t.test("another language", async () => {
    await page.fill("#prompt", "eine alte Frau mit kurzen Haaren im Garten hinter dem Haus");
    await says(page, "said", (text) => text.includes("English"));
    assert.ok(await page.isDisabled("#draw"));
  });
  await t.test("longer than the text encoder reads", async () => {
    await typed(page, `an old man, ${"green, ".repeat(80)}`);
    await says(page, "said", "too long");
    await cleared(page, "said");
    await page.click("#draw");
    await says(page, "said", "too long");
  });
  await t.test("longer than is read: nothing of it is cut off in silence", async () => {
    await page.focus("#prompt");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("an old man, ".repeat(400));
    await says(page, "said", (text) => text.includes("4800 characters"));
    assert.ok(await page.isDisabled("#draw"));
  });
  await t.test("stopped by the user", async () => {
    await typed(page, "an old man");
    await page.route("**/v1/oblivious/denoise", () => {});
    await page.click("#draw");
    await page.click("#stop");
    await says(page, "said", (text) => text === "Stopped.");
    await page.unroute("**/v1/oblivious/denoise");
  });
  await t.test("an answer that is cut short", async () => {
    await page.route("**/v1/oblivious/denoise", (route) => route.fulfill({ status: 200, contentType: "application/vnd.obclip.frames", headers: { "access-control-allow-origin": "null" }, body: "STEP" }));
    await page.click("#draw");
    await says(page, "said", (text) => text.includes("too early"));
    await page.unroute("**/v1/oblivious/denoise");
  });
  await t.test("an answer that breaks off", async () => {
    const ending = http.createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/vnd.obclip.frames", "access-control-allow-origin": "null" });
      response.write("STEP", () => response.destroy());
    });
    await new Promise((done) => ending.listen(0, "127.0.0.1", done));
    await page.route("**/v1/oblivious/denoise", (route) => route.continue({ url: `http://127.0.0.1:${ending.address().port}/v1/oblivious/denoise` }));
    await page.click("#draw");
    await says(page, "said", (text) => text.includes("broke off"));
    await page.unroute("**/v1/oblivious/denoise");
    ending.close();
  });
  await t.test("no obclip there", async () => {
    await page.route("**/v1/oblivious/denoise", (route) => route.fulfill({ status: 404, contentType: "text/html", headers: { "access-control-allow-origin": "null" }, body: "<html>" }));
    await page.click("#draw");
    await says(page, "said", (text) => text.includes("not an obclip cloud"));
    await page.unroute("**/v1/oblivious/denoise");
  });
  await t.test("another latent space, before anything is sent", async () => {
    const posts = there.posts().length;
    await page.route("**/v1/models", async (route) => {
      const answer = await route.fetch();
      const told = await answer.json();
      told.data[0].space.probe = told.data[0].space.probe.map((number) => -number);
      await route.fulfill({ response: answer, json: told });
    });
    await page.click("#open-settings");
    await page.click('#settings button[value="save"]');
    await page.click("#draw");
    await says(page, "said", (text) => text.includes("latent space"));
    assert.equal(there.posts().length, posts);
  });
  await page.context().close();
});

test("neither a cloud's name nor a long word pushes the page out of sight", TEST, async () => {
  const context = await opener.newContext({ viewport: { width: 360, height: 640 } });
  const named = async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    told.data[0].id = `<img src=x onerror="document.title='taken'">\u202e${"W".repeat(3000)}`;
    await route.fulfill({ response: answer, json: told });
  };
  await context.route("**/v1/models", named);
  const { page } = await opened(context, ADDRESS, there);
  await says(page, "cloud-state", (text) => text.startsWith("<img"));
  assert.match(await page.textContent("#cloud-state"), /^<img[^\u202e]{55}… at 127/);
  await typed(page, `an old man and a ${"blorp".repeat(60)}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  assert.ok((await page.locator("#open-settings").boundingBox()).y < 100);
  assert.notEqual(await page.title(), "taken");
  await context.close();
});

test("on a narrow screen the settings are read without scrolling sideways, and a small chance is not told as none", TEST, async () => {
  const { page } = await opened(await opener.newContext({ viewport: { width: 320, height: 640 } }), ADDRESS, there, { maxCandidates: 256 });
  await page.click("#open-settings");
  assert.ok(await page.$eval("#settings", (dialog) => dialog.scrollWidth <= dialog.clientWidth));
  await page.keyboard.press("Escape");
  await typed(page, "a Japanese woman");
  assert.match(await page.textContent("#headline"), /1\/N = 0\.\d %/);
  await page.context().close();
});

test("every value has a name, and it is told whose it is", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there, { steps: 2 });
  await typed(page, "a {smiling|} woman and a man");
  assert.deepEqual(await page.locator("#axes dt").allTextContents(), ["marked", "gender 1", "gender 2"]);
  assert.match(await page.locator("#axes dd").first().textContent(), /^\(nothing\), smiling$/);
  await drawn(page);
  assert.deepEqual(await page.locator("#others [role=group]").evaluateAll((groups) => groups.map((group) => document.getElementById(group.getAttribute("aria-labelledby")).textContent)), ["your mark", "gender 1", "gender 2"]);
  assert.equal(await page.locator("#others button").first().textContent(), "(nothing)");
  await page.context().close();
});

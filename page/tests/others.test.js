// What other files, pages and tabs can read of this page, or put into it; and what a browser itself keeps it from.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { browser, cloud, drawn, FILE, given, host, opened, PAGE, patient, PATIENCE, says, TEST, typed } from "./world.js";

const ADDRESS = `file://${FILE}#for-tests`;
const NOWHERE = "http://127.0.0.1:9";
let there, hosted, opener;

before(async () => {
  hosted = await host(path.join(PAGE, "dist"));
  there = await cloud("null", hosted.origin);
  opener = await browser();
});
after(async () => {
  await opener?.close();
  await there?.close();
  await hosted?.close();
});

/** All that a page can read without asking anybody. */
const readable = () =>
  JSON.stringify([{ ...sessionStorage }, { ...localStorage }, window.name, history.state, document.referrer, location.href, document.cookie, globalThis.navigation?.entries().map((entry) => [entry.url, entry.getState()])]);

test("another file in the same tab reads nothing of what was set, typed or drawn, not even while a new page comes", TEST, async () => {
  const other = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "other-")), "other.html");
  fs.writeFileSync(other, "<!doctype html><title>another file</title>");
  const page = await patient(await opener.newContext());
  await page.goto(ADDRESS);
  await page.waitForSelector("#open-settings:enabled");
  await page.fill("#prompt", "an old man");
  const set = { cloud: there.url, key: there.key, seed: "987654321", negative: "blurry hands", steps: "2" };
  await page.click("#open-settings");
  for (const [name, value] of Object.entries(set)) await page.fill(`[name="${name}"]`, value);
  await Promise.all([page.waitForEvent("framenavigated"), page.click('#settings button[value="save"]')]);
  await says(page, "cloud-state", "portraits-cloud");
  await says(page, "n", /^N = /);
  assert.equal(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, window.name])), '[{},{},null,""]', "the new page has taken it out");
  await page.waitForSelector("#draw:enabled", PATIENCE);
  await drawn(page);
  assert.equal(JSON.parse(there.posts().at(-1).body).num_inference_steps, 2, "and has it");
  const nothing = async () => {
    const read = await page.evaluate(readable);
    for (const word of [...Object.values(set).slice(0, 4), "old man", "obclip-settings"]) assert.ok(!read.includes(word), `${word} is in ${read}`);
  };
  await page.goto(`file://${other}`);
  await nothing();
  // The same where the new page never comes: what was handed on stays with its place in the history.
  await page.goto("about:blank");
  await page.goto(`file://${FILE}`);
  await page.evaluate(given, set);
  await page.goto(`file://${other}`);
  await nothing();
  assert.match(await page.evaluate((url) => { try { history.replaceState(null, "", url); return "taken"; } catch (error) { return error.name; } }, `file://${FILE}`), /SecurityError/);
  await page.context().close();
  fs.rmSync(path.dirname(other), { recursive: true });
});

test("no other page, and no other file, puts a cloud or a setting into this one", TEST, async () => {
  const planted = { cloud: "http://localhost:9", allowSingle: true, allowPlaintext: true };
  const handed = JSON.stringify({ "obclip-settings": { settings: planted, prompt: "an old man" } });
  const other = await host(fs.mkdtempSync(path.join(os.tmpdir(), "planter-")));
  const context = await opener.newContext();
  for (const address of [`${hosted.origin}/obclip.html`, `file://${FILE}`]) {
    let page = await context.newPage();
    if (address.startsWith("http")) {
      await page.route(`${other.origin}/**`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
      await page.goto(other.origin);
      const come = page.waitForEvent("popup");
      await page.evaluate(([url, name]) => void window.open(url, name), [address, handed]);
      page = await come;
    } else {
      await page.goto(address);
      await page.evaluate(([name, settings]) => {
        window.name = name;
        sessionStorage.setItem("obclip-settings", settings);
        localStorage.setItem("obclip-settings", settings);
      }, [handed, JSON.stringify(planted)]);
      await page.reload();
    }
    await page.waitForSelector("#open-settings:enabled", PATIENCE);
    await says(page, "said", /http:\/\/127\.0\.0\.1:8765|^$/);
    await page.click("#open-settings");
    assert.equal(await page.inputValue('[name="cloud"]'), "http://127.0.0.1:8765");
    assert.ok(!(await page.isChecked('[name="allowSingle"]')) && !(await page.isChecked('[name="allowPlaintext"]')));
    assert.equal(await page.inputValue("#prompt"), "");
  }
  await context.close();
  await other.close();
});

test("what is forgotten in one tab is gone from the others as well, and what is kept is there", TEST, async () => {
  const context = await opener.newContext();
  const [{ page: one }, { page: two }] = [await opened(context, `${hosted.origin}/site/index.html`, there, { history: true, steps: 2 }), await opened(context, `${hosted.origin}/obclip.html`, there, { history: true })];
  await two.waitForSelector("#open-settings:enabled", PATIENCE);
  await typed(one, "an old woman");
  await drawn(one);
  await says(two, "kept", "an old woman");
  await two.click("#forget");
  await one.waitForSelector("#history", { state: "hidden", ...PATIENCE });
  await context.close();
});

test("an address that no policy can name is refused with what to write instead, and nobody is asked", TEST, async () => {
  for (const [url, words] of [
    ["http://[::1]:8766", "instead of [::1], write http://localhost:8766."],
    ["https://[2001:db8::1]", "instead of [2001:db8::1], write the name of that machine"],
    ["https://*", "must look like"],
    ["https://*.example.com", "must look like"],
  ]) {
    const { page, sent, errors } = await opened(await opener.newContext(), ADDRESS, { url, key: there.key });
    await says(page, "said", words);
    assert.deepEqual([sent, errors], [[], []]);
    assert.match(await page.textContent("#spoken"), /connect to nobody/);
    await page.context().close();
  }
});

test("where the browser itself keeps a page from a cloud, that is said beside the rest", TEST, async () => {
  for (const [address, url, words] of [
    ["http://192.0.2.1/", NOWHERE, /came over plain http from another machine.*Is obclip serve running/],
    ["https://192.0.2.1/", NOWHERE, /may want to be told that it may ask this one.*Is obclip serve running/],
    ["https://192.0.2.1/", "http://192.0.2.2", /came over https, and browsers let such pages ask no http:/],
    [`${hosted.origin}/obclip.html`, NOWHERE, /^No cloud answers at http:\/\/127.0.0.1:9. Is obclip serve running/],
  ]) {
    const context = await opener.newContext();
    await context.route("*://192.0.2.1/**", (route) => route.fulfill({ contentType: "text/html", body: fs.readFileSync(FILE) }));
    const { page } = await opened(context, address, { url, key: "" }, { allowPlaintext: true });
    await says(page, "said", words);
    await context.close();
  }
});

test("the picture says what it is of, whatever is typed or drawn beside it", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there, { steps: 2 });
  await typed(page, "an old man");
  await drawn(page);
  await typed(page, "a young woman");
  there.hold();
  await page.click("#draw");
  await there.held();
  assert.match(await page.textContent("#caption"), /^“an old man”/);
  there.release();
  await page.waitForSelector('#result[data-drawn="2"]', PATIENCE);
  assert.match(await page.textContent("#caption"), /^“a young woman”/);
  await page.click('#others button:text-is("male")');
  await says(page, "caption", /^“a young man”/);
  await page.context().close();
});

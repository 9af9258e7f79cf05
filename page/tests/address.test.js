// Whom the page asks, and whom it does not: addresses, keys, and what nobody on the way may read. In Chromium, from a file.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cloudAndBrowser, drawn, FILE, opened, says, TEST, typed } from "./world.js";

const ADDRESS = `file://${FILE}#for-tests`;
let there, opener;

cloudAndBrowser((both) => ({ there, opener } = both));

test("no cloud, no key: the page says how to get there, and a new cloud takes a new page", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, { url: "http://127.0.0.1:9", key: "" });
  await says(page, "said", (text) => text.includes("--allow-origin null"));
  await page.fill("#prompt", "an old man");
  await page.click("#open-settings");
  await page.fill('[name="cloud"]', there.url);
  await Promise.all([page.waitForEvent("framenavigated"), page.click('#settings button[value="save"]')]);
  await says(page, "said", (text) => text.includes("wants a key"));
  assert.equal(await page.inputValue("#prompt"), "an old man", "what was typed is still there");
  await page.click("#open-settings");
  await page.fill('[name="key"]', `${there.key}x`);
  await page.click('#settings button[value="save"]');
  await says(page, "said", (text) => text.includes("does not take this key"));
  await page.click("#open-settings");
  assert.ok(await page.isDisabled('[name="remember"]'), "a page from a disk keeps nothing");
  await page.fill('[name="key"]', there.key);
  await page.click('#settings button[value="save"]');
  await says(page, "cloud-state", (text) => text.startsWith("portraits-cloud"));
  assert.equal(await page.textContent("#said"), "");
  await page.context().close();
});

test("what is typed while a new page comes and starts stays: the words of before are put into an empty field only", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, { url: "http://127.0.0.1:9", key: "" });
  await says(page, "said", (text) => text.includes("--allow-origin null"));
  const moved = async (url) => {
    await page.click("#open-settings");
    await page.fill('[name="cloud"]', url);
    await Promise.all([page.waitForEvent("framenavigated"), page.click('#settings button[value="save"]')]);
    await page.waitForSelector("#open-settings:enabled");
  };
  await page.fill("#prompt", "an old man");
  await page.evaluate(() => document.getElementById("settings").addEventListener("close", () => console.log(`closed to words: ${document.getElementById("prompt").readOnly}`)));
  const [left] = await Promise.all([page.waitForEvent("console", (message) => message.text().startsWith("closed to words")), moved(there.url)]);
  assert.equal(left.text(), "closed to words: true", "the page that is left takes no words that it would lose");
  assert.equal(await page.inputValue("#prompt"), "an old man");
  assert.ok(await page.isEditable("#prompt"));
  // As somebody does who types before any module is there.
  await page.addInitScript(() => {
    new MutationObserver((_, watching) => {
      if (!document.getElementById("prompt")) return;
      watching.disconnect();
      document.getElementById("prompt").value = "an old woman";
    }).observe(document, { childList: true, subtree: true });
  });
  await moved("http://127.0.0.1:9");
  await says(page, "n", /^N = /);
  assert.equal(await page.inputValue("#prompt"), "an old woman");
  await page.context().close();
});

test("before a module is there, and without any, the page says of itself only what is true of it", TEST, async () => {
  const context = await opener.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(ADDRESS);
  assert.match(await page.innerText("footer"), /^This page is the device: your words stay in this tab[^\n]*$/);
  assert.match(await page.innerText("body"), /This page needs JavaScript, which is off here\./);
  assert.ok(!/starting/i.test(await page.innerText("body")), "nothing is said to start that never will");
  await context.close();
});

test("an address may be written as people write it", TEST, async () => {
  const { page, sent } = await opened(await opener.newContext(), ADDRESS, { url: "http://127.0.0.1:9", key: there.key });
  await says(page, "cloud-state", "no cloud");
  await page.click("#open-settings");
  await page.fill('[name="cloud"]', "");
  await page.type('[name="cloud"]', ` ${there.url.replace("http", "HTTP")}/ `);
  await page.fill('[name="key"]', ` ${there.key} `);
  await Promise.all([page.waitForEvent("framenavigated"), page.click('#settings button[value="save"]')]);
  await says(page, "cloud-state", (text) => text === `portraits-cloud at ${new URL(there.url).host}`);
  await page.context().close();
  const set = await opened(await opener.newContext(), ADDRESS, { url: ` ${there.url.replace("http", "Http")}// `, key: there.key });
  await says(set.page, "cloud-state", (text) => text.startsWith("portraits-cloud"));
  await set.page.context().close();
  assert.deepEqual([...sent, ...set.sent].map((request) => request.url()).filter((url) => !url.includes(":9/")), Array(2).fill(`${there.url}/v1/models`));
});

test("over plain HTTP to another machine nothing goes, neither key nor question, unless it is allowed", TEST, async () => {
  const context = await opener.newContext();
  await context.route("http://192.0.2.1/**", async (route) => route.fulfill({ response: await route.fetch({ url: there.url + new URL(route.request().url()).pathname }) }));
  const { page, sent } = await opened(context, ADDRESS, { url: "http://192.0.2.1", key: there.key });
  await says(page, "said", (text) => text.includes("would not be encrypted"));
  await typed(page, "an old man");
  await page.click("#draw");
  await says(page, "said", (text) => text.includes("would not be encrypted"));
  assert.deepEqual(sent, []);
  await page.click("#open-settings");
  await page.check('[name="allowPlaintext"]');
  await page.click('#settings button[value="save"]');
  await says(page, "cloud-state", (text) => text.startsWith("portraits-cloud"));
  assert.match(await page.textContent("#warning"), /not encrypted/);
  await context.close();
});

test("an address that holds more than a cloud's is refused, and nobody is asked", TEST, async () => {
  for (const more of ["name:word@", ""]) {
    const url = there.url.replace("//", `//${more}`) + (more ? "" : "?x=1");
    const { page, sent } = await opened(await opener.newContext(), ADDRESS, { url, key: there.key });
    await says(page, "said", (text) => text.includes("must look like"));
    assert.deepEqual(sent, []);
    await page.context().close();
  }
});

test("a key is one cloud's: another one is never told it, and the page says so", TEST, async () => {
  const other = there.url.replace("127.0.0.1", "localhost");
  const { page } = await opened(await opener.newContext(), ADDRESS, there);
  await says(page, "cloud-state", "portraits-cloud");
  await page.click("#open-settings");
  const field = (name) => page.inputValue(`[name="${name}"]`);
  await page.fill('[name="cloud"]', `${there.url}/elsewhere`);
  assert.equal(await field("key"), there.key, "of the same origin");
  await page.fill('[name="cloud"]', other);
  assert.equal(await field("key"), "");
  assert.match(await page.textContent("#key-said"), /the other cloud’s, which alone may know it/);
  await page.fill('[name="cloud"]', there.url);
  assert.equal(await field("key"), there.key, "back at its own");
  assert.equal(await page.textContent("#key-said"), "");
  await page.fill('[name="cloud"]', other);
  await Promise.all([page.waitForEvent("framenavigated"), page.click('#settings button[value="save"]')]);
  await says(page, "said", "wants a key");
  const told = there.seen.filter(({ headers, method }) => headers.host.startsWith("localhost") && method === "GET").map(({ headers }) => headers.authorization);
  assert.deepEqual(told, [undefined]);
  await page.click("#open-settings");
  await page.fill('[name="cloud"]', there.url);
  await page.fill('[name="key"]', there.key);
  await Promise.all([page.waitForEvent("framenavigated"), page.click('#settings button[value="save"]')]);
  await says(page, "cloud-state", "portraits-cloud");
  await page.context().close();
});

test("a key that cannot be sent is told to be one, when it is typed and when it comes from before", TEST, async () => {
  const { page, sent } = await opened(await opener.newContext(), ADDRESS, { url: there.url, key: "ключ 🔑" });
  await says(page, "said", /In the settings, “Key”: a key is of plain letters/);
  assert.deepEqual(sent, []);
  await page.click("#open-settings");
  for (const [key, taken] of [["ключ", false], ["two words", false], ["caf\u00e9", false], [` ${there.key} `, true], ["", true]]) {
    await page.fill('[name="key"]', key);
    assert.equal(await page.$eval('[name="key"]', (field) => field.validity.valid), taken, key);
  }
  await page.context().close();
});

test("leaving asks where a picture in the making or words without one would be lost, and else does not", TEST, async () => {
  const { page } = await opened(await opener.newContext(), ADDRESS, there, { steps: 2 });
  const asked = async () => {
    const asking = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const dialog = await asking;
    assert.equal(dialog.type(), "beforeunload");
    await dialog.dismiss();
  };
  await page.click("#prompt");
  await typed(page, "an old man");
  await asked();
  there.hold();
  const drawing = drawn(page);
  await there.held();
  await asked();
  there.release();
  await drawing;
  await Promise.all([page.waitForEvent("close"), page.close({ runBeforeUnload: true })]);
});

// The tab is the Python device: request for request, token for token, pixel for pixel.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { cloudAndBrowser, drawn, FILE, opened, PAGE, pixels, PYTHON, ROOT, TEST, typed } from "./world.js";

const SEED = 8_262_817_263_817;
const SETTINGS = { num_inference_steps: 20, switch_point: 7, acceleration: "exact" };
const DRAWN = ["a photo of a woman reading", "an old man at a café, green sweater", "portrait of a young African woman with short hair"];
// What letters and signs do to tokens: combining marks, other scripts, a final sigma, joined emoji, marks of the vocabulary, controls.
const STRANGE = ["", "a\u00a0b\u2003c", "ΟΔΟΣ Σ", "İstanbul", "cafe\u0301 ﬁ", "東京 🙂👩🏽‍🦱", "it's I'M", "<|endoftext|> x", "½ x²", "\ufeff\u0085z", "ẞ Ⅷ", "\u001cb\u0000", "𝐀 𐐀 Å"];
let there, opener, page;

const prompts = () => {
  const lines = fs.readFileSync(path.join(ROOT, "src/obclip/evaluation/portraits.jsonl"), "utf8").trim().split("\n");
  const portraits = lines.filter((_, place) => place % 8 === 0).map((line) => JSON.parse(line).prompt);
  return [...portraits.slice(0, 240), ...ODD.flatMap((odd) => [odd, `${odd}, oil painting`])].slice(0, 300);
};
const ODD = [
  "1girl, solo, brown hair", "two old women and a young man", "{woman|man} in a red dress", "a [[secret]] old man", "Anna Schmidt, 34, at 12 Main Street", "his grandmother", "an elderly Chinese couple",
  "portrait of Albert Einstein", "a garden at dawn", "", "eine alte Frau im Garten", "a woman with a beard", "a Black man, black dress", "👩🏽‍🦱 reading", "zorbling girl", "a 25yo nurse", "the king of Spain",
  "a boy and his dog", "old car in the street", "{a|b|c} man", "a woman wearing a hijab", "a muscular man, shirtless", "twins, both 8 years old", "an old woman‘s hands", "Japanese ink drawing of a man",
  "a man in his forties", "Mexican grandfather, sombrero", "a Jewish rabbi", "photo of my wife", "a [[", "young, beautiful, blonde",
];

cloudAndBrowser((both) => ({ there, opener } = both));

async function python(asked) {
  const child = spawn(PYTHON, [path.join(PAGE, "tests/expected.py")], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(asked));
  let said = "";
  for await (const chunk of child.stdout) said += chunk;
  return JSON.parse(said);
}

/** What the page's device answers, asked as the page asks it. */
const call = (name, args) => page.evaluate(([call, told]) => globalThis.obclipForTests.device.call(call, told).catch((error) => ({ code: error.code })), [name, args]);

test("requests, tokens and pictures are those of Python's device", TEST, async () => {
  const own = { steps: 20, switchPoint: 7, acceleration: "exact", seed: `${SEED}` };
  ({ page } = await opened(await opener.newContext(), `file://${FILE}#for-tests`, there, own));
  await typed(page, DRAWN[0]);
  const models = await (await fetch(`${there.url}/v1/models`, { headers: { Authorization: `Bearer ${there.key}` } })).text();
  const asked = prompts();
  assert.equal(asked.length, 300);
  const told = { ...SETTINGS, seed: `${SEED}` };
  const drafts = [];
  for (const prompt of asked) drafts.push(await call("draft", { prompt, told, models }));
  const texts = [...STRANGE, ...asked];
  const expected = await python({ prompts: asked, settings: SETTINGS, seed: SEED, models, drawn: DRAWN, texts });

  assert.deepEqual(drafts.map((draft) => draft.body ?? draft.code), expected.bodies);
  assert.ok(expected.bodies.filter((body) => body.startsWith("{")).length > 250, "most of them are requests");
  assert.deepEqual(await call("tokens", { texts }), expected.tokens);
  for (const [place, prompt] of DRAWN.entries()) {
    await typed(page, prompt);
    await drawn(page);
    const mine = await pixels(page);
    assert.equal(mine.length, expected.pictures[place].length);
    const apart = mine.map((value, at) => Math.abs(value - expected.pictures[place][at]));
    assert.ok(apart.filter((one) => one <= 1).length >= 0.999 * apart.length, `${prompt}: ${apart.filter((one) => one > 1).length} values are off`);
    const same = apart.filter((one) => one === 0).length;
    console.log(`${prompt}: ${((100 * same) / apart.length).toFixed(3)} % of the values equal, the others off by at most ${Math.max(...apart)}`);
  }
});

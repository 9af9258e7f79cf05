// The ComfyUI pack in ComfyUI's own editor, where that is at hand (editor.js says how): the examples load, and queue what lies beside them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { example, loaded, missing, opened, told } from "./editor.js";
import { browser, TEST } from "./world.js";

const SECRET = "a sentence that only the preview shows";
let opener, info;

before(async () => {
  if (missing) return;
  ({ info } = told());
  opener = await browser();
});
after(() => opener?.close());

for (const nodes2 of [false, true])
  test(`in the editor, nodes drawn as ${nodes2 ? "elements" : "a canvas"}`, { ...TEST, skip: missing }, async (t) => {
    const { page, errors } = await opened(opener, { info, nodes2 });

    for (const name of ["remote", "picture"])
      await t.test(`${name}: nothing is red, and the queue is sent the API format beside it`, async () => {
        const [workflow, secret] = [example(name), `${SECRET} of ${name}`];
        const { output, unknown, links, shown, saved, stored } = await loaded(page, workflow, secret);
        for (const node of Object.values(output)) delete node._meta;
        assert.deepEqual(output, example(`${name}.api`));
        assert.deepEqual(unknown, []);
        assert.equal(links, workflow.links.length);
        assert.ok(shown.includes(secret), "the preview's text is on the screen");
        assert.ok(!saved.includes(secret) && !stored.includes(secret), "and in nothing that is kept");
      });

    await t.test("a node that is set down has the schema's inputs, defaults and outputs", async () => {
      for (const [type, { input, output }] of Object.entries(info).filter(([type]) => type.startsWith("Obclip"))) {
        const made = await page.evaluate((type) => {
          const node = globalThis.LiteGraph.createNode(type);
          return { values: Object.fromEntries(node.widgets.map(({ name, value }) => [name, value])), inputs: node.inputs.map(({ name }) => name), outputs: node.outputs.map(({ type }) => type) };
        }, type);
        const inputs = Object.entries({ ...input.required, ...input.optional });
        assert.deepEqual(made.inputs.sort(), inputs.map(([name]) => name).sort());
        assert.deepEqual(made.outputs, output);
        for (const [name, [kind, told]] of inputs) if (["INT", "FLOAT", "STRING", "COMBO"].includes(kind)) assert.equal(made.values[name], told.default ?? told.options[0], `${type}.${name}`);
        assert.ok(!("seed" in made.values), "the editor rolls what is called so");
      }
    });
    assert.deepEqual(errors, []);
    await page.close();
  });

// The script of the ComfyUI pack: what it shows has no value, so that no way of saving a workflow holds it.

import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";

const SCRIPT = new URL("../../integrations/comfyui/web/preview.js", import.meta.url);
const named = (code) => `data:text/javascript,${encodeURIComponent(code)}`;

test("the preview's text is shown, and is no widget's value", async () => {
  const app = named("export const app = { registerExtension(one) { globalThis.extension = one; } };");
  await import(named(fs.readFileSync(SCRIPT, "utf8").replace("../../scripts/app.js", app)));
  globalThis.document = { createElement: () => ({ style: {} }) };
  class Node {
    widgets = [];
    addDOMWidget(name, type, element, options) {
      this.widgets.push({ name, type, element, options, get value() { return options.getValue(); } });
      return this.widgets.at(-1);
    }
  }
  await globalThis.extension.beforeRegisterNodeDef(Node, { name: "ObclipObliviousPreview" });
  const node = new Node();
  node.onExecuted({ obclip_report: ["N = 6"] });
  node.onExecuted({ obclip_report: ["N = 2"] });
  const [widget, ...more] = node.widgets;
  assert.equal(more.length, 0);
  assert.equal(widget.element.textContent, "N = 2");
  assert.deepEqual([widget.value, widget.serialize, widget.options.serialize], ["", false, false]);
});

test("other nodes are left as they are", async () => {
  class Other {}
  await globalThis.extension.beforeRegisterNodeDef(Other, { name: "SaveImage" });
  assert.equal(Other.prototype.onExecuted, undefined);
});

// Shows what the preview node found. The text is in the document only: no widget value, so that neither workflow nor prompt holds it.

import { app } from "../../scripts/app.js";

app.registerExtension({
  name: "obclip.preview",
  async beforeRegisterNodeDef(nodeType, { name }) {
    if (name !== "ObclipObliviousPreview") return;
    const executed = nodeType.prototype.onExecuted;
    nodeType.prototype.onExecuted = function (told) {
      executed?.apply(this, arguments);
      this.obclipReport ??= shown(this);
      this.obclipReport.textContent = told.obclip_report?.[0] ?? "";
    };
  },
});

/** A place for text that is never saved: it has no value, and says so to both ways of saving. */
function shown(node) {
  const element = document.createElement("pre");
  Object.assign(element.style, { overflow: "auto", whiteSpace: "pre-wrap", margin: "0", minHeight: "8em" });
  const widget = node.addDOMWidget("obclip_report", "obclip_report", element, { serialize: false, getValue: () => "", setValue() {} });
  widget.serialize = false;
  return element;
}

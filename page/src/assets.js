// Where the page's parts are: files beside it, or, in the one-file form, blobs that its loader has unpacked.

const held = globalThis.held;

/** The URL of a part in lib/ or model/. */
export function part(folder, name) {
  return held ? held[name] : new URL(`../${folder}/${name}`, import.meta.url).href;
}

/** The URL that the worker starts from. A blob inherits the page's policy, a file would bring its own; an extension's has one anyway. */
export function workerUrl() {
  if (held) return held["worker.js"];
  const file = new URL("worker.js", import.meta.url).href;
  if (location.protocol === "chrome-extension:" || location.protocol === "moz-extension:") return file;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(file)};`], { type: "text/javascript" }));
}

export const LIBRARIES = {
  pyodide: ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python.zip"],
  onnx: ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"],
  model: ["obclip.json", "tokenizer.json", "text_encoder.onnx", "unet.onnx", "decoder.onnx"],
};

/** All of them by name, for the worker. */
export function parts() {
  const lib = [...LIBRARIES.pyodide, ...LIBRARIES.onnx].map((name) => [name, part("lib", name)]);
  return Object.fromEntries([...lib, ...LIBRARIES.model.map((name) => [name, part("model", name)])]);
}

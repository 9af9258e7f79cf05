// Where the page's parts are: files beside it, or, in the one-file form, blobs that its loader has unpacked.

const LIBRARIES = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "lock.json", "python.zip", "ort.wasm.min.js", "ort-wasm-simd-threaded.js", "ort-wasm-simd-threaded.wasm", "webgpu.json"];
const MODEL = ["obclip.json", "tokenizer.json", "text_encoder.onnx", "unet.onnx", "decoder.onnx"];
const one = globalThis.oneFile;
const beside = (name) => new URL(name, import.meta.url).href;

/** All parts by name, for the worker: blobs or URLs. */
export function parts() {
  if (one) return Object.fromEntries([...LIBRARIES, ...MODEL].map((name) => [name, one.held[name]]));
  return Object.fromEntries([...LIBRARIES.map((name) => [name, beside(`../lib/${name}`)]), ...MODEL.map((name) => [name, beside(`../model/${name}`)])]);
}

/** The worker starts from a blob, which inherits the page's policy, where a file would bring its own. An extension has one for all. */
export function startWorker() {
  if (location.protocol.endsWith("-extension:")) return new Worker(beside("worker.js"), { type: "module" });
  // Pyodide takes a worker that can import scripts for one that cannot import modules.
  const boot = `self.importScripts = undefined;\n${one ? `${one.linked}\nonmessage = async ({ data }) => import((await linked(data))["worker.js"]);` : "onmessage = ({ data }) => import(data).catch((error) => setTimeout(() => { throw error; }));"}`;
  const worker = new Worker(URL.createObjectURL(new Blob([boot], { type: "text/javascript" })));
  worker.postMessage(one ? { held: one.held, modules: one.modules } : beside("worker.js"));
  return worker;
}

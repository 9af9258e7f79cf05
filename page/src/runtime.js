// Which runtime computes: WebGPU's, where this browser has it and the files are at hand, else WebAssembly's, which says why.

import { bytes, imported, Missing, textOf } from "./fetched.js";

const WASM = { module: "ort.wasm.min.js", glue: "ort-wasm-simd-threaded.js", binary: "ort-wasm-simd-threaded.wasm" };
const GPU = { module: "ort.webgpu.min.js", glue: "ort-wasm-simd-threaded.asyncify.js", binary: "ort-wasm-simd-threaded.asyncify.wasm" };

/** The runtimes to try, the fastest first: each {ort, provider, how}, `how` in words. parts: name -> URL. picked: name -> bytes of a folder of
 * the user's, in which WebGPU's runtime may lie; else it lies beside the page, or nowhere. */
export async function* runtimes(parts, picked = {}) {
  let why;
  try {
    yield { ort: await gpu(parts, picked), provider: "webgpu", how: "by WebGPU" };
    why = "WebGPU cannot run it";
  } catch (error) {
    why = error instanceof Missing ? error.message : `WebGPU failed: ${error.message}`;
  }
  yield { ort: await opened(WASM, parts, await bytes(parts[WASM.binary])), provider: "wasm", how: `by WebAssembly: ${why}` };
}

async function gpu(parts, picked) {
  if (!(await navigator.gpu?.requestAdapter())) throw new Missing("this browser has no WebGPU");
  const names = Object.values(GPU);
  const inFolder = names.every((name) => picked[name]);
  // Blobs have nothing beside them.
  if (!inFolder && parts["webgpu.json"].startsWith("blob:")) throw new Missing("WebGPU's runtime is not in this file; put it into the model's folder");
  const beside = (name) => new URL(`../webgpu/${name}`, parts["webgpu.json"]).href;
  const listed = JSON.parse(await textOf(parts["webgpu.json"]));
  const urls = {};
  const held = {};
  for (const name of names) {
    held[name] = inFolder ? picked[name] : await bytes(beside(name));
    if ((await digest(held[name])) !== listed[name].sha256) throw new Missing(`${name} is not the file that this page was built with`);
    urls[name] = inFolder ? URL.createObjectURL(new Blob([held[name]], { type: "text/javascript" })) : beside(name);
  }
  return opened(GPU, urls, held[GPU.binary]);
}

async function opened({ module, glue }, urls, binary) {
  const ort = await imported(urls[module]);
  ort.env.logLevel = "error";
  ort.env.wasm.numThreads = 1; // more need a page that is isolated from others, which a file is not
  ort.env.wasm.wasmPaths = { mjs: urls[glue] };
  ort.env.wasm.wasmBinary = binary;
  return ort;
}

async function digest(content) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

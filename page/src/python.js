// obclip's own Python in the worker: obclip.device.tab behind methods that take and give JSON and bytes.

import { answered, imported, textOf } from "./fetched.js";

const INDEX = "https://parts.invalid/";

/** parts: name -> URL. manifest: the text of obclip.json. */
export async function startPython(parts, manifest) {
  const { loadPyodide } = await imported(parts["pyodide.js"]);
  const { default: createPyodideModule } = await imported(parts["pyodide.asm.js"]);
  const python = await withFetch(parts, async () =>
    loadPyodide({
      indexURL: INDEX,
      createPyodideModule,
      stdLibURL: `${INDEX}python.zip`,
      lockFileContents: JSON.parse(await textOf(parts["lock.json"])),
    }),
  );
  python.globals.set("manifest", manifest);
  answer(python.runPython("from obclip.device.tab import Tab, trouble_with; trouble_with(manifest)"));
  const tab = python.runPython("Tab(manifest)");
  return new Room(python, tab);
}

/** Pyodide looks for its parts in one folder; here each has a URL of its own. It would wait for ever for one that does not come, or for
 *  WebAssembly that a host does not know as such. */
async function withFetch(parts, load) {
  const network = globalThis.fetch;
  let missing;
  const lost = new Promise((_, lose) => (missing = lose));
  globalThis.fetch = async (address, options) => {
    if (!`${address}`.startsWith(INDEX)) return network(address, options);
    const name = `${address}`.slice(INDEX.length);
    const { body } = await answered(parts[name]).catch((error) => (missing(error), Promise.reject(error)));
    return new Response(body, { headers: name.endsWith(".wasm") ? { "Content-Type": "application/wasm" } : {} });
  };
  try {
    return await Promise.race([load(), lost]);
  } finally {
    globalThis.fetch = network;
  }
}

/** An error that obclip raised on purpose: a sentence for the user. */
export class Told extends Error {
  constructor({ message, code }) {
    super(message);
    this.code = code;
  }
}

class Room {
  constructor(python, tab) {
    Object.assign(this, { python, tab });
  }

  /** Calls a method with bytes, which Python sees as such. */
  withBytes(name, bytes, ...before) {
    const seen = this.python.toPy(bytes);
    try {
      return this.tab[name](...before, seen);
    } finally {
      seen.destroy();
    }
  }

  read = (prompt, told) => answer(this.tab.read(prompt, JSON.stringify(told)));
  meet = (models) => answer(this.tab.meet(models));
  draft = (prompt, told, models) => answer(this.tab.draft(prompt, JSON.stringify(told), models));
  sent = () => this.tab.sent();
  receive = (chunk) => answer(this.withBytes("receive", chunk));
  ended = () => answer(this.tab.ended());
  refused = (status, body) => this.withBytes("refused", body, status);
  other = (places) => answer(this.tab.other(JSON.stringify({ places })));
  takes = (output) => answer(this.withBytes("takes", new Uint8Array(output.buffer, output.byteOffset, output.byteLength)));
  sees = () => numbers(this.tab.sees());
  latents = () => numbers(this.tab.latents());
  seenByCloud = (place) => numbers(this.tab.seen_by_cloud(place));
}

function answer(text) {
  const told = JSON.parse(text);
  if (told.error) throw new Told(told.error);
  return told;
}

/** Python's bytes as float32. */
function numbers(bytes) {
  const copy = bytes.toJs();
  bytes.destroy();
  return new Float32Array(copy.buffer, copy.byteOffset, copy.byteLength / 4);
}

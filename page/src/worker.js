// Everything that computes: Python and the networks. It is asked by messages {id, call, args} and has no business with any network.

import { bytes, Missing, textOf } from "./fetched.js";
import { Networks } from "./networks.js";
import { startPython, Told } from "./python.js";
import { runtimes } from "./runtime.js";

let python, networks;
let stopped = false;
// Who asks earlier waits: words can be read once Python is there, and be counted once the networks are.
const [reads, counts] = [deferred(), deferred()];

const calls = {
  /** Starts Python first: what is typed can be read before the networks are there. */
  async start(given) {
    const parts = addresses(given.parts);
    const manifest = await textOf(parts["obclip.json"]);
    python = await startPython(parts, manifest);
    tell("python", {});
    reads.resolve();
    const files = {};
    for (const name of ["text_encoder.onnx", "unet.onnx", "decoder.onnx", "tokenizer.json"]) files[name] = await bytes(parts[name]);
    return opened(await fastest(parts, files, manifest));
  },

  /** Another model, from files that were checked against its manifest. */
  async model({ manifest, files, ...given }) {
    const parts = addresses(given.parts);
    const started = await startPython(parts, manifest);
    const found = await fastest(parts, files, manifest).catch(({ message }) => {
      throw new Told({ message: `This browser cannot open the model (${lastLine(message)}): export it again, or take a smaller one.`, code: "bad_model" });
    });
    python = started;
    return opened(found);
  },

  /** What is found, and what would be said on Draw of a prompt that is too long, once there is something to count with. */
  async read({ prompt, told }) {
    await reads.promise;
    const found = python.read(prompt, told);
    const tooLong = networks ? overlong("prompt", found.candidates) : "";
    return tooLong ? { ...found, tooLong } : found;
  },

  meet: async ({ models }) => (await reads.promise, python.meet(models)),

  /** The request, whose every text the device's text encoder reads whole. */
  async draft({ prompt, told, models }) {
    await counts.promise;
    const { words, negative, ...draft } = python.draft(prompt, told, models);
    for (const [whose, texts] of Object.entries({ prompt: words, "negative prompt": [negative] })) {
      const message = overlong(whose, texts);
      if (message) throw new Told({ message, code: "prompt_too_long" });
    }
    return draft;
  },

  sent: () => python.sent(),
  receive: ({ chunk }) => python.receive(chunk),
  ended: () => python.ended(),
  refused: ({ status, body }) => python.refused(status, body),
  other: ({ places }) => python.other(places),

  /** The device's steps, and the picture. begun: what `receive` or `other` gave. */
  async finish({ timesteps, words, without }) {
    stopped = false;
    const contexts = await networks.contexts(without, words);
    for (const [done, timestep] of timesteps.entries()) {
      tell("step", { done, of: timesteps.length });
      python.takes(await networks.predict(python.sees(), timestep, contexts));
      await breath();
      if (stopped) throw new Told({ message: "Stopped.", code: "stopped" });
    }
    tell("step", { done: timesteps.length, of: timesteps.length });
    return networks.decode(python.latents());
  },

  /** One tile of the sheet: what the cloud could see of a candidate. */
  seen: ({ place }) => networks.decode(python.seenByCloud(place)),

  stop() {
    stopped = true;
  },

  // For tests: what is computed, beside what Python computes.
  tokens: ({ texts }) => texts.map((text) => networks.tokenizer.encode(text)),
  latents: () => python.latents(),
};

/** A sentence if the longest of these texts is not read whole by the text encoder, else "". */
function overlong(whose, texts) {
  const [{ window, name }, longest] = [networks.manifest, networks.longest(texts)];
  return longest > window
    ? `The ${whose} is too long: it has ${longest} tokens in its longest form, and the model "${name}" reads ${window}; shorten it, for what would be cut off could tell the candidates apart.`
    : "";
}

/** The networks on the first runtime that takes them. */
async function fastest(parts, files, manifest) {
  let refused;
  for await (const { ort, provider, how } of runtimes(parts, files)) {
    try {
      return { found: await Networks.open(ort, files, JSON.parse(manifest), provider), how };
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}

function opened({ found, how }) {
  networks = found;
  counts.resolve();
  return { model: `${networks.manifest.name} (${how})`, shape: networks.shape };
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}

/** Of an error's text what it says: Python puts the way there before it. */
const lastLine = (text) => `${text}`.trim().split("\n").at(-1).slice(0, 300);

function said(error) {
  if (error instanceof Told) return { message: error.message, code: error.code };
  if (error instanceof Missing) return { message: error.sentence, code: "missing_part" };
  return { message: `Something unexpected failed (${lastLine(error.message)}).`, code: "unexpected" };
}

const tell = (event, told) => postMessage({ event, told });
/** Lets messages in between two steps. */
const breath = () => new Promise((go) => setTimeout(go));

/** A part's URL: its own, or one made here of its blob. */
const address = (part) => (typeof part === "string" ? part : URL.createObjectURL(part));
const addresses = (parts) => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, address(part)]));

onmessage = async ({ data: { id, call, args } }) => {
  try {
    postMessage({ id, result: await calls[call](args ?? {}) });
  } catch (error) {
    postMessage({ id, error: said(error) });
  }
};
tell("there", {});

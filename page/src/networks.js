// The device's model: three ONNX graphs, in the worker.

import { Tokenizer } from "./tokenizer.js";

/** Of each graph, what it takes and gives, by the manifest. null: a size that the graphs settle among themselves. */
function expected({ space, factor, height, width, window }) {
  const latents = ["float32", [1, space.channels, height / factor, width / factor]];
  const context = ["float32", [1, window, null]];
  return {
    text_encoder: [{ input_ids: ["int32", [1, window]] }, { out: context }],
    unet: [{ latents, timestep: ["float32", [1]], context }, { out: latents }],
    decoder: [{ latents }, { out: ["float32", [1, 3, height, width]] }],
  };
}

export class Networks {
  /** ort: the runtime's module. files: name -> bytes. manifest: obclip.json. provider: "wasm" or "webgpu". Graphs of other shapes than the
   *  manifest's are refused here: nothing has been sent yet. */
  static async open(ort, files, manifest, provider) {
    const opened = {};
    for (const [name, [takes, gives]] of Object.entries(expected(manifest))) {
      opened[name] = await ort.InferenceSession.create(files[`${name}.onnx`], { executionProviders: [provider] });
      compare(`${name}.onnx`, opened[name].inputMetadata, takes);
      compare(`${name}.onnx`, opened[name].outputMetadata, gives);
    }
    const [told, heard] = [opened.text_encoder.outputMetadata, opened.unet.inputMetadata].map((found) => found.find(({ name }) => ["out", "context"].includes(name)).shape.at(-1));
    if (told !== heard) throw new Error(`unet.onnx reads ${heard} numbers a token, and text_encoder.onnx writes ${told}`);
    const tokenizer = new Tokenizer(JSON.parse(new TextDecoder().decode(files["tokenizer.json"])));
    return new Networks(ort, opened, tokenizer, manifest);
  }

  constructor(ort, sessions, tokenizer, manifest) {
    Object.assign(this, { ort, sessions, tokenizer, manifest });
    const { space, factor, height, width } = manifest;
    this.shape = [space.channels, height / factor, width / factor];
  }

  /** How many tokens the longest of these texts has. */
  longest(texts) {
    return Math.max(...texts.map((text) => this.tokenizer.encode(text).length));
  }

  /** What the network is told of the words, a tensor a call; of a guided one, without them first. */
  async contexts(without, words) {
    const { rows, window } = this.manifest;
    const told = [];
    for (const text of rows === 2 ? [without, words] : [words]) {
      const ids = Int32Array.from(this.tokenizer.padded(text, window));
      told.push((await this.sessions.text_encoder.run({ input_ids: this.tensor("int32", ids, [1, window]) })).out);
    }
    return told;
  }

  /** latents: float32 [1, C, h, w] -> the network's output, float32 [rows, C, h, w]. */
  async predict(latents, timestep, contexts) {
    const feeds = { latents: this.tensor("float32", latents, [1, ...this.shape]), timestep: this.tensor("float32", Float32Array.of(timestep), [1]) };
    const output = new Float32Array(contexts.length * latents.length);
    for (const [row, context] of contexts.entries()) output.set((await this.sessions.unet.run({ ...feeds, context })).out.data, row * latents.length);
    return output;
  }

  /** latents: float32 [1, C, h, w] -> { width, height, pixels: RGBA bytes }. */
  async decode(latents) {
    const { out } = await this.sessions.decoder.run({ latents: this.tensor("float32", latents, [1, ...this.shape]) });
    const [, , height, width] = out.dims;
    const area = width * height;
    const pixels = new Uint8ClampedArray(4 * area).fill(255);
    for (let place = 0; place < area; place++)
      for (let colour = 0; colour < 3; colour++) pixels[4 * place + colour] = nearest(255 * out.data[colour * area + place]);
    return { width, height, pixels };
  }

  tensor(kind, data, shape) {
    return new this.ort.Tensor(kind, data, shape);
  }
}

/** Throws unless a graph's ends have these names, kinds and shapes. */
function compare(file, found, wanted) {
  const names = (list) => `${[...list].sort()}`;
  if (names(found.map(({ name }) => name)) !== names(Object.keys(wanted))) throw new Error(`${file} is another graph`);
  for (const { name, type, shape } of found) {
    const [kind, sizes] = wanted[name];
    const same = shape?.length === sizes.length && sizes.every((size, axis) => size === null || size === shape[axis]);
    if (type !== kind || !same) throw new Error(`${file} has ${name} as ${type} ${shape?.join(" x ")}, where obclip.json says ${kind} ${sizes.map((size) => size ?? "any").join(" x ")}`);
  }
}

/** To the even of two that are as near, as Python rounds. */
const nearest = (value) => (value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value));

// The device's model: three ONNX graphs, in the worker.

import { Tokenizer } from "./tokenizer.js";

// Of each graph, what it takes. It gives "out".
const INPUTS = { text_encoder: ["input_ids"], unet: ["latents", "timestep", "context"], decoder: ["latents"] };

export class Networks {
  /** ort: the runtime's module. files: name -> bytes. manifest: obclip.json. provider: "wasm" or "webgpu". */
  static async open(ort, files, manifest, provider) {
    const opened = {};
    for (const [name, inputs] of Object.entries(INPUTS)) {
      opened[name] = await ort.InferenceSession.create(files[`${name}.onnx`], { executionProviders: [provider] });
      const { inputNames, outputNames } = opened[name];
      if (`${[...inputNames].sort()}` !== `${[...inputs].sort()}` || !outputNames.includes("out")) throw new Error(`${name}.onnx is another graph`);
    }
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

/** To the even of two that are as near, as Python rounds. */
const nearest = (value) => (value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value));

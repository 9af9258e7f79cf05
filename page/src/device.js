// The page's side of the worker: calls that return promises, and what it reports meanwhile.

import { parts, startWorker } from "./assets.js";
import { Refusal } from "./cloud.js";

export class Device {
  /** onEvent(name, told): "python" once prompts can be read, "step" while the networks run. */
  constructor(onEvent) {
    this.waiting = new Map();
    this.next = 0;
    this.worker = startWorker();
    this.there = new Promise((there) => {
      this.worker.onmessage = ({ data }) => {
        if (data.event === "there") there();
        else if (data.event) onEvent(data.event, data.told);
        else this.settle(data);
      };
    });
    this.worker.onerror = (event) => this.fail(event.message || "the worker could not be started");
  }

  call(call, args, transfer = []) {
    const id = ++this.next;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.there.then(() => this.worker.postMessage({ id, call, args }, transfer));
    });
  }

  start = () => this.call("start", { parts: parts() });

  settle({ id, result, error }) {
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) reject(new Refusal(error.message, error.code));
    else resolve(result);
  }

  fail(message) {
    for (const { reject } of this.waiting.values()) reject(new Refusal(`This browser could not start the page: ${message}.`, "no_worker"));
    this.waiting.clear();
  }
}

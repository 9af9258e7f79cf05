// A sentence for the user, with a code for programs.

import { inOurWords } from "./words.js";

export class Refusal extends Error {
  constructor(message, code) {
    super(inOurWords(message));
    this.code = code;
  }
}

/** A stranger's name, as one short line without what turns writing round. Throws for what is no text. */
export function shown(name, most = 60) {
  const plain = name.replace(/\p{C}/gu, "").replace(/\s+/g, " ").trim();
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}

/** What a fetch that ended early was: the user's wish. */
export const stopped = () => new Refusal("Stopped.", "stopped");

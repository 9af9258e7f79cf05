// A sentence for the user, with a code for programs.

export class Refusal extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/** What a fetch that ended early was: the user's wish. */
export const stopped = () => new Refusal("Stopped.", "stopped");

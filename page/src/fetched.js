// The page's own parts, by their URLs: where its host does not give one, that is told apart from all else that may fail.

/** A part did not come: a few words on which. */
export class Missing extends Error {
  /** As a sentence for who has put the page there. */
  get sentence() {
    return `A part of this page did not come: ${this.message}. Its host must give every file of the folder as it is, and those in .js as JavaScript. Put the whole folder there anew, or obclip.html, which is one file.`;
  }
}

const called = (url) => url.split("/").pop();

/** The answer to a request for a part. Some hosts give a page of theirs for what they do not have, and no part is one. */
export async function answered(url) {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok || /^text\/html/i.test(answer.headers.get("content-type") ?? "")) throw new Missing(`there is no ${called(url)}`);
  return answer;
}

export const bytes = async (url) => new Uint8Array(await (await answered(url)).arrayBuffer());
export const textOf = async (url) => (await answered(url)).text();

/** A module. Browsers say neither which one failed nor why: a host that gives it as anything but JavaScript is as good as none. */
export async function imported(url) {
  try {
    return await import(url);
  } catch (error) {
    if (url.startsWith("blob:") || !(error instanceof TypeError)) throw error;
    throw new Missing(`${called(url)} is not there, or not given as JavaScript`);
  }
}

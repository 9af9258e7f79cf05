// The page may speak to one cloud. Once it is set, only a reload can name another: a policy can be narrowed, never widened.

/** The origin of a cloud's URL, or null where it is none that can be used. */
export function originOf(url) {
  try {
    const { protocol, origin, search, hash, username, password } = new URL(url);
    return ["http:", "https:"].includes(protocol) && !(search || hash || username || password) ? origin : null;
  } catch {
    return null;
  }
}

/** A cloud's address as it is asked, however it is written: scheme and host in small letters, nothing around it. What is none stays as it is. */
export function tidied(url) {
  try {
    return new URL(url).href.replace(/\/+$/, "");
  } catch {
    return url;
  }
}

/** Whether the page's parts lie beside it: one file has them within. */
export const fetchesParts = !globalThis.oneFile;

/** Narrows what this document, and the workers that it starts from blobs, may connect to. */
export function narrow(cloud) {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `connect-src ${fetchesParts ? "'self' " : ""}blob: ${originOf(cloud) ?? ""}`;
  document.head.append(policy);
}

/** Whether the cloud served this very page, which could then read the prompt. */
export function servedByCloud(cloud) {
  return location.protocol.startsWith("http") && originOf(cloud) === location.origin;
}

/** Whether anybody on the way can read the candidates and the key. */
export function inTheClear(cloud) {
  const { protocol, hostname } = new URL(cloud);
  return protocol === "http:" && !/^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname);
}

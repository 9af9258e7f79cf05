// The page may speak to one cloud. Once it is set, only a reload can name another: a policy can be narrowed, never widened.

// A host as a content security policy can name it: no IPv6 address, and nothing that stands for several.
const HOST = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

/** The origin of a cloud's URL, or null where it is none that can be used. */
export function originOf(url) {
  try {
    const { protocol, origin, hostname, search, hash, username, password } = new URL(url);
    return ["http:", "https:"].includes(protocol) && HOST.test(hostname) && !(search || hash || username || password) ? origin : null;
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

const isThisMachine = (hostname) => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname);

/** Whether anybody on the way can read the candidates and the key. */
export function inTheClear(cloud) {
  const { protocol, hostname } = new URL(cloud);
  return protocol === "http:" && !isThisMachine(hostname);
}

/** What a cloud's address should be instead, as a sentence; "" if it is one that can be asked. */
export function unusable(cloud) {
  if (originOf(cloud)) return "";
  const address = /^(https?:)\/\/(\[[0-9a-f:.]+\])(:\d+)?(\/|$)/.exec(cloud);
  if (!address) return "The cloud's address must look like http://127.0.0.1:8765 or https://host; a key has a field of its own.";
  const [, protocol, host, port = ""] = address;
  const instead = host === "[::1]" ? `write ${protocol}//localhost${port}` : "write the name of that machine, or its IPv4 address";
  return `A browser lets no page name an IPv6 address as the one that it may connect to: instead of ${host}, ${instead}.`;
}

/** What the browser itself may keep from a cloud, however well that is set up, as a sentence; "" if nothing is known. */
export function keptBack(cloud) {
  if (!location.protocol.startsWith("http") || isThisMachine(location.hostname)) return "";
  if (location.protocol === "https:" && inTheClear(cloud)) return "This page came over https, and browsers let such pages ask no http:// address of another machine: give the cloud an https:// address, or open the page from your own disk.";
  if (!isThisMachine(new URL(cloud).hostname)) return "";
  if (isSecureContext) return "This page came from another machine, and the browser may want to be told that it may ask this one: look beside the address of the page.";
  return "This page came over plain http from another machine, and browsers such as Chromium do not let such pages ask this one: open it from your own disk, or from an https:// host.";
}

// The one-file form: every part is in the page, gzip in base64, and unpacked into blobs by a loader whose digest the policy names.

import crypto from "node:crypto";
import fs from "node:fs";
import { gzipSync } from "node:zlib";

const LOADER = fs.readFileSync(new URL("loader.js", import.meta.url), "utf8");
const IMPORTS = /from "\.\/([\w.]+)"/g;

export function oneFile({ html, style, sources, held, policy }) {
  const modules = inOrder(sources);
  const loader = LOADER.replace("/* modules */", modules.map((name) => JSON.stringify(name)).join(", "));
  const parts = [...modules.map((name) => [name, Buffer.from(sources[name])]), ...held];
  const packed = parts.map(([name, content]) => `<script type="text/plain" id="held:${name}">${gzipSync(content, { level: 9 }).toString("base64")}</script>`);
  const rules = {
    "script-src": `'sha256-${digest(loader)}' blob: 'wasm-unsafe-eval'`,
    "style-src": `'sha256-${digest(style)}'`,
    "img-src": "blob: data:",
    "connect-src": "blob: http: https:",
    "worker-src": "blob:",
  };
  return html
    .replace("<!-- policy -->", () => policy(rules))
    .replace('<link rel="stylesheet" href="style.css" />', () => `<style>${style}</style>`)
    .replace('<script type="module" src="src/app.js"></script>', () => `${packed.join("\n")}\n<script type="module">${loader}</script>`);
}

/** A module after those that it imports. */
function inOrder(sources) {
  const done = [];
  const visit = (name) => {
    if (done.includes(name)) return;
    for (const [, imported] of sources[name].matchAll(IMPORTS)) visit(imported);
    done.push(name);
  };
  Object.keys(sources).sort().forEach(visit);
  return done;
}

const digest = (text) => crypto.createHash("sha256").update(text).digest("base64");

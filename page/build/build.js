// The page in three forms, from sources, two npm packages and an exported model: node build/build.js MODEL_FOLDER OUT_FOLDER
//   OUT/obclip.html  one file, for a disk or any static host
//   OUT/site/        the same as files, for a static host, and as an unpacked extension; WebGPU's larger runtime lies there alone

import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { oneFile } from "./one_file.js";
import { trimmed } from "./trim.js";

const [model, out] = process.argv.slice(2).map((folder) => path.resolve(folder));
const page = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
// What the page is on either device; of two modules of one name, the tab's own goes before.
const shared = path.resolve(page, "../src/obclip/device/app/page");
// Not every static host knows what .mjs is, nginx as Debian has it among them, and of no kind a module is none: all end in .js.
const named = (file) => path.basename(file).replace(/\.mjs$/, ".js");
const npm = (name) => path.join(page, "node_modules", name);
const LIBRARIES = [
  ...["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"].map((name) => npm(`pyodide/${name}`)),
  ...["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"].map((name) => npm(`onnxruntime-web/dist/${name}`)),
];
const GPU = ["ort.webgpu.min.mjs", "ort-wasm-simd-threaded.asyncify.mjs", "ort-wasm-simd-threaded.asyncify.wasm"].map((name) => npm(`onnxruntime-web/dist/${name}`));
const MODEL = ["obclip.json", "tokenizer.json", "text_encoder.onnx", "unet.onnx", "decoder.onnx"].map((name) => path.join(model, name));
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' blob: 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' blob: data:",
  "connect-src": "'self' blob: http: https:",
  "worker-src": "'self' blob:",
  "base-uri": "'none'",
  "form-action": "'none'",
};
// The public half of a key that nobody has: it gives the extension the same name, and so the same origin, wherever it is unpacked.
const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsQR3M7Y7Yc6wEx3kp5QCcS8PWHVr+ZtGr01nns3LSpxDymzRCV8dKYkYghsaNUcfiZD43K68WfqhKGAjYgauc8zsZkX6yILWhXMzVcS4rNjDDWDjl8HYKQ3aA6rRQXf31cF3Ld9Zh80woe2iZiqnG8laXMaGpsPxG4/3/wh3TfwMS7G2svVRc9DQ9VR1jEZsrWi0pxGMFQfvuOEEkJCtFMn+CHxA0pZg9c9A2Zl04QfPc87DUR9aDcjdCdnehZQbL/bjmHq/sxFU3kEmGiBrTaDxJ/eQ9KrLZfQeX+UOaf7Bgs0xLWXWxEKbk7b/TS2uVmsJKdmgBI4ozUOjSbjddwIDAQAB";
const EXTENSION = {
  key: KEY,
  manifest_version: 3,
  name: "obclip",
  version: "0.1.0",
  description: "Private pictures: your words stay in this tab.",
  action: { default_title: "obclip" },
  background: { service_worker: "background.js" },
  content_security_policy: { extension_pages: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' http: https:; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" },
};
const BACKGROUND = `chrome.action.onClicked.addListener(() => chrome.tabs.create({ url: "index.html" }));\n`;

export const policy = (changes = {}) => {
  const content = Object.entries({ ...POLICY, ...changes }).map((rule) => rule.join(" "));
  return `<meta http-equiv="Content-Security-Policy" content="${content.join("; ")}" />`;
};

fs.rmSync(out, { recursive: true, force: true });
const site = path.join(out, "site");
const put = (name, content) => {
  fs.mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
  fs.writeFileSync(path.join(site, name), content);
};
const html = fs.readFileSync(path.join(shared, "index.html"), "utf8").replace('data-device="app"', 'data-device="tab"');
const modules = (folder) => fs.readdirSync(folder).map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]);
const sources = Object.fromEntries([...modules(path.join(shared, "src")), ...modules(path.join(page, "src"))]);
const style = fs.readFileSync(path.join(shared, "style.css"), "utf8");

put("index.html", html.replace("<!-- policy -->", policy()));
put("style.css", style);
for (const [name, text] of Object.entries(sources)) put(`src/${name}`, text);
for (const file of LIBRARIES) put(`lib/${named(file)}`, fs.readFileSync(file));
for (const file of MODEL) put(`model/${path.basename(file)}`, fs.readFileSync(file));
const sha256 = (content, form) => crypto.createHash("sha256").update(content).digest(form);
const runtime = GPU.map((file) => [named(file), fs.readFileSync(file)]);
for (const [name, content] of runtime) put(`webgpu/${name}`, content);
put("lib/webgpu.json", JSON.stringify(Object.fromEntries(runtime.map(([name, content]) => [name, { bytes: content.length, sha256: sha256(content, "hex") }]))));
// No package is ever fetched: of the list of them, only what names the version is kept.
const { info } = JSON.parse(fs.readFileSync(npm("pyodide/pyodide-lock.json"), "utf8"));
put("lib/lock.json", JSON.stringify({ info, packages: {} }));
put("lib/python.zip", await trimmed(path.join(page, "../src"), fs.readFileSync(MODEL[0], "utf8")));
put("manifest.json", JSON.stringify(EXTENSION, null, 2));
put("background.js", BACKGROUND);

const held = ["lib", "model"].flatMap((folder) => fs.readdirSync(path.join(site, folder)).sort().map((name) => [name, fs.readFileSync(path.join(site, folder, name))]));
const one = oneFile({ html, style, sources, held, policy });
fs.writeFileSync(path.join(out, "obclip.html"), one);
const digest = sha256(one, "hex");
fs.writeFileSync(path.join(out, "obclip.html.sha256"), `${digest}  obclip.html\n`);
console.log(`${path.join(out, "obclip.html")}: ${(Buffer.byteLength(one) / 1e6).toFixed(2)} MB, SHA-256 ${digest}`);

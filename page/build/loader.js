// Unpacks the parts of the page into blobs, then starts it. Nothing is fetched.
const modules = [/* modules */];
const unpacked = async (element) => {
  const packed = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};
const kind = (name) => (/\.js$/.test(name) ? "text/javascript" : name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream");
const held = {};
for (const element of document.querySelectorAll('script[type="text/plain"]')) {
  const name = element.id.slice("held:".length);
  held[name] = new Blob([await unpacked(element)], { type: kind(name) });
  element.remove();
}
/** URLs of the page's own modules. A blob has no folder to look in: each import is named by the blob of what it imports. */
async function linked({ held, modules }) {
  const urls = {};
  for (const name of modules) {
    const source = (await held[name].text()).replace(/from "\.\/([\w.]+)"/g, (_, imported) => `from "${urls[imported]}"`);
    urls[name] = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  }
  return urls;
}
// The worker unpacks nothing, but links the modules anew: pages opened from a disk cannot hand it URLs of blobs, only blobs.
globalThis.oneFile = { held, modules, linked };
const urls = await linked(globalThis.oneFile);
await import(urls["app.js"]);

// One zip for the tab's Python: those modules of obclip that obclip.device.tab loads, and of the standard library that these load,
// compiled. Pyodide's own holds 600 modules as source, compiled anew in every tab.

import fs from "node:fs";
import { loadPyodide } from "pyodide";

// What the tab does once, so that all is loaded that it will need.
const REHEARSAL = `
import importlib, json, sys, zipfile
from importlib._bootstrap_external import _code_to_timestamp_pyc as pyc
from pathlib import Path

sys.path.insert(0, "/source")
from obclip.device.tab import Tab
import hashlib
tab = Tab(manifest)
for prompt in ("portrait of Anna, a 30-year-old woman, 12 Main St, {a|b}, [[c]], 1girl, 🙂", "eine alte Frau", "", "old man, his hat"):
    tab.read(prompt, '{"negative_prompt": "young man, blurry", "cues": "keep"}')
told = json.loads(manifest)
card = {"id": "x", "guidance": "classifier-free", "object": "model", **{name: told[name] for name in ("space", "solver", "guidance_scale", "step_distilled")}}
drafted = json.loads(tab.draft("an old woman", "{}", json.dumps({"data": [card]})))
assert "body" in drafted, drafted
tab.receive(b"<html>")
tab.refused(404, b"x")
for name in ("asyncio", "pyodide.webloop", "encodings.cp437", "encodings.idna"):
    importlib.import_module(name)

OF_OBCLIP = sorted({str(Path(module.__file__).relative_to("/source")) for name, module in sys.modules.items() if name.split(".")[0] == "obclip" and module.__file__})
with zipfile.ZipFile("/lib/python314.zip") as std:
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    sources = {name: std.read(name) for name in (file.split(".zip/")[1] for file in files if ".zip/" in file)}
sources |= {name: (Path("/source") / name).read_bytes() for name in OF_OBCLIP}
data = [path for room in ("prompts", "protocol") for path in (Path("/source/obclip") / room).rglob("*") if path.suffix in (".toml", ".txt", ".json", ".tsv", ".csv")]
sources |= {str(path.relative_to("/source")): path.read_bytes() for path in data}
with zipfile.ZipFile("/out.zip", "w") as out:
    for name, source in sorted(sources.items()):
        if name.endswith(".py"):
            name, source = name + "c", pyc(compile(source, name, "exec", dont_inherit=True, optimize=2))
        out.writestr(zipfile.ZipInfo(name), source, zipfile.ZIP_STORED)
`;

/** source: src/ of the repository. manifest: the text of obclip.json. -> the zip's bytes, stored: the page's own compression is better. */
export async function trimmed(source, manifest) {
  const python = await loadPyodide();
  copy(python.FS, `${source}/obclip`, "/source/obclip");
  python.globals.set("manifest", manifest);
  python.runPython(REHEARSAL);
  return Buffer.from(python.FS.readFile("/out.zip"));
}

function copy(FS, from, to) {
  FS.mkdirTree(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isDirectory() && !["__pycache__", "bundled"].includes(entry.name)) copy(FS, source, target);
    else if (entry.isFile()) FS.writeFile(target, fs.readFileSync(source));
  }
}

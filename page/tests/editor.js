// ComfyUI's own editor in a browser, with a server that is this file: it tells of the pack's nodes what their schema says. Run by hand, it takes
// the picture of docs/comfyui.md: node tests/editor.js ../docs/comfyui/workflow.jpg. The editor comes from PyPI, into a folder that git ignores:
//   .venv/bin/pip install --no-deps --target page/editor comfyui-frontend-package==1.58.1

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { browser, KINDS, PAGE, PATIENCE, PYTHON, ROOT } from "./world.js";

const PACK = path.join(ROOT, "integrations/comfyui");
export const EDITOR = path.join(process.env.OBCLIP_COMFY_EDITOR ?? path.join(PAGE, "editor"), "comfyui_frontend_package/static");
/** Why it cannot be tried here, or false. */
export const missing = fs.existsSync(path.join(EDITOR, "index.html")) ? false : "ComfyUI's editor is not here: page/tests/editor.js says how to get it";

// Names that resolve nowhere: all that the page asks is answered here, and nothing of it goes to a network.
const ORIGIN = "http://localhost";
const IDLE = { exec_info: { queue_remaining: 0 } };
const ANSWERS = {
  "/system_stats": { system: { os: "posix", python_version: "3.11", comfyui_version: "0.3.60", embedded_python: false, argv: [], ram_total: 1, ram_free: 1 }, devices: [] },
  "/users": { storage: "server", migrated: true },
  "/extensions": ["/extensions/obclip/preview.js"],
  "/prompt": IDLE,
  "/queue": { queue_running: [], queue_pending: [] },
  "/jobs": { jobs: [], pagination: { offset: 0, limit: 200, total: 0, has_more: false } },
};
const LISTS = ["/embeddings", "/models", "/folder_paths", "/experiment/models", "/logs", "/userdata"];

/** {info, report}: of GET /object_info, and what the preview node shows. */
export const told = () => JSON.parse(execFileSync(PYTHON, ["-m", "tests.integrations.comfy_info"], { cwd: ROOT, maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] }));

/** A page with the editor, once it knows the pack. nodes2: whether it draws nodes as elements, its newer way. */
export async function opened(opener, { info, nodes2 }) {
  const page = await opener.newPage({ viewport: { width: 1640, height: 900 }, baseURL: ORIGIN });
  const settings = { "Comfy.TutorialCompleted": true, "Comfy.VueNodes.Enabled": nodes2, "Comfy.Workflow.ShowMissingModelsWarning": false };
  const errors = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.routeWebSocket(/\/ws/, (socket) => socket.send(JSON.stringify({ type: "status", data: { status: IDLE, sid: "editor" } })));
  await page.route("**", (route) => answer(route, { ...ANSWERS, "/object_info": info, "/settings": settings }));
  await page.goto("/");
  await page.waitForFunction(() => globalThis.comfyAPI?.app?.app?.graph && globalThis.LiteGraph?.registered_node_types?.ObclipObliviousSample, null, PATIENCE);
  return { page, errors };
}

function answer(route, answers) {
  const url = new URL(route.request().url());
  if (url.origin !== ORIGIN) return route.abort();
  const asked = url.pathname.replace(/^\/(api|internal)(?=\/)/, "");
  if (asked !== url.pathname) return asked in answers ? route.fulfill({ json: answers[asked] }) : LISTS.includes(asked) ? route.fulfill({ json: [] }) : asked.startsWith("/userdata/") ? route.fulfill({ status: 404 }) : route.fulfill({ json: {} });
  const file = asked === "/extensions/obclip/preview.js" ? path.join(PACK, "web/preview.js") : path.join(EDITOR, asked === "/" ? "index.html" : asked);
  return fs.existsSync(file) ? route.fulfill({ path: file, contentType: KINDS[path.extname(file)] }) : route.fulfill({ status: 404 });
}

export const example = (name) => JSON.parse(fs.readFileSync(path.join(PACK, "example_workflows", `${name}.json`)));

/** Loads a workflow, shows a text in its preview node, and says what the editor makes of it all. */
export const loaded = (page, workflow, report) =>
  page.evaluate(
    async ([workflow, report]) => {
      const app = globalThis.comfyAPI.app.app;
      await app.loadGraphData(workflow);
      for (const node of app.graph._nodes) if (node.type === "ObclipObliviousPreview") node.onExecuted({ obclip_report: [report] });
      // Until it is on the screen, and as long again as an editor may take to keep what it keeps.
      const pause = () => new Promise((go) => setTimeout(go, 1000));
      for (let tries = 0; tries < 100 && !document.body.innerText.includes(report.split("\n")[0]); tries++) await pause();
      await pause();
      const { output } = await app.graphToPrompt();
      return {
        output,
        saved: JSON.stringify(await app.graphToPrompt()),
        stored: JSON.stringify({ ...localStorage, ...sessionStorage }),
        shown: document.body.innerText,
        unknown: app.graph._nodes.filter(({ type, has_errors }) => has_errors || !(type in globalThis.LiteGraph.registered_node_types)).map(({ type }) => type),
        links: app.graph._nodes.flatMap(({ inputs }) => (inputs ?? []).filter(({ link }) => link != null)).length,
      };
    },
    [workflow, report],
  );

async function picture(file) {
  const { info, report } = told();
  const opener = await browser();
  const { page } = await opened(opener, { info, nodes2: true });
  await loaded(page, example("remote"), report);
  const boxes = await page.locator("[data-node-id]").evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect()).map(({ left, top, right, bottom }) => ({ left, top, right, bottom })));
  const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])) - 24);
  const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])) + 24);
  await page.screenshot({ path: file, type: "jpeg", quality: 82, clip: { x: left, y: top, width: right - left, height: bottom - top } });
  await opener.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (missing) throw new Error(missing);
  await picture(path.resolve(process.argv[2]));
}

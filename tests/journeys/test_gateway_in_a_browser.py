"""A page of another website, in a real browser that knows the address of app and gateway and even their token: it gets nothing."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.gateways import TOKEN, app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGE = """<!doctype html><title>of another website</title><pre id="told"></pre><script>
const told = [], order = {method: "POST", body: '{"prompt": "an old man"}'};
const key = {"Authorization": "Bearer TOKEN", "Content-Type": "application/json"};
const tries = [
  ["read", URL + "/v1/models", {headers: key}],
  ["draw", URL + "/v1/images/generations", {...order, headers: key}],
  ["form", URL + "/v1/images/generations", {...order, mode: "no-cors"}],
  ["draw1111", URL + "/sdapi/v1/txt2img", {...order, headers: key}],
  ["app", URL + "/app/draw", {...order, headers: key}],
  ["enter", URL + "/app/session", {...order, headers: key}],
];
(async () => {
  for (const [name, url, how] of tries) {
    try { const answer = await fetch(url, how); told.push(name + ":" + answer.type + ":" + answer.status); }
    catch (error) { told.push(name + ":" + error.name); }
  }
  document.getElementById("told").textContent = told.join(" ") + " end";
})();
</script>"""


@contextmanager
def website(page: str) -> Iterator[int]:
    """Serves one page; gives its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def shown(url: str, profile: Path) -> str:
    """The page once its scripts have ended; evil.example leads to this machine."""
    command = [
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-first-run",
        "--disable-background-networking", "--host-resolver-rules=MAP evil.example 127.0.0.1", "--virtual-time-budget=20000", "--dump-dom",
        url,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("name", ["127.0.0.1", "evil.example"])
def test_a_page_of_another_website_gets_nothing(name: str, tmp_path: Path) -> None:
    """Once as a website of another address, once as one whose own name was made to lead to this machine (DNS rebinding)."""
    with app() as (opened, own):
        port, link = opened.url.rpartition(":")[2], own.link
        page = PAGE.replace("TOKEN", TOKEN).replace("URL +", f'"http://{name}:{port}" +')
        with website(page) as site:
            told = shown(f"http://{name}:{site}/", tmp_path).partition('id="told">')[2].partition("</pre>")[0]
        assert told.endswith(" end"), told
        outcomes = dict(one.split(":", 1) for one in told.removesuffix(" end").split())
        refused = [name for name, outcome in outcomes.items() if outcome == "TypeError"]
        assert {"read", "draw", "draw1111", "app", "enter"} <= set(refused), "the browser is not given leave to tell"
        assert own.link == link, "the app's link is still its owner's"
        assert outcomes["form"].startswith(("opaque", "TypeError")), "it may be sent, and cannot be read"
        assert opened.cloud.sent == []


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_under_another_name_the_gateway_is_not_even_there(tmp_path: Path) -> None:
    """What a rebound page would be of one site with: the gateway itself, called by the website's name."""
    with app() as (opened, own):
        port = opened.url.rpartition(":")[2]
        for path in ("/v1/models", own.path):
            assert "may not be called by this name" in shown(f"http://evil.example:{port}{path}", tmp_path)
        assert "token is missing" in shown(f"{opened.url}/v1/models", tmp_path)

"""What would be fetched is asked of the hub: here of a server on this machine that answers as the hub's interface does."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from obclip.models.downloads import Download, downloads, needed
from tests.commands import Call

SD = {
    "model_index.json": 500,
    "README.md": 9_000,
    "v1-5-pruned.safetensors": 7_000_000_000,
    "unet/config.json": 1_000,
    "unet/diffusion_pytorch_model.safetensors": 3_400_000_000,
    "unet/diffusion_pytorch_model.fp16.safetensors": 1_700_000_000,
    "unet/diffusion_pytorch_model.bin": 3_400_000_000,
    "unet/diffusion_pytorch_model.non_ema.safetensors": 3_400_000_000,
    "vae/diffusion_pytorch_model.safetensors": 300_000_000,
    "text_encoder/model.safetensors": 500_000_000,
    "text_encoder/model.fp16.safetensors": 250_000_000,
    "safety_checker/model.safetensors": 1_200_000_000,
    "tokenizer/vocab.json": 1_000_000,
    "tokenizer/merges.txt": 500_000,
}
SHARDED = {"unet/diffusion_pytorch_model-00001-of-00002.safetensors": 10, "unet/diffusion_pytorch_model-00002-of-00002.safetensors": 20}


REPOSITORIES = {"owner/sd": SD, "owner/sharded": SHARDED}


class Hub(BaseHTTPRequestHandler):
    """GET /api/models/{owner}/{name}?blobs=True."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        name = address.path.removeprefix("/api/models/")
        files = REPOSITORIES.get(name)
        sizes = parse_qs(address.query).get("blobs") is not None
        listed = [{"rfilename": file, **({"size": size} if sizes else {})} for file, size in (files or {}).items()]
        body = json.dumps({"id": name, "siblings": listed} if files else {"error": "Repository not found"}).encode()
        self.send_response(200 if files else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_only_the_weights_that_are_read_count() -> None:
    parts = 1_000 + 3_400_000_000 + 300_000_000 + 500_000_000 + 1_500_000
    with hub() as url:
        assert downloads(["owner/sd"], endpoint=url) == [Download("owner/sd", parts)]
        halves = downloads(["owner/sd"], variant="fp16", endpoint=url)
    assert halves == [Download("owner/sd", parts - 1_700_000_000 - 250_000_000)], "the autoencoder has no such variant"


def test_weights_in_several_files_count_together_and_one_model_on_both_sides_once() -> None:
    with hub() as url:
        assert downloads(["owner/sharded", "owner/sharded"], endpoint=url) == [Download("owner/sharded", 30)]


def test_a_network_by_itself_lies_at_the_top_of_its_repository() -> None:
    files = ["config.json", "diffusion_pytorch_model.safetensors", "unet/diffusion_pytorch_model.safetensors", "picture.png"]
    assert needed(files, ("",)) == ["config.json", "diffusion_pytorch_model.safetensors"]


def test_nothing_is_fetched_of_what_is_here_and_an_unknown_name_or_no_hub_is_left_to_loading(tiny_folder: Path) -> None:
    with hub() as url:
        assert downloads(["portraits-cloud", str(tiny_folder), "owner/nothing"], endpoint=url) == []
    assert downloads(["owner/sd"], endpoint=url) == [], "the hub is gone"


@pytest.mark.parametrize(("answer", "status", "words"), [("n\n", 1, "Nothing was fetched."), ("", 130, "Stopped")])
def test_a_command_shows_the_size_and_fetches_nothing_without_a_yes(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str, status: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    with hub() as url:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", url)
        told = call("generate", "an old man", "--device-model", "owner/sd", "--allow-download")
    assert told.status == status
    assert "owner/sd, 4.2 GB" in told.stderr
    assert words in told.stderr


@pytest.mark.slow  # some twenty seconds of tries
def test_after_a_yes_it_is_fetched_and_told_if_that_fails(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with hub() as url:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", url)
        told = call("generate", "an old man", "--device-model", "owner/sd", "--allow-download", "--yes")
    assert told.status == 2
    assert 'The model "owner/sd" could not be fetched' in told.stderr

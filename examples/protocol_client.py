"""A device's half of the protocol in the standard library alone, written from docs/protocol.md: candidates in, one row of latents out.

It makes no candidates: that is the safeguard's work, without which nothing is hidden.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import urllib.request
from array import array
from collections.abc import Iterator
from typing import BinaryIO

ACCELERATION = {
    "axes": [], "cache_branch": 0, "cache_interval": 1, "cache_point": None, "exact": True, "full_steps": [], "neutral_prefix": 0,
    "neutral_prompt": None, "order": [], "partings": [], "pivot_steps": 0, "refresh_interval": 5, "shared_unconditional": None,
    "skip_point": None, "tree": False,
}  # fmt: skip


def request(prompts: list[str], steps: int, switch_point: int) -> bytes:
    """Canonical JSON with a fresh seed. `prompts` must be the same list, in the same order, whichever of them is meant."""
    told = {
        "acceleration": ACCELERATION, "guidance_scale": 3.0, "height": None, "model": None, "negative_prompt": None,
        "num_inference_steps": steps, "numbers": "float32", "path": None, "prompts": prompts, "protocol": "obclip/2",
        "seed": secrets.randbits(63), "sigmas": None, "solver": "dpmsolver++", "switch_point": switch_point, "width": None,
    }  # fmt: skip
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def frames(stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Four letters, eight bytes of length, content."""
    while tag := stream.read(4):
        yield tag, stream.read(int.from_bytes(stream.read(8), "little"))


def rows(reply: bytes) -> list[array[float]]:
    """The latents of a safetensors file, one array a candidate; all are checked alike before one is used."""
    start = 8 + int.from_bytes(reply[:8], "little")
    told = json.loads(reply[8:start])["latents"]
    begin, end = told["data_offsets"]
    numbers = array("f", reply[start + begin : start + end])
    size = len(numbers) // told["shape"][0]
    return [numbers[place : place + size] for place in range(0, len(numbers), size)]


def denoise(cloud: str, body: bytes) -> bytes:
    """The reply to a request. A retry would repeat these very bytes and this very key."""
    headers = {"Content-Type": "application/json", "Accept": "application/vnd.obclip.frames", "User-Agent": "obclip"}
    headers["Idempotency-Key"] = secrets.token_urlsafe(24)
    if key := os.environ.get("OBCLIP_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    with urllib.request.urlopen(urllib.request.Request(f"{cloud}/v1/oblivious/denoise", body, headers), timeout=60) as answer:
        for tag, content in frames(answer):
            if tag == b"DONE":
                return content
            print(tag.decode(), content.decode())
    raise SystemExit("The cloud gave no reply.")


if __name__ == "__main__":
    candidates = ["portrait of a man", "portrait of a woman"]
    latents = rows(denoise(sys.argv[1].rstrip("/"), request(candidates, 25, 5)))
    print(f"{len(latents)} rows of {len(latents[0])} numbers; the device goes on with one of them, and says to nobody with which.")

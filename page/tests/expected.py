"""What Python's device makes of prompts, for the page's tests: expected.py < {"prompts", "settings", "seed", "models", "drawn"} > JSON.

bodies: the request of each prompt as text, or the code of the error. tokens: of each text. pictures: of the prompts `drawn`, RGBA.
"""

import json
import sys
from typing import Any

import numpy as np
import torch

from obclip.device.meeting import meeting
from obclip.device.output import to_images
from obclip.device.pipeline import Device, settled
from obclip.device.privacy import check_private
from obclip.device.request import build_request
from obclip.device.settings import RunSettings
from obclip.errors import ObclipError
from obclip.in_process import local_cloud
from obclip.models.loading import load_model
from obclip.protocol.card import card_of
from obclip.protocol.request import encode_request

asked = json.load(sys.stdin)
torch.set_num_threads(1)
model = load_model("portraits-device", dtype="float32", device="cpu")
settings = settled(model, RunSettings(**asked["settings"]))
card = card_of(json.loads(asked["models"])["data"][0])


def body(prompt: str) -> str:
    try:
        met = meeting(settings, card, model)
        return encode_request(build_request(check_private(prompt, False).candidates, met.settings, asked["seed"], met.sigmas)).decode()
    except ObclipError as error:
        return error.code


def picture(prompt: str) -> list[int]:
    drawn = device.oblivious(check_private(prompt, False), settings, asked["seed"])
    image = to_images(model.decode(drawn.latents))[0].convert("RGBA")
    return np.asarray(image).flatten().tolist()


bodies = [body(prompt) for prompt in asked["prompts"]]
with local_cloud(load_model("portraits-cloud", dtype="float32", device="cpu")) as client:
    device = Device(model, client)
    pictures = [picture(prompt) for prompt in asked["drawn"]]
tokenizer: Any = model.pipeline.tokenizer
tokens = [tokenizer(text).input_ids for text in asked["texts"]]
json.dump({"bodies": bodies, "pictures": pictures, "tokens": tokens}, sys.stdout)

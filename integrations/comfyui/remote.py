"""The node for the cloud's half: it gives a LATENT, and the step at which KSampler (Advanced) goes on from it."""

from typing import Any

import comfy.samplers
import torch
from comfy_api.latest import io

from obclip.denoising.join import SAME_RATIO
from obclip.device.call import Wanted
from obclip.device.elsewhere import Begun, begun
from obclip.device.pipeline import Device
from obclip.device.seeds import Seeds
from obclip.errors import BadRequest
from obclip.prompts.safeguard import Safeguarded

from . import inputs
from .as_device import as_device, comfy_latents
from .private import UNDERSTOOD, NotDrawn, fingerprint, hushed, wanted, way
from .reporting import reporting

SEEDS = Seeds(named=False)
DESCRIPTION = """The cloud draws the first steps for every candidate of the prompt and cannot tell which is yours; KSampler (Advanced)
draws the rest here.

Wire latent, positive, negative, steps, start_at_step and cfg to KSampler (Advanced); choose the same sampler and scheduler there, and
disable add_noise.
The prompt is read from a file on this machine, so that neither the workflow nor a saved PNG holds it. Names of files do stand in both."""


class ObliviousSample(io.ComfyNode):
    """Steps 0..k-1, for all candidates, on the cloud."""

    @classmethod
    def define_schema(cls) -> io.Schema:
        samplers = comfy.samplers.KSampler
        return io.Schema(
            node_id="ObclipObliviousSample",
            display_name="Oblivious sample (remote)",
            category="sampling/obclip",
            description=DESCRIPTION,
            search_aliases=["private", "obclip", "cloud"],
            inputs=[
                io.Model.Input("model", tooltip="The small model of this machine, of the cloud's latent space."),
                io.Clip.Input("clip"),
                io.Vae.Input("vae", tooltip="Its latent space is compared with the cloud's before anything is sent."),
                *inputs.of_a_drawing(
                    io.Float.Input(
                        "cfg", default=7.5, min=1.0, max=30.0, step=0.5, tooltip="Guidance, of the cloud and, wired on, of KSampler."
                    ),
                    512,
                    8,
                    after_size=[
                        io.Combo.Input("sampler_name", options=samplers.SAMPLERS, default="euler", tooltip="As in KSampler (Advanced)."),
                        io.Combo.Input("scheduler", options=samplers.SCHEDULERS, default="normal", tooltip="As in KSampler (Advanced)."),
                    ],
                ),
            ],
            outputs=[
                io.Latent.Output("latent"),
                io.Conditioning.Output("positive", tooltip="Your own words, for the model of this machine."),
                io.Conditioning.Output("negative"),
                io.Int.Output("steps"),
                io.Int.Output("start_at_step"),
                io.Float.Output("cfg"),
                io.Sigmas.Output("sigmas", tooltip="The levels that are left, for SamplerCustom instead of KSampler (Advanced)."),
            ],
        )

    @classmethod
    def fingerprint_inputs(cls, **given: Any) -> str:
        return fingerprint({name: value for name, value in given.items() if name not in ("model", "clip", "vae")})

    @classmethod
    def execute(cls, model: Any, clip: Any, vae: Any, prompt_file: str, negative_file: str, **asked: Any) -> io.NodeOutput:
        with hushed(prompt_file, negative_file):
            one = wanted(prompt_file, negative_file, asked["fixed_seed"], SEEDS)
            positive, unwanted = (encoded(clip, text) for text in (own(one.prompt), one.negative.own or ""))
            done = cls._begun(model, clip, vae, one, asked)
        sigmas = torch.tensor(done.levels.sigmas[done.step :])
        latent = {"samples": comfy_latents(model, done.latents)}
        return io.NodeOutput(latent, positive, unwanted, len(done.levels), done.step, asked["cfg"], sigmas)

    @classmethod
    def _begun(cls, model: Any, clip: Any, vae: Any, one: Wanted, asked: dict[str, Any]) -> Begun:
        names = asked["sampler_name"], asked["scheduler"]
        sampler = comfy.samplers.KSampler(model, asked["steps"], model.load_device, *names, denoise=1.0, model_options=model.model_options)
        sigmas = sampler.sigmas.float().cpu()
        foreign = as_device(model, clip, vae, sigmas, asked["cfg"])
        settings = inputs.settings(asked, device_steps=len(sigmas) - 1)
        with way(asked.get("cloud") or "").client() as client:
            done = begun(Device(foreign, client, reporting()), one, settings, SEEDS)
        check_level(done)
        return done


def own(prompt: str | Safeguarded) -> str:
    """The user's own words, which this machine alone reads."""
    return prompt.own_prompt if isinstance(prompt, Safeguarded) else prompt


def encoded(clip: Any, text: str) -> Any:
    """Conditioning of a text, before anything is sent: words that the encoder cannot read would cost a request and end in no picture.

    Raises NotDrawn, without the words.
    """
    try:
        return clip.encode_from_tokens_scheduled(clip.tokenize(text))
    except UNDERSTOOD:
        raise
    except Exception as error:  # noqa: BLE001 - a token beyond its table, parts that do not fit: each encoder has its own
        raise NotDrawn(
            f"This machine's text encoder cannot read the prompt ({type(error).__name__}), so nothing was sent: wire the CLIP of the "
            "model's own checkpoint."
        ) from None


def check_level(done: Begun) -> None:
    """Raises BadRequest unless the cloud ended on the very level from which KSampler goes on."""
    course = done.answer.course
    ended, begins = course.cloud.ratio(course.switch_point), done.levels.ratio(done.step)
    if abs(ended - begins) > SAME_RATIO * max(ended, begins):
        raise BadRequest(
            f"The cloud's model ends at noise level {ended:.3f}, and this schedule has none there (nearest: {begins:.3f}): it was "
            "distilled for few steps; use the node Oblivious picture for it.",
            code="no_meeting",
        )

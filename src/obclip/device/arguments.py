"""What diffusers' pipelines take and this one refuses, each with its reason: nothing is ignored without a word."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from obclip.errors import BadRequest, UnknownArgument

# Name -> (the values that change nothing, why any other is refused).
Refused = Mapping[str, tuple[tuple[Any, ...], str]]

_NOISE = "the first noise is drawn on both sides from the seed, which is all that is sent of it: give seed or generator"
_TEXT = "the cloud encodes the candidates itself, and embeddings of your own would show it which is real: give prompt and negative_prompt"
_LEVELS = "the noise levels are agreed on between both sides: give num_inference_steps, solver, cloud_steps or device_steps"
_PICTURE = "a picture would show the cloud who is to be drawn: describe it in the prompt"
_BEGUN = (
    "a picture begins as noise that both sides draw alike, and a given one would show the cloud who is on it: describe it in the prompt"
)
_ENCODER = "both encoders are told the prompt that went through the safeguard: write all of it there"
_FRAMING = "both models are told the picture's own size, whole: leave it out, and give height and width for another size"
_ENDING = "where a side stops is the switch point: give switch_point"
_BOTH = "it would have to be set on both sides, and the protocol has no word for it"
_GUIDANCE = f"{_BOTH}: give guidance_scale"
_OLD = "diffusers has replaced it: give callback_on_step_end"

REFUSED: Refused = {
    "latents": ((None,), _NOISE),
    "timesteps": ((None,), _LEVELS),
    "sigmas": ((None,), _LEVELS),
    "eta": ((0, 0.0, None), f"{_BOTH}: give another solver, euler-ancestral or lcm draw noise at each step"),
    "prompt_embeds": ((None,), _TEXT),
    "negative_prompt_embeds": ((None,), _TEXT),
    "pooled_prompt_embeds": ((None,), _TEXT),
    "negative_pooled_prompt_embeds": ((None,), _TEXT),
    "prompt_2": ((None, ""), _ENCODER),
    "negative_prompt_2": ((None, ""), f"{_ENCODER.replace('the prompt', 'the negative prompt')} (negative_prompt)"),
    "image": ((None,), _BEGUN),
    "mask_image": ((None,), _BEGUN),
    "masked_image_latents": ((None,), _BEGUN),
    "control_image": ((None,), _BEGUN),
    "strength": ((None,), _BEGUN),
    "ip_adapter_image": ((None,), _PICTURE),
    "ip_adapter_image_embeds": ((None,), _PICTURE),
    "cross_attention_kwargs": (
        (None, {}, {"scale": 1.0}, {"scale": 1}),
        f"{_BOTH}: set a LoRA's weight on the pipelines themselves, pipeline.set_adapters(name, weight)",
    ),
    "pag_scale": ((0, 0.0, None), _GUIDANCE),
    "pag_adaptive_scale": ((0, 0.0, None), _GUIDANCE),
    "sag_scale": ((0, 0.0, None), _GUIDANCE),
    "guidance_rescale": ((0, 0.0, None), _GUIDANCE),
    "clip_skip": ((None, 0), f"{_BOTH}: give both pipelines text encoders without their last layers"),
    "denoising_end": ((None, 1.0, 1), _ENDING),
    "original_size": ((None,), _FRAMING),
    "target_size": ((None,), _FRAMING),
    "crops_coords_top_left": ((None, (0, 0), [0, 0]), _FRAMING),
    "negative_original_size": ((None,), _FRAMING),
    "negative_target_size": ((None,), _FRAMING),
    "negative_crops_coords_top_left": ((None, (0, 0), [0, 0]), _FRAMING),
    "denoising_start": ((None, 0.0, 0), _ENDING),
    "original_inference_steps": ((None,), _LEVELS),
    "callback": ((None,), _OLD),
    "callback_steps": ((None, 1), _OLD),
}


# What is the same without a word of it: the second encoder's prompts, and the frame of the picture's own size.
SECOND = {"prompt_2": "prompt", "negative_prompt_2": "negative_prompt"}
FRAMES = ("original_size", "target_size", "negative_original_size", "negative_target_size")


def check_arguments(given: Mapping[str, Any], on_progress: Any, called: Callable[..., Any], **beside: Any) -> None:
    """Raises BadRequest for what is refused, unless its value changes nothing, and UnknownArgument for what no pipeline takes.

    beside: of what the pipeline does take the prompts, and the picture's own height and width.
    """
    if on_progress is not None and not callable(on_progress):
        raise BadRequest(f"on_progress must be a function or None (got {on_progress!r}).", code="bad_progress")
    size = beside["height"], beside["width"]
    same = {**{second: (beside[first],) for second, first in SECOND.items()}, **dict.fromkeys(FRAMES, (size, [*size]))}
    changing = {name: value for name, value in given.items() if not _among(value, same.get(name, ()))}
    refuse(changing, REFUSED, called)


def refuse(given: Mapping[str, Any], refused: Refused, called: Callable[..., Any], besides: tuple[str, ...] = ()) -> None:
    """Raises BadRequest for what is refused, unless its value changes nothing, and UnknownArgument for what is unknown.

    called: what it was given to, whose own arguments, those `besides` and the refused ones may be meant by a misspelt one.
    """
    loading = getattr(called, "__self__", None)  # the class, of what loads a pipeline
    in_calls = {} if loading is None else loading.__call__.__annotations__
    for name, value in given.items():
        if name not in refused:
            if name in in_calls:
                raise UnknownArgument(
                    f"ObliviousPipeline.{called.__name__}() takes no {name}: say it in each call, pipeline(prompt, {name}=...)."
                )
            near = get_close_matches(name, {*called.__annotations__, *besides, *refused} - {"refused", "return"}, 1)
            meant = f"did you mean {near[0]}?" if near else "no argument has a name like it, leave it out."
            raise UnknownArgument(f"ObliviousPipeline.{called.__name__}() got an unexpected keyword argument {name!r}: {meant}")
        idle, why = refused[name]
        if not _among(value, idle):
            raise BadRequest(f"{name} is not supported: {why}.", code="unsupported_argument")


def _among(value: Any, idle: tuple[Any, ...]) -> bool:
    return any(value is one or (type(value) is type(one) and value == one) for one in idle)

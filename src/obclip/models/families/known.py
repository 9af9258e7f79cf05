"""Which class of pipeline is which family, and a sentence for those that are none."""

from typing import Any

from obclip.errors import UnknownModel

from .sdxl import StableDiffusionXLModel
from .stable_diffusion import StableDiffusionModel
from .unet import UNetModel

FAMILIES: dict[str, type[UNetModel]] = {
    "StableDiffusionPipeline": StableDiffusionModel,
    "LatentConsistencyModelPipeline": StableDiffusionModel,
    "StableDiffusionXLPipeline": StableDiffusionXLModel,
}
# What a class's name holds, and why such a pipeline cannot be split.
REASONS = {
    "Inpaint": "it fills a masked picture in",
    "Img2Img": "it begins with a picture, as refiners do",
    "ControlNet": "it follows a picture",
    "Adapter": "it follows a picture",
    "Upscale": "it enlarges a picture",
    "Flux": "its network is a transformer, which is not supported yet",
    "StableDiffusion3": "its network is a transformer, which is not supported yet",
}


def family_of(class_name: str, name: str) -> type[UNetModel]:
    """The family of a pipeline's class. Raises UnknownModel, with the class and what to use instead."""
    if class_name in FAMILIES:
        return FAMILIES[class_name]
    why = next((why for part, why in REASONS.items() if part in class_name), "it is of no family that obclip knows")
    raise UnknownModel(
        f'"{name}" is a {class_name}: {why}. Use the text-to-image model of Stable Diffusion 1.x, 2.x or SDXL (obclip models lists some).'
    )


def is_pipeline(thing: Any) -> bool:
    """Whether it is a loaded pipeline of diffusers, of whatever family."""
    return hasattr(thing, "scheduler") and hasattr(thing, "components")


def around(pipeline: Any, **known: Any) -> UNetModel:
    """A model around a loaded pipeline. Raises UnknownModel for one that cannot be split."""
    name = known.pop("name", type(pipeline).__name__)
    model = family_of(type(pipeline).__name__, name)
    seconds = [part for part in ("text_encoder_2", "tokenizer_2") if hasattr(pipeline, part)]
    for part in ("unet", "vae", "text_encoder", "tokenizer", "scheduler", *seconds):
        if getattr(pipeline, part, None) is None:
            raise UnknownModel(f'"{name}" has no {part}: it is half of a pair or was saved without; use a whole text-to-image pipeline.')
    return model(pipeline, name=name, **known)

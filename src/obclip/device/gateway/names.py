"""Which names of models a client may say. There is one model; clients know other names by heart."""

import re

from obclip.errors import UnknownModel

MODEL = "obclip"
_HARD_CODED = re.compile(r"(?:openai/)?(?:dall-e-\d|gpt-image-[\w.-]+|chatgpt-image-[\w.-]+)", re.A | re.I)


def check_model(name: str | None, device_model: str, *more: str) -> None:
    """more: what else the model is called. Letters may be capitals, and blanks stand around a name. Raises UnknownModel, with the list, for
    one that stands for none that is here."""
    known = (MODEL, f"openai/{MODEL}", device_model, *more)
    if not name:
        return
    said = name.strip()
    if said.casefold() in {one.casefold() for one in known} or _HARD_CODED.fullmatch(said):
        return
    raise UnknownModel(
        f'There is one model here: "{MODEL}", which is "{device_model}" on this device. Names that clients of OpenAI know by heart '
        "(dall-e-2, dall-e-3, gpt-image-1 and their like) stand for it too; others do not.",
        code="model_not_found",
    )

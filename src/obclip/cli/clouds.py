"""Which cloud a run asks, and what the user has to agree to before it is sent anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from obclip.errors import BadRequest, CloudRefused, ObclipError

from .streams import agrees

if TYPE_CHECKING:
    from obclip.device.call import Wanted


def chosen_cloud(context: typer.Context, mode: str = "oblivious", *, reveal_prompt: bool = False) -> tuple[str | None, str | None]:
    """--cloud and --cloud-model, of which one at most is given; a flag goes before what is set elsewhere.

    Raises BadRequest for two clouds, and for a bare prompt to a URL that nobody has agreed to.
    """
    from obclip.device.privacy import check_revealed

    cloud, cloud_model = context.params["cloud"], context.params["cloud_model"]
    if cloud is not None and cloud_model is not None:
        by_flag = [_is_flag(context, name) for name in ("cloud", "cloud_model")]
        cloud, cloud_model = (cloud, cloud_model) if by_flag[0] == by_flag[1] else (cloud, None) if by_flag[0] else (None, cloud_model)
    if cloud is not None and cloud_model is not None:
        raise BadRequest("Give either --cloud or --cloud-model, not both.", code="two_clouds")
    check_revealed(mode, cloud is not None, reveal_prompt)
    return cloud, cloud_model


def _is_flag(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def warn_in_the_clear(url: str, console: Console) -> None:
    """Says so if others on the way can read what is sent."""
    from obclip.device.transport_address import in_the_clear

    if in_the_clear(url):
        console.print("The connection is not encrypted: others on the way can read the candidates. Use https:// if the cloud offers it.")


def meet(url: str, console: Console, **told: Any) -> None:
    """Asks a cloud once what it runs, before a model is loaded for it. Raises CloudRefused where it lets the user not in; says it where it
    does not answer, which may pass. told: as `CloudClient` has it."""
    from obclip.device.transport import CloudClient
    from obclip.device.transport_patience import HASTY

    try:
        with CloudClient(url, patience=HASTY, **told) as client:
            client.models()
    except ObclipError as error:
        if isinstance(error, CloudRefused) and error.status in (401, 403):
            raise
        console.print(f"{error.message} It is asked again for each picture.", markup=False, soft_wrap=True)


def ask_before_sending(wanted: list[Wanted], console: Console) -> None:
    """Shows what would be sent, and goes on after a yes only."""
    from obclip.prompts.safeguard import Safeguarded

    console.print("The cloud would be sent:")
    for one in wanted:
        for candidate in one.prompt.candidates.prompts if isinstance(one.prompt, Safeguarded) else (one.prompt,):
            console.print(f"  {candidate}", markup=False, soft_wrap=True)
    if wanted[0].negative.sent:
        console.print(f"and, to leave out: {wanted[0].negative.sent}", markup=False, soft_wrap=True)
    if not agrees("Send it?"):
        console.print("Nothing was sent.")
        raise typer.Exit(1)

"""--keep-latents and --from-latents: other values of a picture later, without asking a cloud again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from obclip.errors import BadRequest

if TYPE_CHECKING:
    from obclip.device.kept import KeptCloud
    from obclip.device.output import ObliviousPipelineOutput
    from obclip.in_process import ObliviousPipeline


def kept_cloud(name: str | None, *, several: bool, mode: str, seed: int | None) -> KeptCloud | None:
    """What answers in a cloud's place. Raises BadRequest for latents that there are not, and for what cannot be drawn from them."""
    if name is None:
        return None
    from obclip.device.kept import KeptCloud, usual_folder

    if several or mode != "oblivious" or seed is not None:
        raise BadRequest(
            "--from-latents is for one prompt and one picture, in the oblivious mode, with the seed of then: leave --seed out.",
            code="no_latents",
        )
    return KeptCloud(name, usual_folder())


def keep_latents(pipeline: ObliviousPipeline, result: ObliviousPipelineOutput) -> str:
    """The name of the file in which they are. Raises BadRequest where the cloud drew no candidates, CannotWrite."""
    from obclip.device.kept import keep, usual_folder
    from obclip.device.other import OthersAtHand

    others = result.pictures[0].others
    if not isinstance(others, OthersAtHand) or pipeline.client is None:
        raise BadRequest("--keep-latents needs --mode oblivious: in the others the cloud draws no candidates.", code="no_latents")
    return keep(others.answer, pipeline.client.models()[0], usual_folder())

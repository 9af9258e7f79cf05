"""The node that shows what would be sent, before anything is."""

from typing import Any

from comfy_api.latest import io

from obclip.device.privacy import check_private
from obclip.errors import NotPrivate, ObclipError
from obclip.prompts.explanation import Explanation
from obclip.prompts.negative import safe_negative
from obclip.prompts.safeguard import safeguard

from . import inputs
from .private import fingerprint, hushed, of_nodes, prompt_named, way_there

DESCRIPTION = """Shows what hides a prompt, and every candidate that the cloud would be sent. Nothing is sent.

What it shows is on the screen only: it is no output that can be wired, and stands neither in the workflow nor in a PNG."""

# Stands where a prompt goes on in another line.
TURN = "\u21b5"


class ObliviousPreview(io.ComfyNode):
    """The safeguard's findings."""

    @classmethod
    def define_schema(cls) -> io.Schema:
        return io.Schema(
            node_id="ObclipObliviousPreview",
            display_name="Oblivious preview",
            category="sampling/obclip",
            description=DESCRIPTION,
            search_aliases=["private", "obclip", "explain"],
            inputs=inputs.words(),
            is_output_node=True,
        )

    @classmethod
    def fingerprint_inputs(cls, **given: Any) -> str:
        return fingerprint(given)

    @classmethod
    def execute(cls, prompt_file: str, negative_file: str) -> io.NodeOutput:
        with hushed(prompt_file, negative_file):
            return io.NodeOutput(ui={"obclip_report": [report(prompt_file, negative_file)]})


def report(prompt: str, negative: str) -> str:
    """What the user is shown: lines of text, each candidate on one, or the sentence that says why nothing would be sent."""
    try:
        done, unwanted = safeguard(prompt_named(prompt) or ""), safe_negative(prompt_named(negative))
        lines = _found(done.explanation)
        try:
            check_private(done, allow_single=False)
        except NotPrivate as error:
            return _lined([_refusal(error), *lines])
        lines = [f"N = {done.explanation.n}", f"cloud: {way_there()}", *lines]
        lines += ["The cloud is sent:", *(f"  {candidate}" for candidate in done.candidates.prompts)]
        if unwanted.own:
            lines.append(f"Of the negative prompt: {unwanted.sent or 'nothing'}; withheld: {', '.join(unwanted.withheld) or 'nothing'}")
        return _lined(lines)
    except ObclipError as error:
        return _refusal(error)


def _found(found: Explanation) -> list[str]:
    hidden = [f"hidden: {', '.join(found.prompt[a:b] for a, b in axis.spans)} among {', '.join(axis.values)}" for axis in found.axes]
    more = {"withheld": found.withheld, "stays, and hints": found.kept, "unknown": found.unknown}
    return [*hidden, *(f"{name}: {', '.join(found.words(places))}" for name, places in more.items() if places)]


def _refusal(error: ObclipError) -> str:
    return f"Nothing would be sent: {of_nodes(error.message)}"


def _lined(lines: list[str]) -> str:
    return "\n".join(f" {TURN} ".join(line.splitlines()) for line in lines)

"""A cloud that spoils one candidate's latents learns nothing from what the device does then (selective failure)."""

import torch

from obclip.device.extraction import extract
from obclip.errors import BadReply
from obclip.prompts.safeguard import candidate_prompts, safeguard
from obclip.protocol.codec import decode_reply, encode_reply
from tests.replies import reply


def outcome(spoilt: int, prompt: str, rows: int) -> str:
    spoiled = reply(rows)
    spoiled.handover.latents[spoilt, 0, 0, 0] = torch.nan
    try:
        read = decode_reply(encode_reply(spoiled), rows, (4, 2, 2))
    except BadReply as error:
        return error.message
    extract(read, safeguard(prompt).choice)
    return "drawn"


def test_whichever_row_is_spoilt_and_whichever_is_real_the_outcome_is_the_same() -> None:
    candidates = candidate_prompts("an old man")
    outcomes = {outcome(spoilt, prompt, len(candidates)) for spoilt in range(len(candidates)) for prompt in candidates.prompts}
    assert len(outcomes) == 1
    assert outcomes != {"drawn"}

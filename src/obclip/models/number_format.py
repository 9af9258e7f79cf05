"""Which numbers a model computes with, and where: float32 on a CPU unless asked, half precision on a GPU."""

import torch

from obclip.errors import BadRequest

FORMATS = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def choose_device(asked: str | None = None) -> torch.device:
    """The device asked for, else the first GPU, else the CPU. Raises BadRequest if it is not there."""
    if asked is None:
        return torch.device("cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu")
    try:
        return torch.empty(0, device=asked).device
    except (RuntimeError, AssertionError):
        raise BadRequest(f'There is no device "{asked}" here: use "cpu", or leave the option out.', code="no_such_device") from None


def choose_dtype(device: torch.device, asked: str | None = None) -> torch.dtype:
    """The format asked for, else float32 on a CPU, bfloat16 on a GPU that has it, float16 on others.

    On a CPU bfloat16 is never assumed: without avx512_bf16 or AMX it is ten to hundreds of times slower than float32.
    """
    if asked is not None and asked not in FORMATS:
        raise BadRequest(f'There is no number format "{asked}": choose one of {", ".join(FORMATS)}.', code="bad_number_format")
    if asked is not None:
        return FORMATS[asked]
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return torch.float16 if device.type == "mps" else torch.float32

"""How many rows a call of the network may have, so that it fits: found at start-up on a GPU, and halved where it was too many after all."""

import gc

import torch

from obclip.models.model import LatentModel

# Of what is free after loading: the rest is for the text, the scheduler's tensors and fragmentation.
SHARE = 0.8
# Rows beyond which a call does not get faster on any card.
ENOUGH = 512


def keep_loaded() -> None:
    """Leave what is loaded by now out of the collector's rounds. It is there to the end, and to look through all of it keeps every thread
    waiting for half a second, the event loop as well."""
    gc.collect()
    gc.freeze()


def fitting_rows(model: LatentModel, most: int) -> int:
    """Rows at the model's own size, at most `most`: by what one and two rows take at their peak on a GPU; all of them elsewhere."""
    where = next(model.network.parameters()).device
    if where.type != "cuda":
        return most
    one, two = (_peak(model, rows, where) for rows in (1, 2))
    return rows_in(torch.cuda.mem_get_info(where)[0], max(1, two - one), most)


def rows_in(free: int, each: int, most: int) -> int:
    """Rows of `each` bytes in so many free ones; one at least."""
    return max(1, min(most, ENOUGH, int(SHARE * free / each)))


def rows_at_size(most: int | None, pixels: int, own_pixels: int) -> int | None:
    """For pictures of another size: activations grow with the pixels (attention makes no map in memory)."""
    return most if most is None or pixels <= own_pixels else max(1, most * own_pixels // pixels)


def _peak(model: LatentModel, rows: int, where: torch.device) -> int:
    """Bytes at the peak of one call, beyond what was there before."""
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats(where)
    before = torch.cuda.memory_allocated(where)
    text = model.condition(["a"] * rows, guidance_scale=model.guidance_scale)
    model.predict(torch.zeros(rows, *model.latent_shape()), torch.tensor(500.0), text)
    return torch.cuda.max_memory_allocated(where) - before

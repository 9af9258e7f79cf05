"""Stand-ins for a device that was distilled for few steps: models that nobody has taught, whose scheduler's config says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from diffusers import DDIMScheduler

from obclip.models import loading, registry
from obclip.models.distilled import IS_DISTILLED
from obclip.models.distilled import STEPS as SAID
from tests import tiny
from training.networks import few_steps_solver

STEPS = 7


def pipeline(steps: int = STEPS) -> Any:
    """A tiny one."""
    made = tiny.pipeline(unet_seed=1)
    made.scheduler = DDIMScheduler.from_config(made.scheduler.config, timestep_spacing="trailing", set_alpha_to_one=True)
    made.scheduler.register_to_config(**{IS_DISTILLED: True, SAID: steps})
    made.set_progress_bar_config(disable=True)
    return made


@contextmanager
def exchanged(path: Path, steps: int = STEPS) -> Iterator[None]:
    """As if the bundled device had been exchanged: the same files, and the scheduler beside its UNet."""
    (path / "device").mkdir()
    for part in ("cloud", "judge", "device/unet"):
        (path / part).symlink_to(registry.bundled(part))
    few_steps_solver(steps).save_pretrained(path / "device" / "scheduler")
    try:
        with pytest.MonkeyPatch.context() as patch:
            for room in (registry, loading):
                patch.setattr(room, "bundled", path.joinpath)
            registry.entries.cache_clear()
            yield
    finally:
        registry.entries.cache_clear()

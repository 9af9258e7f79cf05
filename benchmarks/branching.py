"""How candidates may share their first steps: which attribute changes the layout least, and what a shared prefix is best told.

Usage: python -m benchmarks.branching

Layout is the clean latents at the switch point, averaged over squares of 4 x 4; differences are relative to their spread. Each axis: the
mean over pairs of candidates that differ in this attribute alone. Each text: how far two shared steps lead away from the plain ones.
"""

import argparse
from dataclasses import replace
from itertools import combinations
from statistics import mean

from torch import Tensor
from torch.nn.functional import avg_pool2d

from obclip.cloud.engine import Engine
from obclip.models.loading import load_model
from obclip.models.registry import CLOUD_DEFAULT
from obclip.prompts.candidates import CandidateSet
from obclip.prompts.safeguard import candidate_prompts
from obclip.protocol.acceleration import Acceleration, Preset
from obclip.protocol.request import DenoiseRequest

PROMPTS = (
    "portrait of a young African woman with short hair, wearing a green sweater, in a garden",
    "a middle-aged Asian woman with glasses, in a red sweater, in a library",
    "an old Caucasian man in a purple suit, in a studio, smiling",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--switch-point", type=int, default=10)
    args = parser.parse_args()
    engine = Engine(load_model(CLOUD_DEFAULT, dtype="float32", device="cpu"))
    axes: dict[str, list[float]] = {}
    texts: dict[str, list[float]] = {}
    for seed, prompt in enumerate(PROMPTS):
        candidates = candidate_prompts(prompt)
        plain = _clean(engine, candidates, Acceleration(), seed, args.switch_point)
        for place, axis in enumerate(candidates.axes):
            axes.setdefault(axis.attribute, []).append(mean(_apart(plain, one, two) for one, two in _pairs(candidates, place)))
        for name, neutral in (("neutral prompt", candidates.neutral), ("mean text", None)):
            plan = replace(Preset("neutral-prefix").at(args.switch_point), neutral_prompt=neutral)
            shared = _clean(engine, candidates, plan, seed, args.switch_point)
            texts.setdefault(name, []).append(float((shared - plain).std() / plain.std()))
    for title, found in (("attribute, change of layout", axes), ("text of two shared steps, change of latents", texts)):
        print(title)
        for name, values in found.items():
            print(f"  {name:<16} {mean(values):.3f}")


def _clean(engine: Engine, candidates: CandidateSet, acceleration: Acceleration, seed: int, switch_point: int) -> Tensor:
    """The clean latents that each candidate points to at the switch point: [N, C, h, w]."""
    asked = DenoiseRequest(
        prompts=candidates.prompts,
        seed=seed,
        num_inference_steps=25,
        switch_point=switch_point,
        guidance_scale=engine.model.guidance_scale,
        acceleration=acceleration,
    )
    clean = engine.denoise(asked).handover.previous_x0
    assert clean is not None, "DPM-Solver++ remembers them"
    return clean


def _pairs(candidates: CandidateSet, place: int) -> list[tuple[int, int]]:
    """Pairs of candidates with the same values on all axes but one."""
    step = 1
    for axis in candidates.axes[place + 1 :]:
        step *= len(axis.values)
    size = len(candidates.axes[place].values)
    families: dict[int, list[int]] = {}
    for index in range(len(candidates)):
        families.setdefault(index - (index // step % size) * step, []).append(index)
    return [pair for family in families.values() for pair in combinations(family, 2)]


def _apart(clean: Tensor, one: int, two: int) -> float:
    layout = avg_pool2d(clean, 4)
    return float((layout[one] - layout[two]).std() / layout.std())


if __name__ == "__main__":
    main()

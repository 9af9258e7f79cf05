"""Stage 9b: the threshold of the finder of faults, from pictures that were read by eye, and how far the two agree.

`read_by_eye.json` tells of the pictures of some rows of `training.exchange` (the bundled pair, bfloat16) whether a person pointed at
something: x for a fault, r for what the renderer itself draws so (grey sides of dark hair in middle age, hoods like blobs), which is none
here, o for nothing. Pictures of even numbers set the threshold, so that as many are called faulty by mistake as are missed; the others
judge it.

Usage: python -m training.agreement --work work     (after training.exchange; writes the threshold to work/judge)
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from obclip.evaluation.faults import FaultFinder, load_fault_finder
from obclip.evaluation.metrics import mean_interval
from training.exchange import slug

READ = Path(__file__).parent / "read_by_eye.json"


def labelled(finder: FaultFinder, pictures: Path, read: dict[str, str]) -> tuple[Tensor, Tensor, Tensor]:
    """Scores, labels and numbers of all pictures that were read; labels from the letters, one a picture."""
    parts = []
    for name, letters in read.items():
        pixels = load_file(pictures / f"{slug(name)}.safetensors")["pixels"][: len(letters)]
        told = torch.tensor([letter == "x" for letter in letters[: len(pixels)]])
        parts.append((finder.scores(pixels.float() / 255), told, torch.arange(len(pixels))))
    scores, labels, numbers = (torch.cat(column) for column in zip(*parts, strict=True))
    return scores, labels, numbers


def balanced(scores: Tensor, labels: Tensor) -> float:
    """The threshold at which as many pictures are called faulty as are: mistakes of both kinds are equally many."""
    ordered, faulty = scores.sort(descending=True).values, int(labels.sum())
    return float(ordered[faulty - 1] + ordered[faulty]) / 2


def told_right(scores: Tensor, labels: Tensor, threshold: float) -> dict[str, dict[str, float]]:
    """Shares with intervals: of all, of those with a fault, of those without."""
    right = ((scores > threshold) == labels).float().numpy()
    parts = {"all": right, "with a fault": right[labels.numpy()], "without": right[~labels.numpy()]}
    return {name: mean_interval(part) for name, part in parts.items()}


def told_by_row(scores: Tensor, labels: Tensor, threshold: float, read: dict[str, str]) -> dict[str, tuple[float, float]]:
    """The share of faulty pictures of each row, by eye and by the finder."""
    counts = [len(letters) for letters in read.values()]
    parts = zip(read, labels.float().split(counts), (scores > threshold).float().split(counts), strict=True)
    return {name: (float(by_eye.mean()), float(found.mean())) for name, by_eye, found in parts}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    args = parser.parse_args()
    finder = load_fault_finder(args.work / "judge")
    scores, labels, numbers = labelled(finder, args.work / "exchange", json.loads(READ.read_text()))
    even = numbers % 2 == 0
    finder.threshold = balanced(scores[even], labels[even])
    finder.save(args.work / "judge")
    print(
        f"{len(labels)} pictures read, {100 * labels.float().mean():.0f} % with a fault; threshold {finder.threshold:.3f} from {even.sum()}"
    )
    apart = (scores[labels][:, None] > scores[~labels][None]).float().mean()
    for name, share in told_by_row(scores, labels, finder.threshold, json.loads(READ.read_text())).items():
        print(f"{name}: {100 * share[0]:.0f} % by eye, {100 * share[1]:.0f} % by the finder")
    print(f"a picture with a fault scores higher than one without in {100 * apart:.1f} % of the pairs")
    rest = int((~even).sum())
    for name, share in told_right(scores[~even], labels[~even], finder.threshold).items():
        print(f"of the other {rest}, {name}: {100 * share['mean']:.0f} % told right ({100 * share['low']:.0f}–{100 * share['high']:.0f})")


if __name__ == "__main__":
    main()

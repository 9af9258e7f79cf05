"""How far each way of sharing the unconditional prediction is off, step by step, on the plain latents of all candidates.

Usage: python -m benchmarks.unconditional_error

Root mean square of shared minus own, relative to that of guidance's difference (conditional minus own unconditional): at 1, what is
shared is as wrong as if guidance were turned once more. Means over three prompts of 30 candidates, with the bundled cloud model.
"""

import argparse
from statistics import mean

import torch
from torch import Tensor

from benchmarks.branching import PROMPTS
from obclip.cloud.acceleration.unconditional import fitted_between, shared_prediction
from obclip.denoising.guidance import guide
from obclip.denoising.loop import beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import make_levels
from obclip.models.loading import load_model
from obclip.models.model import LatentModel
from obclip.models.registry import CLOUD_DEFAULT
from obclip.prompts.safeguard import candidate_prompts

Errors = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--switch-point", type=int, default=10)
    args = parser.parse_args()
    model = load_model(CLOUD_DEFAULT, dtype="float32", device="cpu")
    found = [_errors(model, prompt, seed, args.switch_point) for seed, prompt in enumerate(PROMPTS)]
    print(f"| step | {' | '.join(map(str, range(1, args.switch_point)))} |")
    print("|---" * args.switch_point + "|")
    for name in found[0]:
        cells = (f"{mean(values):.2f}" for values in zip(*(errors[name] for errors in found), strict=True))
        print(f"| {name} | {' | '.join(cells)} |")


def _errors(model: LatentModel, prompt: str, seed: int, switch_point: int) -> Errors:
    """For each way its error at steps 1 .. k - 1; at step 0 all latents are equal."""
    candidates = candidate_prompts(prompt)
    levels = make_levels(model.scheduler_config, "dpmsolver++", 25)
    steps = iter(range(switch_point))
    blank, text = model.condition([""] * len(candidates)), model.condition(candidates.prompts)
    errors: Errors = {"x0": [], "epsilon": [], "fitted": []}

    def predict(latents: Tensor, timestep: Tensor) -> Tensor:
        own, with_text = (model.predict(latents, timestep, words) for words in (blank, text))
        level = levels.seen(next(steps))
        for name in errors:
            if name == "fitted":
                shared = fitted_between(own[[0, -1]], latents, with_text)
            else:
                shared = shared_prediction(own[:1], latents - latents[:1], name, model.prediction_type, level)
            errors[name].append(float(torch.linalg.vector_norm(shared - own) / torch.linalg.vector_norm(with_text - own)))
        return guide(with_text, own, model.guidance_scale)

    start = beginning(initial_noise(seed, (1, *model.latent_shape())), levels, len(candidates))
    denoise(predict, levels, start, switch_point, prediction_type=model.prediction_type)
    return {name: values[1:] for name, values in errors.items()}


if __name__ == "__main__":
    main()

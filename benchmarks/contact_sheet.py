"""The contact sheet of the README: twelve prompts, each drawn by the cloud model alone, the device model alone, and obliviously.

Usage: python -m benchmarks.contact_sheet --output docs/contact-sheet.png
"""

import argparse
from pathlib import Path

from tqdm import tqdm

from obclip import ObliviousPipeline
from obclip.device.sheet import Tile, grid

PROMPTS = (
    "portrait of a young African woman with short hair, wearing a green sweater, in a garden",
    "portrait of an old European man with a beard, in a blue jacket, in the mountains",
    "a middle-aged Asian woman with glasses, in a red sweater, in a library",
    "portrait of a young Indian man in a white t-shirt, on a beach",
    "an old African man in a purple suit, in a studio, smiling",
    "portrait of a young European woman with long hair, in a yellow hoodie, in the city",
    "a middle-aged Indian woman with a bun, in a pink sweater, under the night sky",
    "portrait of an old Asian woman with curly hair, in a green jacket, in a garden",
    "a young Caucasian man with a hat, in a red hoodie, in the mountains",
    "portrait of a middle-aged African man with glasses, in a black suit, in the city",
    "an old Caucasian woman with a scarf, in a blue sweater, on a beach",
    "a young Asian man, serious, in a yellow t-shirt, in a library",
)
MODES = ("cloud-only", "device-only", "oblivious")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--switch-point", type=int, default=10)
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    tiles: dict[str, list[Tile]] = {mode: [] for mode in MODES}
    with ObliviousPipeline.from_pretrained(device="cpu") as pipeline:
        pipeline.set_progress_bar_config(disable=True)  # one for all pictures is shown already
        for number, prompt in enumerate(tqdm(PROMPTS, unit="prompt")):
            for mode in MODES:
                output = pipeline(prompt, mode=mode, switch_point=args.switch_point, seed=args.seed + number)
                tiles[mode].append(Tile(output.image, f"{mode}: {prompt}" if mode == MODES[0] else mode))
    half = len(PROMPTS) // 2
    rows = [tile for part in (slice(0, half), slice(half, None)) for mode in MODES for tile in tiles[mode][part]]
    grid(rows, half, title="The bundled pair: 12 prompts, 25 steps, switch point 10; one seed a column", side=160, lines=4).save(
        args.output
    )


if __name__ == "__main__":
    main()

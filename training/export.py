"""Last stage: put the pair together as diffusers pipelines, in half precision, where the package finds them; and the judges beside them.

Usage: python -m training.export --work work [--emoji work/emoji] [--out src/obclip/models/bundled]
"""

import argparse
import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderTiny, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTokenizer

from training.judged import EMOJI, PORTRAITS
from training.networks import solver

# Folders of the pair's devices, and of the bundled ones.
DEVICES = {"device": "device", "device-5-steps": "device-few"}
BUNDLED = Path(__file__).parents[1] / "src" / "obclip" / "models" / "bundled"


def half(part: torch.nn.Module) -> torch.nn.Module:
    """float16, refused if a weight overflows it."""
    part = part.to(torch.float16)
    if not all(torch.isfinite(weight).all() for weight in part.parameters()):
        raise ValueError(f"{type(part).__name__} has weights that float16 cannot hold")
    return part


def export(pair: Path, out: Path) -> None:
    """Write `out/cloud`, a whole pipeline, and of each device the UNet, which shares the rest but for a scheduler of its own."""
    pipeline = StableDiffusionPipeline(
        vae=half(AutoencoderTiny.from_pretrained(pair / "autoencoder")),
        text_encoder=half(CLIPTextModel.from_pretrained(pair / "text_encoder_joint")),
        tokenizer=CLIPTokenizer.from_pretrained(pair / "tokenizer"),
        unet=half(UNet2DConditionModel.from_pretrained(pair / "cloud")),
        scheduler=solver(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.save_pretrained(out / "cloud")
    for part, folder in DEVICES.items():
        if (pair / part).is_dir():
            half(UNet2DConditionModel.from_pretrained(pair / part)).save_pretrained(out / folder / "unet")
            take_scheduler(pair / part, out / folder)
    for config in out.rglob("config.json"):
        lines = config.read_text().splitlines(keepends=True)
        config.write_text("".join(line for line in lines if '"_name_or_path"' not in line))  # the folder of this machine


def take_scheduler(device: Path, out: Path) -> None:
    """What says of a device of few steps that it is one; a device that takes any number has the cloud's."""
    shutil.rmtree(out / "scheduler", ignore_errors=True)
    if (device / "scheduler").is_dir():
        shutil.copytree(device / "scheduler", out / "scheduler")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--emoji", type=Path, default=Path("work/emoji"), help="work folder of the second world, for its judge")
    parser.add_argument("--out", type=Path, default=BUNDLED)
    args = parser.parse_args()
    export(args.work / "pair", args.out)
    for judged, work in ((PORTRAITS, args.work), (EMOJI, args.emoji)):
        if (work / "judge").exists():
            shutil.copytree(work / "judge", args.out / judged.world.judge, dirs_exist_ok=True)
    total = sum(file.stat().st_size for file in args.out.rglob("*") if file.is_file())
    print(f"{args.out}: {total / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()

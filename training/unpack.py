"""The way back from stage 8: the bundled models as float32 parts in the work folder, for a further stretch where the states are gone.

Usage: python -m training.unpack --work work      then stages 1 (the data are a function of their numbers) and 4, and 6 or 7 with --go-on
"""

import argparse
from pathlib import Path

from diffusers import AutoencoderTiny, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTokenizer

from training.export import BUNDLED, DEVICES, take_scheduler


def unpack(bundled: Path, pair: Path) -> None:
    """Write autoencoder, tokenizer, text encoder and all UNets to `pair`."""
    cloud = bundled / "cloud"
    AutoencoderTiny.from_pretrained(cloud / "vae").float().save_pretrained(pair / "autoencoder")
    CLIPTokenizer.from_pretrained(cloud / "tokenizer").save_pretrained(pair / "tokenizer")
    for name in ("text_encoder", "text_encoder_joint"):
        CLIPTextModel.from_pretrained(cloud / "text_encoder").float().save_pretrained(pair / name)
    UNet2DConditionModel.from_pretrained(cloud / "unet").float().save_pretrained(pair / "cloud")
    for part, folder in DEVICES.items():
        UNet2DConditionModel.from_pretrained(bundled / folder / "unet").float().save_pretrained(pair / part)
        take_scheduler(bundled / folder, pair / part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--bundled", type=Path, default=BUNDLED)
    args = parser.parse_args()
    unpack(args.bundled, args.work / "pair")
    print(f"unpacked to {args.work / 'pair'}")


if __name__ == "__main__":
    main()

"""Does a word move the text encoder, the UNet and the picture? Ten minutes into stage 6 this shows a model that follows nothing.

Usage: python -m training.probe --work work [--sheet probe.png]
"""

import argparse
from pathlib import Path

import torch
from diffusers import AutoencoderTiny, StableDiffusionPipeline, UNet2DConditionModel
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.device.sheet import Tile, grid
from training.corpus import latents, token_ids
from training.networks import CLOUD, noise_schedule, solver, text_encoder, unet

BASE = "a portrait of a young european woman with short hair in a red sweater in a garden"
SWAPS = {
    "gender": ("woman", "man"),
    "age": ("young", "old"),
    "ethnicity": ("european", "african"),
    "hair": ("short", "long"),
    "clothes": ("sweater", "suit"),
    "colour": ("red", "blue"),
    "background": ("garden", "beach"),
}
PROMPTS = [
    "a portrait of a young European woman with long hair in a blue t-shirt on a beach",
    "a portrait of an old African man with glasses in a red sweater in a library",
    "a smiling middle-aged Asian woman with short hair in a yellow hoodie in a garden",
    "headshot of a young Indian man with a beard in a green jacket in the mountains",
    "an elderly Caucasian lady with a bun and earrings in a purple sweater in a studio",
    "a middle-aged European gentleman with a hat in a black suit in the city",
    "a young African woman with curly hair and a scarf in a pink jacket under the night sky",
    "photo of an old Asian man, bald, surprised, in a white t-shirt, at the beach",
]


def trained(work: Path) -> tuple[CLIPTokenizer, CLIPTextModel, UNet2DConditionModel]:
    """The moving averages of stage 6 as they stand."""
    tokenizer = CLIPTokenizer.from_pretrained(work / "pair" / "tokenizer")
    text, network = text_encoder(tokenizer), unet(CLOUD)
    averages = torch.load(work / "cloud-state.pt", weights_only=True)["averages"]
    text.load_state_dict(averages["text"])
    network.load_state_dict(averages["cloud"])
    return tokenizer, text.eval(), network.eval()


@torch.no_grad()
def moved(
    tokenizer: CLIPTokenizer, text: CLIPTextModel, network: UNet2DConditionModel, clean: Tensor, swap: tuple[str, str]
) -> tuple[float, ...]:
    """Relative change of the text's hidden states and of the UNet's output at t = 900, 700, 400, when one word is swapped."""
    both = [text(token_ids(tokenizer, [words])).last_hidden_state for words in (BASE, BASE.replace(" " + swap[0], " " + swap[1]))]
    changes = [((both[1] - both[0]).norm() / both[0].norm()).item()]
    schedule = noise_schedule()
    for t in (900, 700, 400):
        noise = torch.randn(clean.shape, generator=torch.Generator().manual_seed(t))
        noisy = schedule.add_noise(clean, noise, torch.full((len(clean),), t))
        first, second = (network(noisy, t, hidden.expand(len(clean), -1, -1), return_dict=False)[0] for hidden in both)
        changes.append(((second - first).norm() / first.norm()).item())
    return tuple(changes)


def draw(
    work: Path, tokenizer: CLIPTokenizer, text: CLIPTextModel, network: UNet2DConditionModel, out: Path, guidance_scale: float
) -> None:
    pipeline = StableDiffusionPipeline(
        vae=AutoencoderTiny.from_pretrained(work / "pair" / "autoencoder"), text_encoder=text, tokenizer=tokenizer, unet=network,
        scheduler=solver(), safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )  # fmt: skip
    generator = torch.Generator("cpu").manual_seed(11)
    images = pipeline(PROMPTS, num_inference_steps=25, guidance_scale=guidance_scale, generator=generator).images
    grid([Tile(image, words) for image, words in zip(images, PROMPTS, strict=True)], 4, side=256).save(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--guidance-scale", type=float, default=3.0)
    args = parser.parse_args()
    parts = trained(args.work)
    clean = latents(args.work)[:16].float()
    for name, swap in SWAPS.items():
        text, *network = moved(*parts, clean, swap)
        print(
            f"{name:12s} {swap[0]:>9s} -> {swap[1]:9s} text {text:.3f}   UNet at 900, 700, 400: "
            + " ".join(f"{change:.4f}" for change in network)
        )
    if args.sheet:
        draw(args.work, *parts, args.sheet, args.guidance_scale)


if __name__ == "__main__":
    main()

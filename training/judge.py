"""Stage 9: the judge of the evaluation: attribute classifiers and a small CLIP on pictures that no generator has seen.

It shares no weights with a generator. Pictures are blurred, noised and tinted at random, and some have gone through the autoencoder, so
that it does not lean on crisp pixels and reads decoded pictures as well as renders.

Usage: python -m training.judge --work work --samples 300000      (or --world emoji --work work/emoji)
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from torch import Tensor
from torch.nn import functional
from transformers import CLIPTokenizer

from obclip.evaluation.judge import Judge
from training.corpus import Captions
from training.judged import JUDGED, Judged
from training.networks import TEXT_LENGTH
from training.stretch import Stretch, half_if_fast

CONTRAST = 0.5


def fresh_judge(tokenizer: CLIPTokenizer, judged: Judged) -> Judge:
    """Random weights, for a world and this tokenizer; token embeddings large enough to move in a short training."""
    special = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id, "pad_token_id": tokenizer.eos_token_id}
    sizes = {**judged.text, "max_position_embeddings": TEXT_LENGTH, "vocab_size": len(tokenizer)}
    judge = Judge(dict(judged.values), sizes | special)
    torch.nn.init.normal_(judge.text_tower.get_input_embeddings().weight, std=0.3)
    return judge


def rough(pixels: Tensor) -> Tensor:
    """[B, 3, 128, 128] in 0..1 -> blurred (60 %), noisy (60 %), lighter or darker."""
    draw = torch.rand(3)
    if draw[0] < 0.6:
        scale = float(0.35 + 0.5 * torch.rand(1))
        small = functional.interpolate(pixels, scale_factor=scale, mode="bilinear", antialias=True)
        pixels = functional.interpolate(small, size=pixels.shape[-2:], mode="bilinear")
    if draw[1] < 0.6:
        pixels = pixels + 0.04 * torch.rand(1) * torch.randn_like(pixels)
    count = len(pixels)
    return pixels * (0.92 + 0.16 * torch.rand(count, 1, 1, 1)) + 0.03 * torch.randn(count, 1, 1, 1)


def to_pixels(images: np.ndarray) -> Tensor:
    """uint8 [B, H, W, 3] -> float32 [B, 3, H, W] in 0..1."""
    return torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float() / 255


def contrast(images: Tensor, texts: Tensor, log_scale: Tensor) -> Tensor:
    """CLIP's symmetric loss over the batch, [B, 128] each."""
    logits = log_scale.exp().clamp(max=100) * functional.normalize(images, dim=1) @ functional.normalize(texts, dim=1).T
    own = torch.arange(len(logits))
    return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2


@torch.no_grad()
def decoded(work: Path, images: np.ndarray, name: str) -> np.ndarray:
    """uint8 [B, 128, 128, 3], encoded and decoded again; made once."""
    file = work / f"{name}-decoded.npy"
    if not file.exists():
        model, parts = AutoencoderTiny.from_pretrained(work / "pair" / "autoencoder").eval(), []
        for n in range(0, len(images), 50):
            pixels = model.decoder(model.encoder(2 * to_pixels(images[n : n + 50]) - 1)).clamp(-1, 1)
            parts.append(((pixels + 1) * 127.5).round().to(torch.uint8).permute(0, 2, 3, 1).numpy())
        np.save(file, np.concatenate(parts))
    return np.load(file)


@torch.no_grad()
def accuracy(judge: Judge, images: np.ndarray, truth: Tensor) -> dict[str, float]:
    """The share of pictures of which each attribute is told right."""
    seen = [judge(to_pixels(images[n : n + 100])).logits for n in range(0, len(images), 100)]
    return {
        name: (torch.cat([s[name] for s in seen]).argmax(1) == truth[:, n]).float().mean().item() for n, name in enumerate(judge.values)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", choices=JUDGED, default="portraits")
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=300_000)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--decoded", type=int, default=6_000, help="how many pictures go through the autoencoder")
    args = parser.parse_args()
    judged = JUDGED[args.world]
    tokenizer = CLIPTokenizer.from_pretrained(args.work / "pair" / "tokenizer")
    captions, truth = Captions(tokenizer, args.work, "judge"), judged.labels(args.work, "judge")
    images = np.load(args.work / "judge-images.npy", mmap_mode="r")
    test, test_truth = np.load(args.work / "test-images.npy", mmap_mode="r"), judged.labels(args.work, "test")
    again, test_again = decoded(args.work, images[: args.decoded], "judge"), decoded(args.work, test[:1000], "test")
    judge = fresh_judge(tokenizer, judged).train().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(judge.parameters(), args.rate, weight_decay=0.02, fused=True)
    stretch = Stretch(args.work / "judge-state.pt", {"judge": judge}, optimizer, args.samples, args.batch)
    for turn, bar in enumerate(stretch.steps()):
        third = args.batch // 3
        plain, twice = np.sort(np.random.randint(0, len(images), args.batch - third)), np.random.randint(0, len(again), third)
        numbers = torch.from_numpy(np.concatenate([plain, twice]))
        pixels = rough(torch.cat([to_pixels(images[plain]), to_pixels(again[twice])]))
        ids = captions.draw(numbers)
        ids = ids[:, : int((ids != tokenizer.eos_token_id).sum(1).max()) + 1]
        with half_if_fast():
            seen = judge(pixels.flip(3) if judged.mirrored and turn % 2 else pixels)
            texts = judge.read(ids)
        named = sum(functional.cross_entropy(seen.logits[name].float(), truth[numbers, n]) for n, name in enumerate(judged.values))
        matched = contrast(seen.embedding.float(), texts.float(), judge.log_scale)
        stretch.descend(named + CONTRAST * matched, longest=5.0)
        if turn % 200 == 199:
            rates = accuracy(stretch.averages["judge"], test_again[:500], test_truth[:500])
            told = ", ".join(f"{name} {rate:.3f}" for name, rate in rates.items())
            bar.write(f"{stretch.done}: labels {float(named):.3f}, contrast {float(matched):.3f}; {told}")
    final = stretch.averages["judge"]
    for what, pictures in (("renders", test), ("decoded", test_again)):
        rates = accuracy(final, pictures, test_truth[: len(pictures)])
        print(f"{len(pictures)} held-out {what}:", {name: round(rate, 4) for name, rate in rates.items()})
    final.save(args.work / "judge")


if __name__ == "__main__":
    main()

"""Stage 5: teach the text encoder, before any picture, to tell from a caption what the portrait shows.

Trained jointly with the UNet from nothing, the encoder kept red and blue nearly identical (see LOG.md); reading labels off its
hidden states takes three minutes and cures that. Heads read the mean of the tokens and the end token, and are thrown away.

Usage: python -m training.text_encoder --work work
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import CLIPTextModel, CLIPTokenizer

from training.corpus import Captions, labels
from training.networks import TEXT_LENGTH, TEXT_WIDTH, text_encoder
from training.portraits.attributes import LABELS, VALUES
from training.stretch import Stretch, half_if_fast


class Heads(nn.Module):
    """One linear classifier an attribute: [B, 77, 128] hidden states -> {attribute: [B, values]}."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = nn.ModuleDict({name: nn.Linear(2 * TEXT_WIDTH, len(VALUES[name])) for name in LABELS})

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        summary = torch.cat([hidden.mean(1), hidden[:, TEXT_LENGTH - 1]], 1)
        return {name: head(summary) for name, head in self.heads.items()}


def larger_embeddings(model: CLIPTextModel, deviation: float = 0.5) -> CLIPTextModel:
    """CLIP draws token embeddings with deviation 0.02, which is too small to move in a short training."""
    nn.init.normal_(model.get_input_embeddings().weight, std=deviation)
    return model


def loss_of(predicted: dict[str, Tensor], truth: Tensor) -> Tensor:
    """Mean cross-entropy over the attributes, also of those that the caption leaves open (the best answer there is the prior)."""
    return sum(functional.cross_entropy(predicted[name], truth[:, n]) for n, name in enumerate(LABELS)) / len(LABELS)


@torch.no_grad()
def accuracy(model: CLIPTextModel, heads: Heads, ids: Tensor, truth: Tensor) -> dict[str, float]:
    hidden = model(ids).last_hidden_state
    return {name: (heads(hidden)[name].argmax(1) == truth[:, n]).float().mean().item() for n, name in enumerate(LABELS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=200_000)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=1e-3)
    args = parser.parse_args()
    tokenizer = CLIPTokenizer.from_pretrained(args.work / "pair" / "tokenizer")
    captions, truth = Captions(tokenizer, args.work), labels(args.work)
    model, heads = larger_embeddings(text_encoder(tokenizer)), Heads()
    optimizer = torch.optim.AdamW([*model.parameters(), *heads.parameters()], args.rate, weight_decay=0.01, fused=True)
    stretch = Stretch(args.work / "text-state.pt", {"text": model, "heads": heads}, optimizer, args.samples, args.batch)
    for turn, bar in enumerate(stretch.steps()):
        portraits = torch.randint(0, len(captions), (args.batch,))
        with half_if_fast():
            hidden = model(captions.draw(portraits)).last_hidden_state
        loss = loss_of(heads(hidden.float()), truth[portraits])
        stretch.descend(loss)
        if turn % 200 == 0:
            bar.write(f"{stretch.done} captions: loss {loss.item():.4f}")
    held_out = Captions(tokenizer, args.work, "test")
    rates = accuracy(stretch.averages["text"], stretch.averages["heads"], held_out.ids[:, 0].long(), labels(args.work, "test"))
    print("right on held-out captions, unstated attributes included:", {name: round(rate, 3) for name, rate in rates.items()})
    stretch.averages["text"].save_pretrained(args.work / "pair" / "text_encoder")


if __name__ == "__main__":
    main()

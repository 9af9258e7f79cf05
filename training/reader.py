"""Stage 7d: two readers of attributes, of clean latents and of captions, so that the finisher is told when it draws somebody else.

A critic that looks for whole portraits says little about which one was asked for. The reader of captions is sure of what a caption says
and unsure of what it leaves open; where it is sure, the reader of latents has to see the same in what the finisher draws.

Usage: python -m training.reader --work work
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import CLIPTextModel, CLIPTokenizer

from training.corpus import Captions, labels, latents
from training.networks import LATENT_CHANNELS, TEXT_WIDTH
from training.portraits.attributes import LABELS, VALUES
from training.stretch import Stretch, half_if_fast
from training.text_encoder import loss_of

FILE = "readers.pt"
SURE = 0.9  # a caption says what its reader is so sure of
ROUGH = 0.4  # deviation, at most, of the noise on the latents that are learnt from


def layer(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1), nn.GroupNorm(8, outputs), nn.SiLU())


class LatentReader(nn.Module):
    """Clean latents [B, 4, 16, 16] -> {attribute: logits [B, values]}; it sees places, since a mouth is four latents of 256."""

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.trunk = nn.Sequential(
            layer(LATENT_CHANNELS, width),
            layer(width, width),
            layer(width, 2 * width, 2),
            layer(2 * width, 2 * width),
            layer(2 * width, 2 * width, 2),
            nn.Flatten(),
            nn.Dropout(0.2),
        )
        self.heads = nn.ModuleDict({name: nn.Linear(16 * 2 * width, len(VALUES[name])) for name in LABELS})

    def forward(self, clean: Tensor) -> dict[str, Tensor]:
        seen = self.trunk(clean)
        return {name: head(seen) for name, head in self.heads.items()}


class CaptionReader(nn.Module):
    """Hidden states [B, 77, 128] -> {attribute: logits [B, values]}; each attribute looks for its own words."""

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        self.keys, self.values = nn.Linear(TEXT_WIDTH, len(LABELS)), nn.Linear(TEXT_WIDTH, len(LABELS) * width)
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(VALUES[name])) for name in LABELS})

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        looked = self.keys(hidden).softmax(1)
        values = functional.silu(self.values(hidden)).unflatten(2, (len(LABELS), -1))
        found = (looked[..., None] * values).sum(1)
        return {name: self.heads[name](found[:, n]) for n, name in enumerate(LABELS)}


def readers(work: Path) -> tuple[LatentReader, CaptionReader]:
    """Both as this stage left them, frozen."""
    made, state = (LatentReader(), CaptionReader()), torch.load(work / FILE, weights_only=True)
    for reader, name in zip(made, ("latents", "captions"), strict=True):
        reader.load_state_dict(state[name])
        reader.eval().requires_grad_(False)
    return made


def keep(work: Path, latents: nn.Module, captions: nn.Module) -> None:
    """Where `readers` finds them."""
    torch.save({"latents": latents.state_dict(), "captions": captions.state_dict()}, work / FILE)


def disagreement(seen: dict[str, Tensor], told: dict[str, Tensor]) -> Tensor:
    """[B]: cross-entropy of what is seen, summed over the attributes that the caption says."""
    total = torch.zeros(len(seen[LABELS[0]]))
    for name in LABELS:
        sure, value = told[name].float().softmax(1).max(1)
        total = total + functional.cross_entropy(seen[name].float(), value, reduction="none") * (sure > SURE)
    return total


@torch.no_grad()
def rates(reader: LatentReader, heads: CaptionReader, hidden: Tensor, clean: Tensor, truth: Tensor) -> str:
    """What both tell right of portraits that they have not seen."""
    seen, told = reader(clean), heads(hidden)
    lines = []
    for n, name in enumerate(LABELS):
        sure, value = told[name].softmax(1).max(1)
        right, said = (seen[name].argmax(1) == truth[:, n]).float().mean(), sure > SURE
        rightly = (value == truth[:, n])[said].float().mean()
        lines.append(f"{name} {right:.3f} seen, {said.float().mean():.2f} said, {rightly:.3f} of them right")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=120_000)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=2e-3)
    args = parser.parse_args()
    pair = args.work / "pair"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    captions, clean, truth = Captions(tokenizer, args.work), latents(args.work), labels(args.work)
    clean = clean[: len(truth)]  # of a mixture the portraits
    held_out = len(clean) - 1000
    networks = {"latents": LatentReader(), "captions": CaptionReader()}
    groups = [{"params": list(network.parameters())} for network in networks.values()]
    optimizer = torch.optim.AdamW(groups, args.rate, weight_decay=0.05, fused=True)
    stretch = Stretch(args.work / "readers-state.pt", networks, optimizer, args.samples, args.batch, 0.995)
    for turn, bar in enumerate(stretch.steps()):
        rows = torch.randint(0, held_out, (args.batch,))
        shown = clean[rows].float()
        with half_if_fast():
            with torch.no_grad():
                hidden = text(captions.draw(rows)).last_hidden_state
            seen = networks["latents"](shown + ROUGH * torch.rand(len(shown), 1, 1, 1) * torch.randn_like(shown))
        read, said = (loss_of(told, truth[rows]) for told in (seen, networks["captions"](hidden.float())))
        stretch.descend(read + said, longest=5.0)
        if turn % 100 == 99:
            bar.write(f"{stretch.done}: latents {read.item():.3f}, captions {said.item():.3f}")
    last = torch.arange(held_out, len(clean))
    with torch.no_grad():
        hidden = text(captions.draw(last)).last_hidden_state
    print(rates(stretch.averages["latents"], stretch.averages["captions"], hidden, clean[last].float(), truth[last]))
    keep(args.work, **stretch.averages)


if __name__ == "__main__":
    main()

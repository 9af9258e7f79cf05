"""What the text encoder and the UNets learn from: token ids of all captions, labels and latents, drawn in batches."""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import CLIPTokenizer

from training.networks import TEXT_LENGTH

LATENTS = "latents.pt"


def token_ids(tokenizer: CLIPTokenizer, texts: list[str]) -> Tensor:
    """int64 [B, 77], as the pipelines of diffusers pad it."""
    ids = tokenizer(texts, padding="max_length", truncation=True, max_length=TEXT_LENGTH).input_ids
    return torch.tensor(ids)


def all_ids(tokenizer: CLIPTokenizer, rows: list[list[str]]) -> NDArray[np.int16]:
    """int16 [portraits, captions each, 77]."""
    flat = [text for row in rows for text in row]
    parts = [token_ids(tokenizer, flat[n : n + 4000]).to(torch.int16) for n in range(0, len(flat), 4000)]
    return torch.cat(parts).view(len(rows), len(rows[0]), TEXT_LENGTH).numpy()


class Captions:
    """Token ids of every caption of a split: int16 [portraits, captions each, 77]; tokenized once, then kept beside the captions."""

    def __init__(self, tokenizer: CLIPTokenizer, work: Path, split: str = "train") -> None:
        captions, kept = work / f"{split}-captions.json", work / f"{split}-ids.npy"
        if not kept.exists() or kept.stat().st_mtime < captions.stat().st_mtime:
            np.save(kept, all_ids(tokenizer, json.loads(captions.read_text())))
        self.ids = torch.from_numpy(np.load(kept))
        self.blank = token_ids(tokenizer, [""])

    def __len__(self) -> int:
        return len(self.ids)

    def draw(self, portraits: Tensor, dropped: float = 0.0) -> Tensor:
        """One caption of each portrait, int64 [B, 77]; a share of them blank, for classifier-free guidance."""
        which = torch.randint(0, self.ids.shape[1], portraits.shape)
        ids = self.ids[portraits, which].long()
        ids[torch.rand(len(ids)) < dropped] = self.blank
        return ids


def labels(work: Path, split: str = "train") -> Tensor:
    """int64 [portraits, attributes], columns as in `LABELS`."""
    return torch.from_numpy(np.load(work / f"{split}-labels.npy")).long()


def latents(work: Path) -> Tensor:
    """float16 [portraits, 4, 16, 16], made by stage 4: of the first portraits, as far as it has come."""
    return torch.load(work / LATENTS, weights_only=True)


def spread_timesteps(count: int, total: int = 1000) -> Tensor:
    """int64 [count]: uniform in distribution, one in each stratum, so that the gradient is less noisy."""
    return ((torch.arange(count) + torch.rand(count)) / count * total).long()[torch.randperm(count)]

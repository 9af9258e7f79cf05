"""Stage 7e': where each arrival should end: what a model makes of it with the user's words, explained by a whole portrait.

There is no truth for what the cloud model draws, and what it draws lies between two portraits too often. The nearest portrait that the
renderer can draw (`training.explain`), of whom the user's words say what they say, before the scenery that was drawn, is one: a finisher
that learns to end there learns to mend. With `--by device-5-steps` it is what that student draws that is explained, so that its target is
near to where it comes by itself. Pictures of other worlds end as the cloud model draws them. With `--as-drawn` nothing is explained, and
`--by device` is the device model of stage 7b with all its guided steps: few steps then learn to come where many come.

Usage: python -m training.ends --work work --explain work/explain      (after stages 7c and 7d; a stopped run goes on)
"""

import argparse
from functools import partial
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny, UNet2DConditionModel
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor
from tqdm import tqdm
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.denoising.handover import Handover
from obclip.denoising.loop import denoise
from obclip.models.distilled import distilled_in
from training.arrivals import FILE as ARRIVALS
from training.autoencoder import as_pixels
from training.corpus import token_ids
from training.data import SIZE
from training.explain.answers import ATTRIBUTES
from training.explain.examples import SIDE, smaller
from training.explain.explanation import Explanation, explanation, load_reader
from training.explain.guess import drawn_from
from training.explain.reader import Reader
from training.handovers import STEPS, guided
from training.judge import to_pixels
from training.ladder import Ladder
from training.portraits.render import person_alone
from training.reader import SURE, CaptionReader, readers
from training.stretch import half_if_fast

FILE = "ends.safetensors"
NEVER = -40.0  # a logit
CLOUD = "cloud"


def stated(said: CaptionReader, hidden: Tensor) -> list[dict[str, int]]:
    """Of each caption [B, 77, 128] the attributes that it says for certain."""
    told = {name: logits.float().softmax(1).max(1) for name, logits in said(hidden).items() if name in ATTRIBUTES}
    return [{name: int(best.indices[n]) for name, best in told.items() if best.values[n] > SURE} for n in range(len(hidden))]


def explained_as(reader: Reader, picture: NDArray[np.uint8], someone: dict[str, int]) -> Explanation:
    """The explanation of a picture [128, 128, 3] by a person with these attributes, whatever the picture looks like."""
    told = reader(to_pixels(smaller(picture[None], SIDE)))
    for name, value in someone.items():
        told.choices[name][0] = NEVER
        told.choices[name][0, value] = 0.0
    return explanation(told, 0, picture)


def before_its_scenery(found: Explanation, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The person found, before what is scenery in the picture: uint8 [128, 128, 3]."""
    alone = person_alone(drawn_from(found.guess)).astype(np.float64)
    colors = np.asarray(
        Image.fromarray((255 * found.scenery.colors).round().astype(np.uint8)).resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    )
    known = np.asarray(Image.fromarray(found.scenery.known).convert("L").resize((SIZE, SIZE), Image.Resampling.BILINEAR)) / 255
    behind = known[..., None] * picture + (1 - known[..., None]) * colors
    return np.asarray((alone[..., :3] + (1 - alone[..., 3:] / 255) * behind).round().clip(0, 255), np.uint8)


def steps_of(pair: Path, by: str) -> int:
    """How many steps the network in this folder of the pair takes without guidance, or 0 for one that takes all, guided.

    SystemExit for a folder with no network.
    """
    if not (pair / by / "config.json").is_file():
        raise SystemExit(f"{pair / by} holds no network: give `{CLOUD}`, `device` or a folder that training.few_steps wrote.")
    return (*distilled_in(pair / by), 0)[0]


class Finishing:
    """Own ends of arrivals, of the cloud model or of another network of the pair, and what explains them (nothing, if `explain` is None).

    `by` is that network's folder, of a student with its scheduler; SystemExit for a folder without one.
    """

    def __init__(self, work: Path, explain: Path | None, by: str) -> None:
        pair = work / "pair"
        few = steps_of(pair, by)
        self.text = CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
        self.cloud, self.network = (
            UNet2DConditionModel.from_pretrained(pair / part).eval().to(memory_format=torch.channels_last) for part in (CLOUD, by)
        )
        self.by_itself = self.in_few if few else partial(self.in_all_steps, self.network)
        self.ladder = Ladder(few or STEPS)
        self.autoencoder = AutoencoderTiny.from_pretrained(pair / "autoencoder").eval().to(memory_format=torch.channels_last)
        self.blank = self.text(token_ids(CLIPTokenizer.from_pretrained(pair / "tokenizer"), [""])).last_hidden_state
        self.explaining = explain is not None
        if explain is not None:
            self.reader, (_, self.said) = load_reader(explain), readers(work)

    @torch.no_grad()
    def ends(self, arrived: dict[str, Tensor], rows: Tensor) -> dict[str, Tensor]:
        """What was drawn of arrivals of one switch point, and the clean latents that it should have come to: float16 [B, 4, 16, 16]."""
        k = self.ladder.cloud.timesteps.index(float(arrived["timesteps"][rows[0]]))
        hidden, known = self.text(arrived["ids"][rows].long()).last_hidden_state, arrived["labelled"][rows]
        latents, clean = arrived["latents"][rows].float(), arrived["clean"][rows].float()
        drawn = torch.empty_like(latents)
        for some, draw in ((known, self.by_itself), (~known, partial(self.in_all_steps, self.cloud))):
            if bool(some.any()):
                drawn[some] = draw(Handover(latents[some], clean[some] if k else None, k), hidden[some])
        whole = drawn.clone()
        if self.explaining and bool(known.any()):
            whole[known] = self.explained(drawn[known], hidden[known])
        return {"rows": rows, "drawn": drawn.half(), "clean": whole.half()}

    def in_all_steps(self, network: UNet2DConditionModel, state: Handover, hidden: Tensor) -> Tensor:
        return denoise(guided(network, hidden, self.blank), self.ladder.cloud, state, STEPS, prediction_type="v_prediction").latents

    def in_few(self, state: Handover, hidden: Tensor) -> Tensor:
        clean = torch.zeros_like(state.latents) if state.previous_x0 is None else state.previous_x0
        begun = self.ladder.arrived(state.latents, clean, state.step)
        return self.ladder.run(self.network, begun, self.ladder.place_of(state.step), hidden)[0][-1]

    def explained(self, drawn: Tensor, hidden: Tensor) -> Tensor:
        """Latents [B, 4, 16, 16] of whole portraits in place of what was drawn."""
        with half_if_fast():
            pixels = self.autoencoder.decoder(drawn.contiguous(memory_format=torch.channels_last)).float()
        pictures = ((pixels / 2 + 0.5).clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).numpy()
        someone = stated(self.said, hidden)
        whole = [
            before_its_scenery(explained_as(self.reader, picture, who), picture) for picture, who in zip(pictures, someone, strict=True)
        ]
        with half_if_fast():
            return self.autoencoder.encoder(as_pixels(np.stack(whole))).float()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--explain", type=Path, default=Path("work/explain"), help="where the reader of stage 9c is")
    parser.add_argument("--by", default=CLOUD, help="the folder in pair of what draws the ends that are explained")
    parser.add_argument("--as-drawn", action="store_true", help="keep them as they were drawn, unexplained")
    parser.add_argument("--batch", type=int, default=20)
    args = parser.parse_args()
    arrived, file = load_file(args.work / ARRIVALS), args.work / FILE
    order = arrived["timesteps"].argsort(stable=True)  # the latest switch point first
    kept = load_file(file) if file.exists() else {}
    done = len(kept.get("rows", ()))
    finishing = Finishing(args.work, None if args.as_drawn else args.explain, args.by)
    for rows in tqdm(order[done:].split(args.batch), mininterval=10):
        for some in rows.split([int(n) for n in arrived["timesteps"][rows].unique_consecutive(return_counts=True)[1]]):
            made = finishing.ends(arrived, some)
            kept = {name: torch.cat([kept[name], part]) if kept else part for name, part in made.items()}
        save_file(kept, file)


if __name__ == "__main__":
    main()

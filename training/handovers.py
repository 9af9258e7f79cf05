"""Stage 7a: latents that the device model meets in use: a few guided steps of the cloud model, then its own, recorded at every step.

Noised training latents are not what arrives at the switch point: guidance and the solver leave their own traces. The device model learns on
both (stage 7, `--handovers`). The pair in the work folder draws them; an older pair will do, for they are inputs only.

Usage: python -m training.handovers --work work --prompts 1200
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor
from tqdm import tqdm
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.denoising.guidance import guide
from obclip.denoising.handover import Handover
from obclip.denoising.loop import Predict, denoise
from obclip.denoising.schedule import make_levels
from training.corpus import Captions
from training.networks import LATENT_CHANNELS, LATENT_SIZE, solver
from training.stretch import half_if_fast

GUIDANCE = 3.0
STEPS = 25
SWITCH_POINTS = (5, 10)


def guided(network: torch.nn.Module, with_text: Tensor, without: Tensor) -> Predict:
    """Guided velocity of [B, 4, 16, 16] for encoded captions [B, 77, 128]."""
    both = torch.cat([without.expand_as(with_text), with_text])

    def predict(latents: Tensor, timestep: Tensor) -> Tensor:
        with half_if_fast():
            rows = network(torch.cat([latents, latents]), timestep, both, return_dict=False)[0].float()
        blank, told = rows.chunk(2)
        return guide(told, blank, GUIDANCE)

    return predict


@torch.no_grad()
def main() -> None:
    from diffusers import UNet2DConditionModel

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--prompts", type=int, default=1_200)
    parser.add_argument("--batch", type=int, default=24)
    args = parser.parse_args()
    pair = args.work / "pair"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    cloud, device = (UNet2DConditionModel.from_pretrained(pair / side).eval() for side in ("cloud", "device"))
    captions = Captions(tokenizer, args.work)
    levels = make_levels(dict(solver().config), "dpmsolver++", STEPS)
    blank = text(captions.blank).last_hidden_state
    kept: dict[str, list[Tensor]] = {"latents": [], "timesteps": [], "ids": []}
    for _ in tqdm(range(0, args.prompts, args.batch)):
        ids = captions.draw(torch.randint(0, len(captions), (args.batch,)))
        hidden = text(ids).last_hidden_state
        predictions = guided(cloud, hidden, blank), guided(device, hidden, blank)
        noise = torch.randn(args.batch, LATENT_CHANNELS, LATENT_SIZE, LATENT_SIZE) * levels.start
        state = Handover(noise, None, 0)
        for switch_point in SWITCH_POINTS:
            state = denoise(predictions[0], levels, state, switch_point, prediction_type="v_prediction")
            own = state
            for step in range(switch_point, STEPS):
                kept["latents"].append(own.latents.half())
                kept["timesteps"].append(torch.full((args.batch,), int(levels.timesteps[step])))
                kept["ids"].append(ids.to(torch.int16))
                own = denoise(predictions[1], levels, own, step + 1, prediction_type="v_prediction")
    save_file({name: torch.cat(parts) for name, parts in kept.items()}, args.work / "handovers.safetensors")


if __name__ == "__main__":
    main()

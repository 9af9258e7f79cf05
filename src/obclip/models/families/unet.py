"""What all models with a UNet2DConditionModel and an AutoencoderKL share: sizes, levels, guidance, decoding."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from inspect import signature
from typing import Any

import torch
from torch import Tensor

from obclip.denoising.guidance import guide
from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.denoising.schedule import make_levels, training_ratios
from obclip.errors import BadRequest, UnknownModel
from obclip.models.conditioning import Conditioning
from obclip.models.distilled import distilled_for
from obclip.models.latent_space import latent_space, pictured
from obclip.models.layout import Layout, unet_layout
from obclip.models.model import Guidance
from obclip.models.quiet import quiet_loading
from obclip.models.schedulers import check_loaded, own_solver, settings_of

# What is taken out of a pipeline when it is wrapped.
TAKEN = ("unet", "vae", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2")
# A fast tokenizer keeps in itself how it pads and cuts: two threads, of one pipeline or of both halves, would change it for each other.
_TOKENIZING = threading.Lock()


class UNetModel(ABC):
    """The parts of a loaded pipeline: its own loop would decode, and log words of a prompt that is too long.

    guidance, guidance_scale, solver, step_distilled: what the registry knows of it and its files do not say.
    """

    family: str

    def __init__(
        self,
        pipeline: Any,
        *,
        name: str,
        space: str | None = None,
        guidance: Guidance | None = None,
        guidance_scale: float | None = None,
        solver: str | None = None,
        step_distilled: Sequence[int] = (),
    ) -> None:
        self.pipeline, self.name, self._space = pipeline, name, space
        self._parts = {part: getattr(pipeline, part, None) for part in TAKEN}
        self.unet, self.vae = pipeline.unet.eval(), pipeline.vae.eval()
        check_unet(self.unet, self.vae, name)
        self.solver: str | None = None
        self._known = guidance, guidance_scale, tuple(step_distilled)
        self._follow(pipeline.scheduler)
        self.solver = solver or self.solver
        self.factor = 2 ** (len(self.vae.config.block_out_channels) - 1)

    @abstractmethod
    def check_length(self, prompts: Sequence[str]) -> None:
        """As `LatentModel` says; so are all that follow."""

    @abstractmethod
    def condition(
        self, prompts: Sequence[str], height: int | None = None, width: int | None = None, guidance_scale: float = 1.0
    ) -> Conditioning: ...

    @abstractmethod
    def blank(self, height: int | None = None, width: int | None = None) -> Conditioning | None: ...

    def to(self, *args: Any, **kwargs: Any) -> None:
        """As `LoadedModel` says. diffusers would log that half precision fails on a CPU, where it is only slow."""
        with quiet_loading():
            self.pipeline.to(*args, **kwargs)

    def follow_scheduler(self) -> None:
        """As `LoadedModel` says."""
        if exchanged := [part for part, own in self._parts.items() if getattr(self.pipeline, part, None) is not own]:
            raise BadRequest(
                f'The {" and ".join(exchanged)} of "{self.name}" was exchanged after its pipeline was wrapped: wrap the pipeline anew.',
                code="bad_model",
            )
        if _told(self.pipeline.scheduler) != self._followed:
            self._follow(self.pipeline.scheduler)

    def _follow(self, scheduler: Any) -> None:
        """Take noise levels and solver from a scheduler, or nothing at all of one that is refused."""
        config, solver = settings_of(scheduler), own_solver(scheduler)
        self._draw_as_distilled_for(distilled_for(config))
        self.scheduler_config: dict[str, Any] = config
        self.prediction_type: str = config.get("prediction_type", "epsilon")
        self.solver, self._followed = solver, _told(scheduler)
        self.__dict__.pop("ratios", None)

    def _draw_as_distilled_for(self, steps: tuple[int, ...]) -> None:
        """Guidance and numbers of steps: what was known of the model, else what its scheduler's config says of it, else its class's own."""
        guidance, scale, counts = self._known
        own: Guidance = "none" if steps else "classifier-free" if self._embedding is None else "embedded"
        self.guidance: Guidance = guidance or own
        usual = 1.0 if self.guidance == "none" else signature(type(self.pipeline).__call__).parameters["guidance_scale"].default
        self.guidance_scale: float = usual if scale is None else scale
        self.step_distilled: tuple[int, ...] = counts or steps

    @cached_property
    def space(self) -> LatentSpace:
        return latent_space(self.vae, self.factor, self._space)

    @cached_property
    def ratios(self) -> Sequence[float]:
        return training_ratios(self.scheduler_config)

    @property
    def network(self) -> torch.nn.Module:
        network: torch.nn.Module = self.unet
        return network

    @cached_property
    def layout(self) -> Layout:
        return unet_layout(self.unet)

    @property
    def device(self) -> torch.device:
        device: torch.device = self.unet.device
        return device

    @property
    def dtype(self) -> torch.dtype:
        dtype: torch.dtype = self.unet.dtype
        return dtype

    @property
    def _embedding(self) -> int | None:
        """Numbers in which the guidance scale is told, of models that have it embedded."""
        width: int | None = self.unet.config.time_cond_proj_dim
        return width

    def pixels(self, height: int | None, width: int | None) -> tuple[int, int]:
        """The size spelt out."""
        size = self.unet.config.sample_size
        own_height, own_width = (size, size) if isinstance(size, int) else size
        return (own_height * self.factor if height is None else height, own_width * self.factor if width is None else width)

    def latent_shape(self, height: int | None = None, width: int | None = None) -> tuple[int, int, int]:
        sides = self.pixels(height, width)
        for name, side in zip(("height", "width"), sides, strict=True):
            if side < self.factor or side % self.factor:
                raise BadRequest(f'{name} must be a multiple of {self.factor} for the model "{self.name}" (got {side}).', code="bad_size")
        return (self.unet.config.in_channels, sides[0] // self.factor, sides[1] // self.factor)

    def schedule(self, steps: int, solver: str) -> Levels:
        return make_levels(self.scheduler_config, solver, steps)

    def guide(self, with_text: Tensor, without_text: Tensor, scale: float) -> Tensor:
        return guide(with_text, without_text, scale)

    @torch.no_grad()
    def predict(self, rows: Tensor, timestep: Tensor, text: Conditioning) -> Tensor:
        told = text.shared.get("guidance")
        output: Tensor = self.unet(
            rows.to(self.device, self.dtype),
            timestep.to(self.device),
            encoder_hidden_states=text.text,
            timestep_cond=None if told is None else told.expand(len(rows), -1),
            added_cond_kwargs=self._added(text),
            return_dict=False,
        )[0]
        return output.float().to(rows.device)

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        return pictured(self.vae, latents)

    def _added(self, _: Conditioning) -> Mapping[str, Tensor] | None:
        """What the network takes beside the text."""
        return None

    def worded(self, prompts: Sequence[str], tokenizer: Any) -> list[str]:
        """The prompts with each token of textual inversion as all the tokens that its vectors have, as the loaded pipeline writes them."""
        added = tokenizer.added_tokens_encoder
        if not any(f"{token}_1" in added for token in added):
            return list(prompts)  # looking for such tokens would print a warning for each long prompt
        with _TOKENIZING:
            written: list[str] = self.pipeline.maybe_convert_prompt(list(prompts), tokenizer)
        return written

    def _told_scale(self, guidance_scale: float) -> dict[str, Tensor]:
        """An embedded guidance scale, [1, D]: sines and cosines of w - 1 (Luo et al. 2023, arXiv 2310.04378, section 4.3)."""
        if self._embedding is None:
            return {}
        half = self._embedding // 2
        rates = torch.exp(torch.arange(half, dtype=torch.float32) * -(torch.log(torch.tensor(10_000.0)) / (half - 1)))
        angles = 1000.0 * (guidance_scale - 1) * rates
        told = torch.cat([angles.sin(), angles.cos(), torch.zeros(self._embedding % 2)])
        return {"guidance": told[None].to(self.device, self.dtype)}


def _told(scheduler: Any) -> tuple[type, dict[str, Any]]:
    """What tells one scheduler from another: its class, and how it is set. Saving it adds the names of class and library to the latter."""
    check_loaded(scheduler)
    return type(scheduler), {name: value for name, value in scheduler.config.items() if name not in ("_class_name", "_diffusers_version")}


def check_unet(unet: Any, vae: Any, name: str) -> None:
    """Raises UnknownModel for a network that wants more than noise and text: a picture, a mask, an adapter's embeddings."""
    config = unet.config
    if config.in_channels != vae.config.latent_channels:
        raise UnknownModel(
            f'The UNet of "{name}" takes {config.in_channels} channels where its latents have {vae.config.latent_channels}: it is made for '
            "inpainting or another picture; use the text-to-image model of the same family."
        )
    if config.encoder_hid_dim_type is not None:
        raise UnknownModel(f'"{name}" carries an adapter for pictures ({config.encoder_hid_dim_type}): unload it first.')


def longest_of(tokenizer: Any, prompts: Sequence[str]) -> int:
    """Tokens of the longest prompt, marks of beginning and end included."""
    with _TOKENIZING:
        return max(len(ids) for ids in tokenizer(list(prompts), truncation=False, verbose=False).input_ids)


def tokens_of(tokenizer: Any, prompts: Sequence[str], window: int) -> Any:
    """`input_ids` and `attention_mask`, [N, window]."""
    with _TOKENIZING:
        return tokenizer(list(prompts), padding="max_length", max_length=window, truncation=True, return_tensors="pt")


def check_window(name: str, longest: int, window: int) -> None:
    """Raises BadRequest for a prompt that would be cut."""
    if longest > window:
        raise BadRequest(
            f'The prompt is too long: it has {longest} tokens in its longest form, and the model "{name}" reads {window}; '
            "shorten it, for what would be cut off could tell the candidates apart.",
            code="prompt_too_long",
        )

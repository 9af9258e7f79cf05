"""Guided prediction for N candidates under a plan: which rows go through the network, and what becomes of their outputs."""

from collections.abc import Sequence
from functools import reduce

import torch
from torch import Tensor

from obclip.denoising.levels import Levels
from obclip.models.conditioning import Conditioning
from obclip.models.model import LatentModel
from obclip.protocol.acceleration import Acceleration

from .acceleration.install import accelerated
from .acceleration.plan import Row
from .acceleration.run import Run
from .acceleration.unconditional import fitted_between, shared_prediction


class PlannedPrediction:
    """predict(latents [J N, C, h, w], timestep) -> [J N, C, h, w], as the loop calls it, for the step at which the run stands.

    J requests with one plan are stacked, usually one. texts: for each what rows without text are told, then its N candidates, then its
    neutral prompt if the acceleration names one. Calls have at most `most_rows` rows. With nothing switched on the rows are those of
    `obclip.models.prediction.guided`, and so are the numbers.
    """

    def __init__(
        self,
        model: LatentModel,
        run: Run,
        acceleration: Acceleration,
        levels: Levels,
        texts: Sequence[Conditioning],
        guidance_scale: float,
        most_rows: int | None = None,
    ) -> None:
        self.model, self.run, self.acceleration, self.levels = model, run, acceleration, levels
        self.guidance_scale, self.most_rows, self.jobs = guidance_scale, most_rows, len(texts)
        self.text, self._texts_each = reduce(Conditioning.joined, texts), len(texts[0])

    def __call__(self, latents: Tensor, timestep: Tensor) -> Tensor:
        rows, candidates = self.run.step.rows, len(latents) // self.jobs
        outputs = self._evaluate(latents, timestep, rows)
        each = len(rows) // self.jobs
        guided = (
            self._guided(some, rows[:each], own)
            for some, own in zip(torch.split(outputs, each), torch.split(latents, candidates), strict=True)
        )
        return torch.cat(list(guided))

    def _guided(self, outputs: Tensor, rows: Sequence[Row], latents: Tensor) -> Tensor:
        """Of one request: outputs of its rows, and its latents [N, C, h, w] -> [N, C, h, w]."""
        with_text = _served(outputs, rows, "conditional", len(latents))
        if all(row.text for row in rows):
            return with_text
        return self.model.guide(with_text, self._without_text(outputs, rows, with_text, latents), self.guidance_scale)

    def _evaluate(self, latents: Tensor, timestep: Tensor, rows: Sequence[Row]) -> Tensor:
        """[B, C, h, w] for the B rows, in calls of at most `most_rows`."""
        most = self.most_rows or len(rows)
        parts = [rows[start : start + most] for start in range(0, len(rows), most)]
        return torch.cat([self._call(part, latents, timestep, some) for part, some in enumerate(parts)])

    def _call(self, part: int, latents: Tensor, timestep: Tensor, rows: Sequence[Row]) -> Tensor:
        candidates = len(latents) // self.jobs
        text = self.text.means([self._texts(row, candidates) for row in rows])
        with accelerated(self.model.network, self.run, part, rows):
            return self.model.predict(latents[[row.job * candidates + row.latent for row in rows]], timestep, text)

    def _texts(self, row: Row, candidates: int) -> list[int]:
        """Places in `text` whose mean a row is conditioned on: all candidates together are the neutral prompt, if there is one."""
        first = row.job * self._texts_each
        if len(row.text) == candidates > 1 and self.acceleration.neutral_prompt is not None:
            return [first + 1 + candidates]
        return [first + 1 + place for place in row.text] or [first]

    def _without_text(self, outputs: Tensor, rows: Sequence[Row], with_text: Tensor, latents: Tensor) -> Tensor:
        sharing = self.acceleration.shared_unconditional
        if sharing is None:
            return _served(outputs, rows, "unconditional", len(latents))
        ends = outputs[: sum(row.kind == "unconditional" for row in rows)]
        if sharing == "fitted":
            return fitted_between(ends, latents, _equal_for_equal_latents(with_text, rows))
        level = self.levels.seen(self.run.step.step)
        return shared_prediction(ends, latents - latents[:1], sharing, self.model.prediction_type, level)


def _equal_for_equal_latents(with_text: Tensor, rows: Sequence[Row]) -> Tensor:
    """Where candidates part their latents are still equal: the mean of their predictions for each of them."""
    alike: dict[int, list[int]] = {}
    for row in rows:
        if row.text:
            alike.setdefault(row.latent, []).extend(row.serves)
    if len(alike) == len(with_text):
        return with_text
    means = with_text.clone()
    for candidates in alike.values():
        means[candidates] = with_text[candidates].mean(0)
    return means


def _served(outputs: Tensor, rows: Sequence[Row], kind: str, candidates: int) -> Tensor:
    """The output of the row that serves each candidate: [B, C, h, w] -> [N, C, h, w]."""
    places = {candidate: n for n, row in enumerate(rows) if row.kind == kind for candidate in row.serves}
    return outputs[[places[candidate] for candidate in range(candidates)]]

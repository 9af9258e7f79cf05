"""Attention processors for a run: own maps, the pivot's, kept outputs and reused ones. diffusers calls them in place of its own."""

from typing import Any, Protocol

import torch
from diffusers.models.attention_processor import Attention, AttnProcessor, AttnProcessor2_0, SlicedAttnProcessor, XFormersAttnProcessor
from torch import Tensor
from torch.nn import functional

from .ledger import attention_macs
from .pivot_attention import pivot_attention
from .rows import rows_at
from .run import Run

# Ways to compute one and the same attention. Any other processor, of the caller's own, is asked for every map.
_USUAL = (AttnProcessor, AttnProcessor2_0, SlicedAttnProcessor, XFormersAttnProcessor)


class Processor(Protocol):
    """diffusers' signature. hidden_states: [B, L, c]; encoder_hidden_states: [B, M, E] in cross-attention -> [B, L, c]."""

    def __call__(self, attn: Attention, hidden_states: Tensor, encoder_hidden_states: Tensor | None = None, **rest: Any) -> Tensor: ...


class OwnAttention:
    """A map for each row: the original processor, but for text keys and values, which equal work is done once for."""

    def __init__(self, run: Run, name: str, original: Any) -> None:
        self.run, self.name, self.original = run, name, original

    def __call__(self, attn: Attention, hidden_states: Tensor, encoder_hidden_states: Tensor | None = None, **rest: Any) -> Tensor:
        keys = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        own = attention_macs(_tokens(hidden_states), _tokens(keys), attn.inner_dim)
        self.run.ledger.attention("maps", len(hidden_states), len(hidden_states), own)
        if encoder_hidden_states is None or not self.run.shares_equal_work or not self.is_plain(attn, hidden_states, rest):
            output: Tensor = self.original(attn, hidden_states, encoder_hidden_states=encoder_hidden_states, **rest)
            return output
        key, value = _text(self.run, self.name, attn, encoder_hidden_states)
        query = _heads(attn, attn.to_q(hidden_states), attn.norm_q)
        return _out(attn, functional.scaled_dot_product_attention(query, _heads(attn, key, attn.norm_k), _heads(attn, value)))

    def is_plain(self, attn: Attention, hidden_states: Tensor, rest: dict[str, Any]) -> bool:
        """Whether the attention is a usual one, computed in the usual way."""
        return type(self.original) in _USUAL and is_plain(attn, hidden_states, rest)


class PivotAttention:
    """One map for all rows of a group, that of candidate 0 (paper, section 4: m* = softmax(q* k*^T / sqrt(d)), output m* V)."""

    def __init__(self, run: Run, name: str, original: Any) -> None:
        self.run, self.name = run, name
        self.own = OwnAttention(run, name, original)

    def __call__(self, attn: Attention, hidden_states: Tensor, encoder_hidden_states: Tensor | None = None, **rest: Any) -> Tensor:
        if not self.own.is_plain(attn, hidden_states, rest):
            return self.own(attn, hidden_states, encoder_hidden_states, **rest)
        groups = self.run.groups()
        pivots = self._pivots(attn, hidden_states, encoder_hidden_states, groups)
        values = _heads(attn, self._values(attn, hidden_states, encoder_hidden_states))
        outputs = [pivot_attention(*pivots[kind], values[rows][None])[0] for kind, rows in groups]
        keys = values.shape[2]
        self.run.ledger.attention("pivot maps", len(groups), len(values), attention_macs(_tokens(hidden_states), keys, attn.inner_dim))
        return _out(attn, torch.cat(outputs))

    def _values(self, attn: Attention, hidden: Tensor, text: Tensor | None) -> Tensor:
        if text is not None and self.run.shares_equal_work:
            return _text(self.run, self.name, attn, text)[1]
        values: Tensor = attn.to_v(hidden if text is None else text)
        return values

    def _pivots(
        self, attn: Attention, hidden: Tensor, text: Tensor | None, groups: list[tuple[str, slice]]
    ) -> dict[str, tuple[Tensor, Tensor]]:
        """{group: (q*, k*)}, each [1, A, tokens, d]; a group whose pivot stands in an earlier part takes it from there."""
        here = [(kind, rows.start) for kind, rows in groups if self.run.is_pivot(rows.start)]
        found = dict(zip((kind for kind, _ in here), self._project(attn, hidden, text, [place for _, place in here]), strict=True))
        if self.run.in_parts:
            self.run.pivots().update({(self.name, kind): pivot for kind, pivot in found.items()})
        return {kind: found[kind] if kind in found else self.run.pivots()[self.name, kind] for kind, _ in groups}

    def _project(self, attn: Attention, hidden: Tensor, text: Tensor | None, places: list[int]) -> list[tuple[Tensor, Tensor]]:
        if not places:
            return []
        queries = _heads(attn, attn.to_q(rows_at(hidden, places)), attn.norm_q)
        if text is not None and self.run.shares_equal_work:
            key = rows_at(_text(self.run, self.name, attn, text)[0], places)
        else:
            key = attn.to_k(rows_at(hidden if text is None else text, places))
        keys = _heads(attn, key, attn.norm_k)
        return list(zip(torch.split(queries, 1), torch.split(keys, 1), strict=True))


class KeptAttention:
    """Another processor's, whose output is kept for later steps."""

    def __init__(self, inner: Processor, run: Run, name: str) -> None:
        self.inner, self.run, self.name = inner, run, name

    def __call__(self, attn: Attention, hidden_states: Tensor, encoder_hidden_states: Tensor | None = None, **rest: Any) -> Tensor:
        output = self.inner(attn, hidden_states, encoder_hidden_states, **rest)
        self.run.keep(self.name, output)
        return output


class CachedAttention:
    """The output of an earlier step (paper, section 4: self- and cross-attention after the cache point)."""

    def __init__(self, run: Run, name: str) -> None:
        self.run, self.name = run, name

    def __call__(self, *_: Any, **__: Any) -> Tensor:
        output: Tensor = self.run.kept(self.name)
        return output


def is_plain(attn: Attention, hidden_states: Tensor, rest: dict[str, Any]) -> bool:
    """Whether an attention is the usual one of a transformer block: tokens in, no mask, no norm or residual of its own."""
    plain = attn.group_norm is None and attn.spatial_norm is None and attn.norm_cross is None and not attn.residual_connection
    return bool(plain and attn.rescale_output_factor == 1 and hidden_states.ndim == 3 and rest.get("attention_mask") is None)


def _tokens(hidden_states: Tensor) -> int:
    """L of [B, L, c] or [B, c, h, w]."""
    return hidden_states.shape[1] if hidden_states.ndim == 3 else hidden_states.shape[2] * hidden_states.shape[3]


def _text(run: Run, name: str, attn: Attention, text: Tensor) -> tuple[Tensor, Tensor]:
    """Keys and values [B, M, A d] of the rows' texts, computed once a request for each text."""
    known = run.texts(name)
    new = {row.source: place for place, row in enumerate(run.rows) if row.source not in known}
    if new:
        some = rows_at(text, list(new.values()))
        known.update(zip(new, zip(attn.to_k(some), attn.to_v(some), strict=True), strict=True))
    keys, values = zip(*(known[row.source] for row in run.rows), strict=True)
    return torch.stack(keys), torch.stack(values)


def _heads(attn: Attention, tokens: Tensor, norm: Any = None) -> Tensor:
    """[B, M, A d] -> [B, A, M, d]."""
    parted = tokens.view(*tokens.shape[:-1], attn.heads, -1).transpose(1, 2)
    normed: Tensor = parted if norm is None else norm(parted)
    return normed


def _out(attn: Attention, heads: Tensor) -> Tensor:
    """[B, A, L, d] -> [B, L, c]: the output projection."""
    output: Tensor = attn.to_out[0](heads.transpose(1, 2).flatten(2))
    return output

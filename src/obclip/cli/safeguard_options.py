"""The options of the safeguard, the same for every command that has them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from obclip.prompts.rules import DEFAULT_RULES, Rules

from .shared_options import sharing

HIDDEN = "What is hidden"

MaxCandidates = Annotated[
    int,
    typer.Option(
        help="The most candidates: blocks of values are as wide as it allows; what does not fit is left out of what the cloud sees.",
        min=1,
        rich_help_panel=HIDDEN,
    ),
]
Cues = Annotated[
    Literal["keep", "withhold", "refuse"] | None,
    typer.Option(
        help="Words that betray a value without naming it; if left out, they are withheld, but for drawn characters' colours.",
        rich_help_panel=HIDDEN,
    ),
]
Taxonomy = Annotated[
    Path | None,
    typer.Option(help="A taxonomy of your own, one TOML file of the form of those in vocabulary/data/en.", rich_help_panel=HIDDEN),
]
Detectors = Annotated[
    list[str] | None,
    typer.Option(
        "--detector",
        help="Withhold what this finds as well: spacy:PIPELINE, presidio, or hf:NAME_OR_FOLDER. May be given several times.",
        rich_help_panel=HIDDEN,
    ),
]

Unknown = Annotated[
    Literal["show", "withhold", "refuse"],
    typer.Option(
        help="Words that nothing is known of: withheld where they may say something of a person, shown, or refused.", rich_help_panel=HIDDEN
    ),
]
Language = Annotated[
    Literal["en", "any"],
    typer.Option(
        help="any: read what can be read of another language; words may be missed, so that it needs --allow-single.", rich_help_panel=HIDDEN
    ),
]


@dataclass(frozen=True)
class Guarding:
    """All of them. A command that takes them is decorated with `guarded`."""

    max_candidates: MaxCandidates = DEFAULT_RULES.max_candidates
    cues: Cues = None
    taxonomy: Taxonomy = None
    detector: Detectors = None
    unknown: Unknown = "withhold"
    language: Language = "en"

    def rules(self) -> Rules:
        """The rules that the options state. Raises BadRequest for a taxonomy or a detector that cannot be used."""
        from obclip.detectors.named import named_detectors
        from obclip.prompts.vocabulary.taxonomy import load_taxonomy
        from obclip.text_files import read_bytes

        known = None if self.taxonomy is None else load_taxonomy(self.taxonomy, read_bytes)
        return Rules(self.max_candidates, self.cues, known, named_detectors(self.detector or (), known), self.unknown, self.language)


guarded = sharing(Guarding)

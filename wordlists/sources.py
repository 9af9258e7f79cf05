"""Where the public data lie that the lists are made of, by the options of the commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from obclip.prompts.vocabulary.taxonomy import default_taxonomy

from . import scowl, wordnet
from .forms import Forms
from .personal import Personal


@dataclass(frozen=True)
class Sources:
    """WordNet read, and what is personal by it.

    scowl: the folder of SCOWL's lists. inflected: the irregular forms of verbs ("sat", "spoke"). wheel: that of countryinfo.
    """

    wordnet: wordnet.WordNet
    personal: Personal
    scowl: Path
    inflected: frozenset[str]
    wheel: Path


def add_wheel(parser: argparse.ArgumentParser) -> None:
    """The option that only the list of countries needs."""
    parser.add_argument(
        "--countryinfo", type=Path, required=True, dest="wheel", help="the wheel of countryinfo: pip download --no-deps countryinfo"
    )


def read_sources(description: str, *options_of: Callable[[argparse.ArgumentParser], None]) -> Sources:
    """Reads the command line's --scowl and --wordnet, and what the command adds to them, then the data."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--scowl", type=Path, default=scowl.FOLDER, help="the folder of SCOWL's lists (Debian: scowl)")
    parser.add_argument("--wordnet", type=Path, default=wordnet.FOLDER, help="the folder of WordNet's files (Debian: wordnet-base)")
    for add in options_of:
        add(parser)
    options = parser.parse_args()
    net = wordnet.read_wordnet(options.wordnet)
    personal = Personal(net, default_taxonomy(), Forms(options.wordnet))
    return Sources(net, personal, options.scowl, wordnet.verb_forms(options.wordnet), getattr(options, "wheel", Path()))

"""Where the public data lie that the lists are made of, by the options of the commands."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from obclip.prompts.vocabulary.taxonomy import default_taxonomy

from . import scowl, wordnet
from .forms import Forms
from .personal import Personal


@dataclass(frozen=True)
class Sources:
    """WordNet read, what is personal by it, the folder of SCOWL's lists, and the irregular forms of verbs ("sat", "spoke")."""

    wordnet: wordnet.WordNet
    personal: Personal
    scowl: Path
    inflected: frozenset[str]


def read_sources(description: str) -> Sources:
    """Reads the command line's --scowl and --wordnet, then the data."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--scowl", type=Path, default=scowl.FOLDER, help="the folder of SCOWL's lists (Debian: scowl)")
    parser.add_argument("--wordnet", type=Path, default=wordnet.FOLDER, help="the folder of WordNet's files (Debian: wordnet-base)")
    options = parser.parse_args()
    net = wordnet.read_wordnet(options.wordnet)
    return Sources(net, Personal(net, default_taxonomy(), Forms(options.wordnet)), options.scowl, wordnet.verb_forms(options.wordnet))

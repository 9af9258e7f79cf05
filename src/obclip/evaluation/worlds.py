"""The worlds that pictures are drawn of: who is hidden in each, what its tables tell, and where its prompts and its judge lie."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from obclip.errors import UnknownModel
from obclip.models.registry import bundled


@dataclass(frozen=True)
class World:
    """people: the attributes of a person that the safeguard hides. more: what a table tells by its name besides them; the mean tells the
    rest. judge: a folder beside the bundled pair."""

    name: str
    people: tuple[str, ...]
    more: tuple[str, ...]
    judge: str

    @property
    def features(self) -> str:
        """What its judge is called among the features."""
        return f"drawn-{self.name}"

    @property
    def told(self) -> tuple[str, ...]:
        """The attributes that a table has a column for."""
        return self.people + self.more

    @property
    def prompts(self) -> Path:
        """The bundled held-out prompts."""
        return Path(str(files("obclip.evaluation"))) / f"{self.name}.jsonl"

    def judged_by(self, folder: Path | None) -> Path:
        """A judge's folder, or that of the bundled one. Raises UnknownModel if none is bundled."""
        found = folder or bundled(self.judge)
        if folder is None and not found.exists():
            raise UnknownModel(f"No judge of {self.name} is bundled: name the folder of one with --judge.")
        return found


PORTRAITS = World("portraits", ("gender", "age", "ethnicity"), (), "judge")
EMOJI = World("emoji", ("gender", "age", "skin"), ("background",), "judge-emoji")
WORLDS = {world.name: world for world in (PORTRAITS, EMOJI)}


def said(names: tuple[str, ...]) -> str:
    """Several names in a sentence: "gender, age and skin"."""
    return f"{', '.join(names[:-1])} and {names[-1]}"

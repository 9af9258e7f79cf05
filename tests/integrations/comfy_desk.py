"""A user's machine: ComfyUI with the pack, two prompts in files, and a cloud in the settings."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.integrations.comfy_host import PACK, Host

WORDS, UNWANTED, KEY = "a photo of an old woman", "blurry, young", "sk-of-the-tests"
WORKFLOWS = PACK / "example_workflows"


@dataclass
class Desk:
    """A user's machine: the pack in ComfyUI, two prompts in files, the cloud in comfyui.toml."""

    host: Host
    folder: Path

    def node(self, name: str) -> Any:
        return self.host.nodes[f"Obclip{name}"]

    def write_settings(self, *lines: str) -> None:
        """In the place of comfyui.toml's."""
        (self.folder / "comfyui.toml").write_text("\n".join(lines), encoding="utf-8")

    def workflow(self, name: str, **changed: Any) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((WORKFLOWS / f"{name}.api.json").read_text(encoding="utf-8"))
        for node in told.values():
            node["inputs"] |= {key: value for key, value in {**SMALL, **changed}.items() if key in node["inputs"]}
            node["inputs"] |= {"negative_file": "b"} if node["inputs"].get("negative_file") == "(none)" else {}
        return told


SMALL = {"prompt_file": "a", "width": 16, "height": 16, "steps": 8, "switch_point": 3, "cfg": 5.0}

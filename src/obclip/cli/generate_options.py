"""The options of `obclip generate`, in the groups that its help shows."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from obclip.models.registry import entries

PROMPTS, PICTURE, SPLIT, MODELS, OUTPUT = "Prompts", "Picture", "The two halves", "Models", "Output"

Mode = Literal["oblivious", "hybrid", "cloud-only", "device-only"]
History = Literal["carry", "restart"]
Solver = Literal["dpmsolver++", "ddim", "euler", "euler-ancestral", "lcm", "tcd"]
NumberFormat = Literal["float32", "bfloat16", "float16"]


def model_names(incomplete: str) -> list[str]:
    return [entry.name for entry in entries() if entry.name.startswith(incomplete)]


Prompts = Annotated[
    list[str] | None,
    typer.Argument(
        help="What to draw; several for several pictures; - reads standard input, a prompt a line. They stay on this device, but other "
        "users of it can see a command line: use - or --file where that matters.",
        show_default=False,
    ),
]
File = Annotated[Path | None, typer.Option("--file", "-f", help="A text file with a prompt a line.", rich_help_panel=PROMPTS)]
NegativePrompt = Annotated[
    str | None,
    typer.Option(help="What to leave out. The cloud is told only what says nothing of a person.", rich_help_panel=PROMPTS),
]
AllowSingle = Annotated[
    bool,
    typer.Option("--allow-single", help="Go on if nothing sensitive was found: the cloud sees the prompt.", rich_help_panel=PROMPTS),
]
Ask = Annotated[bool, typer.Option("--ask", help="Show what would be sent, and wait for a yes.", rich_help_panel=PROMPTS)]
RevealPrompt = Annotated[
    bool,
    typer.Option("--reveal-prompt", help="Let hybrid and cloud-only send the bare prompt to a URL.", rich_help_panel=PROMPTS),
]

Count = Annotated[int, typer.Option("--num-images", "-n", min=1, help="Pictures of each prompt.", rich_help_panel=PICTURE)]
Others = Annotated[
    list[str] | None,
    typer.Option(
        "--other",
        help="Also another value of what is hidden (gender=male; old; age=old,person=2), without another request. Several times for more.",
        rich_help_panel=PICTURE,
    ),
]
Keep = Annotated[
    bool,
    typer.Option(
        "--keep",
        "--keep-latents",
        help="Keep what the cloud has seen and answered in a file of yours alone, for other values later (obclip other).",
        rich_help_panel=PICTURE,
    ),
]
Height = Annotated[int | None, typer.Option(min=1, help="Pixels; the model's own size if left out.", rich_help_panel=PICTURE)]
Width = Annotated[int | None, typer.Option(min=1, help="Pixels; the model's own size if left out.", rich_help_panel=PICTURE)]
Seed = Annotated[
    int | None,
    typer.Option(help="For the same picture again; a fresh one if left out, which is more private.", rich_help_panel=PICTURE),
]
Steps = Annotated[int, typer.Option(help="Denoising steps T.", rich_help_panel=PICTURE)]
GuidanceScale = Annotated[
    float | None, typer.Option(help="Classifier-free guidance; each model's own if left out.", rich_help_panel=PICTURE)
]
SolverName = Annotated[
    Solver | None, typer.Option(help="The schedule's solver; the cloud model's own if left out.", rich_help_panel=PICTURE)
]

SwitchPoint = Annotated[int | None, typer.Option(help="Steps k that the cloud runs; 0.4 T if left out.", rich_help_panel=SPLIT)]
CloudSteps = Annotated[
    int | None,
    typer.Option(help="Steps of the cloud's whole schedule; --steps, or what its model was distilled for.", rich_help_panel=SPLIT),
]
DeviceSteps = Annotated[
    int | None,
    typer.Option(help="Steps of the device's whole schedule; --steps, or what its model was distilled for.", rich_help_panel=SPLIT),
]
ModeName = Annotated[Mode, typer.Option(help="The others are for comparison and, but for device-only, not private.", rich_help_panel=SPLIT)]
HistoryName = Annotated[History, typer.Option(help="What becomes of the solver's memory at the switch point.", rich_help_panel=SPLIT)]
Plan = Annotated[
    str, typer.Option(help="How the cloud saves work: auto, none (exact), exact, paper, fast, tree ...", rich_help_panel=SPLIT)
]

Cloud = Annotated[
    str | None,
    typer.Option(
        help="URL of an obclip cloud, for example http://127.0.0.1:8765; its key, if it asks for one, in OBCLIP_KEY.",
        rich_help_panel=MODELS,
    ),
]
AllowPlaintext = Annotated[
    bool,
    typer.Option(
        "--allow-plaintext",
        help="Let candidates go to another machine over plain HTTP, where others can read them.",
        rich_help_panel=MODELS,
    ),
]
Proxy = Annotated[
    str | None, typer.Option(help="URL of a proxy to the cloud; those of the environment are not used.", rich_help_panel=MODELS)
]
CloudModel = Annotated[
    str | None,
    typer.Option(
        help="Run the cloud half in this process, with this model (a name, folder or hub id).",
        rich_help_panel=MODELS,
        autocompletion=model_names,
    ),
]
DeviceModel = Annotated[
    str, typer.Option(help="The small model (a name, folder or hub id).", rich_help_panel=MODELS, autocompletion=model_names)
]
Dtype = Annotated[NumberFormat | None, typer.Option(help="Number format; float32 on a CPU if left out.", rich_help_panel=MODELS)]
DeviceName = Annotated[str | None, typer.Option(help="cpu, cuda, or mps (an Apple GPU); a GPU if there is one.", rich_help_panel=MODELS)]

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="The picture's file, numbered if there are several. If left out: out.png, or the next number that is free.",
        rich_help_panel=OUTPUT,
    ),
]
Sheet = Annotated[Path | None, typer.Option(help="Also write a sheet of what the cloud could see.", rich_help_panel=OUTPUT)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, with files and seeds.", rich_help_panel=OUTPUT)]

"""ComfyUI's V3 schema as a pack meets it, written after its documentation: enough of `comfy_api.latest` to load nodes and to refuse what it
refuses. It is not ComfyUI, whose classes come from no package index."""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


class Input:
    """A socket. io_type: set by the type that it belongs to."""

    io_type = ""

    def __init__(
        self,
        id: str,  # noqa: A002 - ComfyUI's name
        display_name: str | None = None,
        optional: bool = False,
        tooltip: str | None = None,
        lazy: bool | None = None,
        extra_dict: dict[str, Any] | None = None,
        raw_link: bool | None = None,
        advanced: bool | None = None,
    ) -> None:
        self.id, self.optional, self.tooltip, self.advanced = id, optional, tooltip, advanced

    def options_told(self) -> dict[str, Any]:
        """What the editor is told of it: all that is set."""
        return {name: value for name, value in vars(self).items() if name not in ("id", "optional") and value is not None}


class WidgetInput(Input):
    """A socket with a widget, whose value stands in the workflow."""

    def __init__(self, id: str, default: Any = None, **plain: Any) -> None:  # noqa: A002
        super().__init__(id, **plain)
        self.default = default


class _Bounded(WidgetInput):
    def __init__(
        self,
        id: str,  # noqa: A002
        default: Any = None,
        min: float | None = None,  # noqa: A002
        max: float | None = None,  # noqa: A002
        step: float | None = None,
        **plain: Any,
    ) -> None:
        super().__init__(id, default, **plain)
        self.min, self.max, self.step = min, max, step


class _IntInput(_Bounded):
    def __init__(self, id: str, control_after_generate: bool | None = None, **plain: Any) -> None:  # noqa: A002
        super().__init__(id, **plain)
        self.control_after_generate = control_after_generate


class _StringInput(WidgetInput):
    def __init__(self, id: str, multiline: bool = False, placeholder: str | None = None, **plain: Any) -> None:  # noqa: A002
        super().__init__(id, **plain)
        self.multiline, self.placeholder = multiline, placeholder


class _ComboInput(WidgetInput):
    def __init__(self, id: str, options: Sequence[str] | None = None, **plain: Any) -> None:  # noqa: A002
        super().__init__(id, **plain)
        self.options = list(options or ())


class Output:
    """What comes out. id: a name that no other output of the node has."""

    io_type = ""

    def __init__(
        self,
        id: str | None = None,  # noqa: A002
        display_name: str | None = None,
        tooltip: str | None = None,
        is_output_list: bool = False,
    ) -> None:
        self.id, self.tooltip = id, tooltip


def _kind(io_type: str, base: type[Input] = Input) -> Any:
    made = type("Input", (base,), {"io_type": io_type}), type("Output", (Output,), {"io_type": io_type})
    return type(io_type.title(), (), {"Input": made[0], "Output": made[1], "io_type": io_type})


@dataclass
class Schema:
    """A node's description."""

    node_id: str
    display_name: str | None = None
    category: str = "sd"
    inputs: list[Input] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    hidden: list[Any] = field(default_factory=list)
    description: str = ""
    search_aliases: list[str] = field(default_factory=list)
    is_output_node: bool = False
    not_idempotent: bool = False

    def validate(self) -> None:
        """Raises ValueError for names that are there twice."""
        for names in ([one.id for one in self.inputs], [one.id for one in self.outputs]):
            if len(set(names)) != len(names):
                raise ValueError(f"ids must be unique: {names}")


class NodeOutput:
    """What `execute` returns."""

    def __init__(self, *args: Any, ui: Any = None, expand: Any = None, block_execution: str | None = None) -> None:
        self.args, self.ui = args, ui


class ComfyNode(ABC):
    """A node is a class that is never made an object of."""

    @classmethod
    @abstractmethod
    def define_schema(cls) -> Schema: ...

    @classmethod
    @abstractmethod
    def execute(cls, **kwargs: Any) -> NodeOutput: ...

    @classmethod
    def checked_schema(cls) -> Schema:
        """As ComfyUI reads it: names once, and `execute` taking what the schema lists. Raises ValueError, TypeError."""
        schema = cls.define_schema()
        schema.validate()
        given: dict[str, Any] = {one.id: None for one in schema.inputs}
        inspect.signature(cls.execute).bind(**given)
        return schema


class ComfyExtension(ABC):
    """A pack."""

    @abstractmethod
    async def get_node_list(self) -> list[type[ComfyNode]]: ...


class io:  # noqa: N801 - ComfyUI's name
    """`comfy_api.latest.io`."""

    Input, Output, Schema, NodeOutput, ComfyNode = Input, Output, Schema, NodeOutput, ComfyNode
    Int, Float, String, Combo = (
        _kind("INT", _IntInput),
        _kind("FLOAT", _Bounded),
        _kind("STRING", _StringInput),
        _kind("COMBO", _ComboInput),
    )
    Model, Clip, Vae, Latent, Image = _kind("MODEL"), _kind("CLIP"), _kind("VAE"), _kind("LATENT"), _kind("IMAGE")
    Conditioning, Sigmas = _kind("CONDITIONING"), _kind("SIGMAS")

"""Options that several commands have, said once: a dataclass of them, which a command takes as its first parameter."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_type_hints


def sharing(shared: type[Any], **usual: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a command of a function whose first parameter is a `shared`: its own options, and then those. usual: defaults that differ."""
    hints, kind = get_type_hints(shared, include_extras=True), inspect.Parameter.KEYWORD_ONLY
    options = [
        inspect.Parameter(one.name, kind, default=usual.get(one.name, one.default), annotation=hints[one.name]) for one in fields(shared)
    ]

    def command_of(function: Callable[..., None]) -> Callable[..., None]:
        def command(**given: Any) -> None:
            function(shared(**{one.name: given.pop(one.name) for one in options}), **given)

        _, *own = inspect.signature(function, eval_str=True).parameters.values()
        command.__signature__ = inspect.Signature([*(one.replace(kind=kind) for one in own), *options])  # type: ignore[attr-defined]
        command.__name__, command.__doc__ = function.__name__, function.__doc__
        return command

    return command_of

"""Loading without chatter: the libraries' warnings and progress bars are put aside and put back."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_loading() -> Iterator[None]:
    """Errors only from transformers and the hub's library within the block; their levels and bars are restored in any case.

    From diffusers nothing: what it would print as an error it also raises, and whoever loads says it in a sentence.

    transformers turns the bars of the hub's library on and off with its own: these are restored last.
    """
    from diffusers.utils import logging as ours
    from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
    from huggingface_hub.utils import logging as hubs
    from transformers.utils import logging as theirs

    levels = {library: library.get_verbosity() for library in (ours, theirs, hubs)}
    bars = ours.is_progress_bar_enabled(), theirs.is_progress_bar_enabled()
    restore_hub = disable_progress_bars if are_progress_bars_disabled() else enable_progress_bars
    for library in levels:
        library.set_verbosity_error()
    ours.set_verbosity(logging.CRITICAL)
    ours.disable_progress_bar()
    theirs.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            warnings.filterwarnings("ignore", message=".*local_dir_use_symlinks")  # diffusers 0.42 asks the hub in an old way
            yield
    finally:
        for library, level in levels.items():
            library.set_verbosity(level)
        if bars[0]:
            ours.enable_progress_bar()
        if bars[1]:
            theirs.enable_progress_bar()
        restore_hub()

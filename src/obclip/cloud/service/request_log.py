"""One line a request: its id, N, k, T, plan, work, milliseconds and outcome, and nothing else. As words or as JSON."""

import json
import logging
import sys
import time

log = logging.getLogger("obclip.cloud.requests")


def write_line(**told: object) -> None:
    """Numbers and codes only; whoever calls this passes no words of a prompt."""
    log.info(" ".join(f"{name}={value}" for name, value in told.items()), extra={"told": told})


class JsonLines(logging.Formatter):
    """A JSON object a line: time, level, logger, and what was told."""

    def format(self, record: logging.LogRecord) -> str:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        told = getattr(record, "told", None) or {"message": record.getMessage()}
        return json.dumps({"time": at, "level": record.levelname.lower(), "logger": record.name, **told})


class Quiet(logging.StreamHandler):  # type: ignore[type-arg]
    """Goes on where a line cannot be written: a full disk must not stop a server, nor fill its log with tracebacks."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Nothing."""


def set_up(level: str, *, as_json: bool) -> None:
    """Lines of obclip and uvicorn to stderr, for `obclip serve`."""
    handler = Quiet(sys.stderr)
    words = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
    handler.setFormatter(JsonLines() if as_json else words)
    for name in ("obclip", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level.upper())

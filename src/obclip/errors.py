"""Every error that obclip raises on purpose, and what becomes of it at a terminal and over HTTP.

ObclipError
├── UserError           the user can mend it: exit status 2, HTTP 4xx
│   ├── BadRequest          a value that cannot be used
│   ├── UnknownArgument     an argument that nothing takes: a TypeError as well
│   ├── EmptyPrompt         there is nothing to draw
│   ├── NotEnglish          the prompt is in a language that the rules do not read
│   ├── NotUnderstood       the prompt holds words that nothing is known of
│   ├── NotAllowed          the prompt shows a minor in a sexual way
│   ├── NotClosed           the candidates would betray which of them is real
│   ├── NotPrivate          nothing to hide was found and the user asked for privacy only
│   ├── UnknownModel        no such model, folder or file
│   ├── Refusal             the cloud's door does not let it in: no key, too large, too much, too slow
│   └── CannotWrite         the output path cannot be written
├── Disagreement        the two sides do not fit together: exit status 3, HTTP 409
│   └── BadReply            the reply is not what was asked for
└── MachineError        nobody is to blame: exit status 4, HTTP 5xx
    ├── CloudUnreachable    no answer from the cloud
    ├── CloudRefused        the cloud answered with an error of its own
    └── QueueFull           the cloud has too much to do
        └── OutOfMemory         the request needs more memory than the cloud has now

Messages say what is wrong and what to do, in one sentence or two. Words of a prompt occur only in errors raised and shown on
the device (the branches of `obclip.prompts`), never in one that the cloud raises or receives. Names and passwords in URLs occur in none.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

_USERINFO = re.compile(r"(?<=://)[^/\s]*@")


def redacted(text: str) -> str:
    """The text without the names and passwords of the URLs in it."""
    return _USERINFO.sub("***@", text)


class ObclipError(Exception):
    """What all errors of obclip have in common: a sentence, a code for programs, an exit status and an HTTP status."""

    code = "error"
    kind = "error"
    exit_status = 1
    http_status = 500
    # Seconds after which to try again, where that can help: HTTP's Retry-After.
    retry_after: int | None = None
    # Of a call for several pictures: those that were drawn before it, an `ObliviousPipelineOutput`.
    drawn: Any = None

    def __init__(self, message: str, *, code: str | None = None) -> None:
        self.message = redacted(message)
        super().__init__(self.message)
        if code is not None:
            self.code = code


class UserError(ObclipError):
    """A mistake that the user can mend."""

    code = "bad_input"
    kind = "invalid_request_error"
    exit_status = 2
    http_status = 422


class BadRequest(UserError):
    """A value that cannot be used; the message names it and says which values would do."""

    code = "bad_request"


class UnknownArgument(UserError, TypeError):
    """An argument that nothing takes; whoever catches what Python raises for one catches this too."""

    code = "unknown_argument"


class EmptyPrompt(UserError):
    """A prompt without a word in it."""

    code = "empty_prompt"


class NotEnglish(UserError):
    """A prompt in another language, or in part in one: what is sensitive in it would not be found."""

    code = "not_english"


class NotUnderstood(UserError):
    """A prompt with words that nothing is known of, where the user wants every word to be known."""

    code = "not_understood"


class NotAllowed(UserError):
    """A prompt that shows a minor in a sexual way: it is drawn neither by the cloud nor on the device."""

    code = "not_allowed"


class NotClosed(UserError):
    """The candidates of a candidate are others than the prompt's own: sending them would betray the choice."""

    code = "not_closed"


class NotPrivate(UserError):
    """The prompt names no sensitive attribute, so that there is nothing to hide it among."""

    code = "not_private"


class UnknownModel(UserError):
    """Neither a bundled model, nor a folder, nor a name that may be fetched."""

    code = "unknown_model"
    http_status = 404


class Refusal(UserError):
    """What the cloud's door refuses before anything is computed; the status is HTTP's word for why."""

    def __init__(self, message: str, *, code: str, status: int, retry_after: int | None = None) -> None:
        super().__init__(message, code=code)
        self.http_status = status
        self.retry_after = retry_after


class CannotWrite(UserError):
    """The output path is a folder, lies in a missing folder, or may not be written."""

    code = "cannot_write"


class Disagreement(ObclipError):
    """The two sides differ in latent space, schedule, prediction type or protocol version."""

    code = "disagreement"
    kind = "disagreement_error"
    exit_status = 3
    http_status = 409


class BadReply(Disagreement):
    """The reply is unreadable, or holds other rows, shapes or numbers than were asked for."""

    code = "bad_reply"


class MachineError(ObclipError):
    """A failure of machines or networks, not of the user."""

    code = "machine_error"
    kind = "server_error"
    exit_status = 4
    http_status = 503


class CloudUnreachable(MachineError):
    """No connection, or no answer in time."""

    code = "cloud_unreachable"


class CloudRefused(MachineError):
    """The cloud answered with an error; the message repeats its sentence. status: HTTP's, None for an error within a stream."""

    code = "cloud_refused"

    def __init__(self, message: str, *, code: str | None = None, status: int | None = None) -> None:
        super().__init__(message, code=code)
        self.status = status


class QueueFull(MachineError):
    """The cloud has as many requests waiting as it accepts."""

    code = "queue_full"
    retry_after: int = 10

    def __init__(self, message: str, *, code: str | None = None, retry_after: int = retry_after) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class OutOfMemory(QueueFull):
    """A step of this request needed more memory than there was; others go on."""

    code = "out_of_memory"


class ModelDown(MachineError):
    """The cloud's model cannot compute until its supervisor has started it anew."""

    code = "model_down"
    retry_after: int = 60


class PrivacyWarning(UserWarning):
    """What the user may want to know before the next call: nothing has gone wrong."""


class SolverWarning(UserWarning):
    """A model is drawn with another solver than the scheduler that it is published with."""


class DistilledWarning(UserWarning):
    """The device's model was distilled, and does not follow something that was asked for, or was not made for it."""


class PairWarning(UserWarning):
    """The two models of a pair are not loaded alike."""


@contextmanager
def named(name: str) -> Iterator[None]:
    """Says of which of several things an error speaks, before its sentence."""
    try:
        yield
    except ObclipError as error:
        error.message = f"{name}: {error.message}"
        error.args = (error.message,)
        raise


def numbered(number: int, count: int) -> AbstractContextManager[None]:
    """Says of which prompt an error speaks, where there are several."""
    return named(f"Prompt {number}") if count > 1 else nullcontext()

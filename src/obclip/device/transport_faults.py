"""What can go wrong between a device and a cloud, told in a sentence; and whether it may pass, so that the same bytes are sent again."""

import ssl
from collections.abc import Iterator

import httpx2 as httpx

from obclip.errors import BadReply, CloudRefused, CloudUnreachable, ObclipError
from obclip.protocol import PROTOCOL
from obclip.protocol.fault import fault_message
from obclip.protocol.frames import cut_short
from obclip.protocol.untrusted import shown

from .transport_patience import Deadline, Patience, retry_after

LONGEST_ERROR = 1 << 16
BUSY = (429, 503)
# What a proxy says while the cloud behind it starts again.
AWAY = (502, 504)


class Passing(Exception):
    """A failure after which the same bytes may be sent again. error: what is told in the end.

    busy: whether the cloud is well and asks to come back; asked: in how many seconds, if it says; taken: whether it computes the request.
    away: whether nobody took the connection.
    """

    def __init__(
        self, error: ObclipError, *, busy: bool = False, asked: float | None = None, taken: bool = False, away: bool = False
    ) -> None:
        super().__init__(error.message)
        self.error, self.busy, self.asked, self.taken, self.away = error, busy, asked, taken, away
        error.retry_after = None if asked is None else int(asked)

    def given_up(self, waited: float, patience: Patience) -> ObclipError:
        """The error, with how long the cloud was waited for, or why it was not."""
        error, asked = self.error, self.asked or 0.0
        if not isinstance(error, CloudRefused) or not self.busy or not (waited or asked > patience.wait):
            return error
        again = f" It asks to come back in {asked:.0f} s, and more than {patience.wait:.0f} s are not waited"
        said = (
            f" It was waited for {waited:.0f} s, and for {patience.wait:.0f} s at most: ask again later."
            if waited
            else f"{again}: ask again then."
        )
        told = CloudRefused(error.message + said, status=error.status)
        told.retry_after = error.retry_after
        return told


def failure(error: httpx.TransportError, url: str, patience: Patience, deadline: Deadline) -> Exception:
    """What a failed exchange is to the user: an error of ours, or a `Passing` one."""
    if (broken := _tls_fault(error)) is not None:
        return _tls_error(broken, url)
    if deadline.left == 0:
        return CloudUnreachable(f"The cloud at {url} took longer than {deadline.seconds:.0f} s in all: it was given up.", code="too_slow")
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return Passing(CloudUnreachable(f"No cloud answers at {url}: is `obclip serve` running there?"), away=True)
    if isinstance(error, httpx.TimeoutException):
        return CloudUnreachable(f"The cloud at {url} said nothing for {patience.idle:.0f} s: it was given up.", code="too_slow")
    if isinstance(error, httpx.RemoteProtocolError) and "disconnected" not in str(error):
        return Passing(cut_short()) if "peer closed" in str(error) else not_a_cloud(url)
    if isinstance(error, httpx.ProxyError):
        return CloudUnreachable("The proxy does not lead to the cloud: check --proxy and the URL.", code="proxy")
    return Passing(CloudUnreachable(f"The connection to the cloud at {url} failed ({type(error).__name__}): try again."))


def check_plain(response: httpx.Response, url: str) -> None:
    """Raises BadReply for an answer that is packed: two kilobytes may unpack to hundreds of megabytes, and none was asked for."""
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise not_a_cloud(url)


def refusal(response: httpx.Response, *, keyed: bool) -> Exception:
    """What an answer with an error's status is to the user."""
    status = response.status_code
    said = fault_message(beginning(response, LONGEST_ERROR)) or "it is no obclip cloud, check the URL."
    if status == 404:
        said += f" It may be older than this device, which speaks {PROTOCOL}."
    if status == 401 and not keyed:
        said += " Set OBCLIP_KEY to the key that its operator gave you."
    asked = retry_after(response.headers.get("retry-after")) if status in BUSY else None
    error = CloudRefused(f"The cloud refused (HTTP {status}): {said}", status=status)
    if status in BUSY:
        return Passing(error, busy=True, asked=asked)
    return Passing(error) if status in AWAY else error


def still_computing(response: httpx.Response) -> Passing:
    """What it is to the user that a result is not there yet."""
    error = CloudUnreachable("The cloud is still computing what it was asked: try again later.", code="too_slow")
    return Passing(error, busy=True, taken=True, asked=retry_after(response.headers.get("retry-after")))


def beginning(response: httpx.Response, most: int) -> bytes:
    """The body, or somewhat more than its first `most` bytes if it is longer."""
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > most:
            break
    return bytes(body)


def not_a_cloud(url: str) -> BadReply:
    """The error of an answer that no obclip cloud gives."""
    return BadReply(f"What answers at {url} is not an obclip cloud: check the URL.", code="unreadable_reply")


def _tls_fault(error: BaseException) -> ssl.SSLError | None:
    """The fault of TLS that an error came of, unless the other side only hung up."""
    faults = (cause for cause in _causes(error) if isinstance(cause, ssl.SSLError))
    return next((fault for fault in faults if not isinstance(fault, ssl.SSLEOFError | ssl.SSLZeroReturnError)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _tls_error(fault: ssl.SSLError, url: str) -> CloudUnreachable:
    if isinstance(fault, ssl.SSLCertVerificationError):
        why = shown(fault.verify_message)
        return CloudUnreachable(
            f"The cloud at {url} shows a certificate that this device does not trust ({why}): nothing was sent. Check the URL, or name the "
            "file of the authority that signed it in SSL_CERT_FILE.",
            code="untrusted_certificate",
        )
    why = shown(fault.reason or type(fault).__name__)
    return CloudUnreachable(f"What answers at {url} does not speak TLS as https:// needs it ({why}): check the URL.", code="tls_failed")

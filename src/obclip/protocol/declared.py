"""How a request says what its body is: JSON in UTF-8, not packed. Standard library only."""

from collections.abc import Mapping

JSON = "application/json"
UTF_8 = ("", "utf-8", "utf8", "us-ascii")


def undeclared(headers: Mapping[str, str]) -> tuple[str, str] | None:
    """Code and sentence for a body that is declared as anything else, which is refused (415) before it is read; None for one as it must be.

    A page of any website can send text to a server on this machine without asking; for JSON its browser asks first.
    """
    kind, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    if kind != JSON:
        return "not_json", f"Send the request as Content-Type: {JSON}."
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        return "encoded", "Send the request without a content encoding."
    charset = next((part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")), "")
    return None if charset in UTF_8 else ("not_utf8", "Send the request in UTF-8: JSON has no other charset.")

"""What gives up privacy or fetches from a network is agreed to by True alone: "no" and "false" are texts, and every text counts as true."""

from obclip.errors import BadRequest


def check_agreed(**flags: object) -> None:
    """By their names. Raises BadRequest for a value that is neither True nor False."""
    for name, value in flags.items():
        if not isinstance(value, bool):
            raise BadRequest(f"{name} must be True or False (got {value!r}).", code="bad_flag")

"""What changes an age is withheld: what it amounts to hangs on an age that is not said."""

import pytest

from obclip.prompts.safeguard import safeguard


@pytest.mark.parametrize("change", ["15 years younger", "ten years older", "a decade younger", "decades older"])
def test_by_how_much_an_age_is_changed_leaves_in_no_candidate(change: str) -> None:
    assert safeguard(f"make her {change}").candidates.prompts == ("make him of another age", "make her of another age")


def test_things_may_be_older() -> None:
    assert all("20 years older house" in candidate for candidate in safeguard("a man in a 20 years older house").candidates.prompts)

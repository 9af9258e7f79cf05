"""The last look before a prompt goes out: certified, and hidden among more than itself unless the user allows otherwise."""

from obclip.errors import NotPrivate
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import Safeguarded, safeguard

_SINGLE = {
    "nobody": "Nothing sensitive was found: the prompt says nothing of a person",
    "nothing said": "Nothing sensitive was found: persons are shown, but nothing is said of them",
    "not understood": "The prompt was not understood: nothing is known of some of its words (obclip explain shows which)",
}


def check_private(prompt: str, allow_single: bool, rules: Rules = DEFAULT_RULES) -> Safeguarded:
    """The safeguarded prompt. Raises what the safeguard raises, and NotPrivate if there is one candidate only and that is not allowed."""
    done = safeguard(prompt, rules)
    single = done.explanation.single
    if single is not None and not allow_single:
        raise NotPrivate(
            f"{_SINGLE[single]}, so N = 1 and the cloud would see it as it is. "
            "Name what is to be hidden (gender, age, ethnicity), mark it ({woman|man}), pass --allow-single if the prompt may be seen, "
            "or use --mode device-only."
        )
    if rules.language == "any" and not allow_single:
        raise NotPrivate("With --language any, words may be missed, so that 1/N means little: pass --allow-single if that may be.")
    return done

"""The last look before a prompt goes out: certified, and hidden among more than itself unless the user allows otherwise."""

from obclip.agreed import check_agreed
from obclip.errors import BadRequest, NotClosed, NotPrivate
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import Safeguarded, safeguard

_SINGLE = {
    "nobody": "Nothing sensitive was found: the prompt says nothing of a person",
    "nothing said": "Nothing sensitive was found: persons are shown, but nothing is said of them",
    "left out": "What is said of persons would need more candidates than are allowed and is left out (max_candidates allows more)",
    "not understood": "The prompt was not understood: nothing is known of some of its words (obclip explain shows which)",
}
_ALL_WITHHELD = "All that was found is withheld from the cloud"


def check_private(prompt: str | Safeguarded, allow_single: bool, rules: Rules = DEFAULT_RULES) -> Safeguarded:
    """The safeguarded prompt; one that is safeguarded already is read once more, by its own rules, for nobody's word is taken.

    Raises what the safeguard raises, BadRequest for an allow_single that is neither True nor False, NotClosed for candidates that are not
    those of their prompt, and NotPrivate if there is one candidate only and that is not allowed.
    """
    check_agreed(allow_single=allow_single)
    if isinstance(prompt, Safeguarded):
        done, rules = safeguard(prompt.template.prompt, prompt.rules), prompt.rules
        if done.candidates != prompt.candidates:
            raise NotClosed("These are not the candidates of their prompt: give what safeguard() returned, as it is.")
    else:
        done = safeguard(prompt, rules)
    found = done.explanation
    if found.single is not None and not allow_single:
        withheld = found.withheld and found.single != "not understood"
        why = _ALL_WITHHELD if withheld and found.single != "left out" else _SINGLE[found.single]
        raise NotPrivate(
            f"{why}, so N = 1 and the cloud would see {'the rest' if withheld else 'it'} "
            "as it is. Name what is to be hidden (gender, age, ethnicity) or mark "
            "it ({woman|man}). If it may be seen, allow that (--allow-single; allow_single=True in Python), or draw it without a cloud "
            "(obclip generate --mode device-only)."
        )
    if rules.language == "any" and not allow_single:
        raise NotPrivate(
            "With --language any, words may be missed, so that 1/N means little: allow that (--allow-single; allow_single=True in Python)."
        )
    return done


def check_revealed(mode: str, elsewhere: bool, allowed: bool) -> None:
    """Raises BadRequest where the prompt as it is would go to a cloud elsewhere than in this process, and nobody has said that it may."""
    check_agreed(reveal_prompt=allowed)
    if elsewhere and mode in ("hybrid", "cloud-only") and not allowed:
        raise BadRequest(
            f'The mode "{mode}" sends the bare prompt to the cloud: if that may be, allow it (--reveal-prompt; reveal_prompt=True).',
            code="would_reveal_prompt",
        )

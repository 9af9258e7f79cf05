"""Words of sex that mean something else in their company: "a boy named Dick", "a cock (rooster)", "in bed with a teddy bear"."""

from __future__ import annotations

import re

from obclip.prompts.vocabulary.words import surnames

_ROOSTER = r"(?:roosters?|cockerels?)"
_HENS = rf"(?:hens?|chickens?|pullets?|{_ROOSTER})"
_WHOSE = r"(?:(?:an?|the|some|his|her|their|its|two|three|many)\s)?"
_SOFT = (
    r"(?:(?:stuffed|big|little|old|new|soft|fluffy|favou?rite|toy|pet|comic|picture|glass|cup|thermometer|sick|open)\s){0,2}"
    r"(?:teddy(?:\sbears?)?|bear|animals?|toys?|plush(?:ies)?|dolls?|books?|storybook|comics?|flu|fever|colds?|measles|chicken\s?pox|cats?|kittens?"
    r"|dogs?|puppy|puppies|bunny|rabbit|blankets?|flashlight|torch|laptop|tablet|ipad|phone|lamp|pillows?|thermometer|pajamas|pyjamas|milk)"
)
_SENSES = re.compile(
    rf"\bcocks?(?:\s?\(\s?|,?\s|\sor\s){_WHOSE}{_ROOSTER}\b|\b{_HENS}\s(?:and|with|or)\s{_WHOSE}cocks?\b"
    rf"|\bcocks?\s(?:and|with|or)\s{_WHOSE}{_HENS}\b|\b(?:a|the|two|some)\scocks?\s(?:crow(?:s|ing|ed)?|pecking|strutting)\b|\bcrowing\scocks?\b"
    r"|\bfeeding\s(?:a|the|some)\scocks?\s(?:at|on|in)\s(?:a|the|his|her|their)\s(?:farm|barn|barnyard|yard|coop|henhouse)\b"
    r"|\bdonkeys?,?\s(?:or\s|and\s)?(?:an\s)?ass\b"
    rf"|\bin\sbed\swith\s{_WHOSE}{_SOFT}\b"
    r"|\b(?:named|called|nicknamed|(?:name|names)\s(?:is|was|are)|uncle|cousin|mr\.?|king|captain|k\.?)\s[\"']?dick\b(?!['’]s\b)",
    re.IGNORECASE,
)
_MAY = ("cock", "dick", "bed with", "donkey")
_NAMED = re.compile(r"\bDick\s(?P<surname>[A-Z][a-z]+)")


def without_other_senses(text: str) -> str:
    """A text without such phrases. A first name is one before a surname that is no other word."""
    lower = text.lower()
    if not any(word in lower for word in _MAY):
        return text
    text = _SENSES.sub(" ", text)
    return (
        _NAMED.sub(lambda match: " " if surnames().get(match["surname"].lower()) == "" else match.group(), text) if "Dick" in text else text
    )

"""Alternatives in the lists of a taxonomy."""

from obclip.prompts.vocabulary.alternatives import spelled_out


def test_an_entry_stands_for_each_choice_of_its_groups() -> None:
    assert spelled_out("(who |)lost (his|her) arm") == ["who lost his arm", "who lost her arm", "lost his arm", "lost her arm"]


def test_an_entry_without_groups_stands_for_itself() -> None:
    assert spelled_out("\n grey beard/grey  beards ") == ["grey beard/grey beards"]

"""Small rooms, honest pages."""

import re
from pathlib import Path

import pytest

import obclip
from obclip.prompts.guessed import GUESSED

ROOT = Path(__file__).parents[2]
SOURCES = [file for folder in ("src", "training", "integrations") for file in sorted((ROOT / folder).rglob("*.py"))]
PAGE = [
    file
    for folder in ("page/src", "page/build", "page/tests", "src/obclip/device/app/page/src")
    for file in sorted((ROOT / folder).glob("*.js"))
]


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_has_one_purpose_that_it_states_and_is_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert not text or text.startswith(('"""', "#")), "a file says in its first line what it is for"


@pytest.mark.parametrize("file", PAGE, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_of_the_page_is_small_and_says_what_it_is_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert text.startswith("//")


def test_what_the_page_says_of_guesses_is_the_table_of_the_guarantee() -> None:
    table = (ROOT / "docs/guarantee.md").read_text(encoding="utf-8")
    rows = re.findall(r"^ *\| (\w+) \| \d+ \| [\d.]+ \| ([\d.]+) \| [\d.]+ ± [\d.]+ \| ([\d.]+) ±", table, re.M)
    assert {name: max(float(often), float(words)) for name, often, words in rows} == GUESSED


def test_no_room_is_a_drawer_for_everything() -> None:
    names = {"utils", "common", "helpers", "base", "core", "types"}
    assert not [file for file in SOURCES if file.stem in names or file.parent.name in names]


def test_the_readme_opens_with_the_two_commands() -> None:
    code = re.findall(r"```(?:\w*)\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert [line.split("#")[0].strip() for line in code[0].splitlines()] == ["make demo", "make test"]


def test_every_local_link_of_the_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^):]+)\)", page.read_text(encoding="utf-8"))]
    assert len(links) > 10
    for page, link in links:
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_every_file_of_code_that_the_pages_name_is_there() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = {
        (page.name, name) for page in pages for name in re.findall(r"`([\w-]+(?:/[\w.-]+)+\.(?:py|toml|txt))`", page.read_text("utf-8"))
    }
    folders = [ROOT, ROOT / "src", ROOT / "src/obclip", ROOT / "src/obclip/prompts"]
    assert len(named) > 30
    assert [one for one in sorted(named) if not any((folder / one[1]).is_file() for folder in folders)] == []


def anchors(page: Path) -> set[str]:
    """What a heading of a page is reached by: its words in small letters, hyphens between."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_each_list_of_words_names_its_source_and_its_licence() -> None:
    data = ROOT / "src/obclip/prompts/vocabulary/data"
    rows = re.findall(r"^\| ([^|]*) \|", (data / "SOURCES.md").read_text(encoding="utf-8"), re.M)
    named = {name for row in rows for name in row.split(", ")}
    files = {file.name for file in data.iterdir() if file.is_file()} - {"SOURCES.md"}
    assert len(files) > 15
    assert files - named == set()


def test_each_command_that_makes_a_list_of_words_is_in_its_readme() -> None:
    folder = ROOT / "wordlists"
    commands = {file.stem for file in folder.glob("*.py") if "__main__" in file.read_text(encoding="utf-8")}
    told = re.findall(r"^ +python -m wordlists\.(\w+)", (folder / "README.md").read_text(encoding="utf-8"), re.M)
    assert len(commands) > 5
    assert sorted(told) == sorted(commands)


def test_the_public_names_are_these() -> None:
    assert dir(obclip) == ["ObclipError", "ObliviousPipeline", "ObliviousPipelineOutput", "__version__", "candidate_prompts"]
    assert all(getattr(obclip, name) is not None for name in dir(obclip))
    with pytest.raises(AttributeError, match="no attribute"):
        obclip.nothing  # noqa: B018

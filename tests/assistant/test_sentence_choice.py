"""The fitted weights belong to the features of the code, and what they rank is what a reader would pick."""

import json
from pathlib import Path

import pytest

from assistant import passages, question, sentence_choice
from assistant.differing import asks_whether_one
from assistant.signs import SIGNS, points_back

LABELLED = Path(__file__).parents[1] / "passages"


def test_the_weights_are_of_the_features_that_the_code_computes():
    weights = sentence_choice.weights()
    assert list(weights["rank"]) == list(SIGNS)
    assert list(weights["sure"]) == list(sentence_choice.GROUNDS)


def test_every_labelled_question_has_the_words_that_answer_it_in_a_document(root):
    for path in sorted(LABELLED.glob("*.jsonl")):
        topic = path.stem
        folder = root / "corpus" if topic == "corpus" else root / "tests" / "briefs" / topic / "corpus"
        texts = [p.read_text(encoding="utf-8") for p in folder.iterdir() if p.suffix in (".md", ".csv")]
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            assert all(any(e in text for text in texts) for e in row["evidence"]), row


def test_a_sentence_that_begins_with_it_points_back():
    assert points_back("It adds used machines.")
    assert not points_back("The office leaves both out.")


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Do the union and the office agree on the tonnage?", True),
        ("Exports of 2024: which figure is right?", True),
        ("I have heard two percentages for the duty", True),
        ("What did the two agree to share?", False),
        ("Who heads the union?", False),
    ],
)
def test_a_question_that_doubts_whether_there_is_one_figure_is_known(text, several):
    assert asks_whether_one(question.understand(text)) is several


@pytest.mark.model
def test_the_sentence_that_explains_comes_along_with_the_one_that_states(machinery):
    desk = machinery.desk
    query = question.understand("Why is the makers' association's figure for 2024 higher than the office's?")
    first = passages.find(query, desk.sentences, desk.search)[0]
    assert any("used machines" in u.text for u in first.units)
    assert 0 < first.sure < 1


@pytest.mark.model
def test_a_name_that_no_document_has_is_told(machinery):
    desk = machinery.desk
    query = question.understand("Who is Zebulon Quirke?")
    assert all(f.unknown for f in passages.find(query, desk.sentences, desk.search))

"""A question that the documents do not answer is not answered with a figure that stands nearby."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.types import Answer, AnswerStatus, Sentence
from tests.swaps import make
from tests.swaps.score import CORPUS, KINDS, judge, outcome, read, summary, wrong_share

WRONG = 0.015
"""Ceiling of the share answered with a wrong figure: lower it when answering improves, never raise it."""

GERMANY = {"question": "How much did Norway buy in FY 2022-23?", "original_value": 176200000, "original_unit": "USD"}


def answer(text: str, status: AnswerStatus = "answered") -> Answer:
    return Answer("", status, (Sentence(text),))


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("Norway bought devices for $176.2 million.", "money", "original"),
        ("Norway bought devices for Rs 202 crore in FY 2021-22.", "money", "figure"),
        ("The documents give no figure for Norway, only $176.2 million for Germany.", "money", "safe"),
        ("Norway lies in Europe.", "money", "other"),
        ("It was up 12 per cent in FY 2022-23.", "money", "other"),
        ("It was up 12 per cent in FY 2022-23.", "percent", "figure"),
        ("Some 40 firms bought devices.", "count", "figure"),
    ],
)
def test_a_figure_given_as_if_asked_counts_as_wrong(text: str, unit: str, expected: str) -> None:
    assert outcome({**GERMANY, "asked_unit": unit}, answer(text)) == expected


@pytest.mark.parametrize("status", ["not_in_corpus", "needs_clarification"])
def test_declining_with_the_nearest_figure_is_safe(status: AnswerStatus) -> None:
    assert outcome({**GERMANY, "asked_unit": "money"}, answer("Germany: $176.2 million.", status)) == "safe"


def test_the_questions_are_what_the_table_and_the_wordings_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "OUT", tmp_path / "corpus.jsonl")
    make.main()
    made = [json.loads(line) for line in (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    assert made == read()


def test_each_question_changes_one_thing_about_a_figure_of_its_own() -> None:
    questions = read()
    assert len({(q["document"], q["start"]) for q in questions}) == len(questions)
    assert len({q["question"] for q in questions}) == len(questions)
    assert {q["swapped"] for q in questions} == set(KINDS)


@pytest.mark.model
@pytest.mark.slow
def test_swapped_questions_are_not_answered_with_a_wrong_figure(tmp_path: Path) -> None:
    from assistant.assistant import Assistant

    verdicts = judge(read(), Assistant.open([CORPUS], tmp_path))
    assert wrong_share(verdicts) <= WRONG, summary(verdicts)

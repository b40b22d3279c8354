"""The fitted choice of a figure: what it takes for alike, what it is sure of, and that its weights fit its features."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from assistant import figure_choice, likeness
from assistant.answer import answer
from assistant.assistant import Assistant
from index.units import Quantity

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    corpus = ROOT / "tests" / "briefs" / "machinery" / "corpus"
    return Assistant.open([corpus], tmp_path_factory.mktemp("ranking") / "store").desk


def figure_of(desk, amount, unit):
    return next(f for f in desk.evidence.figures if f.quantity.base == (Decimal(amount), unit))


def test_the_weights_are_those_of_the_features():
    held = json.loads((ROOT / "assistant" / "figure_weights.json").read_text(encoding="utf-8"))
    assert tuple(held["features"]) == likeness.FEATURES
    assert len(held["score"]) == len(likeness.FEATURES)
    assert {len(row) for row in held["kinds"]} == {len(figure_choice.KINDS)}


@pytest.mark.model
def test_amounts_are_alike_within_rounding_and_never_across_units(desk):
    figure = desk.evidence.figures[0]
    value, unit = figure.quantity.value, figure.quantity.unit
    assert figure_choice.alike(figure, replace(figure, quantity=Quantity(value * Decimal("1.01"), unit)))
    assert not figure_choice.alike(figure, replace(figure, quantity=Quantity(value * Decimal("1.02"), unit)))
    other = "percent" if unit != "percent" else "count"
    assert not figure_choice.alike(figure, replace(figure, quantity=Quantity(value, other)))


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much did they earn with it abroad?", "money"),
        ("What percentage of sales was that?", "percent"),
        ("How many days does the journey take?", "time"),
        ("How heavy was the year's crop, in tonnes?", "mass"),
        ("How many firms took part?", "count"),
    ],
)
def test_the_kind_of_unit_that_answers_is_told_from_the_question(desk, question, kind):
    chances = figure_choice.kinds(np.asarray(desk.embed(question), np.float64))
    assert max(chances, key=chances.get) == kind
    assert sum(chances.values()) == pytest.approx(1)


@pytest.mark.model
def test_candidates_come_best_first_with_a_chance_of_the_first(desk):
    from assistant.question import understand

    query = understand("What were tractor exports to Germany worth in 2024?", desk.evidence.home)
    found = figure_choice.rank(desk.evidence, query, desk.search, desk.embed)
    assert list(found.scores) == sorted(found.scores, reverse=True)
    assert 0 <= found.chance <= 1
    assert found == figure_choice.rank(desk.evidence, query, desk.search, desk.embed)


@pytest.mark.model
def test_a_figure_that_the_ranking_does_not_confirm_is_not_told(desk, monkeypatch):
    asked = "What were farm machinery exports worth in 2024?"
    told = answer(desk, asked)
    assert told.status == "answered"
    monkeypatch.setattr("assistant.choices.rank", lambda *_: figure_choice.Ranking())
    assert answer(desk, asked).status == "not_in_corpus"


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "Why did exports to Germany rise in 2024?",
        "What made exports to Germany rise in 2024?",
        "Explain why exports to Germany rose in 2024.",
    ],
)
def test_asking_why_is_told_from_asking_how_much(question):
    assert likeness.asks_for_words(question)
    assert not likeness.asks_for_words("How much did Germany buy in 2024?")

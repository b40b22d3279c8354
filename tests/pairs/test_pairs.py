"""The fitted choice of a calculation over two figures: what may be computed, and what it is sure of."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from assistant import choices, figure_choice, pair_choice, pair_likeness, paired
from assistant.answer import answer
from assistant.assistant import Assistant
from assistant.context import Context
from assistant.conversation import Conversation
from assistant.question import understand
from assistant.saying import said_change
from index import periods
from index.errors import CalculationError
from index.types import Figure, Span
from index.units import Quantity

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    corpus = ROOT / "tests" / "briefs" / "textiles" / "corpus"
    return Assistant.open([corpus], tmp_path_factory.mktemp("pairs") / "store").desk


def figure(value, unit, **more):
    at = Span("d", 0, 1)
    return Figure(f"d#{value}{unit}", at, at, Quantity(Decimal(value), unit), **more)


def operations_of(*figures):
    return {p.operation for p in pair_likeness.pairs(figures, len(figures))}


def test_the_weights_are_those_of_the_features():
    held = json.loads((ROOT / "assistant" / "pair_weights.json").read_text(encoding="utf-8"))
    assert tuple(held["features"]) == pair_likeness.FEATURES
    assert len(held["score"]) == len(pair_likeness.FEATURES)
    assert {len(row) for row in held["operations"]} == {len(pair_choice.CLASSES)}


def test_only_what_the_units_allow_is_computed():
    assert operations_of(figure(4, "USD"), figure(6, "USD")) == {"share", "change", "difference", "ratio", "sum"}
    assert operations_of(figure(83, "INR"), figure(1, "USD")) == {"rate"}
    assert operations_of(figure(900, "USD"), figure(3, "metric_ton")) == {"price"}
    assert operations_of(figure(3, "metric_ton"), figure(40, "percent")) == {"product"}
    assert operations_of(figure(3, "metric_ton"), figure(9, "meter")) == set()


def test_nothing_is_computed_with_the_same_amount_twice_or_from_nothing():
    assert operations_of(figure(4, "USD"), replace(figure(4, "USD"), id="other")) == set()
    assert operations_of(figure(0, "USD"), figure(6, "USD")) == set()


def test_a_part_is_smaller_than_its_whole_and_an_old_value_may_be_either():
    small, large = figure(4, "USD"), figure(6, "USD")
    found = list(pair_likeness.pairs([small, large], 2))
    assert [(p.first, p.second) for p in found if p.operation == "share"] == [(0, 1)]
    assert {(p.first, p.second) for p in found if p.operation == "change"} == {(0, 1), (1, 0)}


def test_one_of_two_is_among_the_best():
    found = list(pair_likeness.pairs([figure(n, "USD") for n in (1, 2, 3)], 1))
    assert found
    assert all(0 in (p.first, p.second) for p in found)


def test_numbers_are_alike_among_the_words_that_tell_an_operation():
    assert pair_choice.wordings("from 2019 to 2024?") == pair_choice.wordings("From 7 to 31")
    assert "per #" in pair_choice.wordings("per 100")


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("What part of all garments went to Germany?", "share"),
        ("By what percentage did exports to Germany grow from 2023 to 2024?", "change"),
        ("How far is Vietnam ahead of China, in dollars?", "difference"),
        ("How many times as much as Cambodia did China sell?", "ratio"),
        ("Which exchange rate lies behind the two amounts?", "rate"),
        ("At what average annual rate did shipments grow between 2019 and 2024?", "growth"),
    ],
)
def test_the_operation_is_told_from_the_question(desk, question, operation):
    query = understand(question, desk.evidence.home)
    chances = pair_choice.operations(query, np.asarray(desk.embed(question), np.float64))
    assert sum(chances.values()) == pytest.approx(1)
    assert max(pair_likeness.OPERATIONS, key=chances.__getitem__) == operation


@pytest.mark.model
def test_a_figure_in_words_wants_no_calculation(desk):
    for question in ("What is the minimum wage?", "Why did orders fall?", "Who signed the agreement?"):
        query = understand(question, desk.evidence.home)
        chances = pair_choice.operations(query, np.asarray(desk.embed(question), np.float64))
        assert max(chances, key=chances.get) == "none"


@pytest.mark.model
def test_candidates_bring_along_their_row_and_the_total_of_their_column(desk):
    cell = next(f for f in desk.evidence.figures if f.label and len(desk.evidence.index.column(f)) > 3)
    found, scores = pair_choice.candidates(desk.evidence, figure_choice.Ranking((cell,), (1.0,), 0.5), ())
    assert {f.id for f in desk.evidence.index.beside(cell)} <= {f.id for f in found}
    assert max(desk.evidence.index.column(cell), key=lambda f: f.quantity.value) in found
    assert len(found) == len(scores) == len({f.id for f in found})


@pytest.mark.model
def test_a_calculation_that_is_not_sure_is_not_told(desk, monkeypatch):
    asked = "How much has a five-pocket jean got dearer from FY24 to FY25, in %?"
    told = answer(desk, asked)
    assert told.status == "answered"
    assert told.calculations[-1].operation == "percent_change"
    chosen = choices.choices(desk, Conversation()).choose(understand(asked, desk.evidence.home))
    assert chosen is not None
    monkeypatch.setattr("assistant.choices.choose", lambda *_: replace(chosen, chance=0.1))
    assert answer(desk, asked).status == "not_in_corpus"


@pytest.mark.model
@pytest.mark.parametrize(("chance", "status"), [(0.3, "not_in_corpus"), (0.2, "answered")])
def test_a_strict_reading_is_doubted_where_another_whole_is_likelier(desk, monkeypatch, chance, status):
    asked = "trousers+shorts as % of all garment exports FY25 (final figure)"
    part, whole = (o.figure for o in answer(desk, asked).calculations[-1].operands)
    other = next(
        f
        for f in desk.evidence.figures
        if f.quantity.unit == part.quantity.unit
        and f.quantity.value > part.quantity.value
        and not figure_choice.alike(f, whole)
    )
    doubting = pair_choice.Pairing("share", (part, other), chance)
    monkeypatch.setattr("assistant.choices.choose", lambda *_: doubting)
    assert answer(desk, asked).status == status


@pytest.mark.parametrize(
    ("start", "end"), [("November 2023", "March 2024"), ("FY 2022-23", "2030"), ("2024", "2024")], ids=str
)
def test_growth_a_year_needs_two_different_whole_years_of_one_kind(start, end):
    told = [figure(n, "USD", period=periods.read(when)[0].period) for n, when in ((4, start), (6, end))]
    with pytest.raises(CalculationError, match="different years"):
        paired._years_between(pair_choice.Pairing("growth", (told[0], told[1]), 0.9))


@pytest.mark.model
def test_a_strict_reading_that_the_choice_cannot_weigh_is_not_doubted(desk):
    few = [f for f in desk.evidence.figures if f.quantity.unit == "USD" and f.bound][:2]
    equal = [replace(f, quantity=few[0].quantity) for f in few]
    context = Context(understand("How much?", desk.evidence.home), desk.evidence, Conversation())
    doubting = replace(context, choose=lambda _: pair_choice.Pairing("change", (few[0], few[1]), 0.9))
    draft = said_change(doubting, *map(doubting.operand, equal))
    assert "no change" in draft.sentences[0].text
    assert not paired.in_doubt(doubting, draft)

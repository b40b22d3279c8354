"""What a ranking question sets in order: the groups that are found, the choice among them, and what is not told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import figure_choice, order_likeness
from assistant.answer import answer
from assistant.assistant import Assistant
from assistant.groups import groups_of
from assistant.order_choice import CONFIDENCE, choose
from assistant.orderings import measured
from assistant.question import understand
from assistant.ranging import Ranging, ranging_of
from assistant.ranks import Rank, asks_for_a_place, rank_of

ROOT = Path(__file__).parents[2]
QUESTIONS = [json.loads(line) for line in (Path(__file__).parent / "questions.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    held = {}

    def desk(topic):
        if topic not in held:
            corpus = ROOT / "tests" / "briefs" / topic / "corpus"
            held[topic] = Assistant.open([corpus], tmp_path_factory.mktemp("ranks") / "store").desk
        return held[topic]

    return desk


def groups(desk, document):
    return groups_of(desk.evidence, next(d for i, d in desk.evidence.documents.items() if i.startswith(document)))


def _asked(desk, question):
    query = understand(question, desk.evidence.home)
    ranking = figure_choice.rank(desk.evidence, query, desk.search, desk.embed)
    return desk.evidence, query, ranking, desk.search, desk.embed


def group(desk, document, measure, head=""):
    return next(g for g in groups(desk, document) if (g.measure, g.head) == (measure, head or g.head))


def test_the_weights_are_those_of_the_features():
    held = json.loads((ROOT / "assistant" / "order_weights.json").read_text(encoding="utf-8"))
    assert tuple(held["features"]) == order_likeness.FEATURES
    assert len(held["score"]) == len(order_likeness.FEATURES)
    assert len(held["chance"]) == 1 + len(CONFIDENCE)


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["question"][:40])
def test_the_members_of_a_labelled_question_are_printed_in_its_document(row):
    assert (row["document"] is None) == (not row["members"]) == (not row["order"])
    if row["document"]:
        text = (ROOT / row["corpus"] / row["document"]).read_text(encoding="utf-8")
        assert all(value in text for _, *values in row["members"] for value in values)
        assert {*row["order"]} <= {name for name, *_ in row["members"]}


@pytest.mark.model
def test_a_column_is_a_group_without_what_is_left_and_without_the_total(desks):
    found = group(desks("lithium"), "02-copper", "US$ billion fob")
    assert [m.name for m in found.members] == ["China", "United States", "Japan", "South Korea", "India"]
    assert (found.head, found.by, found.form) == ("Buyer", "place", "column")


@pytest.mark.model
def test_a_whole_that_is_not_called_so_is_known_by_its_parts(desks):
    found = group(desks("lithium"), "copper-mines", "2024")
    assert [m.name for m in found.members][-1] == "Quebrada Sur"


@pytest.mark.model
def test_months_across_a_row_are_a_group_of_periods(desks):
    found = group(desks("machinery"), "exports-by-month", "2024 final")
    assert (found.by, found.form, len(found.members)) == ("period", "row", 12)
    assert {m.days for m in found.members} == {30} or all(28 <= m.days <= 31 for m in found.members)


@pytest.mark.model
def test_rows_told_apart_by_two_columns_are_grouped_with_one_held_still(desks):
    held = {g.held for g in groups(desks("fertiliser"), "shipments") if g.head == "route"}
    assert held == {"2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"}


@pytest.mark.model
def test_bare_numbers_of_rows_are_named_with_the_date_that_says_the_same(desks):
    found = group(desks("tea"), "auction", "kg_sold")
    assert found.members[0].name == "2025-07-07 (sale 27)"


@pytest.mark.model
@pytest.mark.parametrize(
    ("topic", "question", "first"),
    [
        ("machinery", "Second strongest month of 2024?", "Nov: $154 million"),
        ("machinery", "rank the product groups of 2024 by export value, top down", "Tractors $566 million; Parts"),
        ("lithium", "four biggest copper customers by country in order", "China $27.1 billion; United States"),
        ("lithium", "Which mine lost most output between 2021 and 2024?", "Loma Colorada: -19%"),
        ("fertiliser", "second dearest route by freight?", "Baltic line: $63"),
        ("lithium", "Which year had the lowest carbonate tonnage?", "2022: 199,400"),
        ("tea", "third largest buyer of tea in 2024 by tonnage", "United Kingdom: 61,500"),
    ],
)
def test_what_is_asked_for_is_set_in_order(desks, topic, question, first):
    told = answer(desks(topic), question)
    assert told.status == "answered"
    assert told.text.startswith(first)
    assert "left out" not in told.text


@pytest.mark.model
@pytest.mark.parametrize(
    ("topic", "question"),
    [
        ("machinery", "Which Turkish manufacturer exported the most tractors?"),
        ("lithium", "Which bank lends most to the lithium producers?"),
        ("fertiliser", "Which Indian state buys the most potash?"),
        ("tea", "Which tea factory produces the most?"),
    ],
)
def test_what_the_documents_do_not_rank_is_not_ranked(desks, topic, question):
    told = answer(desks(topic), question)
    assert not told.figures
    assert not told.calculations


@pytest.mark.model
def test_an_order_that_the_choice_does_not_confirm_is_not_told(desks, monkeypatch):
    desk, asked = desks("tea"), "Put the sale 34 grades in order, dearest first"
    told = answer(desk, asked)
    assert told.text.startswith("BP1")
    held = replace(choose(*_asked(desk, asked)), chance=0.1)
    monkeypatch.setattr("assistant.order_choice.choose", lambda *_: held)
    assert answer(desk, asked).status == "not_in_corpus"


@pytest.mark.model
def test_a_neighbour_and_two_that_are_named_are_left_to_the_strict_search(desks):
    desk = desks("tea")
    assert answer(desk, "Who comes right behind Pakistan as a buyer of tea in 2024, in tonnes?").text.startswith(
        "Egypt"
    )
    assert answer(desk, "Which is larger, orthodox leaf or green tea, in 2024?").text.startswith("Orthodox")


@pytest.mark.parametrize(
    ("text", "ranging"),
    [
        ("Which month was the weakest?", Ranging("period", 28, 31)),
        ("In which quarter of 2024 did exports peak?", Ranging("period", 89, 93)),
        ("Which country buys most?", Ranging("place")),
        ("Rank the product groups", Ranging("item")),
        ("What is it?", Ranging("")),
    ],
)
def test_what_a_question_ranges_over(text, ranging):
    assert ranging_of(text) == ranging


@pytest.mark.parametrize(
    ("question", "rank"),
    [
        ("Grades by price please, cheapest first", Rank(0, 0, False)),
        ("plants by capacity, biggest to smallest", Rank(0, 0, True)),
        ("groups sold to the US in 2024, ranked by value", Rank(0, 0, True)),
        ("Three countries that took most tractors in 2024", Rank(0, 3, True)),
        ("Which of the smaller partners traded most?", Rank(1, 0, True)),
        ("What was the weakest month?", Rank(1, 0, False)),
    ],
)
def test_a_place_in_an_order_is_read_in_other_words(question, rank):
    assert rank_of(question) == rank


def test_a_place_is_told_from_other_words_in_est():
    assert asks_for_a_place("weakest quarter for copper")
    assert asks_for_a_place("third destination by value")
    assert not asks_for_a_place("What is the latest figure for interest?")
    assert not asks_for_a_place("What was sold in the third quarter?")


def test_a_heading_without_its_periods_tells_the_measure():
    assert measured("2023, tonnes") == measured("2024, tonnes") == "tonnes"

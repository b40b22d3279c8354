"""Members that a ranking question names (the one before the answer, those left out, a list), and tables of members."""

from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.assistant import Assistant
from assistant.broken_down import broken_down_by
from assistant.members_named import asks_for_neighbour, named
from assistant.operations import operation_of
from assistant.orderings import measured
from assistant.question import understand
from assistant.ranks import Rank, rank_of

ROOT = Path(__file__).parents[2]
CORPORA = {"devices": ROOT / "corpus", "tea": ROOT / "tests" / "briefs" / "tea" / "corpus"}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    held = {}

    def ask(topic, question):
        if topic not in held:
            held[topic] = Assistant.open([CORPORA[topic]], tmp_path_factory.mktemp(topic) / "store").desk
        return answer(held[topic], question)

    return ask


@pytest.mark.model
@pytest.mark.parametrize(
    ("topic", "question", "first"),
    [
        (
            "devices",
            "Which product group did India import most of in 2023-24 after electronics and equipment?",
            "Consumables: Rs 7,430 crore",
        ),
        (
            "devices",
            "After electronics and equipment, which product group was imported most in FY 2023-24?",
            "Consumables: Rs 7,430 crore",
        ),
        ("devices", "Which group came right after consumables in India's imports of 2023-24?", "IVD reagents"),
        (
            "devices",
            "Apart from electronics and equipment, which product group did India import most of in 2023-24?",
            "Consumables: Rs 7,430 crore",
        ),
        (
            "devices",
            "List Armenia, Belarus, Kazakhstan and Kyrgyzstan by their trade with India in 2024-25, largest first.",
            "Kazakhstan $349.48 million; Armenia $315.18 million; Belarus $106.69 million; Kyrgyzstan",
        ),
        (
            "devices",
            "Put Kyrgyzstan, Kazakhstan, Armenia and Belarus in order of their trade with India in 2024-25, "
            "smallest first",
            "Kyrgyzstan $56.78 million; Belarus $106.69 million; Armenia",
        ),
        (
            "devices",
            "Rank Belarus, Armenia and Kazakhstan by trade with India in FY 2024-25.",
            "Kazakhstan $349.48 million; Armenia $315.18 million; Belarus $106.69 million [",
        ),
        (
            "tea",
            "Of Pakistan, Egypt and the United Kingdom, who bought the least tea in 2024, by tonnage?",
            "United Kingdom: 61,500 tonnes",
        ),
    ],
)
def test_members_that_are_named_say_which_place_is_meant(ask, topic, question, first):
    told = ask(topic, question)
    assert told.status == "answered"
    assert told.text.startswith(first)


@pytest.mark.model
def test_a_list_with_a_place_of_which_nothing_is_held_is_not_set_in_order(ask):
    told = ask(
        "devices", "List Armenia, Belarus, Kazakhstan and Mongolia by trade with India in 2024-25, largest first."
    )
    assert told.status == "not_in_corpus"


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "Show device exports by product group for FY 2022-23 and FY 2023-24 in a table.",
        "Give me a table of device exports by product group, 2022-23 and 2023-24",
        "table: exports by product group, 2022-23 against 2023-24",
    ],
)
def test_a_table_has_a_line_for_each_member_and_a_column_for_each_period(ask, question):
    told = ask("devices", question)
    assert "| Implants | Rs 1,410 crore | Rs 2,096 crore |" in told.text
    assert "| Surgical instruments | – | Rs 657 crore |" in told.text
    assert "27,818" not in told.text


@pytest.mark.model
def test_a_table_of_imports_is_not_filled_with_exports(ask):
    told = ask("devices", "Tabulate imports of each product group in 2022-23 and 2023-24")
    assert "| Implants | Rs 4,580 crore | Rs 5,087 crore |" in told.text


@pytest.mark.model
def test_a_price_for_each_tonne_is_not_ranked_by_tonnes(ask):
    told = ask("tea", "Which country paid the most per tonne of tea in 2024?")
    assert "209,400" not in told.text.partition("Held nearest")[0]


def test_members_are_found_by_their_words_and_countries_however_called():
    names = ["Electronics and equipment", "Implants", "United Kingdom"]
    spots = named("after electronics and equipment, or implants, or Britain", names)
    assert [n.member for n in spots] == [0, 1, 2]
    assert named("equipment for surgery", ["Heavy equipment", "Light equipment"]) == []


def test_what_stands_next_to_a_member_is_told_from_a_plain_place():
    assert asks_for_neighbour("Who comes right behind Germany?")
    assert not asks_for_neighbour("Who bought most after the reform of 2020?")


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("Exports by product group in a table", "product group"),
        ("Give me the quarterly value as a table", "quarter"),
        ("tabulate sales for each country", "country"),
        ("Put the exports of 2023 and 2024 in a table", ""),
    ],
)
def test_a_table_says_what_it_has_a_line_for_each_of(text, over):
    assert broken_down_by(text) == over


def test_a_list_that_is_no_order_is_not_read_as_one():
    assert rank_of("In the tariff list of 2025, who paid the highest rate?") == Rank(1, 0, True)
    assert rank_of("Please list them, largest first").place == 0


@pytest.mark.parametrize(
    "question",
    [
        "line up the six members by volume, biggest first",
        "Which product lost the largest share of its weight in 2024?",
        "Which part of the order book grew fastest in percentage terms?",
    ],
)
def test_orders_and_shares_that_are_ranked_are_read_as_rankings(question):
    assert operation_of(question, ()) == "rank"


def test_by_the_value_of_a_year_is_no_future():
    assert understand("Who was the second customer by 2024 value?").request.status == ""
    assert understand("How much should exports be by 2030?").request.status == "future"


def test_columns_of_other_sources_are_of_one_measure():
    assert measured("2022-23 (source: S4)") == measured("2021-22 (source: S1)")

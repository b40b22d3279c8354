"""Rankings by size, by growth and by time, sums over families, and tables."""

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which country takes the most cinnamon exports in 2023?", "Mexico: $90 million"),
        ("Which is the second largest destination of cinnamon exports in 2023?", "United States: $45 million"),
        ("Which destination had the smallest cinnamon exports in 2022?", "Peru: $20 million"),
        ("Who comes right behind Mexico in cinnamon exports in 2023?", "United States: $45 million"),
        ("What were the two smallest buyers of cinnamon in 2023?", "Peru $25 million; United States $45 million"),
        ("What were the top ten destinations of cinnamon exports in 2023?", "The documents rank only 3: Mexico"),
        ("List the destinations of cinnamon in 2023 by value", "Mexico $90 million; United States"),
        ("Which is bigger, exports of cinnamon to Mexico or to Peru in 2023?", "Mexico: $90 million"),
        ("In which quarter of 2023 were pepper exports highest?", "Q4 2023: $8.0 million, first of 4"),
        ("Which quarter of 2023 had the lowest pepper exports?", "Q1 2023: $5.0 million, first of 4"),
    ],
)
def test_members_are_ranked_by_size(ask, question, first):
    answer = ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(first)


def test_a_total_is_no_member_and_neither_is_the_home_country(ask):
    text = ask("List the destinations of cinnamon in 2023 by value").text
    assert "Total" not in text
    assert "Sri Lanka" not in text
    assert "$250 million" not in text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "Which country's cinnamon exports grew most from 2022 to 2023?",
            "Mexico: 50%, from $60 million to $90 million",
        ),
        ("Which country's cinnamon exports fell most from 2022 to 2023?", "United States: -10%"),
    ],
)
def test_members_are_ranked_by_growth_with_every_member_told(ask, question, first):
    answer = ask(question)
    assert answer.text.startswith(first)
    assert "All 3:" in answer.text
    assert "left out" not in answer.text
    assert answer.calculations[-1].shown in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Which was the fifth largest destination of cinnamon exports in 2023?",
        "Which country buys the most cloves in 2023?",
    ],
)
def test_a_place_that_the_list_does_not_have_is_not_filled(ask, question):
    assert ask(question).status == "not_in_corpus"


@pytest.mark.parametrize(
    "question",
    ["What is the total of cinnamon exports in 2023?", "Is $160 million the total of cinnamon exports in 2023?"],
)
def test_a_printed_total_comes_before_the_sum_of_the_parts_that_are_listed(ask, question):
    assert ask(question).text.startswith(("$250 million", "No: the documents give $250 million"))


def test_a_table_has_a_line_a_period_and_a_column_a_place(ask):
    answer = ask("Show cinnamon exports to Mexico and Peru in 2022 and 2023 in a table")
    lines = answer.text.splitlines()
    assert lines[0] == "|  | Mexico | Peru |"
    assert lines[2:4] == ["| 2022 | $60 million | $20 million |", "| 2023 | $90 million | $25 million |"]


def test_a_table_over_time_is_in_order_of_time(ask):
    lines = ask("Show pepper exports quarter by quarter in a table").text.splitlines()
    assert [line.split(" | ")[0] for line in lines[2:6]] == ["| Q1 2023", "| Q2 2023", "| Q3 2023", "| Q4 2023"]


def test_a_table_by_country_has_a_line_for_each(ask):
    lines = ask("Give me a table of cinnamon exports by country in 2023").text.splitlines()
    assert lines[2:5] == ["| Mexico | $90 million |", "| United States | $45 million |", "| Peru | $25 million |"]

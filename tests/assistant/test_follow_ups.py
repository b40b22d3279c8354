"""What a follow-up takes over from the conversation, and what it does not."""

from functools import partial

import pytest

pytestmark = pytest.mark.model

PERU = "What were cinnamon exports to Peru in 2023?"
GREW = "By what percentage did cinnamon exports to Mexico grow from 2022 to 2023?"
SHARE = "What share of cinnamon exports went to Peru in 2023?"
CLOVES = "What were clove exports in 2023?"


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        ((PERU, "And in 2022?"), "$20 million"),
        ((PERU, "And the year before?"), "$20 million"),
        ((PERU, "And Mexico?"), "$90 million"),
        ((PERU, "and to the United States?"), "$45 million"),
        (("What were imports of turmeric from India in 2023?", "And the other way round?"), "$10 million"),
        (("What were imports of turmeric from India in 2023?", "and vice versa?"), "$10 million"),
        ((SHARE, "And Mexico?"), "36%"),
        ((SHARE, "And the year before?"), "10%"),
        (("What if cinnamon exports to Mexico fell by 10%?", "And Peru?"), "$22.5 million"),
        (("What if cinnamon exports to Mexico fell by 10%?", "And Peru?", "And the United States?"), "$40.5 million"),
        (("What were cinnamon exports in 2023?", "and in euros?"), "about €230 million"),
    ],
)
def test_one_thing_is_replaced_and_the_rest_stays(ask, questions, value):
    answer = ask(*questions)
    assert answer.status == "answered"
    assert answer.text.startswith(value)


def test_a_repeated_change_says_whether_it_goes_up_or_down(ask):
    assert ask(GREW, "And Peru?").text.startswith("25%: up from $20 million")
    assert ask(GREW, "And the United States?").text.startswith("10%: down from $50 million")


def test_what_is_supposed_keeps_its_direction_from_question_to_question(ask):
    assert "less 10%" in ask("What if cinnamon exports to Mexico fell by 10%?", "And Peru?").text
    assert "plus 10%" in ask("What if cinnamon exports to Mexico rose by 10%?", "And Peru?").text


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        (("What were cinnamon exports to Mexico in 2023?", "And to Peru?", "How far apart are they?"), "$65 million"),
        (("What were cinnamon exports to Peru in 2022?", "And in 2023?", "By what percentage did they go up?"), "25%"),
        ((CLOVES, "How far is that from the target?"), "$30 million"),
        ((CLOVES, "How many times as much as in 2020 is that?"), "1.25 times"),
        ((SHARE, "What does that leave?"), "$225 million"),
        (("List the destinations of cinnamon in 2023 by value", "add them up"), "$160 million"),
        (
            ("How many tonnes of cinnamon did Sri Lanka export in 2023?", "How many dollars per tonne is that?"),
            "$15,600",
        ),
    ],
)
def test_what_was_said_is_computed_with(ask, questions, value):
    answer = ask(*questions)
    assert answer.status == "answered"
    assert answer.text.startswith(value)


@pytest.mark.parametrize(
    "questions",
    [
        (PERU, "And Japan?"),
        (PERU, "And in 2015?"),
        (GREW, "And Japan?"),
        ("What were cinnamon exports to Mexico in 2023?", "And the other way round?"),
    ],
)
def test_what_differs_in_one_thing_and_is_not_held_is_not_made_up(ask, questions):
    answer = ask(*questions)
    assert answer.status == "not_in_corpus"
    assert answer.calculations == ()


GROUPS = """---
title: Spice imports of Sri Lanka
date: 2024-06-10
publisher: Spice desk
---
# Spice imports of Sri Lanka

Imports by spice.

| Spice | 2022, tonnes | 2023, tonnes | 2023, US$ million |
|---|---|---|---|
| Turmeric | 400 | 500 | 2.0 |
| Mustard seed | 200 | 150 | 0.6 |
| Dried chillies | 900 | 990 | 4.5 |
| All spices | 1,500 | 1,640 | 7.1 |

The mill at Galle needs 33 tonnes of turmeric a month, says its owner. The customs office reckons with 48 tonnes.
"""


@pytest.fixture(scope="session")
def groups(evidence_over):
    return evidence_over({"spices.md": GROUPS})


@pytest.fixture
def ask_groups(groups, ask_over):
    return partial(ask_over, groups)


TURMERIC = "How many tonnes of turmeric were imported in 2023?"


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        ((TURMERIC, "and mustard seed?"), "150 tonnes"),
        ((TURMERIC, "in dollars?"), "$2.0 million"),
        ((TURMERIC, "and the year before?", "by how much %?"), "25%"),
        ((TURMERIC, "and the year before?", "by how much %?", "same for mustard seed"), "25%: down"),
        ((TURMERIC, "how many dollars a kilo is that?"), "$4 per kg"),
        ((TURMERIC, "in dollars?", "so per tonne?"), "$4,000 per tonne"),
        ((TURMERIC, "in dollars?", "so per tonne?", "dried chillies?"), "$4,550 per tonne"),
        ((TURMERIC, "and mustard seed?", "what do the two make together?"), "650 tonnes"),
        ((TURMERIC, "and mustard seed?", "dried chillies?", "what do all three come to together?"), "1,640 tonnes"),
        ((TURMERIC, "and mustard seed?", "how many times is the first one the second?"), "3.33 times"),
        ((TURMERIC, "and mustard seed?", "which of the two is more?"), "Turmeric: 500 tonnes"),
    ],
)
def test_a_row_a_column_or_an_operation_is_replaced_in_the_table_of_the_last_answer(ask_groups, questions, value):
    answer = ask_groups(*questions)
    assert answer.status == "answered"
    assert answer.text.startswith(value)


@pytest.mark.parametrize("word", ["saffron", "nutmeg and mace"])
def test_a_row_that_the_table_does_not_have_is_not_answered_with_another(ask_groups, word):
    for questions in ((TURMERIC, f"and {word}?"), (TURMERIC, "and the year before?", "in %?", f"same for {word}")):
        assert ask_groups(*questions).status == "not_in_corpus"


def test_another_place_of_the_last_ranking_is_told_in_the_unit_spoken_of_since(ask):
    ranking = "Which destination took the most cinnamon in 2023?"
    assert ask(ranking, "and number two?").text.startswith("United States: $45 million")
    assert ask(ranking, "the smallest?").text.startswith("Peru: $25 million")


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        (("How many tonnes of saffron were imported in 2023?", "and turmeric?"), "500 tonnes"),
        ((TURMERIC, "as a share of the total?"), "30.5%: 500 tonnes (turmeric, 2023) of 1,640 tonnes"),
        ((TURMERIC, "and mustard seed?", "the two together as a share of the total?"), "39.6%"),
        ((TURMERIC, "and the year before?", "by how much %?", "how much of the total in 2023 is it?"), "30.5%"),
    ],
)
def test_a_declined_question_still_gives_the_topic_and_a_share_is_of_what_was_said(ask_groups, questions, value):
    answer = ask_groups(*questions)
    assert answer.status == "answered"
    assert answer.text.startswith(value)


def test_nothing_is_pointed_at_after_a_question_that_was_declined(ask_groups):
    answer = ask_groups(TURMERIC, "and saffron?", "how many times is that the mustard seed?")
    assert answer.status == "not_in_corpus"
    assert answer.calculations == ()


def test_the_total_after_one_country_is_that_of_all(ask):
    assert ask(PERU, "and the total?").text.startswith("$250 million")


def test_of_another_country_nothing_is_said_that_is_not_bound_to_it(ask):
    assert ask(SHARE, "And Turkey?").status == "not_in_corpus"


def test_a_figure_that_was_not_computed_has_no_working(ask):
    assert ask(PERU, "show me the working").text.startswith("Nothing was computed: $25 million is printed so")


def test_the_working_of_a_share_is_told_with_its_steps(ask):
    answer = ask(PERU, "as a share of the total?", "show me the working")
    assert answer.text.startswith("$25 million ÷ $250 million = 0.1; 0.1 × 100% = 10%")
    assert len(answer.citations) == 2


def test_a_quarter_without_a_year_is_of_the_year_before(ask):
    assert ask("What were pepper exports in Q1 2023?", "and Q3?").text.startswith("$6.0 million")


MILLS = """---
title: Spice mills of Sri Lanka
date: 2024-06-10
publisher: Spice desk
---
# Spice mills of Sri Lanka

Two mills burned down in Galle in March 2024, says the fire office.

## Mills

| Mill | Output 2023, t | Capacity 2023, t | Fee, US$ | Days |
|---|---|---|---|---|
| Galle | 300 | 400 | 90 | 12 |
| Kandy | 80 | 160 | 60 | 9 |
| Other mills | 500 | | | |

## Grants

A programme of $6 million pays for new roofs. Three towns were chosen, at $2 million each.
"""


@pytest.fixture(scope="session")
def mills(evidence_over):
    return evidence_over({"mills.md": MILLS})


@pytest.fixture
def ask_mills(mills, ask_over):
    return partial(ask_over, mills)


GALLE = "What was the output of the Galle mill in 2023?"


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        ((GALLE, "how close to capacity did it run, %?"), "75%: 300 tonnes"),
        ((GALLE, "how close to capacity did it run, %?", "and Kandy?"), "50%: 80 tonnes"),
        (("How many days does Galle take?", "and Kandy?", "what's the difference in fee?"), "$30: the difference"),
        ((GALLE, "and Kandy?", "what's the difference?", "spread over 11 days?"), "20 tonnes per day"),
        (("How much is the programme for new roofs?", "how much per town?"), "$2 million"),
        ((GALLE, "and Kandy?", "he says that was a quarter of the first one, is that right?"), "Roughly"),
    ],
)
def test_a_row_or_column_of_the_table_and_a_sum_for_each_are_found(ask_mills, questions, value):
    answer = ask_mills(*questions)
    assert answer.status == "answered"
    assert answer.text.startswith(value)


@pytest.mark.parametrize(
    "questions",
    [
        ("Which mill had the most fires in 2023?", "how much is that?"),
        (GALLE, "how much per worker?"),
        (GALLE, "and Jaffna?", "what share of the total is that?"),
        (GALLE, "what share of all exports?"),
    ],
)
def test_what_nobody_named_is_not_taken_from_an_older_answer(ask_mills, questions):
    answer = ask_mills(*questions)
    assert answer.status == "not_in_corpus"
    assert answer.calculations == ()


def test_what_is_left_when_the_members_are_named_is_no_member(ask_mills):
    assert ask_mills("Which mill had the largest output in 2023?").text.startswith("Galle: 300 tonnes")

"""Amounts in another currency or unit: which rate is taken, that it is named, and when there is none."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.model

RATES = """---
title: Tea exports of Kenya
date: 2024-05-01
---
# Tea exports of Kenya

Exports of tea were $400 million in 2023. The average rate of 2023 was 140 shillings per dollar. \
On 29 December 2023 the rate was 156 shillings per dollar.
"""
TEA = "What were tea exports in 2023 in shillings"


@pytest.fixture(scope="module")
def ask_tea(evidence_over, ask_over):
    evidence = evidence_over({"tea.md": RATES})
    return lambda *questions: ask_over(evidence, *questions)


def rate_of(answer):
    return next(o for o in answer.calculations[-1].operands if "/" in o.quantity.unit)


def test_a_rate_implied_by_the_figures_own_document_comes_first_and_is_named(ask):
    answer = ask("What were cinnamon exports to Mexico in 2023 in euros?")
    assert answer.text.startswith("€82.8 million")
    assert "the rate implied by $250 million and about €230 million" in answer.text


def test_the_average_printed_for_the_figures_own_year_comes_before_that_of_a_day(ask_tea):
    answer = ask_tea(f"{TEA}?")
    assert rate_of(answer).quantity.value == 140
    assert rate_of(answer).citation


def test_a_day_that_the_question_names_comes_before_the_year(ask_tea):
    assert rate_of(ask_tea(f"{TEA} at the rate of 29 December 2023?")).quantity.value == 156


@pytest.mark.parametrize("said", ["at 150", "at a rate of 150"])
def test_the_users_own_rate_comes_before_all(ask_tea, said):
    rate = rate_of(ask_tea(f"{TEA} {said}?"))
    assert rate.quantity.value == 150
    assert rate.origin == "question"
    assert "your rate" in rate.text


def test_a_percentage_is_no_rate(ask_tea):
    assert rate_of(ask_tea(f"{TEA} at 5 per cent?")).quantity.value == 140


def test_without_a_printed_rate_the_reference_rate_of_the_periods_last_day_is_named(ask):
    answer = ask("What were cinnamon exports to Peru in 2023?", "in Indian rupees?")
    assert "European Central Bank reference rates, 2023-12-29" in answer.text
    assert rate_of(answer).quantity.value > Decimal(80)


def test_where_no_rate_is_known_the_figure_is_told_as_it_is_held(evidence_over, ask_over):
    evidence = evidence_over({"tea.md": "# Tea of Kenya\n\nExports of tea were KSh 180 billion in 2023.\n"})
    answer = ask_over(evidence, "What were tea exports in dollars in 2023?")
    assert answer.calculations == ()
    assert "KSh 180 billion" in answer.text


def test_an_amount_in_its_own_currency_needs_no_conversion(ask):
    answer = ask("What were cinnamon exports to Peru in 2023?", "and in dollars?")
    assert answer.text.startswith("It is $25 million already")


@pytest.mark.parametrize(
    "question",
    ["What rate is hidden in the $250 million and €230 million?", "What rate do $250 million and €230 million imply?"],
)
def test_a_hidden_rate_comes_from_two_amounts_that_are_the_same(ask, question):
    answer = ask(question)
    assert answer.text.startswith("1.09 US dollars per euro")
    assert answer.citations


def test_two_amounts_of_one_currency_hide_no_rate(ask):
    assert ask("What rate is hidden in $40 million and $50 million?").calculations == ()

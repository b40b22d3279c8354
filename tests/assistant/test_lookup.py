"""One figure as printed, or made up of what is printed; and what must not be made up."""

import pytest

pytestmark = pytest.mark.model


def test_a_value_told_otherwise_by_another_source_is_told_with_it(ask):
    answer = ask("What were cinnamon exports to Mexico in 2023?")
    assert answer.text.startswith("$90 million: exports to Mexico")
    assert "Another value for the same is given by Trade" in answer.text
    assert "$88 million [2]" in answer.text


def test_the_equivalent_in_another_currency_is_told_unless_one_is_asked_for(ask):
    assert ask("What were cinnamon exports in 2023?").text.startswith("$250 million (about €230 million)")
    assert ask("What were cinnamon exports in dollars in 2023?").text.startswith("$250 million: ")


@pytest.mark.parametrize(
    ("question", "value", "parts"),
    [
        ("What were pepper exports in 2023?", "$26 million", 4),
        ("How much pepper was exported in the second half of 2023?", "$14 million", 2),
        ("What were vanilla exports in the first half of 2023?", "$3 million", 2),
    ],
)
def test_a_period_without_a_figure_is_the_sum_of_its_parts(ask, question, value, parts):
    answer = ask(question)
    assert answer.text.startswith(f"{value}: the sum of")
    assert len(answer.calculations[0].operands) == parts


@pytest.mark.parametrize(
    "question", ["What were vanilla exports in 2023?", "What were vanilla exports in the second half of 2023?"]
)
def test_parts_that_leave_a_gap_are_no_whole(ask, question):
    answer = ask(question)
    assert answer.status == "not_in_corpus"
    assert answer.calculations == ()


@pytest.mark.parametrize(
    "question",
    ["How much were cinnamon exports worth per tonne in 2023?", "What did a tonne of cinnamon exports fetch in 2023?"],
)
def test_a_price_that_nobody_prints_is_value_over_volume(ask, question):
    answer = ask(question)
    assert answer.text.startswith("$15,600 per tonne")
    assert [o.quantity.unit for o in answer.calculations[0].operands] == ["USD", "metric_ton"]


def test_the_volume_of_all_is_no_volume_for_one_country(ask):
    answer = ask("How much were cinnamon exports to Mexico worth per tonne in 2023?")
    assert answer.calculations == ()


def test_a_balance_says_whether_it_is_a_surplus_or_a_deficit(ask):
    answer = ask("What was the trade balance in turmeric with India in 2023?")
    assert answer.text.startswith("$30 million: a deficit, $10 million (exports to India")


COUNTS = """# Accounts of the bank

The bank opened 34 accounts for 21 countries in 2023.
"""


def test_two_counts_asked_for_at_once_are_both_told(evidence_over, ask_over):
    evidence = evidence_over({"accounts.md": COUNTS})
    answer = ask_over(evidence, "How many accounts did the bank open for how many countries in 2023?")
    assert answer.text.startswith("34 accounts and 21 countries")
    assert ask_over(evidence, "How many branches did the bank open in 2023?").status == "not_in_corpus"

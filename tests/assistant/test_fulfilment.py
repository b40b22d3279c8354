"""A true figure beside the point is a wrong one: what a question fixes is not passed over."""

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "question",
    [
        "What were cinnamon exports in 2023 in dinars?",
        "cinnamon exports 2023, riyal",
        "In Mexican pesos, what were cinnamon exports in 2023 worth?",
    ],
)
def test_a_currency_that_the_documents_do_not_have_is_not_answered_in_another(ask, question):
    answer = ask(question)
    assert answer.status != "answered" or "peso" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How many tonnes of cinnamon are 4,711 bales?",
        "cinnamon exports under contract 8812?",
        "What did lot 8812 of the cinnamon exports bring?",
    ],
)
def test_a_number_of_the_question_that_nothing_was_done_with_declines_it(ask, question):
    assert ask(question).status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "What cinnamon exports is Sri Lanka hoping for by 2030?",
        "What is the forecast for cinnamon exports to Peru?",
        "How large might cinnamon exports to Mexico become?",
    ],
)
def test_what_is_to_come_is_not_answered_with_what_was(ask, question):
    assert ask(question).status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "cinnamon exports to Peru in 2023 compared with last week's turmeric price",
        "How full were the cinnamon stores in 2023, in percent",
    ],
)
def test_a_comparison_or_a_percentage_is_not_answered_with_one_amount(ask, question):
    assert ask(question).status != "answered"


def test_numbers_that_are_used_or_printed_are_not_in_the_way(ask):
    assert "$25 million" in ask("Is it right that cinnamon exports to Peru were $25 million in 2023?").text
    assert ask("What were cinnamon exports to Peru in 2023?", "and in 22?").text.startswith("$20 million")


SALT = """---
title: Salt works
date: 2024-05-01
---
# Salt works

In 2023 the Almara works dug salt at a cost of $310 a tonne; Bexley Brine keeps its costs to itself.
"""


@pytest.mark.parametrize(
    "question",
    [
        "What did a tonne of salt cost Bexley Brine in 2023?",
        "Bexley Brine salt cost per tonne 2023",
        "cost per tonne of salt at Bexley?",
    ],
)
def test_a_name_that_the_sentence_only_mentions_does_not_get_the_figure_of_another(evidence_over, ask_over, question):
    evidence = evidence_over({"salt.md": SALT})
    assert ask_over(evidence, question).status != "answered"
    assert "$310" in ask_over(evidence, question.replace("Bexley Brine", "Almara").replace("Bexley", "Almara")).text

"""A true figure beside the point is a wrong one: what a question fixes is not passed over."""

import pytest

from assistant.conversation import Conversation

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


@pytest.mark.parametrize(
    "question",
    [
        "Why did cinnamon exports to Mexico rise in 2023?",
        "What caused the rise of cinnamon exports to Mexico in 2023?",
        "how come cinnamon exports to Mexico rose in 2023",
    ],
)
def test_a_figure_is_no_reason(ask, question):
    assert ask(question).status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "If pepper sales doubled every 3 months, what would cinnamon exports to Peru in 2023 be?",
        "Suppose the harvest fails in 4 districts: how much would cinnamon exports to Peru in 2023 be?",
        "What would cinnamon exports to Peru in 2023 be if 4 districts left?",
    ],
)
def test_a_printed_figure_is_not_what_would_come_of_a_supposition(ask, question):
    assert ask(question).status != "answered"


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        (("What were cinnamon exports in 2023?", "How much of that went to Peru?"), "$25 million"),
        (("What were cinnamon exports to Peru in 2023?", "And worldwide?"), "$250 million"),
    ],
)
def test_the_whole_that_was_said_is_not_said_for_its_part_nor_the_part_for_the_whole(ask, questions, value):
    answer = ask(*questions)
    assert answer.status != "answered" or value in answer.text


@pytest.mark.parametrize(
    "question",
    ["what distance lies between 2022 and 2023 in cinnamon exports", "Which distance did cinnamon exports go?"],
)
def test_a_distance_is_not_answered_in_money(ask, question):
    assert ask(question).status != "answered"


def test_a_target_is_not_what_was(evidence_over, ask_over):
    told = "---\ntitle: Salt\ndate: 2024-05-01\n---\n# Salt\n\nThe works aim to sell 700 barrels of salt in 2024.\n"
    evidence = evidence_over({"salt.md": told})
    for question in ("How many barrels of salt were sold?", "How many barrels of salt did the works sell?"):
        assert ask_over(evidence, question).status != "answered"
    assert "700" in ask_over(evidence, "How many barrels of salt are they aiming to sell in 2024?").text


def test_a_number_that_the_question_gives_is_no_answer_to_it(evidence_over, ask_over):
    told = "---\ntitle: Salt\ndate: 2024-05-01\n---\n# Salt\n\nTaxes take 40 per cent of the income from salt.\n"
    evidence = evidence_over({"salt.md": told})
    assert "40" in ask_over(evidence, "What percentage of the income from salt do taxes take?").text
    assert ask_over(
        evidence, "The works lose 40 per cent of their salt to rain. How much of the salt is that?"
    ).status != ("answered")


@pytest.mark.parametrize(
    "question",
    ["which buyer grew fastest?", "and which market shrank most?", "which of the groups climbed most steeply?"],
)
def test_what_grew_is_not_answered_with_sizes(brief, question):
    conversation = Conversation()
    brief.ask("What did exports to Germany come to in FY 2022-23?", conversation)
    told = brief.ask(question, conversation)
    assert told.status != "answered" or told.calculations

"""Growth, targets and what-ifs: which level, which target, how many years."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "value", "moving"),
    [
        ("If clove exports grow by 5% a year, where will they be after 2 years?", "$55.1 million", "growing"),
        ("If clove exports go down by 5% a year, where will they be after 2 years?", "$45.1 million", "falling"),
        ("Suppose clove exports shrink by 5% a year: how much in 2025?", "$45.1 million", "falling"),
    ],
)
def test_a_fall_leads_down_and_is_told_as_a_fall(ask, question, value, moving):
    answer = ask(question)
    assert answer.text.startswith(value)
    assert f"{moving} by 5% a year" in answer.text


def test_years_are_counted_from_the_level_to_the_target(ask):
    answer = ask("How much must clove exports grow each year to reach the target?")
    target, start, years = answer.calculations[0].operands
    assert (start.quantity.value, target.quantity.value) == (Decimal(50_000_000), Decimal(80_000_000))
    assert years.text == "5 years (2023 to 2028)"
    assert target.figure.status == "target"


def test_a_target_below_the_level_is_none_unless_a_fall_is_spoken_of(evidence_over, ask_over):
    text = "Imports of rice were $900 million in 2023. The target for imports of rice is $600 million by 2028."
    evidence = evidence_over({"rice.md": f"# Imports of rice\n\n{text}\n"})
    level = "What were imports of rice in 2023?"
    assert ask_over(evidence, level, "How fast must they fall each year to reach the goal?").text.startswith("-7.79%")
    assert ask_over(evidence, level, "How fast must they grow each year to reach the goal?").calculations == ()


@pytest.mark.parametrize(
    "question",
    [
        "How many years until pepper exports reach the target at 10% a year?",
        "How much must cinnamon exports to Peru grow each year to reach the target?",
    ],
)
def test_what_has_no_target_of_its_own_does_not_borrow_one(ask, question):
    answer = ask(question)
    assert answer.status == "not_in_corpus"
    assert answer.calculations == ()


def test_a_yearly_rate_goes_on_with_the_change_said_before(ask):
    questions = (
        "By what percentage did clove exports grow from 2020 to 2023?",
        "And how much is that per year, compounded?",
    )
    assert ask(*questions).text.startswith("7.72%")


@pytest.mark.parametrize(
    ("question", "value", "how"),
    [
        ("What if cinnamon exports to Peru rose by 20%?", "$30 million", "plus 20%"),
        ("What if cinnamon exports to Peru dropped by 20%?", "$20 million", "less 20%"),
        ("If cinnamon exports to Peru fell by 20%, how much would be lost?", "$5 million", "20% of"),
    ],
)
def test_what_if_tells_what_an_amount_becomes_or_the_difference_alone(ask, question, value, how):
    answer = ask(question)
    assert answer.text.startswith(value)
    assert how in answer.text

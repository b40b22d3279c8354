"""What a question claims is checked: against what is computed, against what is printed, and between sources."""

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did cinnamon exports really rise 25% from 2022 to 2023?", "Yes: 25% more"),
        ("Did cinnamon exports to the United States really fall 10% from 2022 to 2023?", "Yes: 10% less"),
        ("Did cinnamon exports really fall 25% from 2022 to 2023?", "No: 25% more"),
        ("Is it true that cinnamon exports to the United States rose 10% from 2022 to 2023?", "No: 10% less"),
        ("Is it true that cinnamon exports to Mexico grew about 48% from 2022 to 2023?", "Roughly: 50% more"),
        ("Is it true that cinnamon exports to Mexico grew by 80% from 2022 to 2023?", "No: 50% more"),
        ("Is it true that Peru took a third of cinnamon exports in 2023?", "No: 10%"),
        ("Is it true that Peru took a tenth of cinnamon exports in 2023?", "Yes: 10%"),
        ("Did cinnamon exports to Mexico really double from 2022 to 2023?", "No: 1.5 times"),
        ("Are cinnamon exports of 2023 really about 1.2 times those of 2022?", "Yes: 1.25 times"),
        ("Is the clove target really double the exports of 2023?", "No: 1.6 times"),
    ],
)
def test_a_claim_is_computed_again(ask, question, verdict):
    answer = ask(question)
    assert answer.text.startswith(verdict)
    assert answer.calculations
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is $45 million the cinnamon exports to Peru?", "No: $45 million is exports to United States"),
        ("Is $26 million the cinnamon exports to Peru in 2023?", "No: the documents give $25 million"),
        ("Is $25 million the cinnamon exports to Peru in 2023?", "Yes: $25 million is exports to Peru"),
        ("Is $88 million the cinnamon exports to Mexico in 2023?", "Yes: $88 million is exports to Mexico"),
    ],
)
def test_a_number_is_told_for_what_it_is(ask, question, said):
    answer = ask(question)
    assert answer.text.startswith(said)
    assert answer.citations


def test_a_number_taken_for_another_is_corrected_with_the_right_one(ask):
    assert "For what you ask the documents give $25 million" in ask("Is $45 million the cinnamon exports to Peru?").text


@pytest.mark.parametrize(
    "question",
    [
        "Do the sources agree on cinnamon exports to Mexico in 2023?",
        "Are there different values for cinnamon exports to Mexico in 2023?",
    ],
)
def test_sources_that_disagree_are_told_side_by_side_with_their_names(ask, question):
    answer = ask(question)
    assert answer.text.startswith("No, the documents give 2 values for exports to Mexico")
    assert "$90 million (Spice desk); $88 million (Trade)" in answer.text
    assert len(answer.citations) == 2


def test_one_value_is_no_disagreement(ask):
    answer = ask("Do the sources agree on cinnamon exports to Peru in 2023?")
    assert answer.text.startswith("There is nothing to compare it with: $25 million")


PRINTED = """# Tin of Bolivia

Exports of tin were $300 million in 2023, up 50 per cent from $200 million in 2022.
"""


@pytest.mark.parametrize(
    ("text", "verdict"), [(PRINTED, "Yes: 50%"), (PRINTED.replace("$300 million", "$240 million"), "No: 20%")]
)
def test_a_claim_that_a_document_prints_is_not_taken_on_trust(evidence_over, ask_over, text, verdict):
    answer = ask_over(evidence_over({"tin.md": text}), "Did tin exports really grow 50% from 2022 to 2023?")
    assert answer.text.startswith(verdict)

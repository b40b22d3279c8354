"""What a declined question is told: what is missing, the documents' own words on it, and only what is really near."""

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How many member companies does AiMeD have?", "member companies"),
        ("What market share do Indian syringes hold in Russia?", "market share"),
        ("What is the population of Russia?", "population"),
        ("Freight for a box of examination gloves to St Petersburg?", "examination gloves"),
    ],
)
def test_what_is_missing_is_named_in_the_questions_words(brief, question, named):
    answer = brief.ask(question)
    assert answer.status == "not_in_corpus"
    assert named in answer.sentences[0].text


@pytest.mark.parametrize(
    "question", ["FY23 device exports to South Africa?", "What did India export in devices to Norway?"]
)
def test_for_a_place_that_is_not_held_those_that_are_held_are_named(brief, question):
    answer = brief.ask(question)
    assert answer.status == "not_in_corpus"
    assert "no figure for" in answer.sentences[0].text
    assert "Germany" in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "What were India's medical device exports to Russia in FY 2023-24?",
        "FY24: how much did India export to Russia in devices?",
    ],
)
def test_the_documents_own_statement_of_the_gap_is_quoted(brief, question):
    answer = brief.ask(question)
    assert answer.status == "not_in_corpus"
    assert "No report giving India's device exports to Russia" in answer.text


@pytest.mark.parametrize("question", ["How many tonnes went to Oman?", "Oman: what tonnage of coffee did it take?"])
def test_a_place_inside_all_others_is_said_to_be_there(coffee, question):
    answer = coffee.ask(question)
    assert answer.status == "not_in_corpus"
    assert "Oman and Bahrain are inside" in answer.text


@pytest.mark.parametrize(
    "question", ["what does a miller pay for his licence?", "What are the fees for a miller's licence?"]
)
def test_fees_that_were_not_found_are_said_not_to_be_found(coffee, question):
    answer = coffee.ask(question)
    assert answer.status == "not_in_corpus"
    assert "was not found" in answer.text


@pytest.mark.parametrize(
    "question",
    ["How tall is the Eiffel Tower?", "Who won the football match on Sunday?", "Which cheese goes with red wine?"],
)
def test_nothing_is_called_near_to_what_is_foreign_to_the_documents(brief, question):
    answer = brief.ask(question)
    assert answer.status == "not_in_corpus"
    assert not answer.nearest
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "What were India's medical device exports to Russia in 2023?",
        "Total medical device exports to Russia in 2023",
        "How much in medical devices did India export to Russia in calendar 2023?",
    ],
)
def test_a_bare_number_near_the_place_and_year_is_not_taken_for_an_amount_exported(brief, question):
    answer = brief.ask(question)
    assert "294" not in answer.text

"""Which operation a question asks for: each in several wordings, and the readings that its words alone would allow."""

import pytest

from assistant.operations import OPERATIONS, asks_for_a_quantity
from assistant.question import understand

ASKED = {
    "summary": ["Sum up the note in a few lines.", "Give me the gist.", "What are the key takeaways?"],
    "working": ["How did you get that?", "Show me the working."],
    "source": ["Where does that come from?", "What is the source?", "Which document says that?"],
    "conflict": [
        "Do Brazil and Chile agree on how much was shipped in 2023?",
        "Do the reports agree on the total?",
        "Are there different figures for this?",
        "Which figure is right?",
    ],
    "implied_rate": ["What exchange rate is implied by these amounts?", "What rate did they use to convert?"],
    "years_needed": [
        "How long until exports reach $2 billion at 12%?",
        "When will it hit $5 billion at that pace?",
        "How many years to $1.42 billion at that pace?",
    ],
    "projection": ["If tea grows 8% a year, where will it be after five years?", "Where would it be at 7 per cent?"],
    "required_rate": ["How fast must exports grow to reach the target?", "What pace does that need?"],
    "cagr": ["What was the CAGR from 2018 to 2023?", "By how much did sales grow per year between 2019 and 2023?"],
    "points": ["By how many percentage points did the share rise?", "What is it in percent points?"],
    "whole_from_share": ["How big is the whole market if that is 40%?", "If $3m is 12% of it, what is the total?"],
    "remainder": ["What does that leave for the rest?", "How much is left over?"],
    "what_if": ["What if exports fell by 10%?", "Suppose prices were 5 per cent higher."],
    "verify_share": ["Did it really triple?", "Is it true that imports doubled?", "Do their numbers bear that out?"],
    "ratio": ["How many times larger is coffee than tea?", "What multiple of 2020 is that?"],
    "share": ["What share of exports went to Poland?", "How much of the total is tea?"],
    "change": [
        "How much did exports grow in 2023?",
        "What was the fall in imports from 2021 to 2022?",
        "What percentage is that up on the year before?",
    ],
    "average": ["What is the average of the three?", "How much is that per month?"],
    "difference": ["By how much does tea exceed coffee?", "What is the gap between Poland and Germany?"],
    "sum": ["What do Poland and Germany come to together?", "Add up the three buyers."],
    "rank": ["Which country buys the most tea?", "Who comes third?", "What are the top five buyers?"],
    "table": ["Put the exports by year in a table.", "Show exports year by year."],
    "convert": [
        "And in rupees?",
        "In terms of euros?",
        "What is KSh 5 million in dollars at the closing rate?",
    ],
    "verify_figure": ["Were exports $12 million in 2023?", "Is the levy 2 per cent?"],
    "lookup": ["How much tea went to Poland?", "What were exports in 2023?", "Tea exports 2023?"],
    "passage": ["Why did the mill close?", "Who chairs the board?", "Where is the auction held?"],
}


@pytest.mark.parametrize(
    ("operation", "question"), [(operation, question) for operation, asked in ASKED.items() for question in asked]
)
def test_an_operation_is_asked_for_in_many_ways(operation, question):
    assert understand(question).operation == operation


def test_every_operation_is_asked_for_above():
    assert set(ASKED) == set(OPERATIONS)


GUARDED = {
    "two notions are told apart in words": ("What is the difference between a cess and a levy?", "difference"),
    "who began first": ("Which mill first opened a line?", "rank"),
    "more than a number": ("Did they ship more than 5 tonnes?", "rank"),
    "a reason for the largest": ("Why is Poland the largest buyer?", "rank"),
    "no supposition without a number": ("What if prices went up by many per cent?", "what_if"),
    "the fastest of several": ("Which product grew fastest?", "change"),
    "to work together": ("Do the boards work together?", "sum"),
    "to add checks": ("The order adds up checks at the border, when?", "sum"),
    "to take part": ("What part of the mills took part?", "share"),
    "to agree to share": ("Who agreed to share of their own will?", "share"),
    "the largest part": ("Which part of the exports is largest?", "share"),
    "the reason of a change": ("Why did exports grow by 5 per cent?", "change"),
    "the reason of a table": ("Why is the harvest low each year?", "table"),
    "the reason of a conflict": ("Why do the reports disagree?", "conflict"),
    "the first half is no place": ("What happened in the first half of the season?", "rank"),
    "at least": ("What is needed at least?", "rank"),
    "grown on a field": ("How much tea was grown in 2023?", "change"),
    "up on the year before is no share": ("What percentage is that up on the year before?", "share"),
    "for one on average is a price": ("What did the clock pay for one rose on average?", "average"),
    "a forest is no superlative": ("What is in the forest?", "rank"),
}


@pytest.mark.parametrize(("question", "operation"), GUARDED.values(), ids=GUARDED)
def test_words_that_mean_something_else_do_not_ask(question, operation):
    assert understand(question).operation != operation


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("What is the difference between export value and price?", "difference"),
        ("Which of the buyers took more than Poland?", "rank"),
        ("What if prices went up by 4 per cent?", "what_if"),
    ],
)
def test_a_guard_lets_pass_what_is_meant(question, operation):
    assert understand(question).operation == operation


def test_two_amounts_and_a_rate_between_them_ask_for_the_rate():
    assert understand("$75 million was Rs 625 crore: how many rupees per dollar?").operation == "implied_rate"


def test_an_amount_and_another_currency_ask_for_a_conversion():
    assert understand("How many rupees make $75 million?").operation == "convert"


@pytest.mark.parametrize("question", ["What did exports come to?", "How heavy was the crop?", "Tea output in 2023"])
def test_a_number_is_asked_for(question):
    assert asks_for_a_quantity(question)


@pytest.mark.parametrize("question", ["Who chairs the board?", "Where is it held?", "Why so?"])
def test_words_are_asked_for(question):
    assert not asks_for_a_quantity(question)

from dataclasses import replace
from decimal import Decimal

from assistant import calculator
from assistant.types import Answer, Operand
from assistant.ui.card import card_html, card_of
from index.units import Quantity
from tests.assistant.ui.desk_double import GERMANY, GROW, JAPAN, crore


def test_the_card_of_a_computed_answer_shows_the_result_and_says_so(double, library):
    card = card_of([double.ask(GROW)], library)
    assert (card.value, card.qualifier) == ("26.2%", "computed")
    assert "Russia" in card.subject and "FY 2022-23" in card.subject
    assert card.sources == (
        "Business Standard, Indian medical device exports to Russia can be tripled in five years, 2024-04-22",
    )


def test_the_card_of_a_figure_shows_value_subject_period_and_source(double, library):
    card = card_of([double.ask(GERMANY)], library)
    assert card.value == "$176.2 million"
    assert card.subject == "Germany · medical device exports · FY 2022-23"
    assert "Business Standard" in card.as_text and card.as_text.startswith("$176.2 million: Germany")


def test_the_card_stays_with_the_last_answer_that_has_a_figure(double, library):
    assert card_of([double.ask(GROW), double.ask(JAPAN)], library).value == "26.2%"


def test_without_any_figure_the_card_says_what_to_do(double, library):
    assert card_of([double.ask(JAPAN)], library) is None
    assert "Ask for a figure first" in card_html(None)


def test_the_card_of_what_the_user_gave_says_so_and_of_a_reference_rate_whose_and_when(library):
    amount = Operand("Rs 2,000 crore", crore("2000"), origin="question")
    rate = Operand("83.4", Quantity(Decimal("83.4"), "INR/USD"), origin="question")
    made = calculator.convert(amount, rate)
    card = card_of([Answer("q", "answered", (), calculations=(made,))], library)
    assert card.sources == ("your question: Rs 2,000 crore, 83.4 rupees per US dollar",)
    named = replace(rate, text="83.4 rupees per US dollar (a bank, 2024-04-22)", origin="reference rate")
    made = calculator.convert(amount, named)
    card = card_of([Answer("q", "answered", (), calculations=(made,))], library)
    assert card.sources == ("83.4 rupees per US dollar (a bank, 2024-04-22)",)

from assistant.ui.card import card_html, card_of
from tests.assistant.ui.desk_double import GERMANY, GROW, JAPAN


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

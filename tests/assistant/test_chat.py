"""Questions as people type them to each other say the same as in plain words."""

import pytest

from assistant.chat import plain


def nothing(word):
    return False


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats the diff", "what is the difference"),
        ("govt. rules dont apply", "government rules do not apply"),
        ("max tariff on cement", "maximum tariff on cement"),
        ("min. price of urea", "minimum price of urea"),
        ("Approx. 30 govt depts", "approximately 30 government dpts"),
        ("How many yrs since the intl agmt?", "How many years since the international agreement?"),
        ("imp vs exp of steel, 2 qtrs", "imports vs exports of steel, 2 quarters"),
        ("whos in charge & hows it paid", "who is in charge & how is it paid"),
        ("gimme the fx on 3 May", "give me the exchange rate on 3 May"),
        ("teh price adn teh duty", "the price and the duty"),
        ("which fx rate, and which fx", "which exchange rate, and which exchange rate"),
        ("rice exports in2023", "rice exports in 2023"),
    ],
)
def test_shorthand_is_spelled_out(typed, meant):
    assert plain(typed, nothing) == meant.replace("dpts", "depts")


@pytest.mark.parametrize("typed", ["It took 45 min", "Within 3 yrs", "What does Table 3 show?", "Is Ave Maria a port?"])
def test_what_stands_after_a_number_or_is_a_name_stays(typed):
    assert "45 min" in plain(typed, nothing) or "45" not in typed
    assert plain("What does Table 3 show?", nothing) == "What does Table 3 show?"


def test_the_documents_own_abbreviations_stay():
    assert plain("the reg on tea", {"reg"}.__contains__) == "the reg on tea"
    assert plain("the reg on tea", {"reg", "regulation"}.__contains__) == "the regulation on tea"


@pytest.mark.parametrize(
    "typed",
    [
        "Hi there, quick question: how much wheat did Egypt buy?",
        "how much wheat did Egypt buy? many thanks in advance",
        "pls how much wheat did Egypt buy, if possible",
        "My boss wants to know: how much wheat did Egypt buy",
        "how much wheat did Egypt buy, just the number",
        "how much wheat did Egypt buy in plain words i guess",
        "btw do you know how much wheat did Egypt buy",
        "I was wondering, how much wheat did Egypt buy, for my speech tomorrow",
    ],
)
def test_courtesies_and_asides_are_left_out(typed):
    assert plain(typed, nothing).strip(" ?").lower() == "how much wheat did egypt buy"


@pytest.mark.parametrize(
    "aside",
    ["people keep telling me different numbers", "i hear conflicting figures", "everybody says something different"],
)
def test_an_aside_about_differing_numbers_asks_whether_the_sources_agree(aside):
    assert plain(f"How high is the duty on tyres? {aside}", nothing).endswith("do the sources agree")


def test_who_passes_a_claim_on_is_left_out_but_a_speaker_of_the_documents_is_not():
    assert plain("a friend of mine told me that exports tripled, true?", nothing) == "exports tripled, true?"
    assert plain("The minister said that exports tripled", nothing) == "The minister said that exports tripled"
    assert plain("my boss asks whether exports tripled", nothing) == "is it true that exports tripled"


@pytest.mark.parametrize(
    "typed", ["table pls: steel by country", "Table - steel by country", "steel by country; table"]
)
def test_a_table_is_asked_for_in_any_place(typed):
    assert plain(typed, nothing) == "steel by country, as a table"


@pytest.mark.parametrize("typed", ["thanks!", "pls", "hello", "?", "", "in short"])
def test_a_question_of_courtesies_alone_stays(typed):
    assert plain(typed, nothing) == typed

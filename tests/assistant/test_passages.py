"""How sentences are matched: words and what means the same, headings, neighbours, and the kind of words asked for."""

import pytest

from assistant import asking, matcher, question, thesaurus
from assistant.matcher import Matcher
from assistant.query import Term


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Why did it fall?", ("why",)),
        ("How come they pay more?", ("why",)),
        ("buyer doesnt pay in time - then what?", ("outcome",)),
        ("Until when may it be sold, and on what terms?", ("condition", "when")),
        ("Why is the union's number lower than the regulator's?", ("scope",)),
        ("Which ministry approves it?", ("who",)),
        ("What does CIF stand for?", ("definition",)),
        ("Which firms are excluded from it?", ("status",)),
        ("may foreign firms buy shares", ("rule",)),
        ("bill of lading?", ("definition",)),
    ],
)
def test_a_question_says_what_kind_of_words_it_wants(text, kinds):
    assert asking.kinds(text)[: len(kinds)] == kinds


@pytest.mark.parametrize(
    "text", ["What were exports in 2023?", "How many tonnes went to Italy?", "What share does Germany have?"]
)
def test_a_question_of_quantity_does_not_want_words(text):
    assert not asking.wants_words(text)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("why", "Sales fell because buyers had no credit.", "Sales fell in May."),
        ("when", "It applies from 1 July 2025.", "It applies to every firm."),
        ("condition", "It may be sold if it is registered.", "It was sold in Hamburg."),
        ("scope", "It counts members only and leaves out direct sales.", "The union met in Oslo."),
        ("status", "Small firms are exempt.", "Small firms grew."),
        ("rule", "Only members may vote.", "Members met in May."),
    ],
)
def test_a_sentence_that_holds_what_is_asked_fits_better(kind, good, bad):
    query = question.understand("Anything about it?")
    assert asking.fit(kind, good, query) > 0 > asking.fit(kind, bad, query) - 0.01


def test_an_end_is_not_answered_with_a_beginning():
    query = question.understand("When does the duty end?")
    assert not asking.holds("when", "Since 7 August 2025 a duty has been charged.", query)
    assert asking.holds("when", "The duty is charged until 7 August 2026.", query)


@pytest.mark.parametrize(
    "text",
    ["The figure was not found.", "No breakdown by country was published.", "Prices by origin are confidential."],
)
def test_a_statement_of_absence_is_known_for_one(text):
    assert asking.ABSENCE.search(text)


def test_idioms_are_put_in_plain_words():
    assert "exclude" in thesaurus.plain("two bids knock out a foreigner")
    assert "2.5 billion" in thesaurus.plain("the two and a half billion")


def test_a_capital_stands_for_its_country():
    terms = matcher.question_terms(question.understand("Why is Ankara's figure lower?"))
    assert "@Turkey" in {t.stem for t in terms}


def test_words_for_anybody_are_never_what_a_sentence_must_hold():
    terms = matcher.question_terms(question.understand("From what day do traders have to follow the order?"))
    assert "trader" not in {t.stem for t in terms if t.hard}


@pytest.mark.model
def test_a_sentence_is_covered_by_its_heading_and_its_neighbours(machinery):
    sentences = machinery.desk.sentences
    unit = next(u for u in sentences.units if u.text.startswith("It adds used machines"))
    coverage, missing = Matcher(sentences, (Term("associ", "association"), Term("machin", "machines"))).coverage(
        (unit,)
    )
    assert coverage > 0.8
    assert not missing


@pytest.mark.model
def test_a_word_that_nothing_holds_is_missing(machinery):
    sentences = machinery.desk.sentences
    unit = next(u for u in sentences.units if u.text.startswith("It adds used machines"))
    _, missing = Matcher(sentences, (Term("associ", "association"), Term("penguin", "penguins"))).coverage((unit,))
    assert missing == ("penguins",)


@pytest.mark.model
def test_a_body_may_be_called_by_what_it_is(machinery):
    assert "associ" in machinery.desk.sentences.alias["fmma"]


@pytest.mark.model
def test_a_list_item_stands_under_its_lead(brief):
    sentences = brief.desk.sentences
    unit = next(u for u in sentences.units if "3 October: surplus balances" in u.text)
    lead = sentences.lead(unit)
    assert lead is not None
    assert "loosened the rules" in lead.text


def who(text, asked):
    return asking.fit("who", text, question.understand(asked))


def test_somebody_in_the_role_that_is_asked_for_fits_better_than_a_body_that_is_named():
    named = who("“We are ready,” said Ana Kovač, president of the union.", "Who heads the union?")
    assert named > who("The union of bakers has 300 members.", "Who heads the union?")


def test_a_glossarys_term_is_known_with_or_without_its_hyphen_and_accents():
    entry = "**Pré-lot** - a lot that is sold before the sale."
    for asked in ("what is a prelot", "pre-lot meaning?", "define pré-lot"):
        assert asking.fit("definition", entry, question.understand(asked)) == 0.5


def test_a_term_is_found_by_what_it_is_short_for():
    entry = "**DAP** - diammonium phosphate, which carries nitrogen."
    assert asking.fit("definition", entry, question.understand("what is diammonium phosphate")) >= asking.ENTRY

"""What cannot be traced is not said: drafts that say a wrong thing in every way there is, over one small document."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant import calculator
from assistant.bind import Evidence
from assistant.draft import Draft
from assistant.query import Query
from assistant.types import Citation, Operand, Sentence
from assistant.verify import LEFT_OUT, verify
from index.figures import extract
from index.load import load_folder
from index.types import Locator, Span
from index.units import Quantity

TEA = """---
title: Tea exports of Kenya
date: 2024-05-02
publisher: Tea desk
---
# Tea exports

Kenya's tea exports to Germany were $12.4 million in 2023. Kenya's tea exports to Poland rose to $7.5 million in 2023
from $5.0 million in 2022. Germany took 26 per cent of the orthodox leaf in 2023. About 70 factories packed the tea.
Twenty-six per cent of them are run by growers. The leaf cess rose by 2 percentage points. The target is $50 million in
the next five years.

## Buyers

Tea exports of Kenya by buyer, $ million.

| Buyer | 2022 | 2023 |
|---|---|---|
| Egypt | 30.2 | 41.6 |
| Pakistan | 88.0 | 91.5 |
"""
GERMANY = "Kenya's tea exports to Germany were $12.4 million in 2023."
POLAND = "Kenya's tea exports to Poland rose to $7.5 million in 2023\nfrom $5.0 million in 2022."
LEAF = "Germany took 26 per cent of the orthodox leaf in 2023."
FACTORIES = "About 70 factories packed the tea."
GROWERS = "Twenty-six per cent of them are run by growers."
CESS = "The leaf cess rose by 2 percentage points."
TARGET = "The target is $50 million in\nthe next five years."
EGYPT = "| Egypt | 30.2 | 41.6 |"
PAKISTAN = "| Pakistan | 88.0 | 91.5 |"


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tea")
    (folder / "tea.md").write_text(TEA, encoding="utf-8")
    documents, _ = load_folder([folder])
    return Evidence(documents, (), [f for d in documents for f in extract(d)])


@pytest.fixture
def span(evidence):
    """Where words stand in the document."""

    def find(words):
        text = evidence.documents["tea.md"].text
        assert text.count(words) == 1
        return Span("tea.md", text.index(words), text.index(words) + len(words))

    return find


@pytest.fixture
def figure(evidence):
    """The figure printed as given."""

    def find(printed):
        [found] = [f for f in evidence.figures if evidence.documents["tea.md"].quote(f.span) == printed]
        return found

    return find


@pytest.fixture
def verified(evidence, span):
    """The draft of one sentence, after verification."""

    def check(text, *quotes, calculations=(), question="What were tea exports?"):
        draft = Draft(evidence)
        draft.say(text, spans=[span(q) for q in quotes], calculations=calculations)
        return verify(draft, Query(question, "lookup"), evidence)

    return check


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("$12.4 million: exports to Germany, 2023.", GERMANY),
        ("Exports to Germany: about $12 million.", GERMANY),
        ("US$ 12,400,000 went to tea for Germany.", GERMANY),
        ("$7.5 million in 2023, up from $5.0 million in 2022.", POLAND),
        ("Germany's share of the leaf was 26%.", LEAF),
        ("70 factories.", FACTORIES),
        ("Twenty-six per cent of them are run by growers.", GROWERS),
        ("It rose by 2 percentage points.", CESS),
        ("$41.6 million: exports to Egypt, 2023.", EGYPT),
        ("$50 million in the next five years.", TARGET),
        ("No figure is held for this.", GERMANY),
    ],
)
def test_what_the_cited_passage_gives_is_said(verified, text, quote):
    draft = verified(text, quote)
    assert [s.text for s in draft.sentences] == [text]
    assert draft.left_out == 0


WRONG = {
    "another amount": ("$12.6 million: exports to Germany, 2023.", GERMANY),
    "a digit swapped": ("$14.2 million: exports to Germany, 2023.", GERMANY),
    "an amount from nowhere": ("$12.4 million, some 9,000 tonnes.", GERMANY),
    "another currency": ("€12.4 million: exports to Germany, 2023.", GERMANY),
    "the currency left out of a quote": ("€12.4 million in 2023.", GERMANY),
    "another scale": ("$12.4 billion: exports to Germany, 2023.", GERMANY),
    "no scale": ("$12.4: exports to Germany, 2023.", GERMANY),
    "a quote cut off before its scale": ("Kenya's tea exports to Germany were $12.4", GERMANY),
    "rounded away": ("$0.0 billion: exports to Germany, 2023.", GERMANY),
    "rounded to nothing like it": ("Rounded, $10 million.", GERMANY),
    "more digits than printed": ("$12.41 million: exports to Germany, 2023.", GERMANY),
    "another place": ("$12.4 million: exports to Poland, 2023.", GERMANY),
    "another year": ("$12.4 million: exports to Germany, 2021.", GERMANY),
    "the year before": ("$7.5 million: exports to Poland, 2022.", POLAND),
    "a column to the left": ("$30.2 million: exports to Egypt, 2023.", EGYPT),
    "a row that is not cited": ("$91.5 million: exports to Pakistan, 2023.", EGYPT),
    "places swapped": ("Pakistan $41.6 million, 2023; Egypt $91.5 million, 2023.", EGYPT, PAKISTAN),
    "points as per cent": ("The cess rose by 2 per cent.", CESS),
    "per cent as points": ("Germany took 26 percentage points.", LEAF),
    "per cent as a count": ("26 tonnes of leaf went to Germany.", LEAF),
    "a count of something else as an amount": ("70 million dollars of tea.", FACTORIES),
    "a part of a number": ("2.4 million dollars: exports to Germany.", GERMANY),
    "a number in words": ("Thirty-six per cent of them are run by growers.", GROWERS),
    "a part of a number in words": ("Six per cent of them are run by growers.", GROWERS),
    "a bare number in words": ("Ninety factories packed the tea.", FACTORIES),
    "a multiple in words": ("Exports to Germany tripled.", GERMANY),
    "a fraction in words": ("A third of the leaf went to Germany.", LEAF),
    "a date from nowhere": ("The tea was shipped on 3 March 2019.", GERMANY),
    "a horizon from nowhere": ("$12.4 million in the next ten years.", GERMANY),
    "a place in an order that is longer than the list": ("Germany: $12.4 million, sixth of 5.", GERMANY),
    "fewer counted than listed": ("The documents give 2 values: 2022; 2023; $12.4 million.", GERMANY),
    "a number without a source": ("Exports were $12.4 million.",),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_the_cited_passage_does_not_give_is_left_out(verified, case):
    draft = verified(*case)
    assert draft.sentences == []
    assert draft.left_out == 1


def test_a_quote_off_by_one_character_is_no_quote(evidence, span):
    draft = Draft(evidence)
    draft.say("$12.4 million: exports to Germany, 2023.", spans=[span(GERMANY)])
    [citation] = draft.citations
    draft.citations = [replace(citation, quote=citation.quote.replace("were", "wore"))]
    assert verify(draft, Query("", "lookup"), evidence).sentences == []


@pytest.mark.parametrize("place", [Span("tea.md", -1, 20), Span("tea.md", 9, 9), Span("none.md", 0, 5)])
def test_a_quote_from_nowhere_is_no_quote(evidence, place):
    draft = Draft(evidence)
    draft.citations = [Citation(1, place, "", "Tea", Locator())]
    draft.sentences = [Sentence("Tea was sold.", (1,))]
    assert verify(draft, Query("", "lookup"), evidence).sentences == []


@pytest.mark.parametrize("sentence", [Sentence("Tea was sold.", (7,)), Sentence("Tea was sold.", (), (3,))])
def test_a_marker_or_a_calculation_that_does_not_exist_is_not_said(evidence, sentence):
    draft = Draft(evidence)
    draft.sentences = [sentence]
    assert verify(draft, Query("", "lookup"), evidence).sentences == []


class TestWhatIsComputed:
    @pytest.fixture
    def share(self, evidence, figure):
        """Egypt's exports as a share of Egypt's and Pakistan's: 41.6 of 91.5."""
        draft = Draft(evidence)
        return calculator.share(draft.operand(figure("41.6")), draft.operand(figure("91.5")))

    def test_a_result_is_said_as_it_is_shown(self, verified, share):
        assert share.shown == "45.5%"
        draft = verified("45.5%: $41.6 million of $91.5 million.", calculations=[share])
        assert len(draft.sentences) == 1 and draft.left_out == 0

    @pytest.mark.parametrize(
        "text",
        ["45.4645%.", "45.6%.", "54.5%.", "$45.5 million.", "45.5% of $92.5 million.", "45.5 percentage points."],
    )
    def test_another_result_or_one_finer_than_its_operands_is_not(self, verified, share, text):
        assert verified(text, calculations=[share]).sentences == []

    def test_a_result_that_its_expression_does_not_give_is_not_said(self, verified, share):
        wrong = replace(share, result=Quantity(Decimal(55), "percent"), shown="55%")
        assert verified("55%.", calculations=[wrong]).sentences == []

    def test_an_expression_with_a_number_that_is_no_operand_is_not_believed(self, verified, share):
        wrong = replace(share, expression="50 / 91.5", result=Quantity(Decimal(50) / Decimal("91.5"), "ratio"))
        assert verified("54.6%.", calculations=[replace(wrong, shown="54.6%")]).sentences == []

    def test_an_expression_that_is_no_sum_is_not_believed(self, verified, share):
        assert verified("45.5%.", calculations=[replace(share, expression="41.6 over something")]).sentences == []

    def test_an_operand_with_another_value_than_its_figure_is_not_believed(self, verified, figure):
        claimed = Operand("$99.0 million", Quantity(Decimal(99_000_000), "USD", "million", places=1), figure("41.6"))
        whole = Operand("$100 million", Quantity(Decimal(100_000_000), "USD", "million", places=0), origin="question")
        assert verified("99%.", calculations=[calculator.share(claimed, whole)]).sentences == []

    def test_an_operand_whose_quote_is_not_exact_is_not_believed(self, evidence, share):
        draft = Draft(evidence)
        draft.say("45.5%.", calculations=[share])
        draft.citations = [replace(c, quote=c.quote + " ") for c in draft.citations]
        assert verify(draft, Query("", "share"), evidence).sentences == []

    def test_a_later_sentence_may_repeat_what_an_earlier_one_computed(self, evidence, share):
        draft = Draft(evidence)
        draft.say("45.5%.", calculations=[share])
        draft.say("That makes 45.5% in all.")
        assert len(verify(draft, Query("", "share"), evidence).sentences) == 2


class TestWhatTheQuestionGives:
    def test_its_numbers_may_be_repeated(self, verified):
        draft = verified("The documents do not give $900 million in 2031.", question="Were they $900 million in 2031?")
        assert len(draft.sentences) == 1

    def test_in_another_scale_they_may_not(self, verified):
        assert verified("The documents do not give $900 billion.", question="Were they $900 million?").sentences == []


class TestWhatIsLeft:
    @pytest.fixture
    def draft(self, evidence, span, figure):
        """Three sentences, of which the first is wrong, and a citation that nothing uses."""
        draft = Draft(evidence)
        draft.cite(span(FACTORIES))
        draft.say("$99 million: exports to Pakistan, 2023.", spans=[span(PAKISTAN)])
        draft.say("$12.4 million: exports to Germany, 2023.", [figure("$12.4 million")])
        done = calculator.difference(draft.operand(figure("41.6")), draft.operand(figure("30.2")))
        draft.say("$11.4 million more.", calculations=[done])
        return verify(draft, Query("", "lookup"), evidence)

    def test_it_is_said_that_something_was_left_out(self, draft):
        assert draft.left_out == 1
        assert draft.sentences[-1] == LEFT_OUT

    def test_only_what_is_used_is_cited_and_markers_count_from_one(self, draft):
        assert [(c.marker, c.quote) for c in draft.citations] == [(1, GERMANY), (2, EGYPT)]
        assert [s.citations for s in draft.sentences] == [(1,), (2,), ()]
        assert {o.citation for c in draft.calculations for o in c.operands} == {2}

    def test_only_figures_of_cited_passages_are_remembered(self, draft, figure):
        assert draft.figures == [figure("$12.4 million"), figure("41.6"), figure("30.2")]

    def test_calculations_that_no_sentence_names_any_more_are_dropped(self, evidence, figure):
        draft = Draft(evidence)
        wrong = calculator.difference(draft.operand(figure("91.5")), draft.operand(figure("88.0")))
        right = calculator.difference(draft.operand(figure("41.6")), draft.operand(figure("30.2")))
        draft.say("$9 million more to Pakistan.", calculations=[wrong])
        draft.say("$11.4 million more to Egypt.", calculations=[right])
        left = verify(draft, Query("", "difference"), evidence)
        assert [c.shown for c in left.calculations] == ["$11.4 million"]
        assert [s.calculations for s in left.sentences] == [(0,), ()]

    def test_a_comment_on_a_sentence_that_was_left_out_goes_with_it(self, evidence, span):
        draft = Draft(evidence)
        draft.say("$99 million: exports to Germany.", spans=[span(GERMANY)])
        draft.say("That is a little more than claimed.")
        assert verify(draft, Query("", "lookup"), evidence).sentences == []

"""What stands beneath an answer that declines."""

from dataclasses import replace

import pytest

from assistant.types import Answer, Sentence
from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import spot_link
from assistant.ui.nearest import nearest_html
from assistant.ui.session import opened
from index.types import Span
from tests.assistant.ui.desk_double import ARTICLE, GERMANY, JAPAN, NOTE, span_of

NOTHING = Answer("Who sells tea?", "not_in_corpus", (Sentence("The documents say nothing of “tea”."),))


@pytest.fixture
def near(double):
    """A library that finds the same two passages for every question: a sentence and a row."""
    by_id = {d.id: d for d in double.documents}
    row = next(b for b in by_id[NOTE].blocks if b.row == 1)
    spans = (span_of(by_id[ARTICLE], "Russia currently does not feature"), Span(NOTE, row.start, row.end))
    return Library(double.documents, double.figures(), near=lambda question: spans)


def test_where_no_figure_is_near_the_passages_that_are_open_at_their_words(near):
    html = nearest_html(NOTHING, near)
    first, row = near.near("")
    assert html.index(spot_link(first)) < html.index(spot_link(row))
    assert t.NEAREST in html and "2 · Germany · 1,468" in html
    assert '<mark id="here">Russia currently does not feature</mark>' in opened(spot_link(first), (), near)


def test_figures_that_are_near_are_shown_alone(double, near):
    html = nearest_html(double.ask(JAPAN), near)
    assert "Rs 625.68 crore" in html and "#spot-" not in html


def test_nothing_is_added_where_the_answer_cites_what_is_near_or_does_not_decline(double, near):
    cited = double.ask(GERMANY)
    assert nearest_html(cited, near) == ""
    assert nearest_html(replace(NOTHING, citations=cited.citations), near) == ""
    assert nearest_html(replace(NOTHING, status="needs_clarification"), near) == ""


def test_a_long_passage_is_cut(near):
    first, _ = near.near("")
    assert near.beginning(first, 16) == "Russia currently…"

import re

from assistant.types import Answer, Citation, Sentence
from assistant.ui.message import answer_message, question_message
from index.types import Locator, Span
from tests.assistant.ui.desk_double import GROW, JAPAN, TABLE_QUESTION


def shown(double, library, question, **more):
    return answer_message(double.ask(question), 3, library, **more)


def test_markers_are_links_to_their_citations_before_the_full_stop(double, library):
    html = shown(double, library, GROW)
    assert 'href="#cite-3-1" title="Source 1: Indian medical device exports to Russia can be tripled' in html
    assert re.search(r"a year <a [^>]*>\[1\]</a><a [^>]*>\[2\]</a>\.</p>", html)


def test_a_computed_number_is_a_link_to_its_working(double, library):
    assert '<a class="result" href="#calc-3-0" title="Working of 26.2%">26.2%</a>' in shown(double, library, GROW)


def test_a_calculation_that_the_sentence_does_not_spell_out_gets_a_link_of_its_own(double, library):
    answer = double.ask(GROW)
    loose = Answer(
        answer.question, "answered", (Sentence("About a quarter.", (), (0,)),), calculations=answer.calculations
    )
    assert '<a class="working-link" href="#calc-0-0"' in answer_message(loose, 0, library)


def test_a_result_is_not_looked_for_inside_a_longer_number(double, library):
    answer = double.ask(GROW)
    text = Sentence("From 126.2% to 26.2% a year.", (), (0,))
    html = answer_message(Answer("q", "answered", (text,), calculations=answer.calculations), 0, library)
    assert "From 126.2% to <a" in html


def test_a_table_in_an_answer_is_a_table(double, library):
    html = shown(double, library, TABLE_QUESTION)
    assert "<th>Buyer</th><th>Rs crore</th>" in html
    assert html.count("<tr>") == 6
    assert "---" not in html


def test_a_declined_question_shows_what_is_held_nearest(double, library):
    html = shown(double, library, JAPAN)
    assert "Not in the documents" in html
    assert 'href="#figure-2024-04-22' in html
    assert "Russia · medical device exports · FY 2022-23" in html


def test_a_streaming_answer_shows_its_first_sentences_and_no_actions_yet(double, library):
    first = shown(double, library, GROW, sentences=1)
    assert "26.2%" in first and "That takes them" not in first
    assert "#copy-3" not in first
    assert "#copy-3" in shown(double, library, GROW)


def test_messages_are_one_line_without_signs_of_formulas_and_code(library):
    hostile = "a\n\nb $$x$$ `c` \\(d\\) <script>alert(1)</script> [x](javascript:alert(1))"
    answer = Answer(
        hostile, "answered", (Sentence(hostile, (1,)),), (Citation(1, Span("d", 0, 1), "x", hostile, Locator()),)
    )
    for html in (question_message(hostile, 0), answer_message(answer, 0, library)):
        assert not set("\n$`\\") & set(html)
        assert "<script" not in html
        assert 'href="javascript' not in html
    assert html.count("<a ") == 4  # the marker, copy, edit, again

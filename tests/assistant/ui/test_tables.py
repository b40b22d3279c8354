"""The figures tab and the documents tab."""

from assistant.ui import text as t
from assistant.ui.documents_page import documents_table
from assistant.ui.examples import answerable, question_about
from assistant.ui.figures_page import ROWS_SHOWN, choices, figures_table, filtered
from assistant.ui.library import Library
from tests.assistant.ui.desk_double import GERMANY, GROW


def test_filters_offer_what_the_figures_have(library):
    offered = choices(library)
    assert offered[t.FILTER_SUBJECT] == ["Brazil", "China", "Germany", "Netherlands", "Russia", "United States"]
    assert offered[t.FILTER_UNIT] == ["INR", "USD"]
    assert offered[t.FILTER_STATUS] == ["reported", "target"]


def test_filters_combine(library):
    both = filtered(library.figures, {t.FILTER_SUBJECT: "Germany", t.FILTER_UNIT: "USD", t.FILTER_PERIOD: ""}, library)
    assert [f.entities for f in both] == [("Germany",)]


def test_each_figure_links_to_its_words_and_shows_them(library):
    html = figures_table(library.figures, library)
    assert html.count('href="#figure-') == len(library.figures) == 8
    assert "Germany (<b>$176.2 million</b>), China" in html
    assert "8 of 8 figures" in html


def test_of_very_many_figures_the_first_are_shown_and_all_are_counted(library):
    html = figures_table(library.figures * 100, library)
    assert f'href="#more-{2 * ROWS_SHOWN}"' in html and "#more" not in figures_table(library.figures, library)
    assert figures_table(library.figures * 100, library, 2 * ROWS_SHOWN).count("<tr>") == 2 * ROWS_SHOWN + 1
    assert html.count("<tr>") == ROWS_SHOWN + 1
    assert "200 of 800 figures" in html


def test_no_figure_is_said_in_a_sentence(library):
    assert t.NO_FIGURES in figures_table((), library)


def test_documents_show_title_publisher_date_and_number_of_figures(library):
    html = documents_table(library)
    assert html.count("<tr>") == 25
    assert "Indian medical device exports to Russia can be tripled in five years" in html
    assert "Business Standard" in html and '<td data-name="Figures">3</td>' in html


def test_only_questions_that_the_documents_answer_are_offered(double, library):
    assert answerable(double, library) == [GROW, GERMANY]


def test_questions_are_made_from_bound_figures(library):
    made = question_about(library.figures[0], library)
    assert made == "Medical device exports, Russia, FY 2022-23?"
    assert Library(()).documents == ()

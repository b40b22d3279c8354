from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import cover_link
from assistant.ui.start import start_pane
from tests.assistant.ui.desk_double import ARTICLE


def test_it_says_what_the_documents_are_about_and_leads_to_their_figures(library):
    pane = start_pane(library)
    assert "24 documents, 20" in pane
    assert (
        f'href="{cover_link(t.FILTER_SUBJECT, "Germany", "")}"><bdi>Germany</bdi> <span class="held">2</span>' in pane
    )
    assert cover_link(t.FILTER_PERIOD, "FY 2022-23", "FY 2022-23") in pane
    assert f"#document-{ARTICLE}" not in pane, "it is not among the newest"


def test_without_figures_and_dates_it_says_only_how_many_documents_there_are():
    pane = start_pane(Library(()))
    assert "0 documents" in pane and "chips" not in pane and "newest" not in pane

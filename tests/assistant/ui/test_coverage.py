from assistant.ui import text as t
from assistant.ui.coverage import coverage_table
from assistant.ui.figures_page import filtered
from assistant.ui.markup import cover_link, read_cover


def test_each_cell_counts_the_figures_its_filter_finds(library):
    table = coverage_table(t.FILTER_SUBJECT, library.figures, library)
    wanted = {t.FILTER_SUBJECT: "Germany", t.FILTER_PERIOD: "FY 2022-23"}
    count = len(filtered(library.figures, wanted, library))
    assert count == 2
    assert f'href="{cover_link(t.FILTER_SUBJECT, "Germany", "FY 2022-23")}" aria-label="2: Germany' in table


def test_periods_stand_in_order_of_time(library):
    table = coverage_table(t.FILTER_MEASURE, library.figures, library)
    assert table.index("FY 2022-23</bdi>") < table.index("the next five years</bdi>")


def test_what_is_left_out_is_counted(library):
    assert "1 more" in coverage_table(t.FILTER_SUBJECT, (*library.figures[:2], _timeless(library)), library)


def _timeless(library):
    from dataclasses import replace

    return replace(library.figures[0], period=None)


def test_nothing_to_count_is_said(library):
    assert t.NO_FIGURES in coverage_table(t.FILTER_SUBJECT, (), library)


def test_a_cell_is_found_again_by_its_link():
    parts = ["Subject", "a, b", "FY 2022-23"]
    assert read_cover(cover_link(*parts)) == parts

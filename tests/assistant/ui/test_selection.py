from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import figure_link, picked_link, read_picked
from assistant.ui.selection import COMPUTE, cautions, compute, picked_pane
from assistant.ui.session import opened
from index.errors import BriefError, CalculationError
from index.types import Period
from index.units import Quantity
from tests.assistant.ui.desk_double import crore

NEXT = Period(date(2023, 4, 1), date(2024, 3, 31), "FY 2023-24", "fiscal_year")
LATER = Period(date(2027, 4, 1), date(2028, 3, 31), "FY 2027-28", "fiscal_year")
SEVEN_MONTHS = Period(date(2023, 4, 1), date(2023, 10, 31), "April to October 2023", "range")


@pytest.fixture(scope="module")
def rows(library):
    """The five largest buyers, in rupees."""
    return library.figures[3:]


def at(figure, period, value):
    return replace(figure, id=f"{figure.id}x", period=period, quantity=crore(value))


def test_picked_figures_are_added_and_each_links_to_its_words(library, rows):
    pane = picked_pane("sum", [f.id for f in rows[:3]], library)
    assert "Rs 8,252 crore" in pane  # 5,571 + 1,468 + 1,213
    assert pane.count('href="#figure-01-exports') == 3
    assert "cautions" not in pane


def test_results_do_not_depend_on_the_order_of_picking(library, rows):
    for operation in COMPUTE:
        one, other = rows[0], at(rows[1], NEXT, "2000")
        held = Library(library.documents, (one, other))
        assert compute(operation, [one, other], held).shown == compute(operation, [other, one], held).shown


@pytest.mark.parametrize(
    ("operation", "shown"),
    [("difference", "Rs 4,103 crore"), ("share", "26.4%"), ("multiple", "3.79 times"), ("average", "Rs 3,520 crore")],
)
def test_two_figures_are_compared(library, rows, operation, shown):
    assert compute(operation, rows[:2], library).shown == shown


def test_growth_runs_from_the_earlier_to_the_later_period(library, rows):
    now, later = rows[1], at(rows[1], LATER, "2936")  # twice 1,468 after five years
    assert compute("growth", [later, now], library).shown == "100%"
    cagr = compute("cagr", [later, now], library)
    assert cagr.shown == "14.9%"
    assert "5 years (FY 2022-23 to FY 2027-28)" in [o.text for o in cagr.operands]


@pytest.mark.parametrize(
    ("operation", "made", "sentence"),
    [
        ("growth", lambda f: [f, replace(f, period=None)], t.PICK_PERIODS),
        ("growth", lambda f: [f, at(f, SEVEN_MONTHS, "5")], "not equally long"),
        (
            "cagr",
            lambda f: [f, replace(at(f, LATER, "5"), period=replace(LATER, start=date(2027, 5, 1)))],
            "not equally",
        ),
        ("share", lambda f: [f], t.PICK_SEVERAL),
        ("sum", lambda f: [f], t.PICK_SEVERAL),
        ("sum", lambda f: [f, replace(f, kind="change")], t.PICK_LEVELS),
        ("sum", lambda f: [f, replace(f, upper=f.quantity)], "is a range"),
        ("sum", lambda f: [f, replace(f, quantity=Quantity(Decimal(5), "USD"))], "convert one of them"),
    ],
)
def test_what_would_mislead_is_refused_in_a_sentence(library, rows, operation, made, sentence):
    with pytest.raises(CalculationError, match=".*") as refused:
        compute(operation, made(rows[0]), library)
    assert sentence in str(refused.value)


def test_several_figures_are_each_compared_with_their_sum_the_smallest_and_the_largest(library, rows):
    ids = [f.id for f in rows]  # 5,571 1,468 1,213 887 691
    shares = picked_pane("share", ids, library)
    assert "Shares of their sum, Rs 9,830 crore" in shares and "5571 / 9830" in shares
    for shown in ("56.7%", "14.9%", "12.3%", "9.02%", "7.03%"):
        assert f"<bdi>{shown}</bdi>" in shares
    assert all(figure_link(id) in shares for id in ids)
    assert "<bdi>8.06 times</bdi>" in picked_pane("multiple", ids, library)
    assert "<bdi>Rs 4,880 crore</bdi>" in picked_pane("difference", ids, library)


def test_growth_over_several_periods_goes_step_by_step_and_the_rate_from_the_first_to_the_last(library, rows):
    years = [Period(date(y, 4, 1), date(y + 1, 3, 31), f"FY {y}-{y % 100 + 1}", "fiscal_year") for y in (2023, 2024)]
    figures = [at(rows[1], years[1], "1800"), rows[1], replace(at(rows[1], years[0], "1600"), id="between")]
    held = Library(library.documents, figures)
    steps = picked_pane("growth", [f.id for f in figures], held)
    assert steps.index("8.99%") < steps.index("12.5%")  # 1,468 to 1,600 to 1,800
    assert t.CAUTION_PERIODS not in steps
    rate = picked_pane("cagr", [f.id for f in figures], held)
    assert "10.7%" in rate and t.CAUTION_ENDS in rate
    twice = [*figures, replace(figures[0], id="again")]
    held = Library(library.documents, twice)
    assert t.PICK_PERIODS in picked_pane("growth", [f.id for f in twice], held)


def test_what_to_be_careful_about_is_said(library, rows):
    russia, target = library.figures[0], library.figures[1]
    said = cautions([russia, target, replace(russia, bound=False)], library)
    assert {t.CAUTION_PERIODS, t.CAUTION_STATUS, t.CAUTION_ABOUT} < set(said)
    assert any("Rs 625.68 crore" in sentence for sentence in said)
    assert cautions(rows[:2], library) == ()


@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_a_chart_has_a_titled_axis_links_to_every_source_and_the_data(library, rows, kind):
    figures = [rows[0], at(rows[0], NEXT, "6000"), at(rows[1], NEXT, "1500")]
    figures = [replace(f, id=f"{f.id}{n}") for n, f in enumerate(figures)]
    held = Library(library.documents, figures)
    pane = str(picked_pane(kind, [f.id for f in figures], held))
    drawing = pane[pane.index("<svg") : pane.index("</svg>")]
    assert drawing.count("<a href=") == 3
    assert "Rs crore" in drawing and "FY 2023-24" in drawing
    csv = pane[pane.index('class="csv"') :]
    assert "United States,medical device exports,FY 2022-23,55710000000,INR,&#34;5,571&#34;" in csv


def test_a_total_among_its_parts_is_called_by_what_it_measures(library, rows):
    total = replace(rows[0], id="total", entities=())
    held = Library(library.documents, [total, *rows[1:3]])
    pane = str(picked_pane("bars", ["total", rows[1].id, rows[2].id], held))
    table = pane[pane.index("<tbody>") :]
    assert [table.count(f"<bdi>{name}</bdi>") for name in ("medical device exports", "Germany", "China")] == [1, 1, 1]


def test_a_chart_says_why_it_cannot_be_drawn(library, rows):
    assert t.CHART_UNITS in picked_pane("bars", [library.figures[2].id, rows[0].id], library)
    timeless = Library(library.documents, [replace(rows[0], period=None)])
    assert t.CHART_PERIODS in picked_pane("lines", [rows[0].id], timeless)


@pytest.mark.parametrize("values", [["0"], ["-5"], ["0.00001"], ["1", "99999999"], ["-3", "7"]])
def test_a_chart_of_any_values_keeps_within_its_axis(library, rows, values):
    figures = [replace(at(rows[0], NEXT, v), id=f"f{n}") for n, v in enumerate(values)]
    pane = str(picked_pane("bars", [f.id for f in figures], Library(library.documents, figures)))
    assert pane.count("<rect") == len(values) and "nan" not in pane


def test_ids_with_any_sign_survive_the_link():
    ids = ["a,b#1", "c/d e.md#2", "ü-%2C#3"]
    assert read_picked(picked_link("sum", ids)) == ("sum", ids)


@pytest.mark.parametrize("link", ["#pick-", "#pick-sum-", "#pick-sum-nothing", "#pick-__import__-x", "#pick-bars-,,,"])
def test_a_link_to_nothing_is_told_so(library, link):
    try:
        assert t.NOT_FOUND in opened(link, [], library)
    except BriefError:  # pragma: no cover
        pytest.fail("no error reaches the page")

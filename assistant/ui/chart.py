"""Charts of picked figures as drawings in the page: bars or lines, every one a link to its words.

Drawn here and not in the browser, so that they follow the page's colours, are read out, and work from the keyboard.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from assistant.records import as_csv
from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import figure_link, joined, plain, words
from assistant.ui.numerals import scale_in
from index.errors import CalculationError
from index.format import group, natural_scale, symbol, unit_words
from index.types import Figure
from index.units import SCALES, Quantity, is_money

WIDTH, RIGHT, ROW, FOOT = 480, 110, 44, 42
HEIGHT, GUTTER, TOP = 320, 62, 22
LABEL_SHOWN = 60
COLOURS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart.

    `value` is in the chart's unit and scale, `label` what tells it from the others, `said` the figure in words, and
    `side` tells values that contradict each other apart.
    """

    figure: Figure
    value: float
    label: str
    said: str
    series: str = ""
    side: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of values: its title, and where it begins and ends, with zero between."""

    title: str
    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a value lies, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def chart_pane(kind: str, figures: Sequence[Figure], library: Library, link: str) -> Markup:
    """The pane with the chart, its data as a table, and both to download.

    Args:
        kind: a key of `KINDS`.
        figures: at least one.
        library: what is held.
        link: what opens the pane.

    Raises:
        CalculationError: they do not measure the same thing, or lines are asked for without periods.
    """
    points, axis, common = _measured(kind, figures, library)
    ordered = sorted(points, key=_time) if kind == "lines" else points
    title = " · ".join(part for part in (*common, axis.title) if part)
    form = (
        '<section class="pane chart" aria-label="{0}" data-link="{1}"><p class="kicker">{0}</p><h2 dir="auto">{2}</h2>'
        '<figure>{3}</figure><p class="acts"><a class="act" href="#save-png">{4}</a>'
        '<a class="act" href="#save-csv">{5}</a></p>{6}<pre class="csv" hidden>{7}</pre></section>'
    )
    drawn = KINDS[kind](ordered, axis, title)
    table = _table(ordered, library)
    return Markup(form).format(
        t.PICK_OPERATIONS[kind], link, plain(title), drawn, t.SAVE_PNG, t.SAVE_CSV, table, _csv(ordered, library)
    )


def _measured(kind: str, figures: Sequence[Figure], library: Library) -> tuple[list[Point], Axis, tuple[str, ...]]:
    """The figures in one unit and scale, the axis for them, and what all of them have in common."""
    first = figures[0].quantity
    if any(not f.quantity.measures_same_as(first) for f in figures):
        raise CalculationError(t.CHART_UNITS)
    if kind == "lines" and any(f.period is None for f in figures):
        raise CalculationError(t.CHART_PERIODS)
    exact = [f.quantity.to(first.unit).value for f in figures]
    largest = Quantity(max(map(abs, exact)), first.unit)
    scale = scale_in(largest, natural_scale(largest) or first.scale, library.style)
    values = [float(value / SCALES.get(scale, Decimal(1))) for value in exact]
    facets = [_facets(f, library) for f in figures]
    shared = tuple(column[0] if len(set(column)) == 1 else "" for column in zip(*facets, strict=True))
    same = len(set(facets)) == 1
    points = [
        Point(
            f, v, _label(facet, shared) or _whole(f, library, same), library.value(f), _label(facet[:-1], shared[:-1])
        )
        for f, v, facet in zip(figures, values, facets, strict=True)
    ]
    return points, axis_of(values, unit_title(first.unit, scale)), shared


def _facets(figure: Figure, library: Library) -> tuple[str, ...]:
    """(subject, measure, period) in words."""
    return ", ".join(figure.entities[:1]), library.measure(figure), figure.period.label if figure.period else ""


def _label(facets: Sequence[str], shared: Sequence[str]) -> str:
    """What tells a figure from the others; empty where nothing does."""
    return " · ".join(part for part, common in zip(facets, shared, strict=True) if part and part != common)


def _whole(figure: Figure, library: Library, same: bool) -> str:
    """The name of a figure that lacks what tells the others apart: a total's measure, else the value."""
    return ("" if same else library.measure(figure)) or library.value(figure)


def unit_title(unit: str, scale: str) -> str:
    """The unit as an axis says it: `Rs crore`, `$ million`, `%`."""
    top, slash, below = unit.partition("/")
    name = symbol(top) if is_money(top) else "%" if top == "percent" else "" if top == "count" else unit_words(top)[1]
    per = f"per {unit_words(below)[0]}" if slash else ""
    return " ".join(part for part in (name, scale, per) if part)


def axis_of(values: Sequence[float], title: str) -> Axis:
    """An axis that holds zero and all values, with ticks at round numbers."""
    low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        high = 1.0
    rough = (high - low) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Axis(title, first * step, last * step, tuple(n * step for n in range(first, last + 1)))


def bars(points: Sequence[Point], axis: Axis, title: str) -> Markup:
    """Bars from the left, one below the other, each under what it stands for."""
    height, width = len(points) * ROW + FOOT, WIDTH - RIGHT
    zero = axis.at(0) * width
    form = (
        '<a href="{}" aria-label="{}"><title>{}</title><text x="0" y="{}">{}</text>'
        '<rect class="series-{}" x="{:.1f}" y="{}" width="{:.1f}" height="18"/><text x="{:.1f}" y="{}">{}</text></a>'
    )
    drawn = []
    for row, point in enumerate(points):
        end, y, tip = axis.at(point.value) * width, row * ROW, _tip(point)
        label = (figure_link(point.figure.id), tip, tip, y + 13, _cut(point.label))
        bar = (point.side % COLOURS, min(zero, end), y + 19, max(abs(end - zero), 1), max(zero, end) + 5, y + 33)
        drawn.append(Markup(form).format(*label, *bar, point.said))
    grid = joined(_vertical(axis.at(tick) * width, height, tick) for tick in axis.ticks)
    foot = Markup('<text class="axis" x="0" y="{}">{}</text>').format(height - 4, plain(axis.title))
    return _drawing(height, title, joined((grid, *drawn, foot)))


def _lines(points: Sequence[Point], axis: Axis, title: str) -> Markup:
    """Lines over time, one for each subject and measure."""
    starts = [_time(p) for p in points]
    width, height = WIDTH - GUTTER - 30, HEIGHT - TOP - FOOT
    span = max(starts) - min(starts) or 1

    def place(point: Point) -> tuple[float, float]:
        along = (_time(point) - min(starts)) / span if max(starts) > min(starts) else 0.5
        return GUTTER + along * width, TOP + (1 - axis.at(point.value)) * height

    names = list(dict.fromkeys(p.series for p in points))
    drawn = [_horizontal(TOP + (1 - axis.at(tick)) * height, tick) for tick in axis.ticks]
    for number, name in enumerate(names):
        own = [(p, *place(p)) for p in points if p.series == name]
        path = " ".join(f"{x:.1f},{y:.1f}" for _, x, y in own)
        drawn.append(Markup('<polyline class="line-{}" points="{}"/>').format(number % COLOURS, path))
        form = (
            '<a href="{}" aria-label="{}"><title>{}</title>'
            '<circle class="series-{}" cx="{:.1f}" cy="{:.1f}" r="5"/></a>'
        )
        drawn += [
            Markup(form).format(figure_link(p.figure.id), _tip(p), _tip(p), number % COLOURS, x, y) for p, x, y in own
        ]
    drawn += _times(points, place, HEIGHT - FOOT + 16)
    drawn.append(Markup('<text class="axis" x="2" y="11">{}</text>').format(plain(axis.title)))
    legend = _legend(names, HEIGHT + 4) if len(names) > 1 else Markup("")
    return _drawing(HEIGHT + (len(names) * 18 + 8 if legend else 0), title, joined((*drawn, legend)))


def _times(points: Sequence[Point], place: Callable[[Point], tuple[float, float]], y: float) -> list[Markup]:
    """The periods under the axis, as many as there is room for."""
    form, shown, last = '<text class="axis" x="{:.1f}" y="{}" text-anchor="middle">{}</text>', [], -1e9
    for point in points:
        x = place(point)[0]
        if x - last >= 74 and point.figure.period:
            shown.append(Markup(form).format(min(x, WIDTH - 32), y, plain(point.figure.period.label)))
            last = x
    return shown


def _legend(names: Sequence[str], top: float) -> Markup:
    form = '<circle class="series-{}" cx="{}" cy="{}" r="5"/><text x="{}" y="{}">{}</text>'
    return joined(
        Markup(form).format(n % COLOURS, GUTTER, top + n * 18, GUTTER + 12, top + n * 18 + 4, plain(name))
        for n, name in enumerate(names)
    )


def _vertical(x: float, height: float, tick: float) -> Markup:
    form = (
        '<line x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="{1}"/>'
        '<text class="axis" x="{0:.1f}" y="{2}" text-anchor="{4}">{3}</text>'
    )
    anchor = "middle" if x > 0 else "start"
    return Markup(form).format(x, height - FOOT, height - FOOT + 16, _tick(tick), anchor)


def _horizontal(y: float, tick: float) -> Markup:
    form = (
        '<line x1="{0}" x2="{1}" y1="{2:.1f}" y2="{2:.1f}"/>'
        '<text class="axis" x="{3}" y="{4:.1f}" text-anchor="end">{5}</text>'
    )
    return Markup(form).format(GUTTER, WIDTH - 20, y, GUTTER - 6, y + 4, _tick(tick))


def _drawing(height: float, title: str, body: Markup) -> Markup:
    form = '<svg viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{}">{}</svg>'
    return Markup(form).format(WIDTH, height, plain(title), body)


def _tick(value: float) -> str:
    return group(f"{Decimal(repr(round(value, 9))).normalize():f}")


def _tip(point: Point) -> str:
    label = plain(point.label)
    value = point.said
    return value if value == label else f"{label}: {value}"


def _cut(label: str) -> str:
    label = plain(label)
    return label if len(label) <= LABEL_SHOWN else label[: LABEL_SHOWN - 1] + "…"


def _time(point: Point) -> int:
    return point.figure.period.start.toordinal() if point.figure.period else 0


def _table(points: Sequence[Point], library: Library) -> Markup:
    """The same in a table, with the document of each."""
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in (t.COLUMN_FIGURE, t.ABOUT, t.FROM))
    form = '<tr><td class="value"><a class="held" href="{}">{}</a></td><td>{}</td><td>{}</td></tr>'
    rows = joined(
        Markup(form).format(
            figure_link(p.figure.id),
            words(p.said),
            words(p.label),
            words(library.title(p.figure)),
        )
        for p in points
    )
    table = '<div class="table" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    return Markup(table).format(head, rows)


def _csv(points: Sequence[Point], library: Library) -> str:
    """The data to download: one line a figure, values unscaled, with the place of each."""
    rows = (
        {
            "subject": ", ".join(p.figure.entities[:1]),
            "measure": library.measure(p.figure),
            "period": p.figure.period.label if p.figure.period else "",
            "value": str(p.figure.quantity.value),
            "unit": p.figure.quantity.unit,
            "as printed": library.context(p.figure)[1],
            "status": p.figure.status,
            "document": p.figure.span.document,
            "start": p.figure.span.start,
            "end": p.figure.span.end,
        }
        for p in points
    )
    return plain(as_csv(rows))


KINDS: dict[str, Callable[[Sequence[Point], Axis, str], Markup]] = {"bars": bars, "lines": _lines}
"""What can be drawn."""

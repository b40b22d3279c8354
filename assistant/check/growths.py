"""Growth rates and growth words against the amounts that they are said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import calculator
from assistant.check import spoken
from assistant.check.books import AHEAD, Books, same_time
from assistant.check.finding import Finding, Severity
from assistant.check.reach import Reach, reach
from assistant.types import Calculation
from index.errors import CalculationError
from index.types import Figure

_FALL = re.compile(
    r"(?i)\b(?:f[ea]ll\w*|dip(?:s|ped)?|drop\w*|declin\w*|decreas\w*|lower|down|less|lost|shrank|shrunk|below|cut|slipp?\w*|weaker|loss)\b"
)
_FELL = re.compile(
    r"(?i)\b(?:f[ea]ll(?:s|en|ing)?|declin(?:e[ds]?|ing)|decreas(?:e[ds]?|ing)|drop(?:s|ped)?)(?: (?:of|by))?"
    r"(?: (?:about|around|nearly|almost|over|some))? $"
)
"""Words right before a change that leave no doubt which way it went."""
_YEARLY = re.compile(r"(?i)\b(?:a year|per year|per annum|annual\w*|each year|every year|CAGR|growth rate|compound)\b")
_OVER = re.compile(r"(?i)\b(?:above|over|than|against|from|on)\s+(?:\w+ ){0,4}$")
_ABOVE = re.compile(r"(?i)\s+(?:above|over)\s+$")
_OTHER_BASE = re.compile(
    r"(?i)\b(?:organic\w*|like[- ]for[- ]like|constant (?:currency|currencies|prices|exchange)|real terms|"
    r"(?:seasonally|inflation)[- ]adjusted|comparable basis|in (?:volume|weight)|by (?:volume|weight))\b"
)
_NEAR = 45
_BOUGHT = re.compile(r"(?i)\b(?:purchas\w+|bought|buy(?:s|ing)?|took|orders?)\b")
"""What a partner buys is what the home country exports."""
_FRACTION, _LEAST_OFF = Decimal("0.12"), Decimal("2.5")
"""How far a fraction in words ("a third") may be from the change, as a share of it, and in points at least."""
_WORDS = Decimal("0.05")
"""How far a growth word such as "tripled" may be from the multiple, as a share of it."""
_STRANGE, _ABSURD = Decimal(3), Decimal(12)
"""So many times off, percentages and multiples are of other amounts."""
_YEAR = 366

Ends = tuple[Figure, Figure]
"""The amounts before and after."""


def changes(books: Books) -> Iterator[Finding]:
    """Changes in per cent and multiples that none of the amounts they may be of bears out."""
    for f in (f for f in books.evidence.figures if f.quantity.value > 0):
        if not is_growth(f) or _of_another_base(books, f):
            continue
        ends = spoken.from_to(books, f)
        if not ends and f.bound:
            ends = _ends(books, f) if f.kind == "change" else _multiple_ends(books, f)
        ends = ends or (spoken.same_row(books, f) if f.bound else _of_source(books, f))
        ends = _exact(ends)
        if ends and not any(_fits(books, f, e) for e in (*ends, *_elsewhere(books, f))):
            found = _finding(books, f, _nearest(f, ends))
            if found:
                yield found


def _exact(ends: list[Ends]) -> list[Ends]:
    """The pairs of amounts that are told exactly, where there are any: "about 63,000" bears every rate out."""
    return [e for e in ends if all(f.qualifier == "exact" for f in e)] or ends


def is_growth(f: Figure) -> bool:
    """Does a figure say how much something grew or fell: "35 per cent", "by a third", "doubled"?"""
    return (f.kind == "change" and f.quantity.unit == "percent") or (
        f.kind == "multiple" and f.quantity.unit in ("ratio", "count")
    )


def _of_another_base(books: Books, f: Figure) -> bool:
    """Is a change told to be of something else than the printed amounts: at constant prices, without acquisitions?"""
    text = books.documents[f.span.document].text
    return bool(_OTHER_BASE.search(text[f.span.end : min(f.context.end, f.span.end + _NEAR)]))


def _ends(books: Books, f: Figure) -> list[Ends]:
    """The pairs of amounts that a change may be between: those of its sentence, else one of them and the corpus's."""
    if books.row(f):
        return _row_ends(books, f) if not is_yearly(books, f) else []
    if is_yearly(books, f):
        return []
    near = (g for g in books.in_context(f) if g.kind in ("level", "rate") and g.quantity.value > 0)
    levels = [g for g in near if g.quantity.unit not in ("count", "percent")]
    levels = [_unqualified(books, f, g) for g in levels if not books.is_second(g)]
    mine = [g for g in levels if g.bound and books.same_subject(g, f)]
    if len(mine) == 1 and len(levels) > 1 and all(g.flow != f.flow for g in levels if g is not mine[0]):
        return _with_one(books, f, mine[0])
    if len(levels) > 2:
        levels = _nearest_levels(f, levels)
    if len(levels) == 2 and levels[0].quantity.unit == levels[1].quantity.unit:
        a, b = sorted(levels, key=lambda g: g.period.start.toordinal() if g.period else 0)
        if same_time(a.period, b.period):  # two versions of one value, or two routes
            return [(a, b), (b, a)] if a.kind == "rate" else _with_one(books, f, levels[-1])
        return [(a, b)] if a.period and b.period else [(a, b), (b, a)]
    if len(mine) == 1:
        return _with_one(books, f, mine[0])
    return _by_period(books, f) if not levels else []


def _unqualified(books: Books, f: Figure, level: Figure) -> Figure:
    """In "20 per cent above Rs 19,803 crore" the word compares and does not say "more than"."""
    between = books.documents[f.span.document].text[f.span.end : level.span.start]
    return replace(level, qualifier="exact") if level.qualifier == "over" and _ABOVE.match(between) else level


def _nearest_levels(f: Figure, levels: Sequence[Figure]) -> list[Figure]:
    """The two amounts right before a change, else those around it."""
    before = [g for g in levels if g.span.start < f.span.start]
    return list(before[-2:]) if len(before) >= 2 else list(levels[:2])


def _of_source(books: Books, f: Figure) -> list[Ends]:
    """The amounts a year apart of a row that rests on the same source, in the section of a sentence about growth."""
    found = []
    for g in books.by_document.get(f.span.document, []):
        if g.locator.heading == f.locator.heading and g.kind == "level" and f.sources and g.sources == f.sources:
            mates = books.by_context[g.context]
            found += [(m, g) for m in mates if m.quantity.unit == g.quantity.unit and _a_year_on(m, g)]
    return found


def _with_one(books: Books, f: Figure, level: Figure) -> list[Ends]:
    """One end is told in the sentence; the other is the corpus's value a year off."""
    document = books.documents[f.span.document]
    base = f.span.end <= level.span.start and bool(_OVER.search(document.text[f.span.end : level.span.start]))
    if level.period and not books.sure_of_time(level):
        return spoken.after_base(books, f, level) if base else []
    others = [g for g in _levels_like(books, level) if not level.period or g.context != level.context]
    if base:
        return [(level, g) for g in others if _a_year_on(level, g)] or spoken.after_base(books, f, level)
    return [(g, level) for g in others or _of_section(books, level) if _a_year_on(g, level)]


def _of_section(books: Books, level: Figure) -> list[Figure]:
    """The amounts of a level's unit in its section, where nothing else is known of what it is about."""
    near = books.by_document[level.span.document]
    unsaid = not (level.flow or level.entities or level.item)
    return [
        g
        for g in near
        if unsaid and g.locator.heading == level.locator.heading and g.quantity.unit == level.quantity.unit
    ]


def _by_period(books: Books, f: Figure) -> list[Ends]:
    """No amount in the sentence: the corpus's values at the ends of the change's time."""
    if f.period is None or not f.flow or not books.sure_of_time(f):
        return []
    flows = {f.flow, "export"} if _BOUGHT.search(books.documents[f.span.document].quote(f.context)) else {f.flow}
    found = [
        g
        for g in books.levels
        if g.flow in flows and books.same_subject(g, replace(f, flow=g.flow)) and g.period and g.status not in AHEAD
    ]
    span = (f.period.end - f.period.start).days
    if span > _YEAR:
        firsts = [g for g in found if g.period and g.period.start == f.period.start and _one_year(g)]
        lasts = [g for g in found if g.period and g.period.end == f.period.end and _one_year(g)]
        return [(a, b) for a in firsts for b in lasts if a.quantity.unit == b.quantity.unit]
    here = [g for g in found if g.period and g.period.same_as(f.period)]
    return [(a, b) for b in here for a in found if _a_year_on(a, b) and a.quantity.unit == b.quantity.unit]


def _one_year(f: Figure) -> bool:
    return f.period is not None and (f.period.end - f.period.start).days <= _YEAR


def _row_ends(books: Books, f: Figure) -> list[Ends]:
    """A change in a table: its row's amount against the same column a year before, or two amounts of its cell."""
    levels = [g for g in books.by_context[f.context] if g.kind == "level" and g.flow == f.flow and g.period]
    levels = [g for g in levels if g.quantity.unit not in ("count", "percent")]
    if len(levels) != 1 and not (levels and books.beside(levels[0]) and len(levels) < 3):
        return []
    level = max((g for g in levels if g.span.start < f.span.start), key=lambda g: g.span.start, default=None)
    if level is None:
        return []
    return [(g, level) for g in _levels_like(books, level) if _a_year_on(g, level)]


def _levels_like(books: Books, level: Figure) -> list[Figure]:
    """The corpus's other values of what a level is of, whatever their time."""
    near = books.by_unit[level.quantity.unit, level.flow]
    return [g for g in near if g is not level and books.same_subject(g, level) and g.status not in AHEAD and g.period]


def _a_year_on(a: Figure, b: Figure) -> bool:
    """Is the second of the same stretch of the year as the first, a year later?"""
    if a.period is None or b.period is None:
        return False
    days = (b.period.start - a.period.start).days, (b.period.end - a.period.end).days
    return all(363 <= d <= 367 for d in days)


def _multiple_ends(books: Books, f: Figure) -> list[Ends]:
    """The pairs that a growth word may be between: amounts of its sentence or of the next, else level and target."""
    levels = [g for g in books.by_context[f.context] if g.kind == "level" and g.quantity.unit != "count"]
    levels = [g for g in levels if not books.is_second(g)]
    if len(levels) == 2 and levels[0].quantity.unit == levels[1].quantity.unit:
        a, b = sorted(levels, key=lambda g: g.quantity.value)
        return [(b, a)] if _falls(books, f) else [(a, b)]
    if not f.flow or (levels and f.status not in AHEAD):
        return _around(books, f, levels)
    mine = [g for g in books.by_document[f.span.document] if g.kind == "level" and books.same_subject(g, f)]
    now = [g for g in mine if g.status not in AHEAD and g.period and not books.is_second(g)]
    then = [g for g in mine if g.status in AHEAD and not books.is_second(g)]
    if f.status not in AHEAD:
        return []
    return [
        (a, b) for a in now for b in then if a.quantity.unit == b.quantity.unit and a.quantity.value < b.quantity.value
    ]


def _elsewhere(books: Books, f: Figure) -> list[Ends]:
    """Every pair of a present amount and a goal of the document that a growth word ahead of it may be of."""
    if f.kind != "multiple" or f.status not in AHEAD:
        return []
    levels = [g for g in books.by_document[f.span.document] if g.kind == "level" and g.quantity.unit != "count"]
    levels = [g for g in levels if not books.is_second(g)]
    now, then = ([g for g in levels if (g.status in AHEAD) is ahead] for ahead in (False, True))
    return [(a, b) for a in now for b in then if a.quantity.unit == b.quantity.unit]


def _around(books: Books, f: Figure, levels: Sequence[Figure]) -> list[Ends]:
    """One amount in the sentence: the other end is among those of the same section and unit."""
    if len(levels) != 1:
        return []
    if later := spoken.started_from(books, f, levels[0]):
        return later
    end = levels[0]
    if end.period and not books.sure_of_time(end):
        return []
    section = [
        g
        for g in books.by_document[f.span.document]
        if g.kind == "level" and g.quantity.unit == end.quantity.unit and g.locator.heading == f.locator.heading
        and end.flow in (g.flow, "") and g.context != f.context and g.quantity.value != end.quantity.value
        and g.status not in AHEAD and _not_after(g, end)
    ]  # fmt: skip
    return [(g, end) for g in section]


def _not_after(a: Figure, b: Figure) -> bool:
    return a.period is None or b.period is None or a.period.start <= b.period.start


def _falls(books: Books, f: Figure) -> bool:
    return bool(_FALL.search(books.documents[f.span.document].quote(f.context)))


def factor(ends: Ends) -> Reach:
    """By what factor the second exceeds the first, as far as rounding leaves it open."""
    return reach(ends[1]) / reach(ends[0])


def _claimed(books: Books, f: Figure) -> list[Reach]:
    """The factors that a change or multiple may mean: a rise, a fall, or a loss of worth."""
    said = reach(f)
    if f.kind == "multiple":
        exact = said.widened(_WORDS) if f.qualifier == "exact" else said
        return [exact]
    if not any(c.isdigit() for c in books.documents[f.span.document].quote(f.span)):
        said = _loosened(f, said)
    up = said.times(Decimal("0.01")).shifted(Decimal(1))
    down = Reach(1 - said.high / 100, 1 - said.low / 100)
    if _FELL.search(books.documents[f.span.document].text[f.context.start : f.span.start]):
        return [down]
    return [down, up] if _falls(books, f) else [up]


def _meant(books: Books, f: Figure) -> list[Reach]:
    return [c for c in _claimed(books, f) if c.high > 0]


def _loosened(f: Figure, said: Reach) -> Reach:
    """What a fraction in words allows: it is a round one, but "more than a tenth" is not less."""
    slack = max(f.quantity.value * _FRACTION, _LEAST_OFF)
    low = said.low if f.qualifier == "over" else said.low - slack
    high = said.high if f.qualifier in ("almost", "under", "up to") else said.high + slack
    return Reach(low, high)


def _fits(books: Books, f: Figure, ends: Ends) -> bool:
    return any(factor(ends).meets(claim) for claim in _claimed(books, f))


def _nearest(f: Figure, ends: Sequence[Ends]) -> Ends:
    """The pair that comes nearest to what is claimed."""
    value = f.quantity.value if f.kind == "multiple" else 1 + f.quantity.value / 100
    return min(ends, key=lambda e: abs(e[1].quantity.value / e[0].quantity.value - value))


def _finding(books: Books, f: Figure, ends: Ends) -> Finding | None:
    a, b = books.operand(ends[0]), books.operand(ends[1])
    try:
        made: Calculation = calculator.ratio(b, a) if f.kind == "multiple" else calculator.percent_change(a, b)
    except CalculationError:
        return None
    off, factor = distance(f, made), ends[1].quantity.value / ends[0].quantity.value
    if f.kind == "multiple" and not 1 / _ABSURD < factor / f.quantity.value < _ABSURD:
        return None
    if f.kind != "multiple" and not any(1 / _STRANGE < factor / c.high < _STRANGE for c in _meant(books, f)):
        return None  # these are not the amounts that the words are of
    sentence = (
        f"“{books.documents[f.span.document].quote(f.span)}” does not fit the amounts: from "
        f"{told(books, ends[0])} to {told(books, ends[1])} is {made.shown}."
    )
    severity: Severity = "low" if off < Decimal("0.1") else "medium" if off < Decimal("0.5") else "high"
    return books.finding("growth", severity, sentence, [f], made, _why(f, made, ends), ends)


def distance(f: Figure, made: Calculation) -> Decimal:
    """How far the result is from what is claimed, as a share of the claim."""
    return abs(abs(made.result.value) / f.quantity.value - 1)


def told(books: Books, figure: Figure) -> str:
    """A figure with its time."""
    period = f" ({figure.period.label})" if figure.period else ""
    return f"{books.printed(figure)}{period}"


def _why(f: Figure, made: Calculation, ends: Ends) -> str:
    if f.kind != "multiple" and int(made.result.value) == int(f.quantity.value) and made.result.value > 0:
        return "The rate was cut off rather than rounded."
    if f.kind == "multiple" and distance(f, made) < Decimal("0.1"):
        return "The word is a round one; quote the multiple instead."
    if ends[0].span.document != ends[1].span.document or ends[0].sources != ends[1].sources:
        return "The rate and the amounts may come from different series."
    return ""


def is_yearly(books: Books, f: Figure) -> bool:
    """Is a change one of each year, by its words or its column?"""
    place = books.row(f)
    head = place[0].columns[place[2]].text if place and 0 <= place[2] < len(place[0].columns) else ""
    document = books.documents[f.span.document]
    around = document.text[f.span.start : f.span.end + 30] if not place else document.quote(f.context)
    return bool(_YEARLY.search(f"{head} {around}"))

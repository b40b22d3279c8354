"""What a ranking question may set in order: the groups near the passages found, and pairs of them for growth.

groups of the tables and paragraphs found ──► those of the periods asked for ──► in order, the first asked for first
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from weakref import WeakKeyDictionary

from assistant.bind import Evidence
from assistant.fitting import fits_time, fits_unit
from assistant.flows import OPPOSITE
from assistant.groups import groups_of
from assistant.likeness import without_times
from assistant.members_named import wanted
from assistant.order_types import Entry, Group, Ordering
from assistant.patterns import words
from assistant.query import Query
from assistant.ranging import ranging_of
from assistant.ranking_change import CHANGES, FALLS
from assistant.vocabulary import pattern
from index import lexicon, periods
from index.types import Period
from index.units import dimension, is_money

MOST_GROUPS = 600
"""Groups that are looked at for one question."""
_MOST_PERIODS = 6
"""Periods of one table up to which each is paired with each."""
_GROWS = pattern(
    CHANGES.pattern, r"\b(?:went|gone|go|goes|going) (?:up|down)\b", r"\bsoar\w*", r"\bsurg\w+", r"\b(?:cut|slid)\b"
)
_RELATIVE = pattern(
    r"\b(?:fast|quick|slow|steep|sharp)\w*\b", r"\bper ?cent", r"\bpercent\w*", r"\bgrowth\b", r"\brate\b", r"\bmost\b",
    r"\bstrong\w*", r"\bleast\b", r"\bshare\b", r"\blargest\b", r"\bbiggest\b",
)  # fmt: skip
_BY_PERCENT = pattern(
    r"\b(?:fast|quick|slow|steep|sharp)\w*\b", r"\bper ?cent", r"\bpercent\w*", r"\bgrowth\b", r"\brate\b"
)
_DOWN = pattern(FALLS.pattern, r"\b(?:cut|slid)\b", r"\b(?:went|gone|go|goes|going) down\b")
_LITTLE = words("least", "slowest", "slower", "smallest")
_SHORT, _LONG = words("quick(?:est|er)?", "fast(?:est|er)?", "short(?:est|er)?", "soonest"), words("slow(?:est|er)?")
_STRENGTH, _WEAK = words("weak(?:est|er)?", "strong(?:est|er)?"), words("weak(?:est|er)?")
_TIME = "[time]"
_MONTHS = pattern(r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b")


def asks_for_growth(text: str) -> bool:
    """Does a ranking go by how much something grew or fell?"""
    return bool(_GROWS.search(text)) and bool(_RELATIVE.search(text))


def orderings(evidence: Evidence, query: Query, near: Iterable[tuple[str, int]]) -> list[Ordering]:
    """What may be set in order; `near` are places to look at: document and offset."""
    over = ranging_of(query.text).over
    found = [g for g in _near(evidence, near) if not (over == "item" and _is_of_places(query.text, g))]
    grows = asks_for_growth(query.text)
    out = [o for g in found if (o := _of_sizes(query, g, grows=grows)) is not None]
    if grows:
        out = [o for o in out if _tells_change(o.group)]
        out += [o for a, b in _pairs(found) if (o := _of_growth(query, a, b)) is not None]
    out = _of_the_flow(query, out)
    return list({(o.group.key, o.earlier.key if o.earlier else None): o for o in out}.values())


def _of_the_flow(query: Query, found: list[Ordering]) -> list[Ordering]:
    """Without those of the opposite flow, where the question names one and some are of it and of its time."""
    asked = query.request.flow
    other = OPPOSITE.get(asked)
    if other is None or not re.search(rf"\b{asked}", query.text, re.IGNORECASE):
        return found

    def flows(o: Ordering) -> set[str]:
        return {e.figure.flow for e in o.entries}

    over = ranging_of(query.text).over
    held = any(
        flows(o) == {asked}
        and over in ("", o.group.by)
        and (not query.request.periods or fits_time(query.request, o.entries[0].figure.period))
        for o in found
    )
    return [o for o in found if flows(o) != {other}] if held else found


def _tells_change(group: Group) -> bool:
    """Are the figures of a group growth themselves?"""
    return all(m.figure.kind == "change" or m.figure.quantity.unit == "percent" for m in group.members)


def _near(evidence: Evidence, near: Iterable[tuple[str, int]]) -> list[Group]:
    """The groups of the tables and paragraphs in which the places lie, the nearest first taken."""
    held = _HELD.setdefault(evidence, {})
    found: dict[tuple[str, int], None] = {}
    for document, at in near:
        if document not in held:
            held[document] = groups_of(evidence, evidence.documents[document])
        for group in held[document]:
            if group.start <= at < group.end:
                found.setdefault(group.place)
    out: list[Group] = []
    for place in found:
        out += [g for g in held[place[0]] if g.place == place]
        if len(out) > MOST_GROUPS:
            break
    return out[:MOST_GROUPS]


_HELD: WeakKeyDictionary[Evidence, dict[str, tuple[Group, ...]]] = WeakKeyDictionary()


def _of_sizes(query: Query, group: Group, *, grows: bool) -> Ordering | None:
    """The group in order of size; None where it is not as long as the question asks for."""
    over = ranging_of(query.text)
    if over.over == "period" and over.longest:
        if group.by != "period":
            return None
        fitting = tuple(m for m in group.members if not m.days or over.fits(m.days))
        if len(fitting) < 2:
            return None
        group = replace(group, members=fitting)
    if _is_rate(query.unit or query.request.unit) and not fits_unit(
        group.members[0].figure, query.unit or query.request.unit
    ):
        return None
    group = _of_the_time(query, group)
    changes = grows and _tells_change(group)
    down = not _DOWN.search(query.text) if changes else _largest_first(query, group)
    if down is None:
        return None
    entries = [Entry(m.name, m.figure) for m in group.members]
    entries.sort(key=lambda e: (e.figure.quantity.base[0], e.figure.id), reverse=down)
    return _ordering(query, group, entries)


def _of_the_time(query: Query, group: Group) -> Group:
    """Only the members that lie in the time asked for, where these are two or more."""
    asked = query.request.periods
    if group.by != "period" or not asked or _says_more(query.text):
        return group
    span = (Period(min(p.start for p in asked), max(p.end for p in asked), "", "range"),)
    inside = tuple(
        m for m in group.members if fits_time(replace(query.request, periods=span), m.figure.period, ranging=True)
    )
    return replace(group, members=inside) if len(inside) >= 2 else group


def _is_rate(unit: str) -> bool:
    """Is what is asked for so much of one thing for each of another, which no other figure answers?"""
    return unit.startswith("per ")


def _says_more(text: str) -> bool:
    """Does a question name more months than are read as periods: "July and August 2025"?"""
    read = " ".join(text[m.start : m.end] for m in periods.read(text))
    return len(_MONTHS.findall(text)) > len(_MONTHS.findall(read))


def _is_of_places(text: str, group: Group) -> bool:
    """Are the members places, and not called what a question calls what it ranges over?"""
    said = {t.stem for t in lexicon.tokens(text)}
    return group.by == "place" and not any(t.stem in said for t in lexicon.tokens(group.head.replace("_", " ")))


def _largest_first(query: Query, group: Group) -> bool | None:
    """Does the largest come first? None where that cannot be told.

    Of times the quickest is the shortest; of rates the weakest currency is the one of which most is paid for another.
    """
    above, _, below = group.unit.partition("/")
    if is_money(above) and is_money(below) and _STRENGTH.search(query.text):
        named = query.unit or query.request.unit
        weak = bool(_WEAK.search(query.text))
        return weak == (named == above) if named in (above, below) else None
    if dimension(group.unit) == _TIME and _SHORT.search(query.text):
        return False
    return query.descending or (dimension(group.unit) == _TIME and bool(_LONG.search(query.text)))


def _of_growth(query: Query, earlier: Group, later: Group) -> Ordering | None:
    """The members of two groups in order of growth, the one that fell most first where falls are asked for.

    None where it makes a difference whether growth is reckoned in per cent, and the question does not say.
    """
    before = {m.name: m.figure for m in earlier.members}
    entries = [Entry(m.name, m.figure, before[m.name]) for m in later.members if m.name in before]
    if len(entries) < 2 or any(e.start is None or e.start.quantity.base[0] <= 0 for e in entries):
        return None
    down = bool(_DOWN.search(query.text)) == bool(_LITTLE.search(query.text))
    entries.sort(key=lambda e: (e.change, e.figure.id), reverse=down)
    if not _BY_PERCENT.search(query.text) and entries[:1] != sorted(entries, key=_gained, reverse=down)[:1]:
        return None
    return _ordering(query, later, entries, earlier)


def _gained(entry: Entry) -> Decimal:
    assert entry.start is not None
    return entry.figure.quantity.base[0] - entry.start.quantity.base[0]


def _ordering(query: Query, group: Group, entries: Sequence[Entry], earlier: Group | None = None) -> Ordering | None:
    """The entries as an order; None where it is too short, or two of its values share a place that is asked for."""
    told = wanted(query, entries)
    if told is None or not max(told.top, told.place, 2) <= len(told.entries):
        return None
    values = [e.change if earlier else e.figure.quantity.base[0] for e in told.entries]
    last = told.place or told.top
    if any(values[i - 1] == values[i] for i in (last - 1, last) if last and 0 < i < len(values)):
        return None
    return Ordering(group, told.entries, told.place, told.top, earlier, told.named)


def _pairs(groups: Sequence[Group]) -> Iterator[tuple[Group, Group]]:
    """Groups of one measure at two times, the earlier first."""
    kin: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for g in groups:
        if g.period is not None and g.form != "prose":
            kin[(g.place, g.form, g.head, g.unit, measured(g.measure), measured(g.held))].append(g)
    for mine in kin.values():
        mine.sort(key=_end)
        for i, a in enumerate(mine):
            for j, b in enumerate(mine[i + 1 :], i + 1):
                if _end(a) < _end(b) and (len(mine) <= _MOST_PERIODS or j == i + 1):
                    yield a, b


def _end(group: Group) -> int:
    return group.period.end.toordinal() if group.period else 0


_SOURCES = re.compile(r"\(source: [^)]*\)")
_MARKS = re.compile(r"[^\w%$€£]+|\b(?:final|revised|provisional)\b")


def measured(heading: str) -> str:
    """What is left of a heading without its periods, its sources and marks."""
    return " ".join(_MARKS.sub(" ", without_times(_SOURCES.sub(" ", heading))).split())

"""Figures in a table: periods down, flows or places across; a series over the years; a family with its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from assistant.broken_down import broken_down, broken_down_by, is_period
from assistant.context import Context
from assistant.draft import Draft
from assistant.families import family, name_of, ranged_over, told_apart_by
from assistant.patterns import words
from assistant.pick import pick, pick_all
from assistant.query import Request
from index.types import Figure

Line: TypeAlias = tuple[str, tuple[Figure | None, ...]]
"""A label and one figure for each column, None where one is not held."""

_TITLES = {"export": "Exports", "import": "Imports", "trade": "Total", "balance": "Balance"}
_TOTALS = words("totals?")
_IN_SERIES = 0.1
"""Scores this close are the same measure at another time."""
_MOST_DATES = 200


def table(c: Context) -> Draft | None:
    """Figures side by side; a period for which one of them is not held is left out."""
    over = broken_down_by(c.query.text)
    told = broken_down(c, over) if over else None
    if told:
        return _drawn(c, list(told[1].items()), told[0])
    request = replace(c.query.request, kind="", status="")
    columns = _columns(c, request)
    titles, requests = [title for title, _ in columns], [wanted for _, wanted in columns]
    if not c.query.periods:
        if len(columns) == 1:
            return _members(c, request) or _series(c, request)
        found = pick_all(c.evidence, requests)
        return _drawn(c, [("", tuple(p.figure for p in found))], titles) if found else None
    lines: list[Line] = []
    for period in c.query.periods:
        near = lines[0][1][0] if lines else None
        picks = [pick(c.evidence, replace(wanted, periods=(period,)), prefer=near) for wanted in requests]
        held = tuple(p.figure for p in picks if p)
        if len(held) == len(columns):
            lines.append((period.label, held))
    if len(lines) * len(columns) < 2 or (over and len(columns) == 1 and not is_period(over)):
        return _members(c, request) if len(columns) == 1 and ranged_over(c.query.text) else None
    return _drawn(c, lines, titles)


def _columns(c: Context, request: Request) -> list[tuple[str, Request]]:
    """Title and request of each column: flows, places, or the one measure asked for."""
    flows = c.query.flows
    if len(flows) >= 2:
        if _TOTALS.search(c.query.text) and "trade" not in flows:
            flows = (*flows, "trade")
        return [(_TITLES.get(f, f), replace(request, flow=f)) for f in flows]
    if len(c.abroad) >= 2:
        return [(p, replace(request, places=(p,))) for p in c.abroad]
    return [("Value", request)]


def _members(c: Context, request: Request) -> Draft | None:
    """The members of a family, one a line."""
    members = family(c, request, follows=False)
    if len(members) < 2:
        return None
    by = told_apart_by(members[0], members[1])
    return _drawn(c, [(name_of(c.evidence, f, by), (f,)) for f in members], ["Value"])


def _series(c: Context, request: Request) -> Draft | None:
    """One measure over all the periods held, the earliest first."""
    matches = c.evidence.find(request, limit=_MOST_DATES)
    if not matches:
        return None
    best = matches[0]
    seen: dict[object, tuple[int, Line]] = {}
    for match in matches:
        f, period = match.figure, match.figure.period
        if f.quantity.unit != best.figure.quantity.unit or f.status != "reported":
            continue
        if (
            period
            and period.kind in ("fiscal_year", "year", "quarter", "month")
            and best.score - match.score < _IN_SERIES
        ):
            line = (period.label, (f,))
            seen.setdefault((period.start, period.end), (period.start.toordinal(), line))
    lines = [line for _, line in sorted(seen.values(), key=lambda dated: dated[0])]
    return _drawn(c, lines, ["Value"]) if len(lines) >= 2 else None


def _drawn(c: Context, lines: Sequence[Line], titles: Sequence[str]) -> Draft:
    """A table in Markdown, which cites every figure; its first figure is what "that" means next."""
    draft = Draft(c.evidence)
    head = ["", *titles]
    rows = [
        head,
        ["---"] * len(head),
        *([label, *(draft.printed(f) if f else "–" for f in figures)] for label, figures in lines),
    ]
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    shown = [f for _, figures in lines for f in figures if f is not None]
    draft.say(text, shown)
    draft.result = draft.operand(shown[0])
    return draft

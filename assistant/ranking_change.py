"""Rankings by growth: which member grew or fell most between two periods."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.families import MOST_SEEN, By, Family, families, name_of
from assistant.patterns import words
from assistant.query import Request
from assistant.types import Calculation
from assistant.vocabulary import pattern
from index.types import Figure, Period

_FALLING = (
    r"f[ae]ll\w*", r"drop\w*", r"declin\w+", r"shr[aiu]nk\w*", r"decreas\w+", r"collaps\w+", r"los[est]\w*"
)  # fmt: skip
FALLS = words(*_FALLING)
"""Speaks of a fall."""
CHANGES = words(
    *_FALLING, r"gr[eo]w\w*", "ris(?:e|en|ing)", "rose", r"increas\w+", r"gain\w*", r"chang\w+", r"jump\w*",
    r"climb\w*", r"expand\w*",
)  # fmt: skip
"""Speaks of a rise, a fall or a change."""
_RELATIVE = pattern(r"\bfaster", "slower", "in percentage", "per ?cent", "growth", "fastest", r"most\b")
_SLOWEST = words("least", "slowest", "slower", "smallest")
_SINCE = words("since", "from")
_MOST_FAMILIES = 12
"""Families of each period that are matched with each other."""

Ends: TypeAlias = tuple[Period, Period]


@dataclass(frozen=True, slots=True)
class Moved:
    """One member at both ends, and how it changed."""

    start: Figure
    end: Figure
    change: Calculation


def asks_for_change(c: Context) -> bool:
    """Does a ranking go by growth rather than by size?"""
    text = c.query.text
    return bool(CHANGES.search(text)) and (len(c.query.periods) >= 2 or bool(_RELATIVE.search(text)))


def ranked_by_change(c: Context, base: Request, wanted: str) -> Draft | None:
    """Which member grew or fell most between two periods: the one asked for, then all.

    Raises:
        CalculationError: a member grew from nothing.
    """
    matched = _best_match(c, base, wanted)
    place = max(c.query.rank, 1)
    if len(matched) < max(place, 2):
        return None
    moved = [Moved(a, b, calculator.percent_change(c.operand(a), c.operand(b))) for a, b in matched]
    falling, slowest = bool(FALLS.search(c.query.text)), bool(_SLOWEST.search(c.query.text))
    moved.sort(key=lambda m: m.change.result.value, reverse=falling == slowest)
    by = _differ_by(moved[place - 1], matched[0][0], matched[1][0])
    return told_in_order(c, moved, [name_of(c.evidence, m.end, by) for m in moved], place)


def told_in_order(c: Context, moved: Sequence[Moved], names: Sequence[str], place: int) -> Draft:
    """The member at a place, 1 for the first, and how all changed."""
    chosen = moved[place - 1]
    draft = Draft(c.evidence)
    ends = f"from {draft.printed(chosen.start)} to {draft.printed(chosen.end)}"
    draft.say(f"{names[place - 1]}: {chosen.change.shown}, {ends}.", calculations=[chosen.change])
    told = "; ".join(f"{name} {m.change.shown}" for m, name in zip(moved, names, strict=True))
    draft.say(f"All {len(moved)}: {told}.", calculations=[m.change for m in moved if m is not chosen])
    _put_last(draft)
    draft.result = calculator.carried(chosen.change)
    return draft


def _differ_by(chosen: Moved, first: Figure, second: Figure) -> By:
    elsewhere = chosen.start.entities and chosen.start.entities != first.entities
    return "place" if elsewhere or first.entities != second.entities else "item"


def _put_last(draft: Draft) -> None:
    """Moves the first calculation, which is the answer, to the end, where a follow-up looks for it.

    The sentence that lists all members rests on all calculations.
    """
    draft.calculations.append(draft.calculations.pop(0))
    count = len(draft.calculations)
    first, every = draft.sentences
    draft.sentences = [
        replace(first, calculations=(count - 1,)),
        replace(every, calculations=tuple(range(count))),
    ]


def _best_match(c: Context, base: Request, wanted: str) -> list[tuple[Figure, Figure]]:
    """The members of the two families that have most in common, at the first two periods for which any have."""
    best: list[tuple[Figure, Figure]] = []
    for ends in _ends(c, base):
        start, end = (families(c.evidence, replace(base, periods=(p,)), wanted)[:_MOST_FAMILIES] for p in ends)
        for a in start:
            for b in end:
                matched = _matched(a, b)
                if len(matched) > len(best):
                    best = matched
        if best:
            break
    return best


def _ends(c: Context, base: Request) -> list[Ends]:
    """The two periods of the question, those since its one period, else years that follow each other; latest first."""
    asked = sorted(c.query.periods[:2], key=lambda p: p.end)
    if len(asked) == 2:
        return [(asked[0], asked[1])]
    held = _years_held(c, replace(base, periods=()))
    if asked and _SINCE.search(c.query.text):
        start = asked[0]
        return [(start, p) for p in held if p.end > start.end and p.kind == start.kind]
    return [(earlier, later) for later, earlier in zip(held, held[1:], strict=False)]


def _years_held(c: Context, request: Request) -> list[Period]:
    """The whole years for which the documents hold figures that fit, the latest first."""
    found = (m.figure.period for m in c.evidence.find(request, limit=MOST_SEEN, ranging=True))
    held = {(p.start, p.end): p for p in found if p and p.kind in ("fiscal_year", "year")}
    return sorted(held.values(), key=lambda p: p.end, reverse=True)


def _matched(a: Family, b: Family) -> list[tuple[Figure, Figure]]:
    """The members of two families of one measure that are of the same thing, one of each."""
    first, second = a.members[0], b.members[0]
    if a.by != b.by or first.quantity.unit != second.quantity.unit or first.flow != second.flow:
        return []

    def key(figure: Figure) -> Hashable:
        return figure.entities if a.by == "place" else figure.item

    later = {key(f): f for f in b.members}
    return [(f, later[key(f)]) for f in a.members if key(f) in later]

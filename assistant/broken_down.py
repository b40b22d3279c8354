"""A table with a line for each product, country or month, and a column for each period that is asked for.

The members are those of the group that a ranking of them would set in order, found by the same choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context
from assistant.families import ranged_over
from assistant.order_types import Group
from assistant.query import Query
from assistant.ranging import ranging_of
from assistant.vocabulary import pattern
from index import periods
from index.types import Figure, Period

SURE = 0.8
"""How sure the choice must be of the members of each column."""
_BY = pattern(r"\b(?:by|per|(?:for )?each|(?:for )?every) (?P<over>(?:(?!and |or |in |for )[\w-]+ ?){1,3})")
_EVERY = pattern(r"\b(?P<over>month|quarter|year|week|half-year)ly\b")
_TIMES = pattern(r"\b(?P<unit>month|quarter|half|year|season|week)s?\b")
_IN_A_TABLE = pattern(
    r"\b(?:in|as|into) (?:a |one )?table\b|\btable (?:of|with|showing)\b|\b(?:side by side|tabulated?|please)\b",
    r"^\W*(?:can you |please )*(?:show|put|make|draw|build|give|break down|split|list)(?: (?:me|us|a|the|all)\b)*",
    r"\b(?:broken|break|split) (?:down|up)\b|^\W*table\b",
)
"""Says how it is to be shown, not what."""


def broken_down_by(text: str) -> str:
    """What a table has a line for each of: "product group", "month"; "" where it does not say."""
    said = (m["over"].strip() for m in (*_BY.finditer(text), *_EVERY.finditer(text)))
    return next((over for over in said if ranged_over(over) or _TIMES.search(over)), "")


def is_period(over: str) -> bool:
    """Is what there is a line for each of a stretch of time?"""
    return bool(_TIMES.search(over))


def broken_down(c: Context, over: str) -> tuple[list[str], dict[str, tuple[Figure | None, ...]]] | None:
    """Titles, and the figures of each member; None where the choice is not sure what the members are.

    Args:
        c: the question.
        over: what there is a line for each of.
    """
    of_time = _TIMES.search(over)
    asked: Sequence[Period | None] = (None,) if of_time or not c.query.periods else c.query.periods
    held = [group for period in asked if (group := _group(c, period, of_time["unit"] if of_time else "")) is not None]
    if len(held) < len(asked) or len({_measure(g) for g in held}) > 1:
        return None
    columns = [{m.name: m.figure for m in g.members} for g in held]
    names = dict.fromkeys(name for column in reversed(columns) for name in column)
    lines = {name: tuple(column.get(name) for column in columns) for name in names}
    if len(columns) > 1 and not any(all(figures) for figures in lines.values()):
        return None
    return [p.label if p else "Value" for p in asked], lines


def _group(c: Context, period: Period | None, unit: str) -> Group | None:
    """The group that holds the members at a period, where the choice is sure."""
    query = _ranking(c.query, period, unit)
    choice = c.order(query, frozenset()) if c.order else None
    best = choice.best if choice and choice.chance >= SURE else None
    return best.group if best and not best.earlier else None


def _ranking(query: Query, period: Period | None, unit: str) -> Query:
    """The question as one that ranks the members, at one period."""
    text = query.text
    for mention in reversed(periods.read(text)) if period else ():
        if mention.period != period:
            text = f"{text[: mention.start].rstrip()} {text[mention.end :].lstrip()}"
    text = " ".join(_IN_A_TABLE.sub(" ", text).split())
    if unit and ranging_of(text).over != "period":
        text = f"Rank the {unit}s: {text}"
    at = (period,) if period else query.periods
    request = replace(query.request, periods=at)
    return replace(query, text=text, operation="rank", rank=0, top=0, periods=at, request=request)


def _measure(group: Group) -> tuple[object, ...]:
    figure = group.members[0].figure
    return (group.by, group.unit, figure.flow, figure.kind)

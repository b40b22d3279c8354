"""What is set in order: groups of comparable figures, their members in order, and which order was chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal

from index import periods
from index.types import Figure, Period

By = Literal["place", "period", "item"]
"""What the members of a group differ in."""
Form = Literal["column", "row", "prose"]
"""How a group stands in its document."""

_PART = re.compile(
    r"(?:Q[1-4]|[1-4]Q\d\d|[1-4]Q|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\W*$", re.IGNORECASE
)
"""A quarter or a month without its year."""
_QUARTER, _MONTH = 91, 30


@cache
def is_time(name: str) -> bool:
    """Is a name that of a stretch of time?"""
    return bool(periods.read(name) or _PART.match(name))


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group: how it is called, and its figure."""

    name: str
    figure: Figure

    @property
    def days(self) -> int:
        """How long the time is that it stands for, as its name says or its figure; 0 where neither does."""
        read = periods.read(self.name)
        period = read[0].period if read else self.figure.period
        if not read and _PART.match(self.name):
            return _QUARTER if "Q" in self.name.upper()[:2] else _MONTH
        return (period.end - period.start).days + 1 if period else 0


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that may be set in order.

    Attributes:
        members: in the document's order, their names distinct.
        by: what they differ in.
        head: what the document calls that: the heading of the column that names the members.
        measure: what they measure: the heading of their column, or the name of their row.
        held: what besides holds for all of them, where the rows of a table are told apart by more than one column.
        frame: heading, lead and title above them.
        place: which table or paragraph they stand in: the document and a number.
        start, end: where that begins and ends.
        whole: whether no row of the table is left out but totals.
        form: `column`, `row` or `prose`.
    """

    members: tuple[Member, ...]
    by: By
    head: str
    measure: str
    held: str
    frame: str
    place: tuple[str, int]
    whole: bool
    form: Form
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The unit of every member."""
        return self.members[0].figure.quantity.unit

    @property
    def period(self) -> Period | None:
        """The period that all members share, if they do."""
        first = self.members[0].figure.period
        same = first and all(m.figure.period and m.figure.period.same_as(first) for m in self.members)
        return first if same else None

    @property
    def key(self) -> tuple[object, ...]:
        """Tells the group from all others."""
        return (self.by, self.head, *(m.figure.id for m in self.members))


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in an order; `start` is the earlier figure where the order is by growth."""

    name: str
    figure: Figure
    start: Figure | None = None

    @property
    def change(self) -> Decimal:
        """By what factor it grew."""
        assert self.start is not None
        return self.figure.quantity.base[0] / self.start.quantity.base[0]

    @property
    def printed(self) -> tuple[Decimal, ...]:
        """Its values."""
        return tuple(f.quantity.value for f in (self.start, self.figure) if f is not None)


@dataclass(frozen=True)
class Ordering:
    """A group as a question would have it in order.

    `earlier` is what it is compared with where growth is asked for; `named` are the members that the question names,
    as those it lists, those it leaves out, or those next to which the answer stands.
    """

    group: Group
    entries: tuple[Entry, ...]
    place: int
    top: int
    earlier: Group | None = None
    named: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> tuple[Entry, ...]:
        """The entries that the question asks for."""
        if self.place:
            return self.entries[self.place - 1 : self.place]
        return self.entries[: self.top] if self.top else self.entries

    @cached_property
    def answer(self) -> tuple[tuple[str, tuple[Decimal, ...]], ...]:
        """What is told: names and values; orderings of one answer are of one mind."""
        return tuple((e.name.lower(), e.printed) for e in self.asked)


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest ordering for a question, and how likely it is the one asked for, 0 to 1."""

    best: Ordering | None = None
    chance: float = 0.0

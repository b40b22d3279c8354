"""Figures that belong together: one column of a table, one list in prose. Rankings, sums and tables range over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.bind import Evidence
from assistant.context import Context
from assistant.draft import Draft
from assistant.figure_index import column_of
from assistant.patterns import only, words
from assistant.query import Query, Request, Term
from assistant.vocabulary import pattern
from index import numbers
from index.names import GROUPINGS, places
from index.types import Figure

By = Literal["place", "item"]
"""What the members of a family differ in: the place they are bound to, or their row label."""

MOST_SEEN = 4000
"""Figures looked through for families."""
_NEIGHBOURS, _NEXT = 600, 250
"""Characters within which figures in prose are one list, and within which one follows the other."""
_MEMBER_BONUS, _MOST_BONUS = 0.02, 8
"""What each member adds to a family's score, for at most so many."""

_PLACE_WORDS = words(
    "countr(?:y|ies)", "nations?", "states?", "markets?", "buyers?", "customers?", "destinations?", "suppliers?",
    "sellers?", "partners?", "importers?", "exporters?", "who", "whom", "economies", "sources?", "purchasers?",
    "places?", "where",
)  # fmt: skip
_ITEM_WORDS = words(
    "items?", "products?", "groups?", "categor(?:y|ies)", "components?", "parts?", "types?", "kinds?", "classes",
    "grades?", "routes?", "lines?", "goods", "basis", "bases", "segments?", "sectors?", "commodit(?:y|ies)",
    "machines?", "models?", "schemes?", "sizes?", "ports?", "months?", "years?", "quarters?", "regions?", "counties",
    "terminals?", "pipelines?", "units?", "measures?", "steps?", "varieties",
)  # fmt: skip
_FILLER = only(
    r"countr\w+", "nations?", r"item\w*", "products?", "groups?", r"categor\w+", r"component\w*", "parts?", "types?",
    "kinds?", "buyers?", "customers?", "destinations?", "suppliers?", "partners?", "money", "figures?", "value",
    "basis", "terms", "ranked", "ranks?", "comes?", r"get\w*", "brought", r"bring\w*", "right", "behind", "ahead",
    "largest", "biggest", "single", r"list\w*", "top", r"member\w*", "goods", r"steep\w*", r"heav\w*", r"strong\w*",
    "share",
)  # fmt: skip
"""Words that say what is ranged over, or how, but not of what."""
TOTAL = pattern(
    r"^(?:all|sum)\b",
    r"\b(?:grand )?total\b",
    r"\ball (?:destinations|countries|groups|products|markets)\b",
)
REST = pattern(r"^(?:all )?(?:others?|elsewhere|remaining|remainder|the rest|rest of|miscellaneous)\b")
"""Begins the label of what is left when the members are named, and which is none of them."""


@dataclass(frozen=True, slots=True)
class Family:
    """Figures of one measure, document, section, unit, period and status that differ in one respect."""

    members: tuple[Figure, ...]
    by: By
    score: float

    @property
    def end(self) -> int:
        """The last day of its period as an ordinal; 0 where it has none."""
        period = self.members[0].period
        return period.end.toordinal() if period else 0


def ranged_over(text: str) -> By | Literal[""]:
    """What a question ranges over: places ("which countries") or items ("which products"); "" where it does not say."""
    return "place" if _PLACE_WORDS.search(text) else items_ranged_over(text)


def items_ranged_over(text: str) -> Literal["item", ""]:
    """`item` where a question ranges over items, whatever it says of places."""
    return "item" if _ITEM_WORDS.search(text) else ""


def told_apart_by(a: Figure, b: Figure) -> By:
    """What two members of a family differ in."""
    return "place" if a.entities and a.entities != b.entities else "item"


def name_of(evidence: Evidence, figure: Figure, by: By) -> str:
    """What tells a member from the others: its country, or its row label."""
    if by == "place" and figure.entities:
        return figure.entities[0]
    if figure.label:
        return figure.label.rsplit(" / ", 1)[0]
    described = Draft(evidence).described(figure, period=False)
    return described or (figure.entities[0] if figure.entities else figure.id)


def telling(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that say what is ranked or added, without those that say what is ranged over."""
    return tuple(t for t in terms if not _FILLER.match(t.word))


def families(evidence: Evidence, request: Request, wanted: str, ranging: Sequence[str] = ()) -> list[Family]:
    """The families that a request ranges over, best first.

    Args:
        evidence: the corpus.
        request: what the members have in common.
        wanted: what they should differ in, `place` or `item`; "" for either.
        ranging: places that must be among them.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    scores: dict[str, float] = {}
    base = replace(request, terms=telling(request.terms))
    for match in evidence.find(base, limit=MOST_SEEN, ranging=True):
        f = match.figure
        scores[f.id] = match.score
        period = (f.period.start, f.period.end) if f.period else None
        place = (f.span.document, f.locator.heading, column_of(f))
        groups[(*place, f.quantity.unit, period, f.flow, f.kind, f.status)].append(f)
    kinds: tuple[By, ...] = ("place", "item")
    out = []
    for group in groups.values():
        for by in kinds:
            members = _distinct(evidence, group, by)
            if len(members) < 2 or wanted not in ("", by):
                continue
            if all(any(p in f.entities for f in members) for p in ranging):
                mean = sum(scores[f.id] for f in members) / len(members)
                out.append(Family(members, by, mean + _MEMBER_BONUS * min(len(members), _MOST_BONUS)))
    return sorted(out, key=lambda f: (-round(f.score, 3), -f.end, -len(f.members), f.members[0].id))


def _distinct(evidence: Evidence, group: Sequence[Figure], by: By) -> tuple[Figure, ...]:
    """One figure for each place or item, the first of several; totals and groupings are no members."""
    return _by_place(evidence, group) if by == "place" else _by_item(group)


def _by_place(evidence: Evidence, group: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure for each foreign place, all of one item; a region among countries is no rival of theirs."""
    regions_alone = all(f.entities[0] in GROUPINGS for f in group if f.entities)
    out: dict[str, Figure] = {}
    for f in group:
        if len(f.entities) != 1 or f.entities[0] == evidence.home:
            continue
        if f.entities[0] in GROUPINGS and not regions_alone:
            continue
        if all(f.item == g.item for g in out.values()):
            out.setdefault(f.entities[0], f)
    return tuple(out.values())


def _by_item(group: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure for each row label that is neither a total nor the name of a place."""
    out: dict[str, Figure] = {}
    for f in group:
        row = f.label.split(" / ")[0]
        if row and (f.item or f.entities) and not _is_place(row) and not TOTAL.search(f.label):
            out.setdefault(row, f)
    return tuple(out.values())


def _is_place(label: str) -> bool:
    """Is a row label the name of a place and nothing else?"""
    spots = places(label)
    return len(spots) == 1 and spots[0].end - spots[0].start >= len(label.strip()) - 1


def family(c: Context, request: Request, *, follows: bool = True) -> tuple[Figure, ...]:
    """The figures that "the four countries", "all of them" or "each month" stand for; the largest where it counts them.

    With `follows`, a follow-up means the family of the last answer's figure where that has one of the size asked for.
    """
    count = _count(c.query)
    last = c.last
    if follows and last and last.figures and c.query.follow_up:
        kin = _kin(c.evidence, last.figures[0], c.query.unit or request.unit)
        if kin and len(kin) >= count:
            return _largest(kin, count)
    request, wanted = replace(request, kind=""), ranged_over(c.query.text)
    found = families(c.evidence, request, wanted) or families(c.evidence, request, "")
    return _largest(found[0].members, c.query.top or count) if found else ()


def _count(query: Query) -> int:
    """How many members a question says it means; 0 where it does not."""
    bare = (int(m.quantity.value) for m in numbers.read(query.text) if m.bare and 2 <= m.quantity.value <= 30)
    return next(bare, 0)


def _largest(members: tuple[Figure, ...], count: int) -> tuple[Figure, ...]:
    """The largest so many, in order of size; all of them as they are where that is how many there are, or for 0."""
    if not count or count >= len(members):
        return members
    return tuple(sorted(members, key=lambda f: -f.quantity.base[0])[:count])


def _kin(evidence: Evidence, figure: Figure, unit: str) -> tuple[Figure, ...]:
    """The family of one figure in its own section: its table, or its list in prose."""
    unit = unit if unit.isupper() else figure.quantity.unit
    near = [
        f
        for f in evidence.index.of(figure.span.document)
        if f.locator.heading == figure.locator.heading
        and (f.locator.row is None) == (figure.locator.row is None)
        and f.quantity.unit == unit
        and f.flow == figure.flow
        and f.kind == figure.kind
        and f.status == figure.status
        and f.bound
        and (f.period == figure.period or (f.period and figure.period and f.period.same_as(figure.period)))
    ]
    by: By = "place" if figure.entities else "item"
    if figure.locator.row is not None:
        return _distinct(evidence, near, by)
    close = [f for f in near if abs(f.span.start - figure.span.start) < _NEIGHBOURS and f.item == figure.item]
    listed = _distinct(evidence, close, by)
    return tuple(f for f in listed if _adjacent(listed, f))


def _adjacent(listed: Sequence[Figure], figure: Figure) -> bool:
    return any(g is not figure and abs(g.span.start - figure.span.start) < _NEXT for g in listed)

"""Members of a group that a question names: those it lists, those it leaves out, the one next to the answer.

"the largest after Germany"      the place behind Germany
"the largest besides Germany"    the first of the others
"Italy, Spain or Germany"        only these three
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.order_types import Entry, is_time
from assistant.query import Query
from assistant.vocabulary import pattern
from index import lexicon
from index.names import places

_BEHIND = pattern(r"\b(?:behind|after|below|next to|follow(?:s|ed|ing)?)\s+(?:only )?(?:the )?")
_AHEAD = pattern(r"\b(?:ahead of|before|above)\s+(?:the )?")
_WITHOUT = pattern(
    r"\b(?:apart from|aside from|besides|except(?: for)?|excepting|other than|excluding|not counting|"
    r"leaving (?:out|aside))\s+(?:the )?"
)
_BESIDE = pattern(r"\b(?:behind|right after|^\W*after|ahead of|next to|apart from|except|besides|other than)\b")
"""Asks for what comes before or after a member, or leaves one out, and for nothing else."""
_COMMA = re.compile(r"\W*(?:,|\band\b|\bor\b|&)\W*(?:\b(?:and|or)\b\W*)?(?:the\W+)?", re.IGNORECASE)
"""What stands between the names of a list."""
_LISTED = 3
"""Names from which a list says which members are meant; two that are named are set against each other elsewhere."""


class Named(NamedTuple):
    """Where a question names a member, and which one."""

    start: int
    end: int
    member: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The entries that a question is about, the place among them that it asks for, and the members that it names."""

    entries: tuple[Entry, ...]
    place: int
    top: int
    named: tuple[str, ...] = ()


def asks_for_neighbour(text: str) -> bool:
    """Does a question ask for what comes next to a member, or leave one out, which is no place in an order?"""
    return bool(_BESIDE.search(text))


def wanted(query: Query, entries: Sequence[Entry]) -> Wanted | None:
    """What a question asks of entries in their order; None where it names what is not among them.

    Args:
        query: the question.
        entries: what is set in order, the first asked for first.
    """
    text = query.text
    top, place = query.top, 0 if query.top or query.rank == 0 else query.rank
    spots = named(text, [e.name for e in entries])
    left_out = _after(_WITHOUT, text, spots)
    if left_out:
        rest = tuple(e for i, e in enumerate(entries) if i not in left_out)
        return Wanted(rest, place, top, tuple(entries[i].name for i in sorted(left_out)))
    for beside, step in ((_BEHIND, 1), (_AHEAD, -1)):
        anchors = _after(beside, text, spots)
        if anchors:
            at = max(anchors) if step > 0 else min(anchors)
            return None if is_time(entries[at].name) else _next_to(entries, at, step, place, top)
    if asks_for_neighbour(text):
        return None
    listed = _listed(text, spots)
    if listed is None:
        return None
    if not listed:
        return Wanted(tuple(entries), place, top)
    chosen = tuple(e for i, e in enumerate(entries) if i in listed)
    return Wanted(chosen, place, top, tuple(e.name for e in chosen))


def _next_to(entries: Sequence[Entry], at: int, step: int, place: int, top: int) -> Wanted | None:
    """The entry one place behind or before that at `at`, or so many of those behind it."""
    if top:
        return Wanted(tuple(entries[at + 1 :]), 0, top, (entries[at].name,)) if step > 0 else None
    beside = at + 1 + step
    held = 1 <= beside <= len(entries) and place in (1, beside)
    return Wanted(tuple(entries), beside, 0, (entries[at].name,)) if held else None


def named(text: str, names: Sequence[str]) -> list[Named]:
    """Where a text names which of several names, in its order: countries however they are called, things by words.

    >>> named("Is it implants or IVD reagents?", ["Implants", "IVD reagents", "Other reagents"])
    [Named(start=6, end=14, member=0), Named(start=18, end=30, member=1)]
    """
    spots = {p.name: i for i, name in enumerate(names) for p in places(name, any_case=True)}
    found = [Named(p.start, p.end, spots[p.name]) for p in places(text, any_case=True) if p.name in spots]
    taken = [(n.start, n.end) for n in found]
    stems = [{t.stem for t in lexicon.content(name)} for name in names]
    run: list[lexicon.Token] = []
    held: set[int] = set()
    for token in [*lexicon.content(text), None]:
        free = token is not None and not any(s <= token.start < e for s, e in taken)
        more = {i for i, s in enumerate(stems) if token is not None and free and token.stem in s}
        if run and more & held:
            assert token is not None
            run, held = [*run, token], more & held
            continue
        if len(held) == 1:
            found.append(Named(run[0].start, run[-1].end, next(iter(held))))
        run, held = ([token], more) if token is not None and more else ([], set())
    return sorted(found)


def _after(said: re.Pattern[str], text: str, spots: Sequence[Named]) -> set[int]:
    """The members that are named right after some words, one or a list of them."""
    match = said.search(text)
    first = next((i for i, n in enumerate(spots) if match and n.start == match.end()), None)
    if first is None:
        return set()
    return {n.member for n in _run(text, spots, first)}


def _run(text: str, spots: Sequence[Named], first: int) -> list[Named]:
    """The names that stand one after the other in a list, from one on."""
    run = [spots[first]]
    for spot in spots[first + 1 :]:
        if not _COMMA.fullmatch(text, run[-1].end, spot.start):
            break
        run.append(spot)
    return run


def _listed(text: str, spots: Sequence[Named]) -> set[int] | None:
    """The members that a question lists; empty where it lists none, None where a place it lists is no member."""
    countries = [Named(p.start, p.end, -1) for p in places(text, any_case=True)]
    known = {(n.start, n.end) for n in spots}
    if not all((n.start, n.end) in known for n in _longest(text, countries)):
        return None
    return {n.member for n in _longest(text, spots)}


def _longest(text: str, spots: Sequence[Named]) -> list[Named]:
    """The longest list of names; empty where it is too short to be one."""
    best = max((_run(text, spots, i) for i in range(len(spots))), key=len, default=[])
    return best if len(best) >= _LISTED else []

"""Lists that run side by side: "Germany, Italy and Spain took 5, 4 and 3 tonnes respectively"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from index.clauses import Clause, Sentence, in_list
from index.types import Period

_JOIN = re.compile(r"\s*(?:,|,? and|,? or)\s+(?:the |in |to |from |for )*")
_OF_THESE = re.compile(r"(?i)of (?:these|those|them|which|this)\b")
_RESPECTIVELY = re.compile(r"(?i)\brespectively|in (?:that|this) order\b")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """What a number's place in a list says of it: whose it is or when; neither, where the lists do not match."""

    entity: str = ""
    period: Period | None = None


def side_by_side(sentence: Sentence) -> dict[Clause, Place]:
    """For each number of a list, what stands at its place in another list of the sentence."""
    out: dict[Clause, Place] = {}
    for run in _runs(sentence):
        out |= _matched(sentence, run)
    return out


def _runs(sentence: Sentence) -> Iterator[tuple[Clause, ...]]:
    """Two or more amounts of one unit with nothing but commas and "and" between them."""
    run: list[Clause] = []
    for clause in sentence.clauses:
        m = clause.mention
        before = run[-1].mention if run else None
        if before and not m.bare and m.quantity.unit == before.quantity.unit and in_list(sentence.text, before, m):
            run.append(clause)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [clause]
    if len(run) > 1:
        yield tuple(run)


def _matched(sentence: Sentence, run: Sequence[Clause]) -> dict[Clause, Place]:
    text, n = sentence.text, len(run)
    foreign = [p for p in sentence.read.places if p.name != sentence.frame.home]
    names = _group(text, foreign, n, lambda p: (p.start, p.end))
    times = _group(text, sentence.when, n, lambda w: (w.start, w.end))
    carried = tuple({(p.start, p.end): p for p in sentence.carried.periods}.values())
    if names:
        return {c: Place(entity=p.name) for c, p in zip(run, names, strict=True)}
    if times:
        return {c: Place(period=w.period) for c, w in zip(run, times, strict=True)}
    if _OF_THESE.match(text) and len(carried) == n:
        return {c: Place(period=p) for c, p in zip(run, carried, strict=True)}
    return dict.fromkeys(run, Place()) if _RESPECTIVELY.search(text) else {}


def _group(text: str, found: Sequence[T], n: int, span: Callable[[T], tuple[int, int]]) -> Sequence[T]:
    """The one group of exactly n neighbours in a list; empty where there is none."""
    groups: list[list[T]] = []
    for x in found:
        if groups and _JOIN.fullmatch(text[span(groups[-1][-1])[1] : span(x)[0]]):
            groups[-1].append(x)
        else:
            groups.append([x])
    fitting = [g for g in groups if len(g) == n]
    return fitting[0] if len(fitting) == 1 else ()

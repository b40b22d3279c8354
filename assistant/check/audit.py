"""Runs every check over a corpus and puts what they find in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from logging import getLogger

from assistant.bind import Evidence
from assistant.check import (
    compound,
    conversions,
    dates,
    echoes,
    events,
    flows,
    goals,
    growths,
    noted,
    ranks,
    series,
    shares,
    sources,
    told_sums,
    totals,
    units,
    values,
)  # fmt: skip
from assistant.check.books import Books
from assistant.check.finding import KINDS, ORDER, Finding
from index.errors import BriefError

logger = getLogger(__name__)

_FAULTS = (BriefError, ArithmeticError)
"""What a misprint can make of a sum that nobody foresaw."""
_NO_SUM = "a sum over its figures has no result"
_BY_PLACE = ("noted", "date", "list")
"""Kinds that are not about numbers."""
_NUMBER = re.compile(r"[^\d.]")
Check = Callable[[Books], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    values.conflicts,
    series.copies,
    values.doubles,
    goals.two_years,
    sources.beside,
    echoes.terms,
    conversions.pairs,
    conversions.across,
    conversions.same_said,
    growths.changes,
    compound.rates,
    shares.of_wholes,
    shares.complements,
    shares.halves,
    shares.impossible,
    totals.in_tables,
    totals.of_parts,
    totals.of_leads,
    totals.parted,
    told_sums.each,
    told_sums.further,
    told_sums.named_twice,
    flows.balances,
    flows.times,
    ranks.ranked_tables,
    ranks.comparisons,
    ranks.tops,
    ranks.lists,
    dates.told_too_early,
    dates.goals_passed,
    dates.no_such_day,
    events.two_dates,
    units.scales,
    noted.doubts,
)


def audit(evidence: Evidence, tell: Callable[[str], None] = logger.warning) -> tuple[Finding, ...]:
    """What does not hold in the documents of a corpus: the gravest first, then by kind and place.

    The same two statements are told of once, by the check that says most about them. What could not be checked costs
    only itself: `tell` is given one sentence for each document that stopped a check.
    """
    books = Books(evidence)
    unchecked: dict[str, str] = {}
    found = [f for check in CHECKS for f in _tried(check, books, unchecked)]
    for document, reason in unchecked.items():
        tell(f"{document} was not checked in full ({reason.rstrip('.')}); read its figures yourself.")
    order = {kind: i for i, kind in enumerate(KINDS)}
    found.sort(key=lambda f: (ORDER.index(f.severity), order[f.kind], *_place(f)))
    return tuple(_once(found))


def _tried(check: Check, books: Books, unchecked: dict[str, str]) -> list[Finding]:
    """What one check finds. Where it fails, what it finds in each document alone; those that stop it are noted."""
    try:
        return list(check(books))
    except _FAULTS:
        found: list[Finding] = []
        for document, alone in books.by_one_document():
            try:
                found += check(alone)
            except _FAULTS as fault:
                logger.debug("%s failed over %s", check.__qualname__, document, exc_info=True)
                unchecked.setdefault(document, str(fault) if isinstance(fault, BriefError) else _NO_SUM)
        return found


def _place(finding: Finding) -> tuple[str, int]:
    span = finding.claims[0].span
    return span.document, span.start


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one kind over the same numbers become one, which cites all places."""
    merged: dict[tuple[object, ...], Finding] = {}
    for f in findings:
        numbers = frozenset(_NUMBER.sub("", c.text) for c in f.claims)
        key = (f.kind, numbers) if f.kind not in _BY_PLACE else (f.kind, f.claims[0].span)
        merged[key] = _joined(merged[key], f) if key in merged else f
    yield from merged.values()


def _joined(one: Finding, other: Finding) -> Finding:
    """The first finding with the places of the second added."""
    held = {c.span: c.marker for c in one.citations}
    citations = list(one.citations)
    for c in other.citations:
        if c.span not in held:
            held[c.span] = len(citations) + 1
            citations.append(replace(c, marker=held[c.span]))
    places = {c.marker: held[c.span] for c in other.citations}
    spans = {c.span for c in one.claims}
    claims = [replace(c, citation=places[c.citation]) for c in other.claims if c.span not in spans]
    made = replace(one, claims=(*one.claims, *claims), citations=tuple(citations))
    return replace(made, id=made.digest)

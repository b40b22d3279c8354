"""Follow-ups: whether a question leans on the one before it, and what it takes over from it."""

from __future__ import annotations

from dataclasses import replace

from assistant.query import Query, Request, Term
from assistant.vocabulary import one_of, pattern
from index import lexicon, periods
from index.types import Period
from index.units import is_money

_BACK = one_of(
    "that, this, it, its, they, their, them, those, these, there, he, she, him, her, his, both, the two, the former, "
    "the latter, the same, the other, the others, the rest, the first one, the second one, the previous, that year, "
    "that figure, the year before, the previous year, such, the total, the gap, the share, the goal, the target, "
    "the difference, one, ones, the (?:two|three|four|five) (?:countries|figures|numbers|values|of them)"
)
_LEANS = pattern(
    r"^\W*(?:and|so|but|what about|how about|then|also|or|same|not|only|ok|okay|now|what of|hm+|right)\b",
    rf"\b{_BACK}\b",
)
_PRONOUN = pattern(r"\b(?:that|this|it|they|them|those|these|there|both|he|she)\b")
_YEAR_BEFORE = pattern(
    r"\b(?:the )?(?:year|season|quarter|month) (?:before|earlier)\b",
    r"\bprevious (?:year|season|fiscal)",
    r"\bprior year",
    r"\ba year (?:earlier|before|ago)",
    r"\bone year (?:earlier|before)",
    r"\bpreceding year",
    r"\bthe last one before",
    r"\bsame (?:quarter|month|period|season) (?:a|the|one) year (?:before|earlier)",
)
_YEAR_AFTER = pattern(
    r"\b(?:the )?(?:year|season) (?:after|later)\b",
    r"\bfollowing (?:year|season)",
    r"\bnext (?:year|season)",
    r"\ba year later",
    r"\bone year later",
    r"\bthe year thereafter",
    r"\ba year on\b",
    r"\bthe one after",
    r"\b(?:the )?season after",
    r"\bthe following one",
)
_SHORT_YEAR = pattern(r"\b(?:in|for|of|back in) ['’]?(\d\d)\W*$")
_THE_TOTAL = pattern(r"\bthe total\b(?! of)")
_REPEATABLE = frozenset(
    {"share", "change", "implied_rate", "cagr", "points", "rank", "table", "what_if", "projection", "lookup"}
)


def leans_back(text: str) -> bool:
    """Does a question point at what was said before, or say too little to stand alone?"""
    return bool(_LEANS.search(text)) or len(lexicon.content(text)) <= 2


def says_pronoun(text: str) -> bool:
    """Does a question point at something said before, by a pronoun?"""
    return bool(_PRONOUN.search(text))


def is_incomplete(query: Query) -> bool:
    """Does a question name neither a subject of its own nor a place with a flow?"""
    r = query.request
    return query.operation != "summary" and not names_subject(r) and not (r.places and r.flow)


def names_subject(request: Request) -> bool:
    """Has a request a term that the evidence must cover?"""
    return any(term.hard for term in request.terms)


def continued(query: Query, previous: Query) -> Query:
    """A follow-up with what it leaves out taken from the question before it, the operation too.

    "And Germany's?" repeats what was done before; "how much was that in dollars?" converts it.
    """
    own = query.request
    filled = merged(query, previous, period_shift(query.text))
    bare = not (own.places or own.flow or own.periods or names_subject(own))
    in_money = query.operation == "lookup" and is_money(query.unit) and own.unit == query.unit
    if in_money and bare and says_pronoun(query.text):
        filled = replace(filled, operation="convert")
    return filled


def repeated(query: Query, previous: Query) -> Query:
    """A short follow-up that asks for nothing new, with the operation of the question before it."""
    if previous.operation not in _REPEATABLE:
        return query
    r, before = query.request, previous.request
    changed = query.with_request(kind=r.kind or before.kind, unit=r.unit or before.unit)
    supposed = previous.operation in ("what_if", "projection")
    return replace(
        changed,
        operation=previous.operation,
        unit=query.unit or previous.unit,
        given=query.given or (previous.given if supposed else ()),
        periods=r.periods if len(previous.periods) < 2 else previous.periods,
    )


def merged(new: Query, old: Query, shift: int | None) -> Query:
    """A follow-up with what it leaves out taken from the query before it.

    A place replaces the place, a period the period, a unit the unit; words of content replace the words of content
    only where they name something of their own.

    Args:
        new: the follow-up, read on its own.
        old: the question before it.
        shift: years by which the follow-up moves the period of `old`; None where it does not.
    """
    r, o = new.request, old.request
    when = r.periods or short_year(new.text, o.periods)
    if not when:
        when = o.periods if shift is None else tuple(periods.shift(p, shift) for p in o.periods)
    both_look_up = new.operation in ("lookup", "convert", "passage") and old.operation in ("lookup", "convert")
    total_of_both = not r.flow and o.flow in ("export", "import") and _THE_TOTAL.search(new.text)
    request = replace(
        r,
        terms=_terms(r, o),
        places=r.places or o.places,
        home=r.home or o.home,
        flow="trade" if total_of_both else r.flow or o.flow,
        periods=when,
        unit=r.unit or (o.unit if both_look_up else ""),
        status=r.status or (o.status if not r.periods else ""),
    )
    return replace(new, request=request, periods=new.periods or when)


def _terms(new: Request, old: Request) -> tuple[Term, ...]:
    """The terms of a follow-up: its own where it brings a subject, rather than replaces one part of the last."""
    if names_subject(new) and not (new.places and len(new.terms) <= 1):
        return new.terms
    kept = tuple(term for term in old.terms if term.hard)  # the verbs of the last question are not asked again
    stems = {term.stem for term in kept}
    return kept + tuple(term for term in new.terms if term.stem not in stems)


def period_shift(text: str) -> int | None:
    """Years by which a follow-up moves the period: "the year before" is -1; None where it does not."""
    if _YEAR_BEFORE.search(text):
        return -1
    return 1 if _YEAR_AFTER.search(text) else None


def short_year(text: str, before: tuple[Period, ...]) -> tuple[Period, ...]:
    """The year of the same kind that "and in 23?" means after a question about 2024; empty where none is said."""
    m = _SHORT_YEAR.search(text)
    if not m or not before:
        return ()
    return (periods.shift(before[0], 2000 + int(m[1]) - before[0].end.year),)

"""Follow-ups: whether a question leans on the one before it, and what it takes over from it."""

from __future__ import annotations

from dataclasses import replace

from assistant.query import Query, Request, Term
from assistant.vocabulary import one_of, pattern
from index import lexicon, periods
from index.types import Figure, Period
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
_TIMES = one_of("year, season, quarter, month, week, day, half, period, time, way, date, point")
_ONE = pattern(rf"\b(?:that|this|it)\b(?! {_TIMES}s?\b)")
_OF_IT = pattern(r"\bits\b", r"\bit\b(?! (?:take|takes|took|is|was))", r"\bthere\b(?! (?:is|are|was|were|any|an?)\b)")
SAME_AGAIN = pattern(r"\bsame (?:comparison|thing|calculation|sum|exercise|question|for|again|with)\b")
"""Asks for what was asked before, of something else."""
_YEAR_BEFORE = pattern(
    r"\b(?:the )?(?:year|season|quarter|month)[- ](?:before|earlier)\b",
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
_COMPARING = ("change", "difference", "ratio", "cagr", "points", "verify_share")
"""Operations for which "the year before" is what is compared with, and not what is talked about next."""
_DATED = ("year", "fiscal_year", "quarter", "half", "month", "range")
_MONTH = one_of("January, February, March, April, May, June, July, August, September, October, November, December")
_SAME_TIME = pattern(
    r"\bsame (?:(?:\w+ )?months?|period|quarter|half|weeks?|time|stretch) (?:of|in|during) ((?:19|20)\d\d)\b"
)
_PARTS = ("quarter", "half", "month")
_PART_OF_YEAR = pattern(
    rf"\b(Q[1-4]|H[12]|(?:first|second|third|fourth) (?:quarter|half)|"
    rf"(?:(?<=\bin )|(?<=\bfor )|(?<=^and )){_MONTH}(?= alone\b|\W*$))\b"
)
_PART = r"(?:share|part|portion|proportion|slice|percentage|per ?cent|%|fraction)"
WHOLE_ALONE = pattern(
    rf"^\W*(?:and |so |then )*(?:as an? |what |which |how (?:big|large) an? )?{_PART} (?:of|in) "
    r"(?:the |its |their |all |this |that )*[\w' -]{2,40}\W*$"
)
"""Asks for the share of a whole, and names nothing that could be the part."""
THE_TOTAL = pattern(r"\b(?:the|all|its|their) (?:grand )?(?:total|whole)\b(?! of)")
"""Points at the whole of what is talked about, and not of one country."""
_REPEATABLE = frozenset(
    {"share", "change", "implied_rate", "cagr", "points", "rank", "table", "what_if", "projection", "lookup", "ratio"}
)


def leans_back(text: str) -> bool:
    """Does a question point at what was said before, or say too little to stand alone?"""
    return bool(_LEANS.search(text)) or len(lexicon.content(text)) <= 2


def says_pronoun(text: str) -> bool:
    """Does a question point at something said before, by a pronoun?"""
    return bool(_PRONOUN.search(text))


def points_at_one(text: str) -> bool:
    """Does a question point at one thing said before: "that", "it", but not "that year"?"""
    return bool(_ONE.search(text))


def is_incomplete(query: Query) -> bool:
    """Does a question name neither a subject of its own nor a place with a flow?"""
    r = query.request
    whole_alone = query.operation == "share" and not r.places and bool(WHOLE_ALONE.search(query.text))
    return whole_alone or (query.operation != "summary" and not names_subject(r) and not (r.places and r.flow))


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
    same = tuple(
        replace(x, kind=x.kind or before.kind, unit=x.unit or before.unit) for x in query.notes.get("readings", ())
    )
    changed = replace(changed, notes={**query.notes, "repeated": True, "readings": same})
    supposed = previous.operation in ("what_if", "projection")
    return replace(
        changed,
        operation=previous.operation,
        unit=query.unit or ("" if query.notes.get("own_request", r).unit else previous.unit),
        given=query.given or (previous.given if supposed else ()),
        periods=r.periods if len(previous.periods) < 2 else previous.periods,
    )


def readings(new: Query, filled: Query, *topics: Query) -> tuple[Request, ...]:
    """What a follow-up that brings words of its own may ask for, to be tried in order.

    First those words and the topic before ("and by the Red Sea?"), then they in the place of the topic, unless the
    question speaks of "its"; last, where it names a place or a time too, without what else was taken over.

    Args:
        new: the follow-up, read on its own.
        filled: the same with what it leaves out taken over.
        topics: what was talked about before, the last first; "its" may be any of these.
    """
    own, r = new.request, filled.request
    if not names_subject(own):
        return (r,)
    stems = {t.stem for t in own.terms}
    of_it = bool(_OF_IT.search(new.text))
    meant = [tuple(t for t in old.request.terms if t.hard and t.stem not in stems) for old in topics]
    out = [replace(r, terms=kept + own.terms) for kept in meant[: None if of_it else 1] if kept]
    if not (out and of_it):
        out.append(r)
    if (own.places or own.periods) and not (out and of_it):
        out.append(replace(r, flow=own.flow, unit=own.unit, kind=own.kind, status=own.status))
    return tuple(dict.fromkeys(out))


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
    when = r.periods
    if not when:
        when = o.periods if shift is None else tuple(periods.shift(p, shift) for p in o.periods)
    both_look_up = new.operation in ("lookup", "convert", "passage") and old.operation in ("lookup", "convert")
    the_total = bool(THE_TOTAL.search(new.text)) and not r.places
    total_of_both = the_total and not r.flow and len(old.flows) >= 2
    worldwide = r.total and not r.places
    whole = not total_of_both and ((the_total and o.flow in ("export", "import")) or worldwide)
    request = replace(
        r,
        terms=_terms(r, o),
        places=r.places or (() if whole else o.places),
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


def settled(query: Query, before: Query | None, figure: Figure | None, reading: Request | None) -> Query:
    """A question with what its answer settled, for the questions that follow.

    Args:
        query: the question, with what it took over.
        before: what was talked about before it.
        figure: the figure that answered it, None where none did.
        reading: the reading that found an answer, None where it was not found by one.
    """
    query = replace(query, request=reading) if reading else query
    r = query.request
    if query.operation in _COMPARING and before and period_shift(query.text) is not None:
        return query.with_request(periods=before.request.periods)
    if figure is None:
        return query
    if query.operation == "rank" and not r.places:
        r = replace(r, places=figure.entities)
        if not figure.entities:
            r = replace(r, terms=(*r.terms, *(Term(s, s) for s in figure.item if s not in {t.stem for t in r.terms})))
    if not r.periods and figure.period and figure.period.kind in _DATED:
        r = replace(r, periods=(figure.period,))
    printed = query.operation == "share" and figure.kind == "level"  # "how much of it went to Peru" is no percentage
    return replace(query, request=r, operation="lookup" if printed else query.operation)


def period_shift(text: str) -> int | None:
    """Years by which a follow-up moves the period: "the year before" is -1; None where it does not."""
    if _YEAR_BEFORE.search(text):
        return -1
    return 1 if _YEAR_AFTER.search(text) else None


def dated(query: Query, before: Query) -> Query:
    """A question with the year that its "in 23" or "Q3" leaves out, which is that of the question before it."""
    same = _SAME_TIME.search(query.text)
    when = () if query.request.periods and not same else short_year(query.text, before.request.periods)
    if not when:
        return query
    part = _PART_OF_YEAR.search(query.text)
    words = {t.stem for t in lexicon.tokens(part[1])} if part else set()
    terms = tuple(t for t in query.request.terms if t.stem not in words)
    return replace(query.with_request(periods=when, terms=terms), periods=when)


def short_year(text: str, before: tuple[Period, ...]) -> tuple[Period, ...]:
    """The period that "and in 23?" or "and Q3?" means after a question about another year; empty where none is said."""
    if not before:
        return ()
    m = _SHORT_YEAR.search(text)
    if m:
        return (periods.shift(before[0], 2000 + int(m[1]) - before[0].end.year),)
    same = _SAME_TIME.search(text)
    if same and before[0].kind not in ("year", "fiscal_year"):
        return (periods.shift(before[0], int(same[1]) - before[0].end.year),)
    part = _PART_OF_YEAR.search(text)
    if not part or any(p.year_given for p in periods.read(text)):
        return ()
    years = (before[0].end.year, before[0].start.year)
    names = [before[0].label] * (before[0].kind == "fiscal_year") + [str(y) for y in years]
    found = [p.period for name in names for p in periods.read(f"{part[1]} {name}") if p.period.kind in _PARTS]
    return tuple(sorted(found, key=lambda p: not periods.contains(before[0], p)))[:1]

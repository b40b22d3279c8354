"""Reads a question: operation, subject, measure, period, status, unit, and the numbers it gives.

Understanding is a small grammar over general English: which operation is asked for, in words ("CAGR") or not ("what
would it take each year"), and what the remaining words ask about. No rule knows a document. What was understood is
part of every answer, so that a wrong answer can be traced to its stage.

    question ─┬─► assistant.operations    what is to be done, by assistant.rules
              ├─► assistant.units_wanted  the unit of the answer
              ├─► assistant.terms         what it is about
              ├─► assistant.flows, ranks  which flow, which place in an order
              └─► assistant.carry_over     what a follow-up leaves out
"""

from __future__ import annotations

from assistant.carry_over import leans_back, period_shift, short_year
from assistant.flows import flows_of
from assistant.operations import PUT_AT, operation_of
from assistant.query import Query, Request, Term
from assistant.ranks import rank_of
from assistant.terms import ASKING, Stretch, content_terms, counted, terms_of
from assistant.units_wanted import unit_named, unit_wanted
from assistant.vocabulary import FALL as _FALL
from assistant.vocabulary import GROW as _GROW
from assistant.vocabulary import PERCENT, one_of, pattern
from index import facets, lexicon, numbers, periods
from index.names import WORLD, places
from index.numbers import Mention
from index.periods import PeriodMention

__all__ = ["_FALL", "_GROW", "period_shift", "short_year", "understand"]

_FUTURE_WORDS = one_of(
    r"target(?:ed|s)?, goals?, aims?, aspir\w+, ambition, "
    r"(?:could|can|might|may)\b[^?]{0,45}?\b(?:become|reach|grow|rise|increase|get to|be worth|go), "
    r"forecast\w*, project(?:ed|ions?), expected, predict\w*, plan(?:ned|s)?, foresee\w*, possible future, "
    r"potential, hop(?:e|ed|es|ing), "
    r"by (?:20\d\d(?! (?:\w+ )?(?:values?|volumes?|sales|prices?|weight|tonnage|revenue)\b)|when), outlook, "
    r"want(?:s|ed)? to, envisag\w+, intend\w*, "
    "supposed to, scheduled"
)
_FUTURE = pattern(rf"\b{_FUTURE_WORDS}\b")
_IN_TOTAL = pattern(r"\bin total\b")
_HOW_MUCH = pattern(r"\bhow (?:much|big|large)\b", PUT_AT)
_NO_LEVEL = pattern(PERCENT, r"\b(?:share|portion|rate|premium|tariff)\b")
_NO_LEVEL_OF = pattern(PERCENT, r"\b(?:share|portion|rate|dut(?:y|ies)|tariffs?)\b", r"\btax")

_SET_AGAINST = one_of(r"vs\.?, versus, minus, against, compared (?:with|to), than")
_TWO_SIDES = pattern(
    r"\bbetween (.{3,60}?) and (.{3,60}?)(?:[?,]|$)",
    rf"(?:\bis |\bthan |^)(.{{3,70}}?) {_SET_AGAINST} (.{{3,60}}?)(?:[?,]|$)",
)
_EITHER_OR = pattern(
    r"(?::|,| between| of)?\s+([\w -]{2,40}?)\s+(?:or|versus|vs\.?|against)\s+([\w -]{2,40}?)\s*(?:\?|$|,)"
)


def understand(text: str, home: str = "") -> Query:
    """Reads one question on its own; `assistant.carry_over` then fills in what a follow-up leaves out.

    Args:
        text: the question as typed, typing errors already mended.
        home: the place whose trade the corpus describes; "" where it describes no one place.
    """
    when = tuple(p for p in periods.read(text) if p.year_given)
    mentions = numbers.read(text, [(p.start, p.end) for p in when])
    operation = operation_of(text, mentions)
    request = _request(text, when, mentions, home, operation)
    rank = rank_of(text)
    return Query(
        text=text,
        operation=operation,
        request=request,
        places=tuple(dict.fromkeys(p.name for p in places(text, any_case=True))),
        periods=request.periods,
        flows=flows_of(text, home),
        items=_set_against(text),
        given=tuple(m for m in mentions if not (m.bare and m.in_words)),
        follow_up=leans_back(text),
        rank=rank.place,
        top=rank.top,
        descending=rank.descending,
        unit=unit_named(text),
    )


def _request(
    text: str, when: tuple[PeriodMention, ...], mentions: tuple[Mention, ...], home: str, operation: str
) -> Request:
    """What the question asks about, in the terms of a figure."""
    spots = places(text, any_case=True)
    flows = flows_of(text, home)
    taken: list[Stretch] = [(p.start, p.end) for p in spots]
    taken += [(p.start, p.end) for p in when]
    taken += [(f.start, f.end) for f in facets.read(text, home, True).flows]
    return Request(
        terms=terms_of(text, taken, mentions, operation),
        places=tuple(dict.fromkeys(p.name for p in spots if p.name != home)),
        home=any(p.name == home for p in spots),
        flow=next(iter(flows), ""),
        periods=tuple(dict.fromkeys(p.period for p in when)),
        unit=unit_wanted(text, operation),
        kind=_kind(text, operation, flows),
        status="future" if _FUTURE.search(text) else "",
        counted=counted(text),
        total=any(t.word.lower() in WORLD for t in lexicon.tokens(text)) and not _IN_TOTAL.search(text),
    )


def _kind(text: str, operation: str, flows: tuple[str, ...]) -> str:
    """The kind of figure that answers: `share`, `change` or `level`; "" for any."""
    if operation == "share":
        return "share"
    if operation in ("change", "cagr", "required_rate"):
        return "change"
    of_flow = operation in ("lookup", "convert") and flows and not _NO_LEVEL.search(text)
    how_much = operation == "lookup" and _HOW_MUCH.search(text) and not _NO_LEVEL_OF.search(text)
    return "level" if of_flow or how_much else ""


def _set_against(text: str) -> tuple[tuple[Term, ...], ...]:
    """The two things a question sets against each other, as terms: "implants or IVD reagents"; else empty."""
    wide = _TWO_SIDES.search(text)
    if wide and not periods.read(wide[0]) and not places(wide[0], any_case=True):
        sides = [_things(ASKING.sub(" ", side)) for side in wide.groups() if side]
        if len(sides) == 2 and all(sides):
            return (sides[0][-4:], sides[1][:4])
    m = _EITHER_OR.search(text)
    sides = [content_terms(side)[-3:] for side in m.groups()] if m else []
    return tuple(sides) if all(sides) else ()


def _things(text: str) -> tuple[Term, ...]:
    """The content words of one side, without units."""
    return tuple(term for term in content_terms(text) if numbers.unit_of(term.word) is None)

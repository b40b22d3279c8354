"""Parts and wholes: what share one is of the other, the whole behind a share, and what is left."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.lookup import is_sure
from assistant.notation import given
from assistant.pick import pick, pick_all
from assistant.query import Request
from assistant.said_share import lacks_part, names_whole, share_of_said
from assistant.saying import listed, named, said, tell
from assistant.types import Calculation, Operand
from assistant.vocabulary import pattern
from index import lexicon
from index.names import places
from index.types import Figure
from index.units import Quantity

_SURE = 0.78
"""Score from which a printed share is told even where one can be computed."""
_BELOW_WHOLE = Decimal("0.9995")
"""A part is at most so much of its whole; nearer ones are the same amount, told twice."""
_WHOLE_BEFORE_PART = pattern(
    r"\b(?:share|part|portion|proportion|percentage|per ?cent|fraction|slice) of [^?]+? "
    r"(?:is|are|was|were|consist\w* of) (?P<part>[^?]+)"
)
_SHARE_NEXT = re.compile(r"(?i)(?:['’]s)? (?:market )?(?:share|part|slice|portion|percentage)\b")
_BUYS_NEXT = re.compile(r"(?i)(?:['’]s?)? (?:[\w-]+ ){0,3}?(?:imports?|purchases|market|buying)\b")
_LOOKED_AT = 60
"""Figures with a word that are looked at to tell whether it names a thing."""
_MOST_DROPPED = 3
"""Words that may tell a part from its whole."""


def share(c: Context) -> Draft | None:
    """A share of a whole: as printed where it is, else computed from part and whole."""
    draft = share_of_said(c)
    if draft is not None:
        return draft
    if c.query.follow_up and lacks_part(c):
        return None
    stated = None  # of a whole that a follow-up names, no other part than what was said will do
    if not names_whole(c):
        stated = pick(c.evidence, replace(c.query.request, kind="share", unit="percent"), prefer=c.near)
    computed = computed_share(c)
    if stated and (stated.score > _SURE or computed is None) and is_sure(c, stated):
        return tell(c, stated)
    if computed is None:
        return None
    part, whole = computed.operands
    return said(c, computed, f"{named(c, part)} of {named(c, whole)}")


def computed_share(c: Context) -> Calculation | None:
    """Part over whole: the figure asked for over the same without its most special restriction.

    Raises:
        CalculationError: the whole is zero.
    """
    if _is_of_others_imports(c):
        return None
    wanted = c.query.unit or c.own.unit
    unit = "" if wanted in ("percent", "ratio") else wanted
    for part_request, whole_request in _parts_and_wholes(c, replace(c.query.request, kind="", unit=unit)):
        picks = pick_all(c.evidence, [part_request, whole_request], prefer=c.near)
        if not picks or picks[0].figure.id == picks[1].figure.id:
            continue
        part, whole = c.operands(picks)
        if c.query.request.flow and picks[0].figure.flow != picks[1].figure.flow:
            continue  # what went abroad is no part of what could be made
        if not _is_of_part(c, picks[0].figure, part_request, whole_request):
            continue
        if _is_part(part.quantity, whole.quantity):
            return calculator.share(part, whole)
    return None


def _is_of_others_imports(c: Context) -> bool:
    """Is the home country's share of what another buys asked for ("the Indian share of German imports")?

    What the home country buys from it is the other way round.
    """
    text, said_places = c.query.text, places(c.query.text, any_case=True)
    ours = [p for p in said_places if p.name == c.evidence.home and _SHARE_NEXT.match(text, p.end)]
    theirs = [p for p in said_places if p.name != c.evidence.home and _BUYS_NEXT.match(text, p.end)]
    return any(o.end < t.start for o in ours for t in theirs)


def _is_of_part(c: Context, part: Figure, part_request: Request, whole_request: Request) -> bool:
    """Does a figure carry all that tells the part from its whole, as far as this names things the documents tell of?"""
    kept = {t.stem for t in whole_request.terms}
    telling = [t.stem for t in part_request.terms if t.stem not in kept]
    return all(c.evidence.level(stem, part) > 0 or not _is_item(c, stem) for stem in telling)


def _is_item(c: Context, stem: str) -> bool:
    """Are figures of the documents restricted to what a word names?"""
    rows = islice(c.evidence.index.any_of({stem}), _LOOKED_AT)
    return any(stem in c.evidence.figures[row].item for row in rows)


def _is_part(part: Quantity, whole: Quantity) -> bool:
    """Is an amount, not a percentage, a part of another of its measure, and not the same again?"""
    if part.unit in ("percent", "percentage_point", "ratio") or not part.measures_same_as(whole):
        return False
    return abs(part.base[0]) < abs(whole.base[0]) * _BELOW_WHOLE


def _parts_and_wholes(c: Context, request: Request) -> list[tuple[Request, Request]]:
    """Requests for a part and for what it may be a part of, the likeliest first.

    The whole is the same for all places, for the other place named, or without the rarest words of the part.
    """
    abroad = request.places
    named = _within(c, request)
    if named:
        return [(request, named)]
    if len(abroad) == 1:
        return [(request, replace(request, places=(), total=True))]
    if abroad:
        return [
            (replace(request, places=(p,)), replace(request, places=tuple(x for x in abroad if x != p))) for p in abroad
        ]
    rarest = sorted(request.terms, key=lambda t: -c.evidence.weight(t.stem))
    wholes = []
    for n in range(1, min(_MOST_DROPPED, len(rarest)) + 1):
        dropped = {t.stem for t in rarest[:n]}
        kept = tuple(t for t in request.terms if t.stem not in dropped)
        wholes.append((request, replace(request, terms=kept)))
    return wholes


def _within(c: Context, request: Request) -> Request | None:
    """The whole that a question names before its part: "what part of exports to Russia were medical devices?"."""
    said = _WHOLE_BEFORE_PART.search(c.query.text)
    if said is None or not request.places or places(said["part"], any_case=True):
        return None
    inside = {t.stem for t in lexicon.tokens(said["part"])}
    kept = tuple(t for t in request.terms if t.stem not in inside)
    return replace(request, terms=kept) if len(kept) < len(request.terms) else None


def whole_from_share(c: Context) -> Draft | None:
    """The whole of which a known part is a known share."""
    last = c.last.result if c.last else None
    shares = [m for m in c.query.given if m.quantity.unit == "percent"]
    if shares:
        percent: Operand | None = c.printed_or_given(shares[0])
    elif last and last.quantity.unit == "percent":
        percent = last
    else:
        stated = pick(c.evidence, replace(c.query.request, kind="share", unit="percent"))
        percent = c.operand(stated.figure) if stated else None
    part = _known_part(c)
    if percent is None or part is None:
        return None
    done = calculator.whole_from_share(part, percent)
    return said(c, done, f"the whole of which {named(c, part)} is {percent.text}")


def _known_part(c: Context) -> Operand | None:
    """The part: an amount that the question gives, the figure it names, or the last result."""
    pure = ("percent", "count", "ratio", "year")
    amounts = [m for m in c.query.given if m.quantity.scale or m.quantity.unit not in pure]
    if amounts:
        return c.printed_or_given(amounts[0])
    found = pick(c.evidence, replace(c.query.request, kind="", unit=c.query.unit or "amount"), prefer=c.near)
    if found:
        return c.operand(found.figure)
    last = c.last.result if c.last else None
    return last if last and last.quantity.unit != "percent" else None


def remainder(c: Context) -> Draft | None:
    """What is left of a whole when a part is taken away."""
    return _left_of_last(c) or _left_without_places(c) or _left_of_hundred(c)


def _left_of_last(c: Context) -> Draft | None:
    """What the last answer's part leaves of its whole."""
    done = c.last.calculations[-1] if c.last and c.last.calculations else None
    if done is None:
        return None
    if done.operation == "whole_from_share":
        part = done.operands[0]
        left = calculator.remainder(calculator.carried(done), [part])
        return said(c, left, f"{done.shown} less {named(c, part)}")
    if done.operation == "share" and len(done.operands) == 2:
        part, whole = done.operands
        return said(c, calculator.remainder(whole, [part]), f"{named(c, whole)} less {named(c, part)}")
    return None


def _left_without_places(c: Context) -> Draft | None:
    """The figure for all places less those that the question names."""
    request = replace(c.query.request, kind="")
    if not request.places:
        return None
    alone = [replace(request, places=(p,)) for p in request.places]
    picks = pick_all(c.evidence, [replace(request, places=()), *alone], prefer=c.near)
    if not picks:
        return None
    whole, *parts = c.operands(picks)
    return said(c, calculator.remainder(whole, parts), f"{named(c, whole)} less {listed(c, parts)}")


def _left_of_hundred(c: Context) -> Draft | None:
    """What the last percentage leaves of a hundred, itself a percentage."""
    last = c.last.result if c.last else None
    if last is None or last.quantity.unit != "percent":
        return None
    hundred = given("100%", Quantity(Decimal(100), "percent", places=0))
    done = calculator.difference(hundred, last)
    left = replace(
        done, result=replace(done.result, unit="percent"), shown=done.shown.replace(" percentage points", "%")
    )
    return said(c, left, f"100% less {last.text}")

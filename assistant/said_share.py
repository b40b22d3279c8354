"""What share of a whole that is which was said before: "how much of the total is it?", "the two together, in %?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import calculator
from assistant.carry_over import THE_TOTAL, WHOLE_ALONE
from assistant.context import Context
from assistant.draft import Draft
from assistant.pick import pick
from assistant.referents import results, says_two
from assistant.saying import named, said
from assistant.siblings import Swap, alike, total_of
from assistant.types import Calculation, Operand
from assistant.vocabulary import pattern
from index.types import Figure

_PURE = ("percent", "percentage_point", "ratio")
"""Units of numbers that say how two amounts compare."""
_OF_LAST = pattern(
    r"\b(?:is|are|was|would|does) (?:that|this|it|they)\b",
    r"\bas an? (?:percentage|share|proportion|part|fraction|per ?cent)\b",
    r"\b(?:that|this|it) (?:is|was|as|be|make|represent|account)",
    r"\bhow (?:close|near) to\b",
    r"\b(?:the two|both|all (?:two|three|four|five))\b",
)
"""Asks what share the last figure is of something."""
_PART_WORD = r"(?:share|part|portion|proportion|slice|percentage|per ?cent|%|fraction)"
_OF_WHOLE = pattern(
    rf"(?:\b{_PART_WORD}|\bhow much) (?:it is )?of "
    r"(?:the |its |their |this |that |all )*(?:whole|total|entire|overall|all|everything|sum)\b",
)
"""Names the whole alone, so that the part is what was said before."""


_ALL = pattern(THE_TOTAL.pattern, r"\b(?:all|every|everything|the whole|entire|overall)\b")


def names_whole(c: Context) -> bool:
    """Does a follow-up name a whole and no part of it?"""
    return c.query.follow_up and bool(_OF_WHOLE.search(c.query.text)) and not c.own.places


def lacks_part(c: Context) -> bool:
    """Does a question name nothing but a whole, so that only what was said before can be the part?"""
    return bool(WHOLE_ALONE.search(c.query.text)) and not c.own.places


def share_of_said(c: Context) -> Draft | None:
    """What was said over the figure the question names; None where the question does not point at it."""
    pointing = names_whole(c) or lacks_part(c) or _OF_LAST.search(c.query.text)
    if not c.query.follow_up or not pointing:
        return None
    part, figures = _part(c)
    if part is None:
        return None
    found = _of_table(c, part, figures) or _of_documents(c, part, figures)
    if found is None:
        return None
    top, whole = found.operands
    if top.quantity.measures_same_as(whole.quantity) and abs(top.quantity.base[0]) > abs(whole.quantity.base[0]):
        top, whole = whole, top  # "how much of that was salmon?": what was said is the whole
        found = calculator.share(top, whole)
    return said(c, found, f"{named(c, top)} of {named(c, whole)}", resting=() if top.figure else figures)


def _part(c: Context) -> tuple[Operand | None, tuple[Figure, ...]]:
    """The amount that "that", "it" or "the two" is, and the figures it rests on.

    Of a percentage that was said it is the amount which that is about.
    """
    count = says_two(c.query.text)
    told = results(c, count) if count else ()
    if told:
        return calculator.carried(calculator.total(told)), tuple(o.figure for o in told if o.figure)
    last = c.last
    if last is None or last.result is None:
        return None, ()
    if last.result.quantity.unit not in _PURE:
        return last.result, last.figures
    held = [o.figure for done in last.calculations[-1:] for o in done.operands if o.figure]
    dated = [f for f in held if f.period and any(f.period.same_as(p) for p in c.own.periods)]
    figure = dated[0] if len(dated) == 1 else c.subject
    known = figure is not None and figure.quantity.unit not in _PURE
    return (c.operand(figure), (figure,)) if figure and known else (None, ())


def _of_table(c: Context, part: Operand, figures: Sequence[Figure]) -> Calculation | None:
    """Over the whole in the table of a part: the column that the question names in its row, or its column's total."""
    figure, own = part.figure or next(iter(figures), None), c.own
    if figure is None or own.places or not _same_time(figure, c):
        return None
    named_words, whole = _named(c, figure), None
    if named_words:
        found = alike(c.evidence, figure, Swap(stems=named_words))
        whole = found if found and found.context == figure.context else None
    elif own.home and c.evidence.home:
        whole = alike(c.evidence, figure, Swap(place=c.evidence.home))
    elif _ALL.search(c.query.text):
        whole = total_of(c.evidence, figure)
    return calculator.share(part, c.operand(whole)) if whole else None


def _named(c: Context, figure: Figure) -> tuple[str, ...]:
    """The words of the question that do not belong to the figure already."""
    return tuple(t.stem for t in c.own.terms if t.hard and t.stem not in (*figure.own, *figure.item))


def _same_time(figure: Figure, c: Context) -> bool:
    """Is a figure of the time that the question names, where it names one?"""
    when = c.own.periods
    return not when or bool(figure.period and any(figure.period.same_as(p) for p in when))


def _of_documents(c: Context, part: Operand, figures: Sequence[Figure]) -> Calculation | None:
    """Over the figure that the question names, wherever it stands.

    The part may be taken in either of its currencies; the whole that most documents tell decides.
    """
    own = c.own
    figure = part.figure or next(iter(figures), None)
    when = own.periods or ((figure.period,) if figure and figure.period else ())
    request = replace(own, kind="level", status="", periods=when)
    twin = c.twin(part.figure)
    found: list[tuple[int, bool, Operand, Figure]] = []
    for top in (part, c.operand(twin)) if twin else (part,):
        for flow in dict.fromkeys((own.flow or (figure.flow if figure else ""), figure.flow if figure else own.flow)):
            whole = pick(c.evidence, replace(request, flow=flow, unit=top.quantity.unit), prefer=figure)
            if whole is None or (part.figure and whole.figure.id == part.figure.id):
                continue
            told = len({f.span.document for f in (whole.figure, *whole.same)})
            found.append((told, _is_kin(whole.figure, figure), top, whole.figure))
            if figure and not _named(c, figure):  # the whole of the very thing, not of what else is called so
                alike_told = (m.figure for m in c.evidence.find(replace(request, flow=flow, unit=top.quantity.unit)))
                found += [(told, True, top, f) for f in alike_told if _is_kin(f, figure) and _exceeds(f, top)]
    if not found:
        return None
    _, _, top, over = max(found, key=lambda f: f[:2])
    return calculator.share(top, c.operand(over))


def _is_kin(whole: Figure, part: Figure | None) -> bool:
    """Are two figures of one document and item, both in tables or both in prose?"""
    if part is None or whole.span.document != part.span.document:
        return False
    return set(whole.item) == set(part.item) and (whole.locator.row is None) == (part.locator.row is None)


def _exceeds(whole: Figure, part: Operand) -> bool:
    return whole.quantity.measures_same_as(part.quantity) and whole.quantity.base[0] > part.quantity.base[0]

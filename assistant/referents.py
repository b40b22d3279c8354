"""What the words of a follow-up point at among the earlier results: "it", "the two", "the first one", "all three"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context
from assistant.siblings import Swap, alike
from assistant.types import Operand
from assistant.vocabulary import one_of, pattern
from index import lexicon
from index.numbers import NUMBER_WORDS
from index.types import Figure
from index.units import is_money

_FEW = one_of("two, three, four, five, 2, 3, 4, 5")
_TIME = one_of("years?, months?, quarters?, seasons?, weeks?, days?")
_SEVERAL = pattern(
    rf"\b(?:the|these|those|all|last|of them)(?: last)? ({_FEW})\b(?! {_TIME})",
    r"\b(both|either|the pair)\b",
)
_ONE = r"(?:one|of (?:the|these|those) two|figure|number|value|amount)"
_FIRST = pattern(rf"\bthe (?:first|former|earlier) {_ONE}\b", r"\bthe former\b")
_SECOND = pattern(rf"\bthe (?:second|latter|other) {_ONE}\b", r"\bthe latter\b")


_MEASURES = frozenset(
    lexicon.stem(w)
    for w in "cost price value worth weight volume amount quantity fee charge tonnage size length distance duration "
    "bill earnings".split()
)
"""Words that say in what a thing is measured, as a unit does."""


def other_words(c: Context, figure: Figure) -> tuple[str, ...]:
    """The words of a question that must tell, and that do not belong to a figure already.

    With a unit, words for what it measures ("cost") add nothing.
    """
    held = {*figure.own, *figure.item, *figure.near, *figure.frame, *(_MEASURES if c.own.unit else ())}
    others = [t.stem for t in c.own.terms if t.hard and t.stem not in held]
    return tuple(s for s in others if not c.evidence.is_topic(s)) or tuple(others)


def says_two(text: str) -> int:
    """How many earlier results a question means: 2 for "the two" and "both", 0 where it does not say."""
    m = _SEVERAL.search(text)
    if not m:
        return 0
    word = next(group for group in m.groups() if group).lower()
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word, 2)


def says_which(text: str) -> int:
    """Which of the last two results is meant: 1 for "the first one", 2 for "the latter", 0 where it does not say."""
    return 1 if _FIRST.search(text) else 2 if _SECOND.search(text) else 0


def is_bare(c: Context, *, but_period: bool = False) -> bool:
    """Does a question name no subject, place, flow or period of its own?"""
    own = c.own
    return not (own.places or own.flow or c.names_subject or (own.periods and not but_period) or c.query.given)


def results(c: Context, count: int = 0, *, same_unit: bool = True) -> tuple[Operand, ...]:
    """The last results that are figures of one measure, oldest first: `count` of them, or all in a row."""
    out: list[Operand] = []
    for turn in reversed(c.conversation.turns):
        result = turn.result if turn.answered else None
        figure = result.figure if result else None
        if result is None or figure is None:
            if count or not out:
                continue
            break
        if out and out[0].figure and not _goes_with(figure, out[0].figure, same_unit=same_unit):
            break
        if all(o.figure and o.figure.id != figure.id for o in out):
            out.append(result)
        if len(out) == count:
            break
    return tuple(reversed(out)) if len(out) >= max(count, 2) else ()


def _goes_with(a: Figure, b: Figure, *, same_unit: bool) -> bool:
    """Are two figures of one measure, so that they can be added or compared?"""
    money = is_money(a.quantity.unit) and is_money(b.quantity.unit) and not same_unit
    return (money or a.quantity.measures_same_as(b.quantity)) and a.kind == b.kind


def comparable(c: Context, told: Sequence[Operand]) -> tuple[Operand, ...]:
    """Two results in one unit: as they are, or one of them as the documents print it in the unit of the other."""
    if len(told) != 2 or told[0].quantity.measures_same_as(told[1].quantity):
        return tuple(told)
    for at, other in ((0, 1), (1, 0)):
        same = in_unit(c, told[at], told[other].quantity.unit)
        if same:
            return (same, told[other]) if at == 0 else (told[other], same)
    return ()


def in_unit(c: Context, operand: Operand, unit: str) -> Operand | None:
    """A result as the documents print it in another currency."""
    figure = operand.figure
    twin = c.twin(figure)
    if twin and twin.quantity.unit == unit:
        return c.operand(twin)
    other = alike(c.evidence, figure, Swap(unit=unit)) if figure else None
    return c.operand(other) if other else None

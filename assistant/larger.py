"""Which of two named things or places is the larger, or grew faster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import calculator
from assistant.context import Context
from assistant.draft import Draft
from assistant.patterns import words
from assistant.pick import pick_all
from assistant.query import Request
from assistant.ranking_change import CHANGES, FALLS
from index.types import Figure

_ONE_OF_TWO = words("or", "between", "of the two", "more")
_SLOWER = words("slower", "less")


def names_two(c: Context) -> bool:
    """Does a question set two items or two places against each other?"""
    return len(c.query.items) == 2 or (len(c.abroad) == 2 and bool(_ONE_OF_TWO.search(c.query.text)))


def larger_of_two(c: Context) -> Draft | None:
    """The larger of the two that a question names, or the smaller where it asks for that; None where one is not held.

    Raises:
        CalculationError: one of them grew from nothing.
    """
    request = replace(c.query.request, kind="")
    told = _of_items(c, request) if len(c.query.items) == 2 else None
    if told is None and len(c.abroad) == 2:
        return _larger(c, [replace(request, places=(p,)) for p in c.abroad], c.abroad)
    return told


def _of_items(c: Context, request: Request) -> Draft | None:
    """The larger of two items; with the rest of the question's words first, then without."""
    if CHANGES.search(c.query.text) and len(c.query.periods) >= 2:
        return _faster(c, request)
    named = {t.stem for item in c.query.items for t in item}
    rest = tuple(t for t in request.terms if t.stem not in named)
    within = [replace(request, terms=item + rest) for item in c.query.items]
    alone = [replace(request, terms=item) for item in c.query.items]
    return _larger(c, within, _item_names(c)) or _larger(c, alone, _item_names(c))


def _item_names(c: Context) -> list[str]:
    return [" ".join(t.word for t in item) for item in c.query.items]


def _faster(c: Context, request: Request) -> Draft | None:
    """Which of two items grew or fell more from the first to the second period of the question."""
    ends = sorted(c.query.periods[:2], key=lambda p: p.end)
    requests = [replace(request, terms=item, periods=(p,)) for item in c.query.items for p in ends]
    picks = pick_all(c.evidence, requests)
    if picks is None:
        return None
    a, b, x, y = c.operands(picks)
    done = list(zip(_item_names(c), (calculator.percent_change(a, b), calculator.percent_change(x, y)), strict=True))
    lowest_first = bool(FALLS.search(c.query.text)) != bool(_SLOWER.search(c.query.text))
    if (done[0][1].result.value > done[1][1].result.value) == lowest_first:
        done.reverse()
    (name, most), (_, least) = done
    draft = Draft(c.evidence)
    draft.say(f"{_capital(name)}: {most.shown}, against {least.shown}.", calculations=[least, most])
    draft.result = calculator.carried(most)
    return draft


def _larger(c: Context, requests: Sequence[Request], names: Sequence[str]) -> Draft | None:
    """The larger of two figures, or the smaller where the question asks for that, against the other."""
    found = pick_all(c.evidence, requests)
    if not found:
        return None
    (a, b), order = (p.figure for p in found), list(names)
    if (a.quantity.base[0] > b.quantity.base[0]) != c.query.descending:
        a, b = b, a
        order.reverse()
    draft = Draft(c.evidence)
    told = f"{_capital(order[0])}: {_with_subject(draft, a)}, against {_with_subject(draft, b)}."
    draft.say(told, [a, b])
    draft.result = draft.operand(a)
    return draft


def _with_subject(draft: Draft, figure: Figure) -> str:
    return f"{draft.printed(figure)} ({draft.described(figure)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Says what a number is that a question takes for something: yes, it is that; no, it is something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.agreement import source_name
from assistant.context import Context
from assistant.draft import Draft
from assistant.pick import agrees, pick
from assistant.query import Request
from index.numbers import Mention
from index.types import Figure
from index.units import is_money

_MOST_FITTING = 2


def identify(c: Context) -> Draft | None:
    """Is a number what the question says it is? None where too little is known of it."""
    mention = next((m for m in c.query.given if not m.bare), None)
    if mention is None:
        return None
    asked = replace(c.query.request, unit=mention.quantity.unit, kind="")
    held = _held(c, mention)
    fitting = [m.figure for m in c.evidence.find(asked) if agrees(m.figure, held[0])] if held else []
    named = {_subject(f) for f in fitting}
    others = [f for f in held if f not in fitting and _subject(f) not in named]
    true = _true_figure(c, asked)
    if others:
        return _something_else(c, mention, others, fitting, true)
    draft = Draft(c.evidence)
    if fitting:
        draft.say(f"Yes: {draft.printed(fitting[0])} is {draft.described(fitting[0])}.", [fitting[0]])
        return draft
    if true is None:
        return None
    what = f"{draft.printed(true)} for {draft.described(true)}"
    draft.say(f"No: the documents give {what}, not {_typed(c, mention)}.", [true])
    draft.result = draft.operand(true)
    return draft


def _held(c: Context, mention: Mention) -> list[Figure]:
    """The figures that print a number of the question, rounded as it is."""
    wanted = mention.quantity
    return [f for f in c.evidence.index.valued(wanted.unit, wanted.value, wanted.half_ulp()) if f.bound]


def _true_figure(c: Context, asked: Request) -> Figure | None:
    """What the documents give for what the question is about, in its unit or in another."""
    found = pick(c.evidence, asked)
    if found is None:
        found = pick(c.evidence, replace(asked, unit="money" if is_money(asked.unit) else ""))
    return found.figure if found else None


def _something_else(
    c: Context, mention: Mention, others: Sequence[Figure], fitting: Sequence[Figure], true: Figure | None
) -> Draft | None:
    """What the number is instead, who gives it for what is asked all the same, and what is given for that."""
    documents = c.evidence.documents
    first = min(others, key=lambda f: (documents[f.span.document].kind != "article", f.id))
    if not (first.entities or first.flow) or not first.period:
        return None  # too little is known of it to say what it is
    draft = Draft(c.evidence)
    draft.say(f"No: {_typed(c, mention)} is {draft.described(first)}.", [first])
    for f in fitting[:_MOST_FITTING]:
        who = f.attribution or source_name(c, f) or "One source"
        draft.say(f"{who} does give it for {draft.described(f) or 'this'}.", [f])
    if true and not agrees(true, first):
        given = f"{draft.printed(true)} ({draft.described(true)})"
        draft.say(f"For what you ask the documents give {given}.", [true])
    draft.result = draft.operand(first)
    return draft


def _typed(c: Context, mention: Mention) -> str:
    return c.query.text[mention.start : mention.end].strip()


def _subject(figure: Figure) -> tuple[tuple[str, ...], str, str]:
    """What a number is of: places, flow and period."""
    return figure.entities, figure.flow, figure.period.label if figure.period else ""

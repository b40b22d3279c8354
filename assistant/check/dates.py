"""Dates and periods that cannot be: told before they happened, goals passed when set, days that do not exist."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant import calculator
from assistant.check.books import AHEAD, Books
from assistant.check.finding import Finding
from assistant.check.reach import reach
from index.types import Document, Figure, Period, Span

_AHEAD = re.compile(
    r"(?i)\b(?:will|would|shall|may|might|could|can|plan\w*|expect\w*|forecast\w*|project\w*|target\w*|goals?|aims?|"
    r"aimed|after|before|beyond|end of|reach\w*|due|until|till|by|from|to|next|future|hope\w*|intend\w*|"
    r"schedul\w*|propos\w*|valid\w*|effective|outlook|"
    r"estimat\w*|deadline|expir\w*|ends?|starts?|begins?|applies|apply|set|provisional\w*|last date|last day|"
    r"not (?:been )?(?:found|published|held)|no (?:figures?|reports?))\b"
)
_AFTER = re.compile(
    r"(?i)^\W{0,2}(?:\w+ ){0,2}(?:will|would|plans?|planned|expects?|expected|targets?|goals?|forecasts?)\b"
)
_BOUND = re.compile(
    r"(?i)\b(?:signed|agreed|contracted|ordered|booked|committed|awarded|bought|sold|fixed|allotted)\b(?: \S+){2,}? $"
)
"""What is done now for a later time: "has signed with a mill for 2 million tonnes in"."""
_PAST = re.compile(
    r"(?i)\b(?:\w+ed|said|gave|gives|told|rose|fell|took|was|were|had|has|have|made|found|put|show|shows|stood|"
    r"did|began|spoke|wrote|became|went|came|sold|bought)\b"
)
_QUALITY = re.compile(r"(?i)\b(?:an?|the|least|most|more|less|newly|well|highly|so-called)[ -]\w+ed (?=\w)")
"""A participle that says what something is like: "a least developed country"."""
_MONTHS = "|".join(calendar.month_name[1:])
_DAY = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})(?:,? (\d{{4}}))?\b|\b({_MONTHS}) (\d{{1,2}})(?:,? (\d{{4}}))?\b")
_RANGE = re.compile(r"\b(?:FY ?)?((?:19|20)\d\d)(-\d\d)?\b (?:to|until) (?:FY ?)?((?:19|20)\d\d)(-\d\d)?\b")
_MOST = 4
_GRACE = 31
"""Days after its date that a document may still be written in."""
_KINDS = ("day", "month", "year", "quarter", "range")


def told_too_early(books: Books) -> Iterator[Finding]:
    """Documents that tell as past what happened after their own date."""
    for document in books.documents.values():
        if document.date is None:
            continue
        spans = list(_later(books, document, document.date))
        if spans:
            quotes = list(dict.fromkeys(document.quote(s) for s in spans))
            sentence = (
                f"“{document.title}” is dated {document.date.isoformat()} but tells of {_join(quotes[:_MOST])}, "
                "which had not happened by then."
            )
            why = "The document was added to after its date, or the date is that of its period and not of its writing."
            yield books.finding("date", "medium", sentence, spans[:_MOST], None, why)


def goals_passed(books: Books) -> Iterator[Finding]:
    """Goals whose value had been reached, or whose time was over, when they were told."""
    for figures in books.by_document.values():
        goals = [f for f in figures if f.kind == "level" and f.period and f.flow and _is_goal(books, f)]
        for goal in goals:
            reached = [f for f in books.by_unit.get((goal.quantity.unit, goal.flow), []) if _reached(books, goal, f)]
            if reached:
                yield _passed(books, goal, reached)


def no_such_day(books: Books) -> Iterator[Finding]:
    """Days that no calendar has, and periods that end before they begin."""
    for document in books.documents.values():
        for block in document.blocks:
            if block.kind == "metadata":
                continue
            text = document.text[block.start : block.end]
            for match in _DAY.finditer(text):
                if not _exists(match):
                    span = Span(document.id, block.start + match.start(), block.start + match.end())
                    yield books.finding(
                        "date", "high", f"There is no {match.group()}.", [span], None, "It is misprinted."
                    )
            for match in _RANGE.finditer(text):
                if int(match[1]) > int(match[3]):
                    span = Span(document.id, block.start + match.start(), block.start + match.end())
                    sentence = f"The period “{match.group()}” ends before it begins."
                    yield books.finding("period", "high", sentence, [span], None, "One of the two years is misprinted.")


def _later(books: Books, document: Document, day: date) -> Iterator[Span]:
    """Where the paragraphs of a document name a time after a day in a sentence about what was."""
    for block in document.blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        for start, end in block.sentences:
            sentence = Span(document.id, start, end)
            text = document.quote(sentence)
            for m in books.times(sentence):
                before = text[max(0, m.start - 60) : m.start]
                bound = m.period.kind == "year" and _BOUND.search(text[: m.start])
                if m.period.kind not in _KINDS or not m.year_given or not _later_than(m.period, day):
                    continue
                if text[m.start : m.end].lower().startswith(("the end", "end")):
                    continue
                if m.period.kind == "year" and before.endswith((" for ", " for the year ")):
                    continue  # "the quota for 2025 has been fixed"
                named = m.period.kind in ("day", "month") and before.endswith(" of ")
                ahead = bound or (_AHEAD.search(before) and not named) or _AFTER.search(text[m.end :])
                if not ahead and _PAST.search(_QUALITY.sub(" ", text)):
                    yield Span(document.id, start + m.start, start + m.end)


def _later_than(period: Period, day: date) -> bool:
    """Does a time begin after a day, or a stretch of months end well after it?"""
    return period.start > day or (period.kind == "range" and period.end > day + timedelta(days=_GRACE))


def _exists(match: re.Match[str]) -> bool:
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    number = list(calendar.month_name).index(month)
    return 1 <= int(day) <= calendar.monthrange(int(year or 2024), number)[1]


def _is_goal(books: Books, f: Figure) -> bool:
    """Is a figure a goal: said to be one by its status or by the words around it?"""
    said = f.status == "target" or (f.status == "reported" and not books.row(f))
    return said and bool(re.search(r"(?i)\b(?:goals?|targets?)\b", books.documents[f.span.document].quote(f.context)))


def _reached(books: Books, goal: Figure, f: Figure) -> bool:
    if f.period is None or goal.period is None or f.status in AHEAD or f.quantity.value > goal.quantity.value * 5:
        return False
    if f.period.end >= goal.period.end or reach(f).low < reach(goal).high or not books.sure_of_time(f):
        return False
    printed = books.documents[goal.span.document].date
    if printed is None or f.period.end > printed:
        return False
    both = f.context == goal.context or books.partners(f) == books.partners(goal)
    return both and (f.context == goal.context or books.same_subject(f, goal))


def _passed(books: Books, goal: Figure, reached: list[Figure]) -> Finding:
    same = [f for f in reached if f.context == goal.context]
    first = (same or reached)[0]
    made = calculator.ratio(books.operand(first), books.operand(goal))
    until = goal.period.label if goal.period else ""
    when = first.period.label if first.period else ""
    sentence = (
        f"The goal of {books.printed(goal)} for {until} had been passed when it was told: {books.printed(first)} is "
        f"given for {when} ({books.whose(first)})."
    )
    why = "The goal is an old one, or it is for another measure."
    return books.finding("period", "medium", sentence, [goal, *(same or reached)][:_MOST], made, why)


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

"""What an export may print of its notes, word for word, and where it prints the same words with other digits.

Numbers alone are not enough to confirm a sentence: a changed digit may make of one number another that the documents
hold elsewhere. But every stretch of a sentence that reads like something in its notes, digits aside, has to be that.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.bind import Evidence
from assistant.draft import Draft
from assistant.export.record import Note, one_line
from index.figures import extract
from index.types import Document, Figure

_DIGIT = re.compile(r"\d")
_WORDY = re.compile(r"[^\W\d]|[%$₹€£]")
_WORD = re.compile(r"\S+")
_BEFORE, _BEHIND = 3, 2
"""Words on either side of a number by which a quoted stretch is known."""
DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(calendar.month_name[1:])}) \d{{4}}\b")
_LEAD = re.compile(r"^(?:(?:about|around|over|almost|nearly|under|up to|at least|at most|more than|less than) |[-−])+")


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as the key of what was read of it: found by its id, compared whole."""

    document: Document

    def __hash__(self) -> int:
        return hash(self.document.id)


def altered(text: str, known: Iterable[str], allowed: str) -> Iterator[str]:
    """The stretches of a text that are a known phrase but for their digits, and that stand nowhere in what is allowed.

    >>> list(altered("exports of $176.3 million", {"$176.2 million"}, ""))
    ['$176.3 million']
    """
    by_mask: dict[str, set[str]] = {}
    for phrase in known:
        if _DIGIT.search(phrase) and _WORDY.search(phrase):
            by_mask.setdefault(_masked(phrase), set()).add(phrase)
    masked = _masked(text)
    for mask, phrases in by_mask.items():
        for match in re.finditer(rf"(?<![\w.,]){re.escape(mask)}(?![\w])(?![.,]0)", masked):
            stretch = text[match.start() : match.end()]
            if stretch not in phrases and not _stands_in(stretch, allowed):
                yield stretch


def misquoted(text: str, quotes: str) -> Iterator[str]:
    """The numbers of a text whose words before and behind stand so in the quotes, around other digits."""
    masked = _masked(quotes)
    words = list(_WORD.finditer(text))
    for i, word in enumerate(words):
        if _DIGIT.search(word.group()) and i >= _BEFORE and i + _BEHIND < len(words):
            stretch = text[words[i - _BEFORE].start() : words[i + _BEHIND].end()]
            if _masked(stretch) in masked and stretch not in quotes:
                yield stretch


def other_dates(text: str, allowed: str, dates: Iterable[date]) -> Iterator[str]:
    """The days of a text that are neither named in what is allowed nor days of its documents and sources."""
    known = {f"{d.day} {d:%B %Y}" for d in dates}
    for match in DAY.finditer(text):
        if match.group() not in known and not _stands_in(match.group(), allowed):
            yield match.group()


def of_notes(notes: Iterable[Note], documents: Mapping[str, Document]) -> set[str]:
    """All that an entry may print of its notes: their sentences, and each of their figures with what it is about."""
    found: set[str] = set()
    for note in notes:
        document = documents.get(note.document)
        if document is not None:
            found |= _of_span(_Read(document), note.start, note.end)
    return found


def years(note: Note, document: Document) -> set[int]:
    """The years that the figures of a note are of."""
    figures = _figures_in(_Read(document), note.start, note.end)
    return {y for f in figures if f.period for y in (f.period.start.year, f.period.end.year)}


@lru_cache(maxsize=4096)
def _of_span(read: _Read, start: int, end: int) -> frozenset[str]:
    document, draft = read.document, _draft(read)
    found = {one_line(document.text[start:end])}
    for block in document.blocks:
        found |= {one_line(document.text[a:b]) for a, b in block.sentences if start <= a and b <= end}
    for f in _figures_in(read, start, end):
        found |= _said(draft, f)
    return frozenset(found)


def _said(draft: Draft, f: Figure) -> set[str]:
    """A figure as answers print it: alone, and with what it is about around it."""
    printed, about = draft.printed(f), draft.described(f)
    bare = _LEAD.sub("", printed)
    found = {printed, bare}
    if f.period:
        found.add(f.period.label)
    if about:
        found |= {
            about,
            *(form for p in (printed, bare) for form in (f"{p} ({about})", f"{p}: {about}", f"{about} {p}")),
        }
    return {one_line(p) for p in found}


def _figures_in(read: _Read, start: int, end: int) -> tuple[Figure, ...]:
    return tuple(f for f in _draft(read).evidence.figures if f.context.start < end and start < f.context.end)


@lru_cache(maxsize=256)
def _draft(read: _Read) -> Draft:
    return Draft(Evidence((read.document,), (), extract(read.document)))


def _masked(text: str) -> str:
    return _DIGIT.sub("0", text)


def _stands_in(stretch: str, text: str) -> bool:
    """Does a text hold a stretch, its numbers whole?"""
    return bool(re.search(rf"(?<![\w.,]){re.escape(stretch)}(?!\w)(?![.,]\d)", text))

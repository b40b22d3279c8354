"""What an export holds, whatever its format: entries with their workings, and the notes they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.check.finding import KINDS, Finding
from assistant.draft import Draft
from assistant.types import Answer, Calculation, Citation
from index.types import Document, Figure

GIVEN = "Reference rate: "
DISAGREE, DOUBT = "Sources disagree", "Does not add up"
"""The words that mark what a fact sheet tells with a doubt."""
_MARKER = re.compile(r" ?\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Note:
    """A quote with its place; `number` counts through the export from 1, `start:end` are characters of the document."""

    number: int
    quote: str
    document: str
    start: int
    end: int
    place: str = ""
    sources: str = ""


@dataclass(frozen=True, slots=True)
class Working:
    """A computed value: as shown, the arithmetic that the calculator reads, its steps.

    `steps` begin with what the documents do not give: a rate or a number of the question. `made` is the calculation.
    """

    shown: str
    expression: str
    steps: tuple[str, ...] = ()
    made: Calculation | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, figure or finding. `text` has no markers; `notes` are the numbers of the notes it rests on."""

    heading: str
    text: str
    notes: tuple[int, ...] = ()
    workings: tuple[Working, ...] = ()
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An export: a title, entries in order, and every note once, in the order in which they are first cited."""

    title: str
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]

    def note(self, number: int) -> Note | None:
        """The note of a number."""
        return next((n for n in self.notes if n.number == number), None)


class Notes:
    """Gives each cited span one number, in the order in which they come."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, int, int], Note] = {}

    def number(self, c: Citation) -> int:
        """The number of a citation's note."""
        key = (c.span.document, c.span.start, c.span.end)
        if key not in self.held:
            place = ", ".join(filter(None, (c.publisher, c.title, c.date, *c.locator.words())))
            sources = "; ".join(", ".join(filter(None, (s.publisher, s.title, s.date))) for s in c.sources)
            self.held[key] = Note(len(self.held) + 1, one_line(c.quote), *key, one_line(place), one_line(sources))
        return self.held[key].number

    @property
    def all(self) -> tuple[Note, ...]:
        """The notes in order."""
        return tuple(self.held.values())


def of_answers(answers: Iterable[Answer], title: str = "Conversation") -> Record:
    """A conversation, or any answers, in order."""
    notes, entries = Notes(), []
    for answer in answers:
        numbers = {c.marker: notes.number(c) for c in answer.citations}
        text = " ".join(s.text if "\n" not in s.text else one_line(s.text) for s in answer.sentences)
        workings = tuple(map(working, answer.calculations))
        entries.append(Entry(one_line(answer.question), one_line(text), tuple(numbers.values()), workings))
    return Record(title, tuple(entries), notes.all)


def of_findings(findings: Iterable[Finding], title: str = "What does not hold in the documents") -> Record:
    """Findings of the audit, in order."""
    notes, entries = Notes(), []
    for f in findings:
        numbers = tuple(dict.fromkeys(notes.number(c) for c in f.citations))
        text = " ".join(filter(None, (f.sentence, f.explanation)))
        workings = tuple(working(c) for c in (f.calculation, *f.others) if c)
        entries.append(Entry(f"{KINDS[f.kind]} ({f.severity})", one_line(text), numbers, workings))
    return Record(title, tuple(entries), notes.all)


def of_figures(figures: Iterable[Figure], draft: Draft, title: str = "Figures") -> Record:
    """Figures with what they are about; `draft` knows the documents."""
    notes, entries = Notes(), []
    for f in figures:
        marker = draft.cite_figure(f)
        number = notes.number(draft.citations[marker - 1])
        about = draft.described(f) or f.locator.heading
        entries.append(Entry(one_line(about), one_line(draft.printed(f)), (number,), (), f))
    return Record(title, tuple(entries), notes.all)


def plain(record: Record) -> Record:
    """A record without what its entries and workings were made of: only what is printed."""
    entries = (
        replace(e, figure=None, workings=tuple(replace(w, made=None) for w in e.workings)) for e in record.entries
    )
    return replace(record, entries=tuple(entries))


def one_line(text: str) -> str:
    """A text with every stretch of white space made one space."""
    return " ".join(text.split())


def marked(entry: Entry) -> str:
    """The text of an entry with its markers at the end: `Germany: $176.2 million. [1][2]`."""
    return f"{entry.text} {''.join(f'[{n}]' for n in entry.notes)}".rstrip()


def unmarked(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without its markers, and their numbers in order."""
    end = re.search(r"(?: ?\[\d+\])*$", text)
    tail = end.group() if end else ""
    return text[: len(text) - len(tail)], tuple(int(m) for m in _MARKER.findall(tail))


def cited(documents: Mapping[str, Document], number: int, note: Note) -> Note:
    """A note with another number, its quote taken from the documents anew."""
    document = documents.get(note.document)
    quote = one_line(document.text[note.start : note.end]) if document else note.quote
    return replace(note, number=number, quote=quote)


def working(c: Calculation) -> Working:
    """A calculation as an export holds it."""
    rates = [f"{GIVEN}{o.text}" for o in c.operands if o.origin == "reference rate"]
    return Working(c.shown, c.expression, tuple(map(one_line, (*rates, *c.working))), c)

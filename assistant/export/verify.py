"""Reads an export again and confirms each quote and each number against the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.export import phrases
from assistant.export.held import NUMBER, SMALL, above, block_of, numbers_of, tokens, years_of
from assistant.export.record import Entry, Note, Record, one_line
from assistant.export.workings import YEARS, rounds_to, working
from index.types import Document
from index.units import SCALES

_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_FISCAL = re.compile(r"\b((?:19|20)\d\d)[-/](\d\d)\b")
_PAGE = re.compile(r"^(?:page \d+|row \d+)(?:, |$)")
_MEMORY = 4
"""Entries back that a follow-up may lean on."""
_UNIT_AFTER = re.compile(
    rf"^ ?(?:%|per ?cent|(?:{'|'.join(w for w in SCALES if w)}|times|years?|months?|days?|tonnes?)\b)"
)
_MONEY = re.compile(r"(?:[$₹€£]|\b[A-Z][A-Za-z]{1,2} ?)$")
_OTHER = "The digits are not those of the source"


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be confirmed. `entry` counts from 1; 0 for a note that no entry cites."""

    entry: int
    what: str
    text: str

    def __str__(self) -> str:
        """As one line for people."""
        return f"Entry {self.entry}: {self.what}: {self.text}" if self.entry else f"{self.what}: {self.text}"


def verify(record: Record, documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    """All that an export says and the documents do not bear out, in the order of the entries; nothing if it holds."""
    problems = [Problem(0, what, _of(n)) for n in record.notes if (what := _note(n, documents))]
    problems += [Problem(0, "The notes are not cited in order", " ".join(map(str, o))) for o in _disorder(record)]
    said = [_asked_and_held(record, e, documents) for e in record.entries]
    for i, entry in enumerate(record.entries):
        asked = "\n".join(e.heading for e in record.entries[max(0, i - _MEMORY) : i + 1])
        problems += [Problem(i + 1, _OTHER, stretch) for stretch in _altered(record, entry, documents, asked)]
        before = set().union(*said[max(0, i - _MEMORY) : i], tokens(entry.heading))
        problems += [Problem(i + 1, what, text) for what, text in _entry(record, entry, documents, before)]
    return tuple(problems)


def _altered(record: Record, entry: Entry, documents: Mapping[str, Document], asked: str) -> Iterator[str]:
    """What an entry prints like its notes but with other digits; what was asked and computed may be printed too."""
    notes = [n for i in entry.notes if (n := record.note(i))]
    quotes = [*(n.quote for n in notes), *(f"{n.place}\n{n.sources}" for n in notes)]
    over = [above(d, n) for n in notes if (d := documents.get(n.document))]
    computed = [t for w in entry.workings for t in (w.shown, w.expression, *w.steps)]
    allowed = "\n".join((*quotes, *over, *computed, asked))
    yield from phrases.altered(entry.text, phrases.of_notes(notes, documents), allowed)
    yield from phrases.misquoted(entry.text, "\n".join(quotes))
    told = [documents[n.document] for n in notes if n.document in documents]
    yield from phrases.other_dates(entry.text, allowed, (day for d in told for day in _days(d)))


def _days(document: Document) -> Iterator[date]:
    """The day of a document and those of its sources."""
    for told in (str(document.date or ""), *(s.date for s in document.sources)):
        for day in _DATE.findall(told):
            try:
                yield date.fromisoformat(day)
            except ValueError:
                continue


def _asked_and_held(record: Record, entry: Entry, documents: Mapping[str, Document]) -> set[Decimal]:
    """What an entry leaves for a follow-up: the numbers asked and quoted."""
    notes = [n for i in entry.notes if (n := record.note(i))]
    return set(tokens(entry.heading)) | numbers_of(notes, documents)


def _disorder(record: Record) -> Iterator[list[int]]:
    """The order in which notes are first cited, where it is not 1, 2, 3 to the last."""
    order = list(dict.fromkeys(n for e in record.entries for n in e.notes))
    if order != [n.number for n in record.notes]:
        yield order


def _of(note: Note) -> str:
    return f"[{note.number}] “{note.quote}” ({note.document}, {note.start}-{note.end})"


def _note(note: Note, documents: Mapping[str, Document]) -> str:
    """What is wrong with a note: its words are not those at its place, or its place is told wrongly; "" if nothing."""
    document = documents.get(note.document)
    raw = document.text[note.start : note.end] if document else ""
    if document is None or one_line(raw) != note.quote or raw != raw.strip():
        return "The quote is not in the document"
    named = one_line(", ".join(filter(None, (document.publisher, document.title, str(document.date or "")))))
    block = block_of(document, note)
    row = f"row {block.row + 1}" if block and block.row is not None else ""
    above = {one_line(h) for b in document.blocks for h in b.headings} | {one_line(document.title)}
    rest = note.place.removeprefix(named).lstrip(", ")
    rest = rest.removeprefix(row).lstrip(", ") if row else _PAGE.sub("", rest)
    listed = [one_line(", ".join(filter(None, (s.publisher, s.title, s.date)))) for s in document.sources]
    sources = note.sources
    for source in sorted(listed, key=len, reverse=True):
        sources = sources.replace(source, "")
    right = note.place.startswith(named) and (not rest or rest in above) and not sources.strip("; ")
    return "" if right else "The place or source is not as in the document"


def _entry(
    record: Record, entry: Entry, documents: Mapping[str, Document], before: set[Decimal]
) -> Iterator[tuple[str, str]]:
    notes = [n for i in entry.notes if (n := record.note(i))]
    if len(notes) < len(entry.notes):
        yield "A note is missing", ", ".join(str(i) for i in entry.notes if record.note(i) is None)
    held = numbers_of(notes, documents)
    computed: list[Decimal] = []
    for w in entry.workings:
        made, problems = working(w, held | before)
        computed += made
        yield from problems
    dates = "\n".join(documents[n.document].text for n in notes if n.document in documents)
    text = _DATE.sub(lambda m: " " if m.group() in dates else m.group(), entry.text)
    years = years_of(notes, documents)
    for match in _FISCAL.finditer(text):
        if not _is_fiscal(match, years, dates):
            yield "The year is not one of the sources", f"{match.group()} in “{entry.text[:120]}”"
    text = phrases.DAY.sub(" ", _FISCAL.sub(" ", text))  # days are confirmed whole
    asked = set(tokens(entry.heading)) | {t for t in before if len(t.as_tuple().digits) > SMALL}
    counts = {Decimal(entry.text.count(";") + 1), *map(Decimal, range(len(notes) + 1))}
    for token, counted in _counted(text):
        known = token in held or token in years or (counted and token in counts)
        known = known or (token in asked and not (counted and token in YEARS))
        if not known and not any(rounds_to(v, token) for v in computed):
            yield "The number is neither quoted nor computed", f"{token} in “{entry.text[:120]}”"


def _counted(text: str) -> Iterator[tuple[Decimal, bool]]:
    """The numbers of a text, and whether each may count what the text itself lists: it has no unit."""
    for match in NUMBER.finditer(text):
        bare = not _UNIT_AFTER.match(text[match.end() :]) and not _MONEY.search(text[: match.start()])
        yield from ((token, bare) for token in tokens(match.group()))


def _is_fiscal(match: re.Match[str], years: set[Decimal], texts: str) -> bool:
    """Is "2022-23" two years in a row, one of which the notes tell, or written so in a document?"""
    first, second = int(match[1]), int(match[2])
    return match.group() in texts or ((first + 1) % 100 == second and bool({first, first + 1} & set(map(int, years))))

"""What the notes of an export hold: the numbers that their quotes print, and the years and words above them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from assistant.export import phrases
from assistant.export.record import Note
from index import numbers
from index.types import Block, Document
from index.units import SCALES

NUMBER = re.compile(r"\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_APART = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SMALL = 2
"""Digits of numbers that stand in many a text and formula by chance: 1, 100%."""


def numbers_of(notes: Iterable[Note], documents: Mapping[str, Document]) -> set[Decimal]:
    """Every number that the notes hold: in their quotes, in words too, and in the headings and dates above them."""
    found: set[Decimal] = set()
    for note in notes:
        document = documents.get(note.document)
        if document is None:
            continue
        quote = document.text[note.start : note.end]
        found |= set(tokens(quote)) | set(tokens(above(document, note)))
        found |= set(tokens(f"{note.place} {note.sources}"))  # names such as "Radio 24"
        if (block := block_of(document, note)) and block.table is not None:  # the commas of a row part its cells
            found |= {Decimal(cell) for cell in _APART.findall(quote)}
        for mention in numbers.read(quote):
            q = mention.quantity
            scaled = (q.value / s for s in SCALES.values() if abs(q.value) >= s)
            found |= {q.value, q.base[0], *(v for v in scaled if len(v.normalize().as_tuple().digits) > SMALL)}
    return found


def years_of(notes: Iterable[Note], documents: Mapping[str, Document]) -> set[Decimal]:
    """The years that notes name, and those that their figures are of: 2022 and 2023 for a year to March 2023."""
    found: set[Decimal] = set()
    for note in notes:
        document = documents.get(note.document)
        if document is not None:
            text = f"{document.text[note.start : note.end]}\n{above(document, note)}"
            found |= {Decimal(y) for y in (*_YEAR.findall(text), *phrases.years(note, document))}
    return found


def block_of(document: Document, note: Note) -> Block | None:
    """The layout block that a note stands in."""
    return next((b for b in document.blocks if b.start <= note.start < b.end), None)


def above(document: Document, note: Note) -> str:
    """What stands over a quote and tells its time and unit: title, headings, column heads, the lead of its table."""
    block = block_of(document, note)
    parts = [document.title, document.period, str(document.date or "")]
    if block is not None:
        parts += block.headings
        if block.table is not None:
            table = document.tables[block.table]
            parts += [c.text for c in table.columns]
            parts += [document.text[slice(*stretch)] for stretch in (table.lead, table.note) if stretch]
        else:
            parts.append(document.text[block.start : block.end])
    return "\n".join(parts)


def tokens(text: str) -> list[Decimal]:
    """The numbers of a text as they are printed."""
    out = []
    for match in NUMBER.findall(text):
        try:
            out.append(Decimal(match.replace(",", "")))
        except InvalidOperation:
            continue
    return out

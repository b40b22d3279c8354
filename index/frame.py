"""What holds for a whole section: the document's home, its headings, the lead of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index import facets, lexicon, periods
from index.dates import FiscalCalendar
from index.facets import Facets
from index.fiscal import calendar_of
from index.names import WORLD, Place, places
from index.types import Block, Document, Period

_TOTAL = re.compile(r"(?i)(?:sum|all)|all [a-z]+")
SOURCE_MARK = re.compile(r"\(sources?: ((?:S\d+)(?:, ?S\d+)*)\)")


@dataclass(frozen=True, slots=True)
class Scene:
    """What is read once for a document: where it is at home, and what its tables tell apart ("green coffee")."""

    document: Document
    home: str
    labels: tuple[tuple[str, ...], ...]
    calendar: FiscalCalendar


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a section; `headings` and `texts` come innermost first: table lead, headings, title."""

    home: str
    date: date | None
    labels: tuple[tuple[str, ...], ...]
    headings: tuple[Facets, ...]
    texts: tuple[str, ...]
    period: Period | None
    stems: frozenset[str]
    calendar: FiscalCalendar

    @property
    def flow(self) -> str:
        """The flow that the nearest heading names."""
        return next((f.flow for f in self.headings if f.flow), "")

    @property
    def item(self) -> tuple[str, ...]:
        """The item that the nearest heading names."""
        return next((f.item for f in self.headings if f.item), ())

    @property
    def background(self) -> tuple[str, ...]:
        """Home, and the places that the nearest heading with a place names."""
        home = (self.home,) if self.home else ()
        return (*home, *next((named for f in self.headings if (named := foreign(f.places, self.home))), ()))


def scene_of(document: Document) -> Scene:
    """Reads what holds for a whole document."""
    home = facets.home_of(document.title, document.text)
    return Scene(document, home, _labels(document), calendar_of(document.text, home))


def frame_of(scene: Scene, block: Block) -> Frame:
    """The frame that a block stands in."""
    document = scene.document
    texts = [*reversed(block.headings)]
    lead = document.tables[block.table].lead if block.table is not None else None
    if lead:
        texts.insert(0, without_marks(document.text[slice(*lead)]))
    if document.title not in texts:
        texts.append(document.title)
    read = tuple(facets.read(t, scene.home, t.islower()) for t in texts)  # a file name as title has no capitals
    stems = frozenset().union(*(f.stems for f in read))
    period = _section_period(texts, document.date, scene.calendar)
    return Frame(scene.home, document.date, scene.labels, read, tuple(texts), period, stems, scene.calendar)


def without_marks(text: str) -> str:
    """A text without its source marks."""
    return SOURCE_MARK.sub("", text)


def masked(text: str) -> str:
    """A text with its source marks blanked out, offsets kept."""
    return SOURCE_MARK.sub(lambda m: " " * len(m[0]), text)


def foreign(found: Sequence[Place], home: str, offset: int | None = None) -> tuple[str, ...]:
    """Names of places other than home, the one nearest before an offset first."""
    order = list(found)
    if offset is not None:
        order.sort(key=lambda p: offset - p.end if p.end <= offset else 10 + p.start - offset)
    return tuple(dict.fromkeys(p.name for p in order if p.name != home))


def is_total(label: str) -> bool:
    """Does a row label stand for everything together?"""
    words = {t.word.lower() for t in lexicon.tokens(label)}
    if words & {"other", "others", "rest"}:
        return False
    return bool(words & WORLD) or bool(_TOTAL.fullmatch(label.strip()))


def _labels(document: Document) -> tuple[tuple[str, ...], ...]:
    """Stems of the row labels of a document's tables, places, periods and totals left out."""
    out: dict[tuple[str, ...], None] = {}
    for table in document.tables:
        for row in table.rows:
            text = without_marks(row[0].text) if row else ""
            if re.search(r"\d", text) or places(text) or is_total(text):
                continue
            stems = tuple(t.stem for t in lexicon.content(text))
            if 1 <= len(stems) <= 3:
                out[stems] = None
    return tuple(out)


def _section_period(texts: Sequence[str], today: date | None, calendar: FiscalCalendar) -> Period | None:
    """The one period that a lead, a heading or the title gives for its section.

    A month or day there is when it was written, and what is to come "by 2030" is not when the rest was.
    """
    for text in texts:
        named = [
            m.period
            for m in periods.read(text, calendar=calendar)
            if m.year_given
            and m.period.kind not in ("day", "month", "horizon")
            and not _ahead(text, m.start, m.period, today)
        ]
        if len({(p.start, p.end) for p in named}) == 1:
            return named[0]
        if named:
            return None
    return None


def _ahead(text: str, start: int, period: Period, today: date | None) -> bool:
    by = re.search(r"(?i)\b(?:by|until|till|towards?)(?: the| end of| the end of)* $", text[:start])
    return bool(by and (today is None or period.end > today))

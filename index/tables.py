"""Figures of table rows: subject from the row label, unit, period and measure from column, row or section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import captions, clauses, facets, lexicon, numbers, periods
from index.captions import Caption
from index.columns import SOME_YEAR, Column, is_absent, is_plain_unit, section_caption
from index.facets import Facets
from index.frame import SOURCE_MARK, Frame, foreign, is_total, masked, without_marks
from index.measures import at_home
from index.names import WORLD
from index.numbers import Mention
from index.periods import PeriodMention
from index.status import GROWTH, SHARE, kind_of, sources_of, status_of
from index.types import Block, Cell, Document, Figure, FigureKind, Period, Span, Status, Table
from index.units import SCALES, Quantity

_EARLIER = re.compile(r"(?i)\b(?:a year (?:earlier|before|ago)|(?:previous|preceding|prior) year|year-ago)\b")
_ABOUT = re.compile(r"(?i)\b(?:approximate|approx|rounded|about|estimate)")
_UNCLEAR = re.compile(r"(?i)\b(?:unclear|uncertain|disputed|unit not (?:printed|stated)|probably)\b")
_FLOW_COLUMN = re.compile(r"(?i)flow|direction|type|trade flow")
_ALL_ROWS = re.compile(r"(?i)(?:all|rows|both|source|first|rupee|dollar|\w+ (?:column|row)s?)")
_NOT_AN_ITEM = re.compile(r"(?i)flow|direction|trade flow|period[_ ]type")
_STATUS_WORDS: tuple[tuple[str, Status], ...] = (
    (r"provisional|preliminary|estimated?|flash", "provisional"),
    (r"forecasts?|projected|projections?|expected", "projected"),
    (r"targets?|planned|goals?", "target"),
)

_LABEL_UNIT = re.compile(r"\([^()]+\)$|, [^,;]+$")

Pair = tuple[Column, Cell]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row being read."""

    document: Document
    block: Block
    table: Table
    frame: Frame
    pairs: tuple[Pair, ...]
    labels: tuple[tuple[Column, str], ...]
    period: Period | None
    around: frozenset[str]

    @property
    def label(self) -> str:
        """The row's labels as one text."""
        return "; ".join(text for _, text in self.labels)

    def texts(self, role: str) -> Iterator[str]:
        """The texts of the row's cells in columns of a role, without source marks."""
        return (text for c, x in self.pairs if c.role == role and (text := without_marks(x.text).strip(" ;,")))


def row_figures(document: Document, block: Block, columns: tuple[Column, ...], frame: Frame) -> Iterator[Figure]:
    """The figures of one table row, left to right."""
    row = _row(document, block, columns, frame)
    for column, cell in row.pairs:
        if column.role not in ("value", "label", "text") or not cell.text.strip():
            continue
        if column.role == "label" and _is_class(column):
            continue
        yield from _cell(row, column, cell)


def _row(document: Document, block: Block, columns: tuple[Column, ...], frame: Frame) -> _Row:
    assert block.table is not None and block.row is not None
    table = document.tables[block.table]
    pairs = tuple(zip(columns, table.rows[block.row], strict=False))
    labels = tuple(
        (c, without_marks(x.text).strip())
        for c, x in pairs
        if c.role == "label" and x.text.strip() and not is_absent(x.text)
    )
    around = frozenset().union(
        *(c.facets.stems for c, _ in pairs if c.role in ("label", "text", "period")),
        *(
            facets.read(without_marks(x.text), frame.home).stems
            for c, x in pairs
            if c.role in ("label", "text", "note", "source")
        ),
    )
    period = _row_period(pairs, "; ".join(text for _, text in labels), frame)
    return _Row(document, block, table, frame, pairs, labels, period, around)


def _is_class(column: Column) -> bool:
    """Is a label a class of sizes ("50 to 100 hp"), whose numbers are no figures?"""
    return bool(re.search(r"(?i)\b(?:class|size|range|band|bracket|grade)\b", column.text))


def _row_period(pairs: Sequence[Pair], label: str, frame: Frame) -> Period | None:
    """The period of a row: its period cell, else one named in its label."""
    year = frame.period if frame.period and frame.period.kind in ("fiscal_year", "year") else None
    dated = [(column, cell.text) for column, cell in pairs if column.role == "period"]
    for column, text in dated:
        context = next((m.period for m in periods.read(column.text, calendar=frame.calendar) if m.year_given), year)
        named = periods.read(text, frame.date, context, frame.calendar)
        if named:
            whole = named[0].period
            parts = (periods.part(other, whole) for of, other in dated if of is not column)
            return next(filter(None, parts), whole)  # a column for the year, another for its quarter
    named = periods.read(label, None, year, frame.calendar)
    return named[0].period if named and named[0].year_given else None


def _mentions(row: _Row, column: Column, cell: Cell, unit: str) -> tuple[Mention, ...]:
    """The quantities of a cell; in a column of numbers a bare number counts even where it looks like a year."""
    text = masked(row.document.text[cell.start : cell.end])
    plain = numbers.parse_plain(text)
    if plain and column.role == "value" and (unit or not re.fullmatch(r"\s*(?:19|20)\d\d\s*", text)):
        at = len(text) - len(text.lstrip())
        return (Mention(at, at + len(text.strip()), Quantity(plain[0], "count", places=plain[1]), bare=True),)
    dates = [(p.start, p.end) for p in periods.read(text, SOME_YEAR.start)]
    return clauses.shared_units(text, clauses.at_home(text, numbers.read(text, dates), row.frame.home))


def _cell(row: _Row, column: Column, cell: Cell) -> Iterator[Figure]:
    """The figures of one cell."""
    caption = _caption(row, column)
    mentions = _mentions(row, column, cell, caption.unit)
    if not mentions:
        return
    text = masked(row.document.text[cell.start : cell.end])
    is_number = numbers.parse_plain(text) is not None  # 1980 is no year where it is counted
    named = () if is_number else periods.read(text, row.frame.date, calendar=row.frame.calendar)
    when = tuple(w for w in named if w.period.kind != "day" or w.year_given)
    bounds = clauses.segments(text, mentions) if len(mentions) > 1 else [(0, len(text))]
    for mention, (left, right) in zip(mentions, bounds, strict=True):
        quantity = _quantity(mention, caption.unit, caption.scale)
        yield _figure(row, column, cell, replace(mention, quantity=quantity), text, (left, right), when, caption.each)


def _caption(row: _Row, column: Column) -> Caption:
    """The unit of a cell: of its column, its row, its row label ("Receipts (MAD billion)"), the section."""
    of_label, home = _LABEL_UNIT.search(row.label), row.frame.home
    texts = (column.text, _unit_beside(row, column), of_label[0].strip(" ,") if of_label else "")
    for caption, text in zip((column.caption, *map(captions.read, texts[1:])), texts, strict=True):
        if caption.unit:
            return replace(caption, unit=at_home(caption.unit, text, home))
    section = section_caption(row.frame) if column.role == "value" else Caption()
    return replace(section, unit=at_home(section.unit, " ".join(row.frame.texts[:2]), home))


def _unit_beside(row: _Row, column: Column) -> str:
    """What the row's column of units says: the one named for this column ("quantity unit"), else one named for none."""
    units = {c.text.lower(): cell.text.strip() for c, cell in row.pairs if c.role == "unit" and cell.text.strip()}
    words = set(column.text.lower().split())
    mine = next((text for heading, text in units.items() if words and words < set(heading.split())), "")
    return mine or next((text for heading, text in units.items() if is_plain_unit(heading)), "")


def _figure(
    row: _Row, column: Column, cell: Cell, mention: Mention, text: str, clause: tuple[int, int],
    when: Sequence[PeriodMention], each: bool,
) -> Figure:  # fmt: skip
    """One figure of a cell; its clause is the part of the cell that belongs to it."""
    frame, label, quantity = row.frame, row.label, mention.quantity
    own, of_label = facets.read(text[slice(*clause)], frame.home), facets.read(label, frame.home)
    entities, background = _entities(own, of_label, column.facets, frame)
    counted = clauses.counted(text, mention)
    period = _period(row, column, when, clause)
    stems = of_label.stems | column.facets.stems | own.stems | frozenset(counted)
    start = cell.start + mention.start
    raw = row.document.text[cell.start : cell.end]
    kind = _kind(mention, f"{label} {column.text}", text, clause, frame)
    doubt = f"{text} {' '.join(x.text for c, x in row.pairs if c.role == 'period')}"
    return Figure(
        id=f"{row.document.id}#{start}",
        span=Span(row.document.id, start, cell.start + mention.end),
        context=Span(row.document.id, row.block.start, row.block.end),
        quantity=quantity,
        upper=mention.upper and replace(mention.upper, unit=quantity.unit),
        kind="rate" if each and kind == "level" else kind,
        entities=entities,
        background=background,
        flow=_flow(row, column, own, of_label, quantity.unit),
        item=_item(row, column, of_label, counted),
        own=tuple(sorted(stems)),
        near=tuple(sorted(row.around - stems)),
        frame=tuple(sorted(frame.stems)),
        period=period,
        qualifier="about"
        if mention.qualifier == "exact" and _ABOUT.search(" ".join(row.texts("note")))
        else mention.qualifier,
        status=_status(row, column, text, period),
        attribution=next(row.texts("source"), ""),
        sources=sources_of(raw, mention.end) or _row_marks(row),
        label=" / ".join(filter(None, (label, column.text))),
        bound=_is_sure(mention, counted, stems, text) and not _UNCLEAR.search(doubt),
        locator=row.block.locator(row.document.title, cell),
    )


def _is_sure(mention: Mention, counted: Sequence[str], stems: frozenset[str], text: str) -> bool:
    """Does a number measure or count something, and is it not a bare one in a cell of words?"""
    if mention.quantity.unit != "count" or counted:
        return True
    return bool(stems) and not (mention.bare and lexicon.content(text))


def _quantity(mention: Mention, unit: str, scale: str) -> Quantity:
    """The value of a cell with the unit that its column, its row or the section gives."""
    q = mention.quantity
    again = q.unit == unit or unit.startswith(f"{q.unit}/")  # "$2.40" in a column headed US$ per kg
    if not unit or not (q.unit == "count" or again):
        return q
    if q.scale:  # "4.1 billion" in a column headed US$
        return replace(q, unit=unit)
    return replace(q, value=q.value * SCALES.get(scale, SCALES[""]), unit=unit, scale=scale)


def _period(row: _Row, column: Column, when: Sequence[PeriodMention], clause: tuple[int, int]) -> Period | None:
    """The period of a cell: named in it, by its column, its row or the section."""
    here = [w for w in when if clause[0] <= w.start < clause[1]]
    if not here and len({(w.period.start, w.period.end) for w in when}) == 1:
        here = list(when)
    if here and column.role != "label":
        return here[-1].period
    of_row, of_column = row.period, column.period
    if of_row and _EARLIER.search(column.text):
        return periods.shift(of_row, -1)
    year = of_row or row.frame.period
    part = periods.part(column.text, year) if year and not of_column else None
    if part:  # a column for each month, a row for each year
        return part
    if of_column and of_row and periods.contains(of_column, of_row):
        return of_row
    return of_column or of_row or row.frame.period


def _entities(own: Facets, label: Facets, column: Facets, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cell and row label first, then column heading, then the section; all of them where each names one."""
    home = (frame.home,) if frame.home else ()
    found = (*own.places, *label.places, *column.places)
    named = foreign(found, frame.home)
    return (named, home) if named else ((), frame.background)


def _flow(row: _Row, column: Column, own: Facets, label: Facets, unit: str) -> str:
    """The flow of a cell: its own, its label's, its column's, its row's, else the section's for what is not counted."""
    named = own.flow or label.flow or column.facets.flow
    if named:
        return named
    for other, cell in row.pairs:
        word = cell.text.strip().lower().rstrip("s")
        if _FLOW_COLUMN.fullmatch(other.text) and word in ("export", "import", "trade", "balance"):
            return word
    return "" if unit == "count" else row.frame.flow


def _item(row: _Row, column: Column, label: Facets, counted: Sequence[str]) -> tuple[str, ...]:
    """What a cell is restricted to: what it counts, its row label, the words that tell its column from others."""
    named = _label_item(row.labels, row.frame)
    restricted = (*named, *column.told_apart) or column.facets.item or row.frame.item
    return tuple(dict.fromkeys((*counted, *restricted)))


def _label_item(labels: Sequence[tuple[Column, str]], frame: Frame) -> tuple[str, ...]:
    """What row labels restrict their row to: places, flows, periods and words for totals left out."""
    out: list[str] = []
    for column, text in labels:
        if _NOT_AN_ITEM.fullmatch(column.text):
            continue
        for m in reversed(periods.read(text)):
            text = text[: m.start] + " " + text[m.end :]
        spots = facets.read(text, frame.home)
        taken = [(p.start, p.end) for p in spots.places] + [(f.start, f.end) for f in spots.flows]
        rest = [t for t in _label_tokens(text) if not any(s < t.end and t.start < e for s, e in taken)]
        out += [t.stem for t in rest if t.word.lower() not in WORLD and t.word.lower() != "destinations"]
    return tuple(dict.fromkeys(out))


def _label_tokens(text: str) -> list[lexicon.Token]:
    """The telling words of a label; where none is left, all of them: "C", "Other", "below 50 hp"."""
    if is_total(text):
        return lexicon.content(text)
    digits = bool(re.search(r"\d", text))
    found = [
        t
        for t in lexicon.tokens(text)
        if digits or not lexicon.is_stop(t) and len(t.word) > 1 and not t.word[0].isdigit()
    ]
    others = [t for t in lexicon.tokens(text) if t.word.lower() in ("other", "others", "rest")]
    both = dict.fromkeys((*found, *others))
    return sorted(both, key=lambda t: t.start) or lexicon.tokens(text)


def _status(row: _Row, column: Column, text: str, period: Period | None) -> Status:
    """The status of a cell, from a column of statuses first."""
    for given in row.texts("status"):
        for pattern, name in _STATUS_WORDS:
            if re.search(rf"(?i)\b(?:{pattern})\b", given):
                return name
    named = " ".join(x.text for c, x in row.pairs if c.role == "period")
    words = f"{row.label} {column.text}"
    return status_of(words, f"{words} {text} {named}", row.frame, period)


def _row_marks(row: _Row) -> tuple[str, ...]:
    """Source ids of a row: in its source cell, else in the note under the table, else in its lead."""
    text = row.document.text
    for column, cell in row.pairs:
        if column.role in ("source", "note", "label"):
            marks = SOURCE_MARK.findall(text[cell.start : cell.end])
            if marks:
                return tuple(s.strip() for s in ", ".join(marks).split(","))
    for place in (row.table.note, row.table.lead):
        found = SOURCE_MARK.search(text[slice(*place)]) if place else None
        if place and found and _ALL_ROWS.match(text[place[0] : place[0] + 40]):
            return tuple(s.strip() for s in found[1].split(","))
    return ()


def _kind(mention: Mention, heading: str, text: str, clause: tuple[int, int], frame: Frame) -> FigureKind:
    """The kind of a cell; a percentage may get it from its heading, its label or the section."""
    own = text[slice(*clause)]
    local = kind_of(mention, own, mention.start - clause[0], own)
    if mention.quantity.unit != "percent" or local != "level":
        return local
    if GROWTH.search(heading) and not re.search(r"(?i)\bshare", heading):
        return "change"
    return "share" if SHARE.search(f"{heading} {text}") or any(SHARE.search(t) for t in frame.texts[:2]) else "level"

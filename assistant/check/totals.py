"""Totals against their parts: rows and columns of tables, and the totals that other places give for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import calculator
from assistant.check.books import AHEAD, CODE, Books, same_time
from assistant.check.finding import Finding, Severity
from assistant.check.reach import reach
from assistant.check.reach import total as sum_of
from index.types import Figure, Table
from index.units import TIMES

_TOTAL = re.compile(
    r"(?i)^(?:grand |sub)?totals?\b|\btotal$|^all(?! others?\b)\b|^(?:world|overall|sum)\b|^together\b|"
    r"^(?:the )?whole(?: of\b| (?:world|country|market|year|group|trade|sector|industry)\b|$)"
)
_TOTAL_COLUMN = re.compile(r"(?i)\btotal\b|^all\b")
_NEARLY_ALL = Decimal("0.9")
_MOST_MISSING = Decimal("0.6")
"""Columns beside "All destinations" that make less than this of it are some of them."""
_SOME = re.compile(r"(?i)^(?:all|whole)\b")
_WORLD = re.compile(r"(?i)^world\b")
"""Whose listed partners are never all of it."""
_OF_WHICH = re.compile(r"(?i),? of (?:which|these|them) ")
_CLAUSE, _A_THIRD = 90, Decimal("0.34")
_LEAST_PARTS, _FEW = 2, 3
_WITHIN = re.compile(r"(?i)\b(?:of which|thereof|incl|including)\b")
_REST = re.compile(r"(?i)\b(?:others?|rest|remain\w*|elsewhere|everything else|all else|miscellaneous|unspecified)\b")
_NEARLY, _MOST = Decimal("0.98"), Decimal("0.85")
"""Of "All suppliers", and of a "Total": rows that make less of it, none of them the rest, may be only some."""
Column = list[Figure]


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with its parts, the names of their rows, and whether they may be only some of it."""

    whole: Figure
    parts: Column
    names: frozenset[str]
    partial: bool


def in_tables(books: Books) -> Iterator[Finding]:
    """Rows of a table that should add to a total row, and columns that should add to a total column."""
    for table, figures in _tables(books):
        sums = [s for c in _columns(books, figures) for s in _totals(books, table, c)]
        complete = {s.names for s in sums if _meets(s.whole, s.parts)}
        for s in sums:
            yield from _compare(books, s.whole, s.parts, partial=s.partial and s.names not in complete)
        yield from _row_totals(books, table, figures)
        yield from _last_row(books, table, figures)


def of_parts(books: Books) -> Iterator[Finding]:
    """Columns of parts without a total row, against the total that the documents give for the same time."""
    for table, figures in _tables(books):
        columns = [c for c in _columns(books, figures) if _are_parts(books, table, c)]
        whole = [c for c in columns if _adds_up(books, c)]
        for column in columns:
            yield from _part_totals(books, column, complete=bool(whole) and column not in whole)


def of_leads(books: Books) -> Iterator[Finding]:
    """Tables under a sentence that gives one amount and how many parts it has: "Rs 500 crore and five components"."""
    for table, figures in _tables(books):
        if table.lead is None:
            continue
        document = figures[0].span.document
        said = [f for f in books.evidence.figures if f.span.document == document and _between(f, table.lead)]
        for column in _columns(books, figures):
            amounts = [f for f in said if f.quantity.unit == column[0].quantity.unit != "count" and f.kind == "level"]
            parted = any(
                f.quantity.unit == "count" and f.quantity.value == len(column) == len(table.rows) for f in said
            )
            if len(amounts) == 1 and parted:
                yield from _compare(books, amounts[0], column, partial=False)


def parted(books: Books) -> Iterator[Finding]:
    """Sentences that split an amount in two: "22 days, of which 15 for reviewing and 7 for deciding"."""
    for context, known in books.by_context.items():
        figures = books.in_context(known[0])
        text = books.documents[context.document].quote(context)
        match = _OF_WHICH.search(text)
        if not match or context.document not in books.documents:
            continue
        whole = [f for f in figures if f.span.end <= context.start + match.start()][-1:]
        parts = [f for f in figures if f.span.start >= context.start + match.end()]
        parts = [f for f in parts if f.span.start < context.start + match.end() + _CLAUSE][:_LEAST_PARTS]
        if whole and len(parts) == _LEAST_PARTS and " and " in text[match.end() : parts[1].span.start - context.start]:
            yield from _parted(books, whole[0], parts)


def _parted(books: Books, whole: Figure, parts: Column) -> Iterator[Finding]:
    values = [f.quantity.value for f in parts]
    unit = whole.quantity.unit
    if any(f.quantity.unit not in (unit, "count") for f in parts) or books.row(whole):
        return
    apart = abs(sum(values) - whole.quantity.value)
    exact = unit in TIMES and all(f.qualifier == "exact" and not f.quantity.places for f in (whole, *parts))
    allowed = not exact and sum_of(map(reach, parts)).meets(reach(whole))  # nobody rounds days
    if 0 < apart <= whole.quantity.value * _A_THIRD and not allowed:
        said = [replace(f, quantity=replace(f.quantity, unit=unit)) for f in parts]
        yield _finding(books, whole, said)


def _between(f: Figure, stretch: tuple[int, int]) -> bool:
    return stretch[0] <= f.span.start < stretch[1]


def _tables(books: Books) -> Iterator[tuple[Table, Column]]:
    """Each table with the levels in it, in text order."""
    for figures in books.by_document.values():
        held: dict[int, tuple[Table, Column]] = {}
        for f in figures:
            place = books.row(f)
            if place and f.kind == "level":
                held.setdefault(place[0].number, (place[0], []))[1].append(f)
        yield from held.values()


def _columns(books: Books, figures: Column) -> list[Column]:
    """The figures of each column, of the unit that most of them have."""
    columns: dict[int, Column] = defaultdict(list)
    for f in figures:
        place = books.row(f)
        if place and not CODE.search(place[0].columns[place[2]].text.replace("_", " ")):
            columns[place[2]].append(f)
    out = []
    for column in columns.values():
        units = [f.quantity.unit for f in column]
        out.append([f for f in column if f.quantity.unit == max(units, key=units.count)])
    return [c for c in out if len(c) > _LEAST_PARTS and len({f.quantity.value for f in c}) > 1]


def _last_row(books: Books, table: Table, figures: Column) -> Iterator[Finding]:
    """A last row that is the sum of those above in most columns, whatever it is called, against the others."""
    sums = []
    for column in _columns(books, figures):
        rows = {place[1]: f for f in column if (place := books.row(f))}
        whole = rows.pop(len(table.rows) - 1, None)
        if whole is not None and len(rows) == len(table.rows) - 1 > _LEAST_PARTS:
            sums.append((whole, list(rows.values())))
    fit = [s for s in sums if _meets(*s)]
    labelled = any(_TOTAL.search(w) for w in books.labels(table, len(table.rows) - 1))
    if labelled or len(fit) < _LEAST_PARTS or len(fit) * 2 <= len(sums):
        return
    for whole, parts in sums:
        if (whole, parts) not in fit:
            yield from _compare(books, whole, parts, partial=False)


def _meets(whole: Figure, parts: Column) -> bool:
    return sum_of(map(reach, parts)).meets(reach(whole))


def _totals(books: Books, table: Table, column: Column) -> list[Sum]:
    """The total rows of a column, each with the rows that differ from it in nothing but the total word."""
    found = []
    by_label = [(books.labels(table, place[1], place[2], times=True), f) for f in column if (place := books.row(f))]
    for label, whole in by_label:
        for i, words in enumerate(label):
            if not _TOTAL.search(words):
                continue
            others = label[:i] + label[i + 1 :]
            rows = [(own[i], f) for own, f in by_label if f is not whole and own[:i] + own[i + 1 :] == others]
            rows = [(own, f) for own, f in rows if not _TOTAL.search(own)]
            names, parts = frozenset(own for own, _ in rows), _leaves([f for _, f in rows])
            if len(parts) >= _LEAST_PARTS and len(names) == len(rows):
                partial = _gaps(books, table, parts) or _some_only(words, names, parts, whole)
                found.append(Sum(whole, parts, names, partial))
    return found


def _leaves(rows: Column) -> Column:
    """The rows without subtotals: those that are the sum of the two and more right before them."""
    leaves: Column = []
    since: Column = []
    for f in rows:
        if len(since) >= _LEAST_PARTS and _meets(f, since):
            since = []
        else:
            leaves.append(f)
            since.append(f)
    return leaves


def _some_only(label: str, names: frozenset[str], parts: Column, whole: Figure) -> bool:
    """May the rows be only some of a total: none of them is the rest, and they fall well short of it?"""
    if _WORLD.search(label):
        return True
    most = _NEARLY if _SOME.search(label) else _MOST
    return not any(_REST.search(n) for n in names) and _few(parts, whole, most)


def _few(parts: Column, whole: Figure, share: Decimal) -> bool:
    """Do the parts make less than a share of the whole?"""
    return sum((f.quantity.value for f in parts), Decimal(0)) < whole.quantity.value * share


def _gaps(books: Books, table: Table, parts: Column) -> bool:
    """Does a row of the column say that its value is not known?"""
    place = books.row(parts[0])
    if place is None:
        return False
    cells = [row[place[2]].text for row in table.rows if place[2] < len(row)]
    return any(not any(c.isdigit() for c in cell) for cell in cells)


def _compare(books: Books, whole: Figure, parts: Column, *, partial: bool) -> Iterator[Finding]:
    added = sum_of(reach(f) for f in parts)
    said = reach(whole)
    if added.meets(said) or (partial and added.low <= said.high):
        return
    if not said.low / 10 < added.high < said.high * 10:  # another kind of row
        return
    yield _finding(books, whole, parts)


def _finding(books: Books, whole: Figure, parts: Column) -> Finding:
    made = calculator.total([books.operand(f) for f in parts])
    off = abs(made.result.value / whole.quantity.value - 1)
    sentence = (
        f"The {len(parts)} parts add to {made.shown}, not to {books.printed(whole)}, given for "
        f"{books.about(whole)}; rounding allows no such difference."
    )
    severity: Severity = "high" if off > Decimal("0.01") else "medium"
    why = "One of the parts or the total is misprinted."
    return books.finding("total", severity, sentence, [whole], made, why, parts)


def _row_totals(books: Books, table: Table, figures: Column) -> Iterator[Finding]:
    """Checks a total column against the other columns of its row, where all have one unit.

    Where most rows do not add up, the columns are no parts.
    """
    heads = [i for i, c in enumerate(table.columns) if _TOTAL_COLUMN.search(c.text.replace("_", " "))]
    rows: dict[int, dict[int, Figure]] = defaultdict(dict)
    for f in figures:
        place = books.row(f)
        if place and not _WITHIN.search(table.columns[place[2]].text.replace("_", " ")):
            rows[place[1]][place[2]] = f
    for i in heads:
        some = bool(_SOME.search(table.columns[i].text))
        sums = [(whole, parts) for cells in rows.values() if (whole := cells.get(i)) and (parts := _beside(cells, i))]
        wrong = [s for s in sums if not _meets(*s)]
        if len(sums) < _FEW or len(wrong) * 2 <= len(sums):
            for whole, parts in wrong:
                yield from _compare(books, whole, parts, partial=some and _few(parts, whole, _MOST_MISSING))


def _beside(cells: dict[int, Figure], at: int) -> Column:
    """The parts of a total in its row; none where they are too few or no parts."""
    whole = cells[at]
    parts = [f for j, f in cells.items() if j != at and f.quantity.unit == whole.quantity.unit]
    return parts if len(parts) >= _LEAST_PARTS and _summable(parts, whole) else []


def _summable(parts: Column, whole: Figure) -> bool:
    """Do the cells of a row differ in flow or subject, as parts do, and not in time?"""
    if not all(f.period is None or same_time(f.period, whole.period) for f in parts):
        return False
    told = {(f.flow, f.entities, f.item, f.own) for f in parts}
    return len(told) == len(parts)


def _are_parts(books: Books, table: Table, column: Column) -> bool:
    """Is a column of one time and flow, by product or by partner, without a total row?"""
    first = column[0]
    if not first.flow or any(f.flow != first.flow or f.status in AHEAD for f in column):
        return False
    if any(books.scopes.is_no_flow(f) for f in column):  # what companies make, under a title on imports
        return False
    if len({(f.entities, f.item) for f in column}) != len(column) or first.period is None:
        return False
    if any(not same_time(f.period, first.period) for f in column):
        return False
    largest = max(column, key=lambda f: f.quantity.value)
    rest = sum_of(reach(f) for f in column if f is not largest)
    if rest.meets(reach(largest)):  # the row of the total, whatever it is called
        return False
    labels = [w for f in column if (p := books.row(f)) for w in books.labels(table, p[1], p[2])]
    return not any(_TOTAL.search(w) for w in labels)


def _wholes(books: Books, column: Column) -> Column:
    """The totals that the documents give for what a column is split into."""
    first = column[0]
    by_partner = len({f.entities for f in column}) == len(column)
    near = books.by_unit.get((first.quantity.unit, first.flow), [])
    found = []
    for g in near:
        if not same_time(g.period, first.period) or g.status in AHEAD or g in column or not books.sure_of_time(g):
            continue
        if by_partner and g.entities or not by_partner and g.entities != first.entities:
            continue
        if (
            books.is_part(g)
            or not set(g.item) <= books.topic(g)
            or not set(g.item) <= books.topic(first) | set(first.item)
        ):
            continue
        if g.span.document == first.span.document or g.item:
            found.append(g)
    return found


def _adds_up(books: Books, column: Column) -> bool:
    added = sum_of(reach(f) for f in column)
    return any(added.meets(reach(w)) for w in _wholes(books, column))


def _part_totals(books: Books, column: Column, *, complete: bool) -> Iterator[Finding]:
    wholes = _wholes(books, column)
    wholes = [w for w in wholes if w.qualifier == "exact"] or wholes
    rows = {f.quantity.value for f in column}
    if any(w.quantity.value in rows for w in wholes):  # a country among others is not their total
        return
    largest = max(f.quantity.value for f in column)
    near = [w for w in wholes if w.quantity.value >= largest]
    wholes = near or [w for w in wholes if complete or w.span.document == column[0].span.document]
    added = sum_of(reach(f) for f in column)
    if not wholes or any(added.meets(reach(w)) for w in wholes):
        return
    nearest = min(wholes, key=lambda w: abs(w.quantity.value - added.low))
    place = books.row(column[0])
    if place and _gaps(books, place[0], column):
        complete = False
    above = all(added.low > reach(w).high for w in wholes)
    nearly = (
        not (place and _gaps(books, place[0], column))
        and added.low > nearest.quantity.value * _NEARLY_ALL
        and len(column) > 4
    )
    if above or complete or nearly:
        yield _finding(books, nearest, column)

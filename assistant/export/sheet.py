"""An export as a workbook whose results are live formulas, or as CSV; and both read back."""

from __future__ import annotations

import ast
import csv
import io
import math
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.export.record import Entry, Note, Record, Working
from assistant.notation import number, term
from assistant.types import Calculation, Operand

_ENTRIES, _WORKINGS, _NOTES = "Entries", "Workings", "Notes"
_HEADS = {
    _ENTRIES: ("entry", "heading", "text", "value", "unit", "period", "notes"),
    _WORKINGS: ("entry", "what", "value", "unit", "text", "formula"),
    _NOTES: ("note", "quote", "document", "start", "end", "place", "rests on"),
}
_WIDTHS = {"heading": 45, "text": 60, "quote": 70, "place": 45, "rests on": 45, "document": 40, "formula": 40}
_RESULT, _OPERAND, _STEP = "result", "operand", "step"
_ARITHMETIC = re.compile(r"[A-Z0-9.+\-*/^() ]+")
_CELL = re.compile(r"\bC\d+\b")
_OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.USub: operator.neg,
}  # fmt: skip
_FACTORS = (("", 1.0), ("*100", 100.0), ("/100", 0.01))
"""A percentage is computed as its ratio, and the other way round."""
_SPOKEN = ((" of ", " * "), ("ln(", "LN("), (" * 1 year", ""))
_NEAR = 1e-9
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")

Row = tuple[Any, ...]


def write(record: Record, path: Path) -> None:
    """Writes a workbook of three sheets: entries, workings with live formulas, notes."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    book.properties.title = record.title
    for name, rows in _tables(record).items():
        sheet = book.create_sheet(name)
        sheet.append(_HEADS[name])
        for row in rows:
            sheet.append(row)
        for cell, head in zip(sheet[1], _HEADS[name], strict=True):
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(head, 14)
        for cells in sheet.iter_rows(min_row=2):
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(cell.value, str) and cell.value.startswith("=") and not _is_live(name, cell.column):
                    cell.data_type = "s"
        sheet.freeze_panes = "A2"
    book.remove(book.worksheets[0])
    book.save(str(path))


def read(path: Path) -> Record:
    """The export that a workbook holds."""
    import openpyxl

    book = openpyxl.load_workbook(str(path), data_only=False)
    tables = {name: [tuple(r) for r in book[name].iter_rows(min_row=2, values_only=True)] for name in _HEADS}
    return _record(book.properties.title or "", tables)


def as_csv(record: Record) -> str:
    """The export as CSV: the rows of the three sheets, each with the sheet's name first; results are values."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("sheet", *(f"column {i}" for i in range(1, 8))))
    writer.writerow(("Title", record.title))
    for name, rows in _tables(record, live=False).items():
        writer.writerow((name, *_HEADS[name]))
        writer.writerows((name, *map(_harmless, row)) for row in rows)
    return out.getvalue()


def from_csv(text: str) -> Record:
    """The export that such CSV holds."""
    tables: dict[str, list[Row]] = {name: [] for name in _HEADS}
    title = ""
    for name, *cells in csv.reader(io.StringIO(text)):
        if name == "Title":
            title = cells[0]
        elif name in tables and tuple(cells) != _HEADS[name]:
            row = [c[1:] if c.startswith("'") and c[1:].startswith(_FORMULAS) else c for c in cells]
            tables[name].append(tuple([*row, *[None] * (len(_HEADS[name]) - len(row))]))
    return _record(title, tables)


def formula(calculation: Calculation, cells: Sequence[str]) -> str:
    """The spreadsheet formula of a calculation over the cells of its operands; "" where it cannot be one.

    It is tried out with the operands' values: only a formula that gives the very result is used.
    """
    text = calculation.expression
    pairs = sorted(zip(calculation.operands, cells, strict=True), key=lambda p: -len(term(p[0])))
    for operand, cell in pairs:
        text = _put(text, operand, f"({cell}/100)" if operand.quantity.unit == "percent" else cell)
    for spoken, written in _SPOKEN:
        text = text.replace(spoken, written)
    if not _ARITHMETIC.fullmatch(text) or not _CELL.search(text):
        return ""
    values = {cell: float(o.quantity.value) for o, cell in zip(calculation.operands, cells, strict=True)}
    try:
        value = _computed(text, values)
    except (ArithmeticError, ValueError, SyntaxError, TypeError):
        return ""
    wanted = float(calculation.result.value)
    for written, factor in _FACTORS:
        if abs(value * factor - wanted) <= _NEAR * max(1.0, abs(wanted)):
            return f"=({text}){written}" if written else f"={text}"
    return ""


def _put(text: str, operand: Operand, cell: str) -> str:
    """An expression with a cell in place of an operand: as it is written in full, else its bare digits."""
    if term(operand) in text:
        return text.replace(term(operand), cell)
    q = operand.quantity
    digits = re.escape(number(q, q.scale))
    return re.sub(rf"(?<![\w.]){digits}(?![\w.%])", cell, text)


def _computed(text: str, values: dict[str, float]) -> float:
    """The value of plain arithmetic over named cells."""

    def value(node: ast.AST) -> float:
        if isinstance(node, ast.BinOp):
            return float(_OPERATORS[type(node.op)](value(node.left), value(node.right)))
        if isinstance(node, ast.UnaryOp):
            return float(_OPERATORS[type(node.op)](value(node.operand)))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return float(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "LN":
            return math.log(value(node.args[0]))
        if isinstance(node, ast.Name) and node.id in values:
            return values[node.id]
        raise ValueError(f"{text} is not plain arithmetic.")

    return value(ast.parse(text.replace("^", "**"), mode="eval").body)


def _tables(record: Record, *, live: bool = True) -> dict[str, list[Row]]:
    entries, workings = [], []  # type: list[Row], list[Row]
    for place, entry in enumerate(record.entries, 1):
        f = entry.figure
        value, unit = (float(f.quantity.base[0]), f.quantity.base[1]) if f else (None, None)
        period = f.period.label if f and f.period else None
        notes = " ".join(map(str, entry.notes))
        entries.append((place, entry.heading, entry.text, value, unit, period, notes))
        for w in entry.workings:
            workings += _working_rows(place, w, len(workings) + 2, live)
    notes_rows: list[Row] = [(n.number, n.quote, n.document, n.start, n.end, n.place, n.sources) for n in record.notes]
    return {_ENTRIES: entries, _WORKINGS: workings, _NOTES: notes_rows}


def _working_rows(entry: int, w: Working, first: int, live: bool) -> list[Row]:
    """Operands, then the result over them, then the steps; `first` is the row in the sheet."""
    c = w.made
    if c is None:
        steps: list[Row] = [(entry, _STEP, None, None, step, None) for step in w.steps]
        return [(entry, _RESULT, None, None, w.shown, w.expression), *steps]
    operands: list[Row] = [
        (entry, _OPERAND, float(o.quantity.value), o.quantity.unit, o.text, None) for o in c.operands
    ]
    cells = [f"C{first + i}" for i in range(len(operands))]
    value = (formula(c, cells) if live else "") or float(c.result.value)
    result: Row = (entry, _RESULT, value, c.result.unit, w.shown, w.expression)
    return [*operands, result, *((entry, _STEP, None, None, step, None) for step in w.steps)]


def _record(title: str, tables: dict[str, list[Row]]) -> Record:
    workings: dict[int, list[Working]] = {}
    for row in tables[_WORKINGS]:
        entry, what, _, _, text, expression = row[:6]
        held = workings.setdefault(int(entry), [])
        if what == _RESULT:
            held.append(Working(text or "", expression or ""))
        elif what == _STEP and held:
            held[-1] = Working(held[-1].shown, held[-1].expression, (*held[-1].steps, text))
    entries = []
    for row in tables[_ENTRIES]:
        notes = tuple(int(n) for n in str(row[6] or "").split())
        entries.append(Entry(row[1] or "", row[2] or "", notes, tuple(workings.get(int(row[0]), ()))))
    cited = [Note(int(r[0]), r[1], r[2], int(r[3]), int(r[4]), r[5] or "", r[6] or "") for r in tables[_NOTES]]
    return Record(title, tuple(entries), tuple(cited))


def _is_live(name: str, column: int) -> bool:
    return name == _WORKINGS and column == 1 + _HEADS[_WORKINGS].index("value")


def _harmless(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value


def results(path: Path) -> Iterable[tuple[str, str]]:
    """(formula, shown) of every live result of a workbook, in order."""
    import openpyxl

    sheet = openpyxl.load_workbook(str(path))[_WORKINGS]
    for row in sheet.iter_rows(min_row=2, values_only=True):
        if row[1] == _RESULT and isinstance(row[2], str):
            yield row[2], str(row[4])

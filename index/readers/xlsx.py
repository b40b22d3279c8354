"""Reads Excel workbooks: stored values as the sheet shows them, every cell with its address. Macros are never run."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from typing import Any

from index.errors import DocumentError
from index.readers.limits import MAX_CELLS, check_archive, too_much
from index.readers.number_format import shown
from index.readers.pieces import Piece, Reading
from index.readers.sheets import Page, SheetCell, address, sheet_pieces
from index.readers.words import clean, raised

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = re.compile(rb"<(?:\w{1,9}:)?c[ >/]")
_NOT_COMPUTED = re.compile(rb"(?:</f>|<f(?: [^<>]{0,300})?/>)(?:<v ?/>|<v></v>)?</c>")
_CHUNK = 1 << 20


def read_xlsx(raw: bytes) -> Reading:
    """Reads a workbook; hidden sheets and sheets that are only a chart are named and left out.

    Raises:
        DocumentError: it is damaged, protected, or larger than is allowed.
    """
    from openpyxl import load_workbook
    from openpyxl.reader import excel

    excel.find_images = _no_pictures
    not_computed = _scan(check_archive(raw))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        # Stored values, not formulas; what lies in other files is not looked up.
        workbook = load_workbook(io.BytesIO(raw), data_only=True, keep_links=False, rich_text=True)
    pieces: list[Piece] = []
    notices: list[str] = []
    if not_computed:
        notices.append(f"{not_computed} formulas have no stored value; open it in a spreadsheet program and save it.")
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            notices.append(f"The hidden sheet {clean(sheet.title)!r} was left out.")
            continue
        page, odd = _page(sheet)
        notices += odd
        pieces += sheet_pieces(page, first=not pieces)
    return Reading(tuple(pieces), MEDIA_TYPE, _meta(workbook), tuple(notices))


def _no_pictures(archive: zipfile.ZipFile, path: str) -> tuple[list[object], list[object]]:
    """Stands in for the reading of charts and pictures, which are not looked at, whoever made them."""
    return [], []


def _scan(archive: zipfile.ZipFile) -> int:
    """Counts the cells before any is read; gives the number of formulas that have no stored value.

    Raises:
        DocumentError: there are more cells than are allowed, or the parts cannot be unpacked.
    """
    count = not_computed = 0
    for part in archive.infolist():
        if not part.filename.startswith("xl/worksheets/") or not part.filename.endswith(".xml"):
            continue
        try:
            with archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    chunk += stream.readline(1000)  # seldom ends within a cell that counts
                    count += len(_CELL.findall(chunk))
                    not_computed += len(_NOT_COMPUTED.findall(chunk))
                    if count > MAX_CELLS:
                        raise too_much("cells", MAX_CELLS)
        except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
            raise DocumentError("it is damaged; open it and save it anew.") from error
    return not_computed


def _page(sheet: Any) -> tuple[Page, list[str]]:
    """The filled cells of a sheet, and what was odd about them."""
    cells: dict[tuple[int, int], SheetCell] = {}
    errors: list[str] = []
    merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    # The cells that are there, not all of the rectangle they span: one far down right would make that endless.
    held = sheet._cells
    last_row, last_column = (max((place[i] for place in held), default=0) for i in (0, 1))
    for (row, column), cell in sorted(held.items()):
        if cell.data_type == "e":
            errors.append(address(row - 1, column - 1))
        elif text := _text(cell):
            span = merged.get((row, column))
            across = min(span.max_col, last_column) - column + 1 if span else 1
            down = min(span.max_row, last_row) - row + 1 if span else 1
            cells[row - 1, column - 1] = SheetCell(text, across, down, bold=bool(cell.font and cell.font.b))
    return Page(sheet.title, cells), _odd(sheet.title, errors)


def _text(cell: Any) -> str:
    """The words of a cell, without the raised marks of footnotes."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    value = cell.value
    if not isinstance(value, CellRichText):
        return clean(value if isinstance(value, str) else shown(value, cell.number_format or ""))
    text = ""
    for part in value:
        is_raised = isinstance(part, TextBlock) and part.font.vertAlign == "superscript"
        text += raised(str(part), text[-8:]) if is_raised else str(part)
    return clean(text)


def _odd(name: str, errors: list[str]) -> list[str]:
    if not errors:
        return []
    more = f" and {len(errors) - 3} more" if len(errors) > 3 else ""
    return [f"Sheet {clean(name)!r} shows an error in {', '.join(errors[:3])}{more}; these cells were left empty."]


def _meta(workbook: Any) -> dict[str, str]:
    title = clean(workbook.properties.title or "")
    return {"title": title} if title else {}

"""Reads OpenDocument spreadsheets: every cell's words as the sheet shows them, with its address."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.errors import DocumentError
from index.readers.limits import MAX_CELLS, check_archive, too_much
from index.readers.pieces import Piece, Reading
from index.readers.sheets import Page, SheetCell, sheet_pieces
from index.readers.words import clean
from index.readers.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MOST_REPEATED = 1_000
"""A filled cell or row repeated more often than this fills a sheet with colour, not with words."""


def read_ods(raw: bytes) -> Reading:
    """Reads a spreadsheet; hidden sheets are named and left out.

    Raises:
        DocumentError: it is damaged, protected, or larger than is allowed.
    """
    archive = check_archive(raw)
    content = _part(archive, "content.xml")
    if content is None:
        raise DocumentError("it is damaged or not what its name says; open it and save it anew.")
    pieces: list[Piece] = []
    notices: list[str] = []
    hidden = _hidden_styles(content)
    for table in content.iter(f"{_TABLE}table"):
        name = table.get(f"{_TABLE}name") or ""
        if table.get(f"{_TABLE}style-name") in hidden:
            notices.append(f"The hidden sheet {clean(name)!r} was left out.")
            continue
        pieces += sheet_pieces(Page(name, dict(_cells(table))), first=not pieces)
    meta = _part(archive, "meta.xml")
    title = clean("".join(next(meta.iter(_TITLE), meta).itertext(_TITLE))) if meta is not None else ""
    return Reading(tuple(pieces), MEDIA_TYPE, {"title": title} if title else {}, tuple(notices))


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    try:
        return parse_xml(archive.read(name))
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError) as error:
        raise DocumentError("it is damaged; open it and save it anew.") from error


def _hidden_styles(content: Element) -> frozenset[str | None]:
    """The names of the styles that hide a sheet."""
    return frozenset(
        (style.getparent().get("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"))
        for style in content.iter("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}table-properties")
        if style.get(f"{_TABLE}display") == "false"
    )


def _cells(table: Element) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    """The filled cells of a sheet by (row, column)."""
    row = count = 0
    for line in table.iter(f"{_TABLE}table-row"):
        times = _number(line, "number-rows-repeated")
        filled = list(_row(line))
        for repeat in range(min(times, _MOST_REPEATED) if filled else 0):
            count += len(filled)
            if count > MAX_CELLS:
                raise too_much("cells", MAX_CELLS)
            yield from (((row + repeat, column), cell) for column, cell in filled)
        row += times


def _row(line: Element) -> Iterator[tuple[int, SheetCell]]:
    column = 0
    for cell in line:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = _number(cell, "number-columns-repeated")
        text = _words(cell) if cell.tag == f"{_TABLE}table-cell" else ""
        if text:
            made = SheetCell(text, _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned"))
            yield from ((column + repeat, made) for repeat in range(min(times, _MOST_REPEATED)))
        column += times


def _words(cell: Element) -> str:
    """What the cell shows; errors are shown as nothing."""
    text = clean(" ".join("".join(p.itertext()) for p in cell.findall(f"{_TEXT}p")))
    return "" if text.startswith(("#", "Err:")) and cell.get(f"{_TABLE}formula") else text


def _number(element: Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}") or "1"
    return max(1, int(value)) if value.isdigit() and len(value) < 9 else 1

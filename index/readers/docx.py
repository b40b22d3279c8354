"""Reads Word documents: headings, paragraphs, lists and tables in order, as they read with all changes accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from index.errors import DocumentError
from index.readers.limits import MAX_DEPTH, check_archive, too_much
from index.readers.pieces import Grid, GridCell, GridRow, Heading, Paragraph, Piece, Reading
from index.readers.words import clean, raised

if TYPE_CHECKING:
    from docx.document import Document as Word
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?i)(?:heading|überschrift|titre|título|заголовок)\s*([1-9])")
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}footnoteReference"))
Styles = Mapping[str | None, str]  # names in small letters, by id
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(raw: bytes) -> Reading:
    """Reads a document; words struck out by tracked changes, comments and page headers are left out.

    Raises:
        DocumentError: it is damaged, protected, or larger than is allowed.
    """
    check_archive(raw)
    document = _opened(raw)
    styles = {s.style_id: (s.name or "").lower() for s in document.styles}
    pieces = [*_pieces(document.element.body, styles, 0), *_notes(document)]
    title = clean(document.core_properties.title or "")
    first = next((p.text for p in pieces if isinstance(p, Heading)), "")
    # Templates leave their own title behind: one that the first page also shows is meant.
    meta = {"title": title} if title and (title == first or not first) else {}
    return Reading(tuple(pieces), MEDIA_TYPE, meta)


def _opened(raw: bytes) -> Word:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(io.BytesIO(raw))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise DocumentError("it is damaged or not what its name says; open it and save it anew.") from error


def _pieces(parent: Element, styles: Styles, depth: int) -> Iterator[Piece]:
    """The paragraphs and tables below an element, those within content controls and text boxes too."""
    if depth > MAX_DEPTH:
        raise too_much("elements within each other", MAX_DEPTH)
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, styles)
            for box in element.iter(f"{_W}txbxContent"):
                if next(box.iterancestors(_FALLBACK), None) is None:
                    yield from _pieces(box, styles, depth + 1)
        elif element.tag == f"{_W}tbl":
            yield from _table(element)
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _pieces(element, styles, depth + 1)


def _paragraph(element: Any, styles: Styles) -> Iterator[Piece]:
    text = clean(_words(element))
    if not text:
        return
    level = _level(element, styles)
    if level is not None:
        yield Heading(text, level)
        return
    properties = element.pPr
    style = styles.get(element.style, "")
    listed = properties is not None and properties.numPr is not None
    yield Paragraph(text, item=listed or style.startswith("list "))


def _words(element: Element) -> str:
    """The words of a paragraph; a line end is a space, the number of a footnote is dropped."""
    parts: list[str] = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        inside = [a.tag for a in _up(node, element)]
        if _GONE.intersection(inside) or f"{_W}txbxContent" in inside or _FALLBACK in inside:
            continue
        if node.tag != f"{_W}t":
            parts.append("-" if node.tag == f"{_W}noBreakHyphen" else " ")
            continue
        text = node.text or ""
        parts.append(raised(text, "".join(parts[-3:])[-8:]) if _is_raised(node) else text)
    return "".join(parts)


def _up(node: Element, top: Element) -> Iterator[Element]:
    for ancestor in node.iterancestors():
        if ancestor is top:
            return
        yield ancestor


def _is_raised(node: Element) -> bool:
    run = node.getparent()
    aligned = run.find(f"{_W}rPr/{_W}vertAlign") if run is not None else None
    return aligned is not None and aligned.get(f"{_W}val") == "superscript"


def _level(element: Any, styles: Styles) -> int | None:
    """The level of a heading, by its style or its outline level; None for other paragraphs."""
    name = styles.get(element.style, "")
    if name == "title":
        return 0  # over the headings of level 1
    if found := _HEADING.match(name):
        return int(found[1])
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = outline.get(f"{_W}val") if outline is not None else ""
    return int(value) + 1 if value and value.isdigit() and int(value) < 9 else None


def _table(table: Any) -> Iterator[Piece]:
    rows = list(table.tr_lst)
    out, begun = [], {}  # type: list[GridRow], dict[int, tuple[int, int]]
    for y, row in enumerate(rows):
        cells: list[GridCell] = [GridCell("")] * (int(row.grid_before) if not y else 0)
        x = int(row.grid_before)
        for cell in row.tc_lst:
            if cell.vMerge == "continue" and x in begun:
                at, index = begun[x]
                above = out[at].cells[index]
                grown = GridCell(above.text, above.columns, y - at + 1, above.head)
                out[at] = GridRow((*out[at].cells[:index], grown, *out[at].cells[index + 1 :]))
            else:
                begun[x] = (y, len(cells))
                cells.append(GridCell(_cell_words(cell), cell.grid_span, head=_is_head(row)))
            x += cell.grid_span
        out.append(GridRow(tuple(cells)))
    yield Grid(tuple(out))


def _is_head(row: Any) -> bool:
    """Is a row repeated at the top of every page, as heads are?"""
    mark = row.find(f"{_W}trPr/{_W}tblHeader")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false")


def _cell_words(cell: Any) -> str:
    return clean(" ".join(_words(p) for p in cell.iter(f"{_W}p")))


def _notes(document: Word) -> Iterator[Piece]:
    """The footnotes and endnotes, after the text; their marks in it are dropped."""
    from index.readers.xml import parse_xml

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        root = parse_xml(relation.target_part.blob)
        for note in root:
            if note.get(f"{_W}type") is None and (text := clean(_words(note))):
                yield Paragraph(text)

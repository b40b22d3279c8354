"""Reads PowerPoint slides: title, text, tables and the numbers behind charts, each with its slide."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from index.errors import DocumentError
from index.readers.limits import MAX_DEPTH, MAX_PAGES, check_archive, too_much
from index.readers.number_format import shown
from index.readers.pieces import Grid, GridCell, GridRow, Heading, Paragraph, Piece, Reading, Where
from index.readers.words import clean, raised

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def read_pptx(raw: bytes) -> Reading:
    """Reads a presentation; hidden slides are named and left out.

    Raises:
        DocumentError: it is damaged, protected, or larger than is allowed.
    """
    check_archive(raw)
    presentation = _opened(raw)
    pieces: list[Piece] = []
    hidden: list[str] = []
    for number, slide in enumerate(presentation.slides, start=1):
        if number > MAX_PAGES:
            raise too_much("slides", MAX_PAGES)
        if slide._element.get("show") == "0":
            hidden.append(str(number))
            continue
        pieces += _slide(slide, Where(slide=number), first=not pieces)
    notices = (f"The hidden slides {', '.join(hidden)} were left out.",) if hidden else ()
    return Reading(tuple(pieces), MEDIA_TYPE, {}, notices)


def _opened(raw: bytes) -> Any:
    import pptx
    from pptx.exc import PackageNotFoundError

    try:
        return pptx.Presentation(io.BytesIO(raw))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise DocumentError("it is damaged or not what its name says; open it and save it anew.") from error


def _slide(slide: Any, where: Where, *, first: bool) -> Iterator[Piece]:
    """A slide: its title as heading, its shapes from top to bottom, its notes last."""
    title = slide.shapes.title
    if title is not None and (text := _text(title.text_frame)):
        yield Heading(text, 1 if first else 2, where)
    for shape in sorted(_shapes(slide.shapes, 0), key=lambda s: (s.top or 0, s.left or 0)):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape(shape, where)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _paragraphs(slide.notes_slide.notes_text_frame, where)


def _shapes(shapes: Iterable[Any], depth: int) -> Iterator[Any]:
    """All shapes, those within groups too."""
    if depth > MAX_DEPTH:
        raise too_much("groups within each other", MAX_DEPTH)
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _shape(shape: Any, where: Where) -> Iterator[Piece]:
    if getattr(shape, "has_table", False) and shape.has_table:
        yield Grid(tuple(_rows(shape.table, where)))
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        try:
            yield from list(_chart(shape.chart, where))
        except (NotImplementedError, AttributeError):  # a kind of chart that python-pptx does not know
            return
    elif shape.has_text_frame:
        yield from _paragraphs(shape.text_frame, where)


def _paragraphs(frame: Any, where: Where) -> Iterator[Piece]:
    texts = [text for paragraph in frame.paragraphs if (text := _line(paragraph))]
    for text in texts:
        yield Paragraph(text, where, item=len(texts) > 1)


def _text(frame: Any) -> str:
    return clean(" ".join(_line(paragraph) for paragraph in frame.paragraphs))


def _line(paragraph: Any) -> str:
    """The words of a paragraph, without the raised marks of footnotes."""
    text = ""
    for node in paragraph._p:
        name = node.tag.rpartition("}")[2]
        if name == "br":
            text += " "
        elif name in ("r", "fld"):
            properties = next((p for p in node if p.tag.endswith("}rPr")), None)
            words = "".join(t.text or "" for t in node if t.tag.endswith("}t"))
            baseline = (properties.get("baseline") or "0") if properties is not None else "0"
            text += raised(words, text[-8:]) if not baseline.startswith(("-", "0")) else words
    return clean(text)


def _rows(table: Any, where: Where) -> Iterator[GridRow]:
    for row in table.rows:
        cells = (
            GridCell(_text(cell.text_frame), cell.span_width, cell.span_height) if cell.is_merge_origin
            else GridCell(_text(cell.text_frame))
            for cell in row.cells
            if not cell.is_spanned
        )  # fmt: skip
        yield GridRow(tuple(cells), where)


def _chart(chart: Any, where: Where) -> Iterator[Piece]:
    """The numbers behind a chart, as a table: a row for each category, a column for each series."""
    if chart.has_title and chart.chart_title.has_text_frame and (title := _text(chart.chart_title.text_frame)):
        yield Paragraph(title, where)
    for plot in chart.plots:
        series = list(plot.series)
        form = _form(plot)
        head = GridRow((GridCell("", head=True), *(GridCell(clean(s.name or ""), head=True) for s in series)), where)
        columns = [list(s.values) for s in series]
        rows = [
            GridRow(
                (GridCell(clean(str(name))), *(GridCell(shown(v[i], form) if i < len(v) else "") for v in columns)),
                where,
            )
            for i, name in enumerate(plot.categories)
        ]
        yield Grid((head, *rows))


def _form(plot: Any) -> str:
    """The number format of a plot's values."""
    found = next((e for e in plot._element.iter() if e.tag.endswith("}formatCode")), None)
    return (found.text or "") if found is not None else ""

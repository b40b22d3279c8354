"""Pages of PDF files as pictures, with the cited words marked where they are printed."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Sequence
from logging import getLogger
from pathlib import Path

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.markup import joined, plain
from index.errors import DocumentError
from index.load import content_hash
from index.pages import Box, boxes
from index.readers.drawing import Drawing
from index.readers.isolated import draw_isolated
from index.types import Document, Span

logger = getLogger(__name__)

KEPT = 24
"""Pictures kept for whoever looks next; each is some 200 kB."""
_ROOM = 1.5
"""Points around marked words."""


class Pictures:
    """Draws pages of the documents at hand. Thread-safe; one for the whole program."""

    def __init__(self) -> None:
        """None drawn yet."""
        self._drawn: OrderedDict[tuple[str, int], Drawing | None] = OrderedDict()
        self._lock = threading.Lock()

    def page(self, document: Document, number: int, find: Callable[[str], Path | None]) -> Drawing | None:
        """A page of a document; None where its file is gone, has changed since it was read, or cannot be drawn.

        What could not be drawn is not tried again: it may have taken long.

        Args:
            document: as it was read.
            number: of the page, from 1.
            find: the file of a document's id.
        """
        key = (document.content_hash, number)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        path = find(document.id)
        if path is None or content_hash(path) != document.content_hash:
            return None
        drawn = _drawn(path, number)
        with self._lock:
            self._drawn[key] = drawn
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return drawn


def _drawn(path: Path, number: int) -> Drawing | None:
    try:
        return draw_isolated(path.read_bytes(), number)
    except (DocumentError, OSError) as error:
        logger.warning("page %d of a document could not be drawn: %s", number, error)
        return None


Draw = Callable[[Document, int], Drawing | None]
"""Draws a page of a document, if it can be drawn."""


def printed_page(document: Document, here: Span, core: Sequence[Span], draw: Draw | None) -> Markup:
    """The page on which the words are printed, with them marked; nothing for other formats.

    Without `draw` the page is blank, and as large as it will be when it is drawn.
    """
    marked = boxes(document, here) if here.start < here.end else ()
    page = next((p for p in document.pages if p.number == marked[0][0]) if marked else iter(document.pages), None)
    drawing = draw(document, page.number) if page and draw else None
    if page is None or (draw and drawing is None):
        return Markup("")
    left, top, right, bottom = drawing.view if drawing else (0.0, 0.0, page.width, page.height)
    view = (left, top, right - left, bottom - top)
    figures = [_mark(box, "core") for span in core for number, box in boxes(document, span) if number == page.number]
    marks = [_mark(box, "hit") for number, box in marked if number == page.number] + figures
    form = '<figure class="sheet"><svg viewBox="{} {} {} {}" role="img" aria-label="{}">{}{}</svg></figure>'
    return Markup(form).format(
        *view,
        t.PRINTED.format(page=page.number, title=plain(document.title)),
        _image(drawing, view) if drawing else "",
        Markup('<g id="here-printed">{}</g>').format(joined(marks)) if marks else "",
    )


def _image(drawing: Drawing, view: tuple[float, float, float, float]) -> Markup:
    form = '<image href="data:image/png;base64,{}" x="{}" y="{}" width="{}" height="{}"/>'
    return Markup(form).format(b64encode(drawing.png).decode(), *view)


def _mark(box: Box, kind: str) -> Markup:
    left, top, right, bottom = box
    form = '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
    size = (right - left + 2 * _ROOM, bottom - top + 2 * _ROOM)
    return Markup(form).format(kind, left - _ROOM, top - _ROOM, *size)

"""An export as a PDF to print and hand out: entries with raised marks, and the notes beneath in small type.

What a sheet says has to fit a page, so the type is made smaller, within what can be read, until it does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from assistant.export.record import DISAGREE, DOUBT, Entry, Note, Record
from index.errors import SettingsError

SIZES = (9.5, 8.8, 8.1, 7.4)
"""Points of the text, the largest that makes one page being used; the notes are smaller by a sixth."""
_MARGIN = 42
_FONT, _BOLD = "Sheet", "Sheet-Bold"
_FILES = {_FONT: "Roboto-Regular.ttf", _BOLD: "Roboto-Bold.ttf"}
_SOFT, _ALARM = "#566268", "#9a2f22"
_MISSING = "\N{REPLACEMENT CHARACTER}"


def write(record: Record, path: Path) -> None:
    """Writes the export to a file."""
    path.write_bytes(as_bytes(record))


def as_bytes(record: Record) -> bytes:
    """The export as the bytes of a PDF, on one page where it fits one."""
    _register()
    made, pages = b"", 0
    for size in SIZES:
        made, pages = _drawn(record, size)
        if pages == 1:
            break
    return made if pages == 1 else _drawn(record, SIZES[0])[0]


def _drawn(record: Record, size: float) -> tuple[bytes, int]:
    """The PDF in a size of type, and how many pages it has."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    out = io.BytesIO()
    margins = {f"{side}Margin": _MARGIN for side in ("left", "right", "top", "bottom")}
    sheet = SimpleDocTemplate(out, pagesize=A4, title=record.title, invariant=1, **margins)
    sheet.build(list(_flow(record, size)))
    return out.getvalue(), int(sheet.page)


def _flow(record: Record, size: float) -> Iterator[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import HRFlowable, Paragraph

    soft = HexColor(_SOFT)
    title = ParagraphStyle("title", fontName=_BOLD, fontSize=size * 1.6, leading=size * 2, spaceAfter=size * 0.7)
    text = ParagraphStyle("text", fontName=_FONT, fontSize=size, leading=size * 1.28, spaceAfter=size * 0.45)
    small = ParagraphStyle(
        "small", parent=text, fontSize=size * 5 / 6, leading=size * 1.05, spaceAfter=1, textColor=soft
    )
    yield Paragraph(_shown(record.title), title)
    for entry in record.entries:
        yield Paragraph(_entry(entry), text)
    yield HRFlowable(width="100%", thickness=0.4, color=soft, spaceBefore=size * 0.5, spaceAfter=size * 0.5)
    for note in record.notes:
        yield Paragraph(_note(note), small)


def _entry(entry: Entry) -> str:
    marks = f"<super>{' '.join(map(str, entry.notes))}</super>" if entry.notes else ""
    workings = "".join(f"<br/>{_shown(step)}" for w in entry.workings for step in w.steps)
    text = _shown(entry.text)
    for mark in (DISAGREE, DOUBT):
        text = text.replace(f" {mark}: ", f' <font name="{_BOLD}" color="{_ALARM}">{mark}:</font> ')
    return f'<font name="{_BOLD}">{_shown(entry.heading)}</font><br/>{text} {marks}{workings}'


def _note(note: Note) -> str:
    rests = f" Rests on: {note.sources}." if note.sources else ""
    where = f"{note.place} ({note.document}, {note.start}-{note.end}).{rests}"
    return f"{note.number}. “{_shown(note.quote)}” {_shown(where)}"


def _shown(text: str) -> str:
    """A text as the PDF's markup, with a sign in place of letters that the font does not have."""
    has = _register()
    return escape("".join(c if ord(c) in has or c == " " else _MISSING for c in text))


@cache
def _register() -> frozenset[int]:
    """Makes the fonts known to the library, once, and tells which characters they have.

    Raises:
        SettingsError: the package that carries the font is not there.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found = find_spec("font_roboto")
    if found is None or found.origin is None:
        raise SettingsError("A PDF needs the package font-roboto; install it, or write .docx or .md instead.")
    folder = Path(found.origin).parent / "files"
    fonts = [TTFont(name, str(folder / file)) for name, file in _FILES.items()]
    for font in fonts:
        pdfmetrics.registerFont(font)
    return frozenset(fonts[0].face.charToGlyph)

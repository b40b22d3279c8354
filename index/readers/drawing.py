"""Draws a page of a PDF as it is printed, and says which part of the page the drawing shows."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

from index.errors import DocumentError
from index.readers.pdf import opened

_WIDEST, _TALLEST = 1_200, 1_800
"""Pixels: sharp where it is shown half as large, on most pages less than 300 kB."""
_VIEW = struct.Struct(">4f")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as a picture. `view` is what of the page it shows, in points: left, top, right, bottom."""

    view: tuple[float, float, float, float]
    png: bytes

    def as_bytes(self) -> bytes:
        """For the way from one process to another."""
        return _VIEW.pack(*self.view) + self.png

    @classmethod
    def from_bytes(cls, raw: bytes) -> Drawing:
        """What `as_bytes` made."""
        left, top, right, bottom = _VIEW.unpack(raw[: _VIEW.size])
        return cls((left, top, right, bottom), raw[_VIEW.size :])


def draw_page(raw: bytes, number: int) -> Drawing:
    """A page of a PDF file, counted from 1; scripts and forms in it are not run.

    Raises:
        DocumentError: it is damaged or protected, or has no such page.
    """
    import pypdfium2

    with opened(raw) as pdf:
        if not 1 <= number <= len(pdf.pages):
            raise DocumentError(f"it has no page {number}; open it and look.")
        left, top, right, bottom = pdf.pages[number - 1].bbox
    scale = min(_WIDEST / max(right - left, 1), _TALLEST / max(bottom - top, 1))
    document = pypdfium2.PdfDocument(raw)
    try:
        page = document[number - 1]
        page.set_cropbox(*page.get_mediabox())  # words are placed within the whole sheet
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG")
    return Drawing((float(left), float(top), float(right), float(bottom)), out.getvalue())

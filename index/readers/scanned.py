"""Reads the words of pages that are only a picture (OCR), where the extra `ocr` is installed. It brings its models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from math import inf
from statistics import median
from typing import Any

from index.readers.limits import SCAN_PIXELS
from index.readers.pdf_layout import Token, around
from index.readers.pieces import Box
from index.readers.words import clean

_DOTS = 200 / 72
"""Pixels for each point: 200 to the inch, at which small print is still read."""
_LIKE_TEXT = 0.25
"""Lines whose height differs by no more from the usual are set in the same type: a picture tells only so well."""

_SPACE = 0.25
"""Of the size of type, between two words: the engine's boxes are a little wide, and may touch."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line that was recognised: its words, each with its box in pixels."""

    words: tuple[tuple[str, Box], ...]


def is_installed() -> bool:
    """Can pages be recognised on this machine?"""
    return find_spec("rapidocr") is not None


def scanned_words(raw: bytes, number: int, corner: tuple[float, float]) -> list[Token]:
    """The words of a page of a PDF that is a picture, the page counted from 1; places are in points from `corner`."""
    image, dots = _drawn(raw, number)
    lines = [line for line in recognised(image) if line.words]
    heights = [box[3] - box[1] for box in (around([box for _, box in line.words]) for line in lines)]
    usual = median(heights) if heights else 0.0
    return [
        replace(token, box=_moved(token.box, corner))
        for line, height in zip(lines, heights, strict=True)
        for token in _tokens(line, height, usual, dots)
    ]


def recognised(image: Any) -> Iterator[Recognised]:
    """The lines on a picture, an array of (height, width, 3) colours, as the engine finds them."""
    found = _engine()(image, return_word_box=True)
    for text, words in zip(found.txts or (), found.word_results or (), strict=False):
        boxes = [(word, around([(x, y, x, y) for x, y in corners])) for word, _, corners in words]
        whole = "".join(word for word, _ in boxes) == "".join(text.split())
        yield Recognised(tuple(boxes if whole or not boxes else [(text, around([box for _, box in boxes]))]))


def _tokens(line: Recognised, height: float, usual: float, dots: float) -> Iterator[Token]:
    """The words of a line in points; the size of type is that of most lines, unless the line is clearly another."""
    size = round((usual if abs(height - usual) <= _LIKE_TEXT * usual else height) / dots, 1) or 1.0
    following = [box[0] / dots for _, box in line.words[1:]]
    for (text, box), after in zip(line.words, [*following, inf], strict=True):
        if word := clean(text):
            x0, y0, x1, y1 = (value / dots for value in box)
            yield Token(word, (x0, y0, max(x0, min(x1, after - _SPACE * size)), y1), size, False)


def _moved(box: Box, corner: tuple[float, float]) -> Box:
    return box[0] + corner[0], box[1] + corner[1], box[2] + corner[0], box[3] + corner[1]


def _drawn(raw: bytes, number: int) -> tuple[Any, float]:
    """The page as the engine takes it, blue first, and its pixels for each point."""
    import numpy as np
    import pypdfium2

    document = pypdfium2.PdfDocument(raw)
    try:
        page = document[number - 1]
        page.set_cropbox(*page.get_mediabox())  # words are placed within the whole sheet
        dots = min(_DOTS, SCAN_PIXELS / max(*page.get_size(), 1))
        image = page.render(scale=dots, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        document.close()
    return np.asarray(image)[:, :, ::-1], dots


@cache
def _engine() -> Any:
    """The engine, on one core, with the models that its package carries: none is fetched."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,  # pages upside down are not turned
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

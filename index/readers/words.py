"""Cleans the words that a file holds, so that they can be stored, searched and read as numbers."""

from __future__ import annotations

import re

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_JOINER = "\ue000"  # stands for the space in `1 234` while other white space is made one
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ue000]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_BASE = re.compile(r"(?:^|[^A-Za-z0-9.,])(?:[kcmd]?m|10|ft)$")
_REFERENCE = re.compile(r"[\[(]?(?:[0-9]{1,3}|[a-z]|[*†‡§#]{1,3})(?:\s?[,;–-]\s?(?:[0-9]{1,3}|[a-z]))*[\])]?")


def clean(text: str) -> str:
    """The words with single spaces, without what nobody sees; a thin space within `1 234` stays one that joins."""
    text = _SURROGATES.sub("\ufffd", _DROPPED.sub("", text))
    text = _BETWEEN_DIGITS.sub(_JOINER, text)
    return " ".join(text.split()).replace(_JOINER, "\u00a0").translate(_LIGATURES)


def raised(text: str, before: str) -> str:
    """What superscript `text` is after the words `before`: the mark of a footnote is dropped, m² and 10⁶ are kept.

    A mark left in the text would become part of a number: 176.2 with the footnote 1 is not 176.21.
    """
    bare = text.strip()
    if _BASE.search(before) and re.fullmatch(r"[+-]?\d{1,2}", bare):
        return bare.translate(_RAISED)
    return "" if _REFERENCE.fullmatch(bare) else text

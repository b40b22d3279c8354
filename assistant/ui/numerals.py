"""Numbers the way a reader wants them: with crore and lakh, or with million and billion. Only moved, never rounded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from index import numbers
from index.format import CROWDS, RUPEES, group
from index.units import SCALES, Quantity

Numerals = Literal["as written", "indian", "international"]
STYLES: tuple[Numerals, ...] = ("as written", "indian", "international")

_INDIAN = frozenset({"lakh", "crore", "thousand crore", "lakh crore"})
_CROWD = frozenset({"million", "billion", "trillion"})
_QUOTED = re.compile(r"(“[^”]*”)")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALE = re.compile(
    r"[ \u00a0-]?(?:(?:lakh|thousand) crores?|crores?|cr|lakhs?|lacs?|millions?|mn|m|billions?|bn|trillions?|tn)\b\.?",
    re.IGNORECASE,
)


def in_style(text: str, style: Numerals) -> str:
    """The text with its amounts written in a style; what stands in quotation marks stays as it is.

    Rupees take crore and lakh in the Indian style, and every crore and lakh becomes millions in the international one.

    >>> in_style("Rs 2,000 crore, “Rs 5 crore”", "international"), in_style("Rs 13,743 million", "indian")
    ('Rs 20 billion, “Rs 5 crore”', 'Rs 1,374.3 crore')
    """
    if style == "as written":
        return text
    parts = _QUOTED.split(text)
    return "".join(part if n % 2 else _rewritten(part, style) for n, part in enumerate(parts))


def scale_in(quantity: Quantity, scale: str, style: Numerals) -> str:
    """The scale word for an amount in a style, where it would be written with `scale` otherwise."""
    if style == "international" and scale in _INDIAN:
        return _largest(CROWDS, quantity.value)
    if style == "indian" and scale in _CROWD and quantity.unit.startswith("INR"):
        return _largest(RUPEES, quantity.value)
    return scale


def _rewritten(text: str, style: Numerals) -> str:
    for mention in reversed(numbers.read(text)):
        if mention.upper is None and not mention.in_words:
            words = _amount(text[mention.start : mention.end], mention.quantity, style)
            text = text[: mention.start] + words + text[mention.end :]
    return text


def _amount(words: str, quantity: Quantity, style: Numerals) -> str:
    """One amount as printed, in a style."""
    digits = _DIGITS.search(words)
    if digits is None:
        return words
    named = _SCALE.match(words, digits.end()) if quantity.scale else None
    if quantity.scale and named is None:
        return words
    grouped = "," in digits[0] or named is not None
    scale = scale_in(quantity, quantity.scale, style)
    exact = Decimal(digits[0].replace(",", "")) * SCALES[quantity.scale] / SCALES[scale]
    plain = digits[0].replace(",", "") if scale == quantity.scale else _trimmed(exact)
    shown = group(plain, indian=style == "indian" and quantity.unit.startswith("INR")) if grouped else plain
    end = named.end() if named and scale != quantity.scale else digits.end()
    return words[: digits.start()] + shown + (f" {scale}" if scale and end > digits.end() else "") + words[end:]


def _largest(scales: tuple[tuple[str, Decimal], ...], value: Decimal) -> str:
    return next((word for word, size in scales if abs(value) >= size), "")


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

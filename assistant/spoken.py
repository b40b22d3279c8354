"""Reads sums as they are typed, spoken or told: signs first, then phrases, then the wording of a meeting."""

from __future__ import annotations

import re

from assistant.frames import told
from assistant.grammar import Node, arithmetic
from assistant.phrases import PHRASES
from assistant.tokens import NotArithmetic

MOST_SPOKEN = 300
"""Characters up to which a text is read as a spoken sum; longer ones are signs and numbers only."""

DEEPEST = 6

_OPENING = re.compile(
    r"^(?:(?:so|and|then|please|now|ok|okay)[, ]+)*(?:(?:could|can) you (?:please )?)?"
    r"(?:what(?:(?:'s|’s| is| are| was| would be| will be| would| does| do you get for)\b)?|which|"
    r"how much (?:is|are|does|would be|will be)|calculate|compute|work out|find|evaluate|tell me|give me)?"
    r"\s*(?:please )?(?:the )?",
    re.I,
)
_CLOSING = re.compile(r"\s*(?:(?:equal(?:s| to)?|make|come to|be|please)\s*)?[?=.!\s]*$", re.I)
_MILLIONS = re.compile(r"(?<=\d)m(?=\W|$)")
_BESIDE_MILLIONS = re.compile(r"[$₹€£]|\b(?:Rs|KSh|[A-Z]{3}) ?\d|\d ?(?:bn|b|tn|k|million|billion|crore|lakh)\b", re.I)
"""What "200m" stands with where it is 200 million and not 200 metres."""


def parse(text: str) -> Node:
    """A typed, spoken or told sum as a tree.

    Raises:
        NotArithmetic: the text is not wholly a sum.
    """
    if len(text) > MOST_SPOKEN:
        return arithmetic(text.rstrip("?=. "))
    text = " ".join(text.split())
    if not re.search(r"[a-z]{2}", text, re.I):
        return arithmetic(text.rstrip("?=. "))
    if _BESIDE_MILLIONS.search(text):
        text = _MILLIONS.sub(" million", text)
    stripped = _CLOSING.sub("", _OPENING.sub("", text, count=1), count=1)
    try:
        return _spoken(re.sub(r",(?= (?:at|in|as|over|using)\b)", "", stripped, flags=re.I), 0)
    except NotArithmetic as unread:
        try:
            return told(text)
        except NotArithmetic:
            raise unread from None


def _spoken(text: str, depth: int) -> Node:
    """A phrase whose parts are sums, or a sum in signs."""
    if depth > DEEPEST or not re.search(r"[a-z]{2}", text, re.I):
        return arithmetic(text)
    for phrase in PHRASES:
        match = phrase.pattern.fullmatch(text)
        if match is None:
            continue
        try:
            return phrase.build(match, lambda part: _spoken(part, depth + 1))
        except NotArithmetic:
            continue
    return arithmetic(text)

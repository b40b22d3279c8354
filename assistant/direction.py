"""Which way a question says that something moved."""

from __future__ import annotations

from decimal import Decimal

from assistant.patterns import words

_UP = words(
    r"r[io]se[sn]?", "rising", "expansion", r"gr[eo]w\w*", r"increas\w+", r"gain\w*", r"climb\w*", r"jump\w*",
    r"surg(?:e|es|ed|ing)", r"expand\w*", "up(?! to)", "more", "higher", "larger",
)  # fmt: skip
_DOWN = words(
    r"fall(?:s|en|ing)?", "fell", r"declin\w+", r"decreas\w+", r"drop(?:s|ped|ping)?", "down", "less", "fewer", "lower",
    "smaller", "shrank", "shrunk", r"shrink\w*", r"slump\w*", r"contract(?:ed|ion)", r"reduc\w+", "lost", "loss",
)  # fmt: skip


def turned(text: str, change: Decimal) -> bool:
    """Does a text speak of a rise alone where there is a fall, or of a fall alone where there is a rise?"""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return up != down and change != 0 and (change > 0) == down

"""Which way a question says that something moved."""

from __future__ import annotations

from decimal import Decimal

from assistant.vocabulary import FALL, GROW, pattern

_UP = pattern(rf"\b(?:{GROW}|expansion|gain\w*|up(?! to)|more|higher|larger)\b")
_DOWN = pattern(rf"\b(?:{FALL}|contraction|loss|reduc\w+|down|less|fewer|lower|smaller)\b")


def turned(text: str, change: Decimal) -> bool:
    """Does a text speak of a rise alone where there is a fall, or of a fall alone where there is a rise?"""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return up != down and change != 0 and (change > 0) == down

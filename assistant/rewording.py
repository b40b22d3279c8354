"""A question as the rest of the assistant reads it: in plain words, without slips, with its money and dates told."""

from __future__ import annotations

from assistant import chat, local_money, typing_errors
from assistant.bind import Evidence


def reworded(text: str, evidence: Evidence) -> str:
    """The question with shorthand spelled out, asides left out, slips mended, and each currency told from others."""
    plain = chat.plain(text, evidence.words.__contains__)
    return local_money.with_nation(typing_errors.mend(plain, evidence), evidence.currencies, evidence.home)

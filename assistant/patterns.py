"""Regular expressions put together from lists of alternatives, without regard to case."""

from __future__ import annotations

import re


def words(*patterns: str) -> re.Pattern[str]:
    """Any of these as whole words, anywhere in a text."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.I)


def only(*patterns: str) -> re.Pattern[str]:
    """Any of these and nothing else."""
    return re.compile(rf"^(?:{'|'.join(patterns)})$", re.I)

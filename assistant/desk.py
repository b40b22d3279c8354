"""What questions are answered from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from assistant.bind import Evidence
from assistant.passages import Search
from assistant.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Desk:
    """What questions are answered from. Immutable, shared by all conversations."""

    evidence: Evidence
    sentences: Sentences
    search: Search
    corpus_hash: str
    embed: Callable[[str], NDArray[Any]] | None = None
    """The vector of a question; None where there is no embedding model."""

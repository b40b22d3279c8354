"""What questions are answered from."""

from __future__ import annotations

from dataclasses import dataclass

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

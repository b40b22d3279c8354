"""Quotes in a draft: each must be the documents' words to the letter, whole words, and not cut so as to turn them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import vocabulary as v
from assistant.model.grounds import Grounds, Piece, pieces
from index import lexicon
from index.types import Span

_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|‘([^‘’]{12,})’(?!\w)")
_LOOSE = re.compile(r"[“”\"«»]")
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
SAYING = frozenset(
    lexicon.stem(w)
    for w in "say said tell told state add note explain describe write report put quote comment mention official "
    "statement document article brief source according words".split()
)
"""How a quote may be brought in."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote at `start:end` of a sentence, marks included, and the sentence or row that it is from."""

    start: int
    end: int
    piece: Piece


def find(text: str, grounds: Grounds) -> list[Quoted] | None:
    """The quotes of a sentence and where they are from; None where one is not the documents' words."""
    found = []
    for m in _QUOTED.finditer(text):
        words = next(g for g in m.groups() if g is not None)
        piece = _source(words, grounds)
        if piece is None:
            return None
        found.append(Quoted(m.start(), m.end(), piece))
    return None if _LOOSE.search(without(text, found)) else found


def without(text: str, quoted: Sequence[Quoted]) -> str:
    """The sentence with its quotes blanked out, offsets kept."""
    for q in quoted:
        text = text[: q.start] + " " * (q.end - q.start) + text[q.end :]
    return text


def _source(words: str, grounds: Grounds) -> Piece | None:
    wanted = _plain(words).strip(" .,;")
    if not re.search(r"\w", wanted):
        return None
    for piece in grounds.pieces:
        held = _plain(piece.text)
        begun = f"(?i:{re.escape(wanted[0])}){re.escape(wanted[1:])}"  # a quote may begin small within a sentence
        if re.search(rf"(?<!\w){begun}(?!\w)", held) and not _turns(wanted, held):
            return piece
    return None


def _turns(quote: str, source: str) -> bool:
    """Was a denial or a condition cut off the words quoted?"""
    clauses = re.split(r"[;:]|, (?:but|while|and)\b", source)
    clause = next((c for c in clauses if quote[1:] in c), "")
    return bool(v.NEGATION.search(clause)) and not v.NEGATION.search(quote)


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())


def neighbourhood(found: Sequence[Piece], grounds: Grounds) -> str:
    """The sentences that quotes are from, with the two before and the one after: who says it stands there."""
    parts: list[str] = []
    for piece in found:
        document = grounds.evidence.documents[piece.span.document]
        around = [p for p in pieces(document, Span(document.id, 0, len(document.text)))]
        at = next(i for i, p in enumerate(around) if p.span == piece.span)
        parts += [p.text for p in around[max(0, at - 2) : at + 2]]
    return " ".join(parts)

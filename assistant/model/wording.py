"""All words of a sentence besides its numbers: each must be one of what it rests on, or claim nothing.

Names are words like others here, but have no synonyms. What is denied, or only possible, in the source is so in the
sentence, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from assistant.model import vocabulary as v
from assistant.model.grounds import Piece
from assistant.model.reading import Reading
from index import lexicon
from index.lexicon import Token
from index.names import places

_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be) \w+(?:ed|en|wn|ld|nt|ght) (?:\w+ )?by\b", re.I)
_JOINED = re.compile(r"(?:['’]s)?,?\s*(?:and|or|with|&|-|,)?\s*(?:the )?", re.I)
_LEAST_WORDS = 2
"""Content words below which a sentence without numbers says nothing that could be checked."""


def strange_words(reading: Reading, allowed: Collection[str], flows: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of a sentence that what it rests on does not have, in order.

    Args:
        reading: the sentence.
        allowed: stems of what it rests on.
        flows: flows that the binding of its numbers has confirmed.
    """
    flowing = frozenset[str]().union(*(v.FLOWS.get(f, frozenset()) for f in flows))
    return tuple(
        t.word
        for t in _claiming(reading)
        if t.stem not in allowed
        and t.stem not in flowing
        and (t.word[0].isupper() and t.start > 0 or not lexicon.synonyms(t.stem) & {*allowed})
    )


def _claiming(reading: Reading) -> list[Token]:
    """The tokens that claim something: no numbers, times, places, function words or words looked into elsewhere."""
    skip = [(f.span.start, f.span.end) for f in reading.figures]
    skip += [(p.start, p.end) for p in reading.periods] + [(p.start, p.end) for p in reading.places]
    out = []
    for t in lexicon.tokens(reading.text):
        inside = any(a <= t.start < b for a, b in skip)
        if inside or t.word[0].isdigit() or t.stem in v.CLAIMS or v.HEDGE.fullmatch(t.word):
            continue
        if (t.word.lower() in v.NEUTRAL or t.stem in v.NEUTRAL) and t.stem not in v.TIMES:
            continue
        if v.NEGATION.fullmatch(t.word) or len(t.word) == 1:
            continue
        out.append(t)
    return out


def strange_places(reading: Reading, held: Collection[str], text: str) -> tuple[str, ...]:
    """The places that a sentence names and what it rests on does not."""
    known = {*held, *(p.name for p in places(text))}
    return tuple(p.name for p in reading.places if p.name not in known)


def strange_times(text: str, source: str) -> tuple[str, ...]:
    """Times such as "last year" that the source does not use."""
    said = source.lower()
    return tuple(m[0] for m in v.RELATIVE_TIME.finditer(text) if m[0].lower() not in said)


def denies_otherwise(text: str, source: str) -> bool:
    """Is something denied that the source says, or said that it denies?"""
    return bool(v.NEGATION.search(text)) != bool(v.NEGATION.search(source))


def is_surer(text: str, source: str) -> bool:
    """Is something said as certain that the source only holds possible?"""
    return bool(v.HEDGE.search(source)) and not v.HEDGE.search(text)


def adds(words: re.Pattern[str], text: str, source: str) -> bool:
    """Does a sentence say a word of a kind that its source does not say?"""
    held = {m.lower() for m in words.findall(source)}
    return any(m.lower() not in held for m in words.findall(text))


def best_pieces(reading: Reading, pieces: Sequence[Piece]) -> list[tuple[Piece, bool]]:
    """The sentences and rows that have every word of one without numbers; whether the sentence before was needed."""
    stems = {t.stem for t in _claiming(reading)}
    if len(stems) < _LEAST_WORDS:
        return []
    found = []
    for piece in pieces:
        if len(stems & piece.told) * 2 < len(stems):
            continue  # what stands over a passage names things, and tells nothing
        if not strange_words(reading, piece.near):
            found.append((piece, False))
        elif not strange_words(reading, piece.with_before):
            found.append((piece, True))
    return sorted(found, key=lambda f: (f[1], -len(stems & f[0].stems)))


def in_order(text: str, source: str) -> bool:
    """Do the names that both share come in the same order? Who did it is said before to whom it was done.

    Names joined by "and" or a comma may change places, and a passive with "by" turns two around.
    """
    mine, theirs = _names(text), _names(source)
    shared = [n for n in mine if n in theirs]
    turned = [(a, b) for a in shared for b in shared if mine[a][0] < mine[b][0] and theirs[a][0] > theirs[b][0]]
    voices = [(_PASSIVE.search(t), names) for t, names in ((text, mine), (source, theirs))]
    passive = [(m.start(), names) for m, names in voices if m]
    if len(passive) != 1:
        return not turned
    at, spots = passive[0]
    if len({spots[n][1] < at for n in shared}) < 2:
        return not turned  # all on one side of the verb
    return len(shared) == 2 and bool(turned)


def _names(text: str) -> dict[str, tuple[int, int]]:
    """Places by their name and other capitalised words by their stem: (which of the names it is, where it stands).

    Names joined by "and" count as one.
    """
    found = [(p.start, p.end, p.name) for p in places(text)]
    taken = [(p.start, p.end) for p in places(text)]
    for t in lexicon.tokens(text):
        named = t.word[0].isupper() and (t.start > 0 or not t.word[1:].islower())
        if named and not any(a <= t.start < b for a, b in taken):
            found.append((t.start, t.end, t.stem))
    out: dict[str, tuple[int, int]] = {}
    number, last = 0, 0
    for start, end, name in sorted(found):
        number += not _JOINED.fullmatch(text[last:start])
        out.setdefault(name, (number, start))
        last = end
    return out


def strange_codes(reading: Reading, source: str) -> tuple[str, ...]:
    """The numbers in names, "Order 14" or "HS 9018", that the source does not print so."""
    skip = [(f.span.start, f.span.end) for f in reading.figures]
    skip += [(p.start, p.end) for p in reading.periods]
    words, held = lexicon.tokens(reading.text), lexicon.tokens(source)
    pairs = {(a.stem, b.word) for a, b in zip(held, held[1:], strict=False)}
    return tuple(
        b.word
        for a, b in zip(words, words[1:], strict=False)
        if b.word[0].isdigit() and not any(s <= b.start < e for s, e in skip) and (a.stem, b.word) not in pairs
    )

"""The sentences and table rows of a corpus, as candidates for an answer in words."""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.bind import Evidence
from index import lexicon
from index.figures import SOURCE_MARK
from index.names import places
from index.types import Document, Hit, Span

_COMMON, _SECTION = 400, 60
"""A word of more sentences than this finds none by itself; a word of headings, those under it."""


Similar = Callable[[str, Sequence[Span]], list[float]]
"""The cosine of a text with the sentence or row at each place."""
_ALIKE, _FOUND = 0.7, 4.0
"""What a word of like meaning or a heading counts for, and the first passage that search found."""


class Sought(Protocol):
    """A word that is looked for: its stem, what may stand for it, how much it tells."""

    @property
    def stem(self) -> str:
        """Its stem, or a place's."""

    @property
    def alike(self) -> frozenset[str]:
        """Stems that may stand for it."""

    @property
    def weight(self) -> float:
        """How much it tells."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a table row.

    Attributes:
        own: stems of its words.
        frame: stems of what stands over it: title, publisher, headings, column heads.
        headings: title and heading path.
        kind: `paragraph`, `item` or `row`.
        index: its place in the corpus.
        block: index of its block in the document.
    """

    span: Span
    text: str
    own: frozenset[str]
    frame: frozenset[str]
    headings: tuple[str, ...]
    kind: str
    index: int
    block: int


class Sentences:
    """All sentences and rows of a corpus, findable by their words. Immutable; thread-safe."""

    def __init__(self, evidence: Evidence, similar: Similar | None = None) -> None:
        """Reads them from the documents' blocks; `similar` compares a text with some of them in meaning."""
        self.evidence = evidence
        self._similar = similar
        self.units: list[Unit] = []
        self._posting: dict[str, list[int]] = defaultdict(list)
        self._under: dict[str, list[int]] = defaultdict(list)
        self._block: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._document: dict[str, range] = {}
        for document in evidence.documents.values():
            begin = len(self.units)
            self._read(document)
            self._document[document.id] = range(begin, len(self.units))
        self.alias = _aliases(d.text for d in evidence.documents.values())
        around: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
        for unit in self.units:
            around[unit.span.document, unit.headings] |= unit.own
        self._around = {k: frozenset(v) for k, v in around.items()}
        for i, unit in enumerate(self.units):
            self._block[unit.span.document, unit.block].append(i)
            for s in unit.own:
                self._posting[s].append(i)
            for s in unit.frame:
                self._under[s].append(i)

    def _read(self, document: Document) -> None:
        for number, block in enumerate(document.blocks):
            spans: Sequence[tuple[int, int]] = block.sentences if block.kind in ("paragraph", "item") else ()
            head = ""
            if block.kind == "row" and block.table is not None:
                spans = ((block.start, block.end),)
                head = " ".join(c.text for c in document.tables[block.table].columns)
            frame = _stems(" ".join((document.title, document.publisher, *block.headings, head)))
            for at, (start, end) in enumerate(spans):
                text = document.text[start:end]
                if at and is_label(document.text[slice(*spans[0])]):
                    frame |= _stems(document.text[slice(*spans[0])])
                if not lexicon.WORD.search(SOURCE_MARK.sub("", text)):
                    continue  # a source mark by itself says nothing
                headings = (document.title, *block.headings)
                span = Span(document.id, start, end)
                self.units.append(Unit(span, text, _stems(text), frame, headings, block.kind, len(self.units), number))

    def weight(self, stem: str) -> float:
        """How much a word or a place tells: high for rare ones."""
        if not stem.startswith("@"):
            return self.evidence.weight(stem)
        return math.log(1 + len(self.units) / (0.5 + len(self._posting.get(stem, ()))))

    def count(self, stem: str) -> int:
        """In how many sentences and rows a word or a place stands."""
        return len(self._posting.get(stem, ()))

    def occurs(self, stem: str) -> bool:
        """Does the very word or place occur?"""
        return bool(self._posting.get(stem)) or self.evidence.occurs(stem)

    def near(self, unit: Unit, step: int) -> Unit | None:
        """The unit so many places later (earlier when negative) in the same document."""
        i = unit.index + step
        if 0 <= i < len(self.units) and self.units[i].span.document == unit.span.document:
            return self.units[i]
        return None

    def block(self, unit: Unit) -> list[Unit]:
        """The sentences of a unit's own paragraph, item or row, in order."""
        return [self.units[i] for i in self._block[unit.span.document, unit.block]]

    def lead(self, unit: Unit) -> Unit | None:
        """The sentence that a list item stands under; None for what is no item."""
        at = unit
        while at.kind == "item" and at.headings == unit.headings:
            before = self.near(at, -1)
            if before is None:
                return None
            at = before
        return at if unit.kind == "item" and at.kind == "paragraph" and at.headings == unit.headings else None

    def around(self, unit: Unit) -> frozenset[str]:
        """Stems of all that stands under the same heading."""
        return self._around[unit.span.document, unit.headings]

    def section(self, unit: Unit) -> list[Unit]:
        """The units under the same heading, in order."""
        return [u for i in self._document[unit.span.document] if (u := self.units[i]).headings == unit.headings]

    def at(self, span: Span) -> list[Unit]:
        """The units that overlap a span, in order."""
        found = self._document.get(span.document, range(0))
        first = bisect_right(self.units, span.start, found.start, found.stop, key=lambda u: u.span.end)
        last = bisect_left(self.units, span.end, first, found.stop, key=lambda u: u.span.start)
        return self.units[first:last]

    def similar(self, text: str, units: Sequence[Unit]) -> dict[int, float]:
        """How near units are to a text in meaning, by their index: a cosine, 0 where there are no vectors."""
        if self._similar is None:
            return {}
        near = self._similar(text, [u.span for u in units])
        return {u.index: cosine for u, cosine in zip(units, near, strict=True)}

    def shortlist(self, words: Iterable[Sought], hits: Sequence[Hit], count: int) -> list[Unit]:
        """The units that cover most of a question's words, by the weight of the words, or lie in passages found."""
        score: dict[int, float] = defaultdict(float)
        for word in words:
            held: dict[int, float] = {}
            for stem in word.alike:
                if len(found := self._posting.get(stem, ())) < _COMMON:
                    held.update(dict.fromkeys(found, _ALIKE))
            if len(below := self._under.get(word.stem, ())) < _SECTION:
                held.update(dict.fromkeys(below, _ALIKE))
            if len(found := self._posting.get(word.stem, ())) < _COMMON:
                held.update(dict.fromkeys(found, 1.0))
            for i, level in held.items():
                score[i] += word.weight * level
        for rank, hit in enumerate(hits):
            for unit in self.at(hit.passage.span):
                score[unit.index] += _FOUND * (1 - rank / len(hits))
        best = heapq.nsmallest(count, score.items(), key=lambda x: (-round(x[1], 6), x[0]))
        return [self.units[i] for i, _ in best]

    def candidates(self, stems: Collection[str], hits: Sequence[Hit]) -> list[Unit]:
        """Units that share a telling word with the question, stand under one, or lie in a passage that search found.

        The sentence after is a candidate too: "It adds used machines" answers in the words of the one before.
        """
        chosen: set[int] = set()
        for s in stems:
            found = self._posting.get(s, ())
            if len(found) < _COMMON:
                chosen.update(found)
        for i in list(chosen):
            following = self.near(self.units[i], 1)
            if following and following.kind != "row" and following.headings == self.units[i].headings:
                chosen.add(following.index)
        for s in stems:
            if len(below := self._under.get(s, ())) < _SECTION:
                chosen.update(below)
        for hit in hits:
            chosen.update(u.index for u in self.at(hit.passage.span))
        return [self.units[i] for i in sorted(chosen)]


_LABEL = re.compile(r"\W*\*\*[^*]+\*\*\W*")


def is_label(text: str) -> bool:
    """Is it the heading that a paragraph or an item begins with: "**Decree 5 of May 2020.** It bars ..."?"""
    return bool(_LABEL.fullmatch(SOURCE_MARK.sub("", text)))


_HYPHENED = re.compile(r"\b([^\W\d_]{2,})-([^\W\d_]{2,})\b")
_ACRONYM = re.compile(
    r"\b(?P<name>[A-Z][\w’'&-]+(?: (?:of|for|and|the|in|"
    r"[A-Z][\w’'&-]+)){1,8}) \((?P<short>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)"
)
_BODIES = frozenset(
    "association union council federation institute ministry bank authority agency centre "
    "center commission board organisation organization chamber group society directorate".split()
)


def _aliases(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Short names of bodies by the kind of body, both ways: `AiMeD` may be called "the association"."""
    out: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for m in _ACRONYM.finditer(text):
            for word in m["name"].lower().split():
                if word in _BODIES:
                    out[lexicon.stem(m["short"])].add(lexicon.stem(word))
                    out[lexicon.stem(word)].add(lexicon.stem(m["short"]))
    return {k: frozenset(v) for k, v in out.items()}


def _stems(text: str) -> frozenset[str]:
    """Stems of the words, and each place under one name: "British" is also `@United Kingdom`."""
    plain = SOURCE_MARK.sub("", text)
    words = {t.stem for t in lexicon.tokens(plain) if not lexicon.is_stop(t) or t.word == "may"}  # who may do what
    joined = {lexicon.stem(a + b) for a, b in _HYPHENED.findall(plain)}  # "out-lot" is asked for as "outlot"
    typed = {lexicon.stem(w) for w in re.findall(r"\w+", lexicon.unaccented(plain))} if not plain.isascii() else set()
    return frozenset(words | joined | typed | {f"@{p.name}" for p in places(plain)})

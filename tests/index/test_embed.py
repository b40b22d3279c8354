"""Vectors: numpy and sentence-transformers agree, and nothing needs the network."""

import subprocess
import sys
import threading

import numpy as np
import pytest

from index import embed
from index.bert import tokenizer
from index.embed import (
    MODEL_SHA256,
    Embedder,
    MiniLM,
    as_langchain,
    checksum,
    embed_quickly,
    load_embedder,
    model_folder,
)
from index.quick import _Graph

TEXTS = [
    "India exported most medical devices to the US at $668.9 million in FY 2022-23.",
    "Rs 625.68 crore",
    "₹2,000 crore – “tripled” in five years, Россия 2028",
    "x" * 500,
    " ".join(["a very long text"] * 200),
    "",
]


@pytest.fixture(scope="module")
def model() -> MiniLM:
    loaded = load_embedder()
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def quick() -> MiniLM:
    return MiniLM(model_folder(), quick=True)


def test_the_weights_are_the_published_ones():
    assert checksum(model_folder()) == MODEL_SHA256


def test_finding_the_model_runs_none_of_its_package_s_code():
    code = f"import sys, index.embed; index.embed.load_embedder(); sys.exit('{embed.PACKAGE}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_without_the_package_there_is_no_embedder(monkeypatch, caplog):
    monkeypatch.setattr(embed, "PACKAGE", "no_such_package")
    assert load_embedder() is None
    assert "by words alone" in caplog.text


@pytest.mark.model
class TestMiniLM:
    def test_it_is_an_embedder(self, model):
        assert isinstance(model, Embedder)

    def test_both_ways_of_computing_give_the_same_vectors(self, model):
        few, many = model._encode_few(TEXTS), model._encode_many(TEXTS)
        assert few.shape == many.shape == (len(TEXTS), model.dimension)
        assert np.abs(few - many).max() < 1e-5

    def test_vectors_have_length_one_and_keep_the_order(self, model):
        vectors = model.embed(TEXTS)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        assert np.abs(vectors[1] - model.embed_query(TEXTS[1])).max() < 1e-5

    def test_nearness_is_nearness_of_meaning(self, model):
        question = model.embed_query("What did Germany buy?")
        near, far = model.embed(["German purchases", "The weather in Lagos"])
        assert question @ near > question @ far

    def test_of_no_texts_there_are_no_vectors(self, model):
        assert model.embed([]).shape == (0, model.dimension)

    def test_a_query_asked_again_is_remembered_and_cannot_be_changed(self, model):
        vector = model.embed_query("again")
        assert model.embed_query("again") is vector
        with pytest.raises(ValueError, match="read-only"):
            vector[0] = 1

    def test_tokens_are_counted_as_the_model_does(self, model):
        tokenizer = model._encode_many(["x"]) is not None and model._large.tokenizer
        for text in TEXTS[:4]:
            assert model.count_tokens(text) == len(tokenizer.encode(text, add_special_tokens=False))

    def test_many_threads_get_what_one_gets(self, model):
        questions = [f"How much did country {n} buy?" for n in range(24)]
        alone = [model._encode_few([q])[0] for q in questions]
        together = [None] * len(questions)

        def ask(n):
            together[n] = model.embed_query(questions[n])

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(questions))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert np.abs(np.array(together) - np.array(alone)).max() < 1e-5

    def test_progress_reaches_the_end(self, model):
        steps = []
        model.embed(["a"] * 40, lambda done, of: steps.append((done, of)))
        assert steps[-1] == (40, 40)

    def test_langchain_takes_it(self, model):
        adapter = as_langchain(model)
        assert np.allclose(adapter.embed_documents(["a"])[0], adapter.embed_query("a"), atol=1e-5)


@pytest.mark.model
def test_a_question_needs_no_torch():
    code = (
        "import sys; from index.embed import load_embedder; load_embedder().embed_query('x');"
        "sys.exit(any(m in sys.modules for m in ('torch', 'transformers', 'sentence_transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.model
class TestInEightBits:
    def test_passages_are_nearly_where_the_reference_puts_them_and_questions_exactly(self, model, quick):
        near = np.sum(quick.embed(TEXTS) * model.embed(TEXTS), axis=1)
        assert 0.97 < near.min() and near.max() < 0.99999  # another way, and a good one
        assert np.array_equal(quick.embed_query(TEXTS[0]), model.embed_query(TEXTS[0]))

    def test_the_graph_before_it_is_made_small_gives_the_vectors_of_the_reference(self, model, tmp_path):
        import onnx
        import onnxruntime

        path = tmp_path / "whole.onnx"
        onnx.save(_Graph(model_folder()).model(), path)
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        for text in TEXTS:
            ids = tokenizer(model_folder(), 256).encode(text).ids
            fed = {"ids": [ids], "places": np.arange(len(ids)), "hidden": np.zeros((1, 1, 1, len(ids)), np.float32)}
            mean = session.run(None, fed)[0][0].mean(axis=0)
            assert mean @ model.embed_query(text) / np.linalg.norm(mean) > 0.9999

    def test_parts_and_wholes_are_told_alike_however_many_there_are(self, quick):
        text = "Germany bought tea. Egypt sold rice."
        whole, first, last = quick.embed_parts([text], [[(0, 19), (20, 36)]])[0]
        assert np.abs(whole - quick.embed([text])[0]).max() < 1e-5
        assert first @ quick.embed_query("German tea") > last @ quick.embed_query("German tea")
        assert quick.embed(TEXTS).shape == (len(TEXTS), quick.dimension)

    def test_its_vectors_are_never_taken_for_those_of_the_reference(self, model, quick):
        assert quick.name != model.name and quick.name.startswith(model.name)


def test_quick_embedding_is_chosen_once_for_all_that_is_opened(monkeypatch):
    monkeypatch.setattr(embed, "_passages", {"quick": False})
    assert not load_embedder().name.endswith("int8")
    embed_quickly()
    assert load_embedder().name.endswith("int8")

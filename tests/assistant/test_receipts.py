"""Answers are kept, and replayed: the same bytes over the same documents, else what changed and how it differs."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.receipts import FILE, Keeper, Receipts, bare, read_file, replay
from index.errors import SettingsError, StoreError

QUESTIONS = (
    "What were exports of cinnamon to Mexico in 2023?",
    "By how much did exports of cinnamon to Mexico grow from 2022 to 2023?",
    "What were exports of cloves in 2023?",
)


class Library(SimpleNamespace):
    """An evidence as the assistant's library: nothing is searched by meaning."""

    embed_query = None
    embedder_name = ""

    def similar(self, query, spans):
        return [0.0] * len(spans)

    def search(self, query, top_k=5):
        return ()


def assistant_over(evidence, corpus_hash):
    documents = tuple(evidence.documents.values())
    return Assistant(Library(documents=documents, passages=(), figures=evidence.figures, corpus_hash=corpus_hash))


@pytest.fixture
def spice_assistant(spices):
    return assistant_over(spices, "one")


@pytest.fixture
def changed_assistant(evidence_over, spices):
    texts = {d.id: d.text for d in spices.documents.values()}
    changed = texts | {"cinnamon.md": texts["cinnamon.md"].replace("| 60 | 90 |", "| 60 | 95 |")}
    return assistant_over(evidence_over(changed), "two")


@pytest.fixture
def receipts(tmp_path):
    return Receipts(tmp_path / "store")


def test_an_answer_over_the_same_documents_is_the_same_to_the_byte(spice_assistant, receipts):
    keeper = Keeper(spice_assistant, receipts)
    for question in QUESTIONS:
        answer = keeper.ask(question)
        again = replay(receipts.find(answer.id), spice_assistant)
        assert again.identical and again.same and not again.changes
        assert json.dumps(bare(again.answer)) == json.dumps(bare(answer))


def test_a_follow_up_is_replayed_within_its_conversation(spice_assistant, receipts):
    keeper, conversation = Keeper(spice_assistant, receipts), Conversation()
    keeper.ask(QUESTIONS[0], conversation)
    answer = keeper.ask("And to Peru?", conversation)
    kept = receipts.find(answer.id)
    assert kept.history == (QUESTIONS[0],)
    assert replay(kept, spice_assistant).identical


def test_after_a_document_changed_only_the_affected_answers_differ(spice_assistant, changed_assistant, receipts):
    keeper = Keeper(spice_assistant, receipts)
    kept = [receipts.find(keeper.ask(question).id) for question in QUESTIONS]
    again = [replay(receipt, changed_assistant) for receipt in kept]
    assert [r.same for r in again] == [False, False, True]
    assert all(not r.identical and "cinnamon.md has changed." in r.changes for r in again)
    assert any("90" in d and "95" in d for d in again[0].differences)


def test_an_answer_can_be_replayed_from_a_file(spice_assistant, receipts, tmp_path):
    answer = spice_assistant.ask(QUESTIONS[0])
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer.as_json()) + "\n", encoding="utf-8")
    (receipt,) = read_file(path, receipts)
    again = replay(receipt, spice_assistant)
    assert again.identical and receipt.history is None


@pytest.mark.parametrize("content", ["", "nonsense", "[1]", '{"question": 3}'])
def test_a_file_without_answers_is_refused(content, receipts, tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(content, encoding="utf-8")
    if content:
        with pytest.raises(SettingsError):
            read_file(path, receipts)
    else:
        assert read_file(path, receipts) == ()


def test_an_id_may_be_cut_short_as_long_as_it_is_the_only_one(receipts, spice_assistant):
    answer = Keeper(spice_assistant, receipts).ask(QUESTIONS[0])
    assert receipts.find(answer.id[:6]).id == answer.id
    assert receipts.find("") is None and receipts.find("zz") is None
    kept = receipts.find(answer.id)
    receipts.keep(replace(kept, id=kept.id[:6] + "x"))
    assert receipts.find(answer.id[:6]) is None


def test_an_answer_is_given_even_where_it_cannot_be_kept(spice_assistant, receipts, caplog):
    receipts.path.parent.mkdir(parents=True)
    receipts.path.write_text("no database", encoding="utf-8")
    assert Keeper(spice_assistant, receipts).ask(QUESTIONS[0]).status == "answered"
    assert "could not be kept" in caplog.text and QUESTIONS[0] not in caplog.text.split("Traceback")[0]
    with pytest.raises(StoreError, match=FILE):
        receipts.find("a")

"""Briefs on other topics, other currencies and units: floors that a change must not fall below."""

import importlib.util
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.evaluate import evaluate, read_gold, read_texts

BRIEFS = Path(__file__).parent
CORPUS = BRIEFS.parents[1] / "corpus"
FOLDERS = (BRIEFS, BRIEFS.parent / "ranking" / "topics")

# share answered right, and share of the answered that give a wrong figure, at least and at most
FLOORS = {
    "coffee": (0.55, 0.15),
    "gas": (0.55, 0.10),
    "machinery": (0.65, 0.10),
    "tea": (0.55, 0.18),
    "fertiliser": (0.45, 0.18),
    "salmon": (0.28, 0.26),
    "chicken": (0.65, 0.06),
}
OWN = {"corpus_own": (0.55, 0.09), "corpus_fourth": (0.75, 0.05), "corpus_fifth": (0.58, 0.08)}


def scored(corpus, questions, store):
    report, _ = evaluate(Assistant.open([corpus], store), read_gold(questions), read_texts([corpus]))
    return report


@pytest.mark.model
@pytest.mark.parametrize("topic", FLOORS)
def test_a_brief_on_another_topic_is_answered_as_well_as_before(topic, tmp_path):
    folder = next(f / topic for f in FOLDERS if (f / topic).is_dir())
    report = scored(folder / "corpus", folder / "questions.jsonl", tmp_path / "store")
    right, wrong = FLOORS[topic]
    assert report["quotes"]["exact"] == 1.0
    assert report["overall"]["correct_share"] >= right
    assert report["overall"]["wrong_figure_share"] <= wrong


@pytest.mark.model
@pytest.mark.parametrize("name", OWN)
def test_questions_of_other_wording_on_the_corpus_are_answered_as_well_as_before(name, tmp_path):
    report = scored(CORPUS, BRIEFS.parent / "questions" / f"{name}.jsonl", tmp_path / "store")
    right, wrong = OWN[name]
    assert report["quotes"]["exact"] == 1.0
    assert report["overall"]["correct_share"] >= right
    assert report["overall"]["wrong_figure_share"] <= wrong


def test_the_questions_follow_from_their_documents(capsys, monkeypatch):
    spec = importlib.util.spec_from_file_location("validate", BRIEFS / "validate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr("sys.argv", ["validate.py"])
    assert not module.main(), capsys.readouterr().out

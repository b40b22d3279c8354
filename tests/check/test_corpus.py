"""The audit of the real documents, against what a person found by reading them."""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest


def module(name):
    spec = importlib.util.spec_from_file_location(f"check_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _score():
    return module("score")


def test_the_list_quotes_the_documents_exactly(corpus, items):
    for item in items:
        for s in item["spans"]:
            text = (corpus / s["document"]).read_text(encoding="utf-8")
            assert text[s["start"] : s["end"]] == s["quote"], item["id"]


def test_at_least_95_per_cent_of_what_a_person_found_is_found(corpus_findings, items):
    result = _score().score(corpus_findings, items)
    assert result["recall"] >= 0.95, result["missed"]


def test_at_least_93_per_cent_of_the_findings_are_on_the_list(corpus_findings, items):
    result = _score().score(corpus_findings, items)
    assert result["precision"] >= 0.93, [f.sentence for f in result["unmatched"]]


def test_what_only_looks_inconsistent_is_left_alone(corpus_findings, items):
    assert _score().score(corpus_findings, items)["accused"] == []


def test_every_claim_and_citation_is_the_documents_own_words(corpus, corpus_findings):
    for f in corpus_findings:
        for c in f.claims:
            text = (corpus / c.span.document).read_text(encoding="utf-8")
            assert text[c.span.start : c.span.end] == c.text
            cited = next(q for q in f.citations if q.marker == c.citation)
            assert cited.span.start <= c.span.start and c.span.end <= cited.span.end
            assert text[cited.span.start : cited.span.end] == cited.quote


def test_findings_are_written_as_json_with_both_spans(corpus_findings):
    rows = json.loads(json.dumps([f.as_json() for f in corpus_findings]))
    assert len({row["id"] for row in rows}) == len(rows)
    assert all({"kind", "severity", "sentence", "claims", "citations", "calculation"} <= set(row) for row in rows)
    assert all(len(row["claims"]) > 1 for row in rows if row["kind"] in ("values", "total", "conversion", "growth"))


@pytest.fixture(scope="module")
def briefs():
    made = module("briefs")
    return made.items(), made.findings_by_topic()


def test_the_list_over_other_topics_quotes_its_documents_exactly(briefs, root):
    for item in briefs[0]:
        for s in item["spans"]:
            path = root / "tests" / "briefs" / item["topic"] / "corpus" / s["document"]
            assert path.read_text(encoding="utf-8")[s["start"] : s["end"]] == s["quote"], item["id"]


def test_two_thirds_of_what_a_person_found_in_documents_on_other_topics_are_found(briefs):
    items, found = briefs
    wrong = [i for i in items if i["label"] == "wrong"]
    missed = [i["why"] for i in wrong if not any(_score().finds(f, i) for f in found[i["topic"]])]
    assert len(missed) <= len(wrong) / 3, missed


def test_documents_on_other_topics_raise_at_most_one_false_alarm_each(briefs):
    items, found = briefs
    for topic, findings in found.items():
        mine = [i for i in items if i["topic"] == topic]
        false = [f for f in findings if f.kind != "noted" and not any(_score().finds(f, i) for i in mine)]
        per_document = Counter(f.claims[0].span.document for f in false)
        assert max(per_document.values(), default=0) <= 1, [f.sentence for f in false]

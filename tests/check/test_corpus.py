"""The audit of the real documents, against what a person found by reading them."""

import importlib.util
import json
from pathlib import Path

import pytest

from assistant.bind import Evidence
from assistant.check import audit
from index.figures import extract
from index.load import load_folder

BRIEFS = ("coffee", "fertiliser", "gas", "machinery", "tea")


def evidence_of(folder):
    documents, _ = load_folder([folder])
    return Evidence(documents, (), [f for d in documents for f in extract(d)])


def _score():
    spec = importlib.util.spec_from_file_location("check_score", Path(__file__).with_name("score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_quotes_the_documents_exactly(corpus, items):
    for item in items:
        for s in item["spans"]:
            text = (corpus / s["document"]).read_text(encoding="utf-8")
            assert text[s["start"] : s["end"]] == s["quote"], item["id"]


def test_at_least_85_per_cent_of_what_a_person_found_is_found(corpus_findings, items):
    result = _score().score(corpus_findings, items)
    assert result["recall"] >= 0.85, result["missed"]


def test_at_least_90_per_cent_of_the_findings_are_on_the_list(corpus_findings, items):
    result = _score().score(corpus_findings, items)
    assert result["precision"] >= 0.9, [f.sentence for f in result["unmatched"]]


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


@pytest.mark.parametrize("topic", BRIEFS)
def test_documents_of_other_topics_raise_at_most_one_finding_each_beside_their_own_doubts(root, topic):
    evidence = evidence_of(root / "tests" / "briefs" / topic / "corpus")
    findings = audit(evidence)
    per_document = [
        sum(f.claims[0].span.document == d and f.kind != "noted" for f in findings) for d in evidence.documents
    ]
    assert max(per_document) <= 1, [f.sentence for f in findings]

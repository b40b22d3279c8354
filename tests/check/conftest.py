"""The corpora that are audited, read once. No model is needed."""

import json
from pathlib import Path

import pytest

from assistant.bind import Evidence
from assistant.check import audit
from index.figures import extract
from index.load import load_folder

HERE = Path(__file__).resolve().parent


def evidence_of(folder):
    documents, _ = load_folder([folder])
    return Evidence(documents, (), [f for d in documents for f in extract(d)])


@pytest.fixture(scope="session")
def corpus_findings(corpus):
    return audit(evidence_of(corpus))


@pytest.fixture(scope="session")
def items():
    """What a person found by reading: statements that do not hold, that only look so, and open cases."""
    return [json.loads(line) for line in (HERE / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def evidence(tmp_path):
    """Reads texts, given by file name."""

    def read(texts):
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return evidence_of(tmp_path)

    return read


@pytest.fixture
def check(evidence):
    """Audits texts, given by file name; a bare text is one Markdown document."""
    return lambda texts: audit(evidence({"note.md": texts} if isinstance(texts, str) else texts))

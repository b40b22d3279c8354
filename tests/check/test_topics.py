"""False alarms on documents that were written for another test and are meant to hold, but for what they revise."""

from collections import Counter

import pytest

from assistant.bind import Evidence
from assistant.check import audit
from index.figures import extract
from index.load import load_folder

TOPICS = ("aircraft", "cement", "chicken", "flowers", "salmon")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_document_of_another_topic_raises_at_most_one_finding(root, topic):
    documents, _ = load_folder([root / "tests" / "ranking" / "topics" / topic / "corpus"])
    findings = audit(Evidence(documents, (), [f for d in documents for f in extract(d)]))
    by_document = Counter(f.claims[0].span.document for f in findings)
    assert max(by_document.values(), default=0) <= 1, [f.sentence for f in findings]
    assert len(findings) <= 2, [f.sentence for f in findings]

"""Values of different scope are told apart and not set against each other, in documents on several topics."""

import pytest

from assistant.check.books import Books
from assistant.check.text import side_by_side
from assistant.check.versions import compare


def document(title, body, publisher="Desk"):
    return f"---\ntitle: {title}\ndate: 2025-02-01\npublisher: {publisher}\n---\n# {title}\n\n{body}\n"


TOPICS = {
    "sesame of Sudan": (
        {
            "exports.md": document("Sesame exports of Sudan", "Exports of sesame were $412 million in 2024.", "Office"),
            "egypt.md": document(
                "Sudan's goods trade with Egypt",
                "## Exports were the weak side\n\nSesame, at about $75 million in 2024, was a small part of the "
                "roughly $880 million of exports.",
                "Chamber",
            ),
            "more.md": document("Sesame harvests of Sudan", "Sudan's exports of sesame were $412 million in 2024."),
        },
        "sesame exports in 2024",
        {"$412 million"},
    ),
    "tyres of Thailand": (
        {
            "all.md": document("Thailand's tyre exports", "Exports of tyres were $6,100 million in 2023."),
            "chile.md": document(
                "Thailand's tyre exports to Chile", "In 2023 exports of tyres were $84 million. They rose slowly."
            ),
            "again.md": document(
                "Thailand's tyre industry", "Thailand's exports of tyres were $6,100 million in 2023."
            ),
        },
        "exports of tyres in 2023",
        {"$6,100 million"},
    ),
}


@pytest.mark.parametrize("topic", TOPICS)
def test_what_only_a_title_makes_the_trade_with_one_country_is_no_other_value_of_the_whole(evidence, topic):
    texts, words, whole = TOPICS[topic]
    measures = compare(Books(evidence(texts)), words)
    assert not any(m.differ for m in measures)
    assert {v.printed for v in measures[0].versions} == whole
    assert all(m.reason == "scope" and m.why.startswith("Another scope than") for m in measures[1:])


def test_a_part_and_its_whole_in_one_sentence_are_two_measures(evidence):
    measures = compare(Books(evidence(TOPICS["sesame of Sudan"][0])), "exports to Egypt in 2024")
    assert not any(m.differ for m in measures)
    assert sorted(len(m.versions) for m in measures) == [1, 1]
    assert "one sentence tells both" in side_by_side(measures)


def test_two_values_of_one_scope_still_differ(evidence):
    title = "Thailand's tyre exports to Chile"
    texts = {
        "one.md": document(title, "Exports of tyres to Chile were $84 million in 2023."),
        "two.md": document(title, "In 2023 exports of tyres were $97 million."),
    }
    (measure,) = compare(Books(evidence(texts)), "exports of tyres to Chile in 2023")
    assert measure.differ and measure.reason == "" and len(measure.versions) == 2


def test_a_heading_that_names_a_place_does_not_part_equal_values(evidence):
    texts = {
        "one.md": document("Thailand's tyre exports", "Exports of tyres were $6,112 million in 2023."),
        "two.md": document(
            "Thailand's tyre market",
            "## Why it matters for Chile\n\nExports of about $6.1 billion in 2023 come from 60 makers of tyres.",
        ),
    }
    (measure,) = compare(Books(evidence(texts)), "exports of tyres in 2023")
    assert not measure.differ and len(measure.versions) == 2

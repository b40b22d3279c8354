"""Every value of a measure side by side, and why they differ."""

import pytest

from assistant.check.books import Books
from assistant.check.text import side_by_side
from assistant.check.versions import compare

BULLETIN = """---
title: Sesame exports
date: 2025-02-01
publisher: Seed Office
sources:
  - id: S1
    publisher: Customs House
    title: Yearbook
    date: "2025-01-20"
  - id: S2
    publisher: Growers' League
    title: Letter
    date: "2025-01-28"
---
# Sesame exports of Sudan

Exports of sesame were $412 million in 2024 (source: S1). The league puts exports of sesame at $455 million for 2024 \
(source: S2). It counts members only. Exports of sesame were $398 million in 2023 (source: S1).
"""
PRESS = """---
title: Sesame does well
date: 2025-02-10
publisher: River Post
---
# Sesame does well

Exports of sesame reached about $412 million in 2024. The goal for exports of sesame is $600 million in 2024.
"""


@pytest.fixture
def measures(evidence):
    books = Books(evidence({"bulletin.md": BULLETIN, "press.md": PRESS}))
    return lambda words: compare(books, words)


def test_every_value_is_told_with_its_source_date_status_and_scope(measures):
    first = measures("exports of sesame in 2024")[0]
    told = [(v.printed, v.who, v.dated, v.status, v.side) for v in first.versions]
    assert told == [
        ("$412 million", "Customs House", "2025-01-20", "reported", 0),
        ("about $412 million", "River Post", "2025-02-10", "reported", 0),
        ("$455 million", "Growers' League", "2025-01-28", "reported", 1),
    ]
    assert all("sesame" in v.scope for v in first.versions)


def test_the_reason_is_taken_from_the_documents_and_cited(measures):
    first = measures("exports of sesame in 2024")[0]
    assert first.differ and first.why.startswith("They count different things")
    assert "“It counts members only.”" in first.why
    assert "It counts members only." in {c.quote for c in first.citations}


def test_a_goal_and_another_year_are_measures_of_their_own(measures):
    found = measures("exports of sesame")
    assert [(m.differ, len(m.versions)) for m in found] == [(True, 3), (False, 1)]
    assert "2023" in found[1].about


def test_the_values_are_drawn_as_a_small_chart_with_how_far_they_are_apart(measures):
    text = side_by_side(measures("exports of sesame in 2024"))
    bars = [line.count("█") for line in text.splitlines() if "█" in line]
    assert len(bars) == 3 and bars[0] == bars[1] < bars[2]
    assert "The values differ. They are 9.45% apart." in text


def test_what_is_not_held_is_one_sentence(measures):
    assert side_by_side(measures("exports of reindeer in 1950")) == (
        "The documents give no value for this; use words of theirs."
    )


def test_the_values_are_written_for_programs(measures):
    record = measures("exports of sesame in 2024")[0].as_json()
    assert record["differ"] and record["apart"]["unit"] == "percent"
    assert {v["base_value"] for v in record["values"]} == {412e6, 455e6}
    markers = {c["marker"] for c in record["citations"]}
    assert {v["citation"] for v in record["values"]} <= markers


def test_what_somebody_adds_some_values_to_is_no_version_of_the_whole(evidence):
    text = (
        "# Imports of sesame\n\nImports of sesame were $63.2 million in 2023. A paper adds the five largest values of "
        "2023 to $37.5 million of imports of sesame.\n"
    )
    found = compare(Books(evidence({"note.md": text})), "imports of sesame in 2023")
    assert not any(m.differ for m in found)
    assert [m.why for m in found if m.reason == "scope"] == ["A sum of some values only, as its sentence says."]

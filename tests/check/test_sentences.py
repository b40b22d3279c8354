"""Findings read as a person would write them."""

import re

HEAD = """---
title: Spice exports of Sri Lanka
date: 2024-04-22
publisher: Spice desk
sources:
  - id: S1
    publisher: Harbour
    title: Count
---
# Spice exports of Sri Lanka

"""


def test_a_stated_doubt_is_quoted_without_the_marks_of_its_sources_and_the_gaps_they_leave(check):
    text = "Growth of 2023 is given two ways: 13 per cent (source: S1) and 9 per cent (source: S1)."
    row = "| Year | Duty |\n|---|---|\n| 2023 | 26 per cent; some reports say 27 (source: S1) |\n"
    said = [f.sentence for f in check(HEAD + text + "\n\n" + row) if f.kind == "noted"]
    assert said == [
        "The document itself doubts this: “Growth of 2023 is given two ways: 13 per cent and 9 per cent.”",
        "The document itself doubts this: “2023, 26 per cent; some reports say 27”",
    ]


def test_a_rate_of_the_day_of_writing_is_named_with_the_document(check):
    head = HEAD.replace("2024-04-22", "2022-09-28")
    text = "Exports of spices to Germany were €90 million ($86.1 million) in 2021.\n"
    (finding,) = (f for f in check(head + text) if f.kind == "conversion")
    assert "that of September 2022, when “Spice exports of Sri Lanka” was written" in finding.explanation


def test_two_shares_are_told_apart_by_the_words_beside_them_without_gaps(check):
    rows = "| 2023 | domestic about 40 per cent from 2023 |\n| 2023 | imports down to 68 per cent |"
    rows = f"| Year | Share |\n|---|---|\n{rows}"
    (finding,) = (f for f in check(HEAD + "## Share of the market\n\n" + rows + "\n") if f.kind == "share")
    assert "40 per cent (domestic) and 68 per cent (imports)" in finding.sentence


def test_how_many_ways_a_value_is_given_is_not_what_it_is_of(check):
    head = HEAD.replace(
        "    title: Count\n", "    title: Count\n  - id: S2\n    publisher: Customs\n    title: Tables\n"
    )
    text = "Imports rose. Growth for 2024 is also given two ways: 13 per cent (source: S1) and 9 per cent (source: S2)."
    (finding,) = (f for f in check(head + "## Imports of spices\n\n" + text + "\n") if f.kind == "values")
    assert finding.sentence.startswith("Imports, 2024: 13 per cent (Harbour), but 9 per cent (Customs).")


def test_the_sentences_over_the_corpus_have_no_gaps_and_no_numbers_of_a_machine(corpus_findings):
    for f in corpus_findings:
        said = f"{f.sentence} {f.explanation}"
        assert not re.search(r"  | [,;.](?!\d)|\(\)|\d\.\d{8}", said), said
        assert f.sentence[0] == f.sentence[0].upper() and f.sentence.endswith((".", "”")), f.sentence
        assert not re.search(r"\b(?:to|from|with) (?:United States|Netherlands|European Union)\b", said), said

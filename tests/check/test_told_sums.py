"""Sums that sentences tell in words, and slips that only a second look at the words finds."""

import pytest

HEAD = """---
title: Spice exports of Sri Lanka
date: 2024-06-10
publisher: Spice desk
---
# Spice exports of Sri Lanka

"""
RATES = (
    "## Exchange rates hidden in reports\n\n| Statement | Euros | Dollars |\n|---|---|---|\n"
    "| Exports to Germany, 2022 | €90 million | ${} million |\n"
)
EACH = (
    "A programme of $400 million pays for four mills. Peru, Chile, Mexico and Brazil were chosen, at ${} million each."
)
LIST = "In 2023 Peru bought spices for $51.7 million, Chile for $21.4 million and {} for $16.2 million."
BASE = (
    "Exports of spices were $232.3 million in 2023. They grew by {} per cent against a base of $200 million a year ago."
)
RISE = "| Date | Duty |\n|---|---|\n| July 2023 | 25 per cent |\n| August 2023 | a further 25, making {} per cent |\n"
GAP = "In 2023 imports of spices were $172.4 million and exports $99.1 million, leaving a gap of ${} million."
SAME = "Two billion rupees is the same as Rs {} crore."
CASES = {
    "a rate between two columns": (RATES, "95", "310", "conversion"),
    "so much each": (EACH, "100", "107", "total"),
    "one place twice in a list": (LIST, "Mexico", "Chile", "values"),
    "growth on a base": (BASE, "16.15", "17.15", "growth"),
    "a further rise": (RISE, "50", "40", "total"),
    "a gap": (GAP, "73.3", "273.3", "total"),
    "two billion in crore": (SAME, "200", "209", "unit"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_words_add_up_to_is_held_against_what_is_printed(check, case):
    text, right, wrong, kind = CASES[case]
    assert check(HEAD + text.format(right) + "\n") == ()
    (finding,) = (f for f in check(HEAD + text.format(wrong) + "\n") if f.kind == kind)
    assert len(finding.claims) > 1 or finding.calculation
    assert finding.sentence.endswith(".")


def test_trade_is_held_against_the_two_ways_that_its_sentence_splits_it_into(check):
    head = HEAD.replace("Spice exports of Sri Lanka", "Trade of Sri Lanka with Peru")
    text = "One report gives ${} billion for 2023, with exports of $2.6 billion and imports of $5.5 billion.\n"
    assert check(head + text.format("8.1")) == ()
    (finding,) = check(head + text.format("7.1"))
    assert "make $8.1 billion, not the $7.1 billion" in finding.sentence


def test_one_digit_is_found_where_only_one_of_two_numbers_names_its_scale(check):
    told = "Exports of spices to Peru were ${} million in 2023.\n"
    table = "| Year | Exports to Peru, US$ million |\n|---|---|\n| 2023 | 782 |\n| 2022 | 714 |\n"
    note = HEAD + told
    assert check({"a.md": note.format(782), "b.md": HEAD + table}) == ()
    assert [f.kind for f in check({"a.md": note.format(282), "b.md": HEAD + table})] == ["values"]


def test_a_round_value_does_not_excuse_a_rate_that_the_exact_one_denies(check):
    told = "Exports of spices were $632.8 million in 2022 and $611.8 million in 2023.\n\n## Elsewhere\n\n"
    more = "Exports of spices were about $630 million in 2022.\n\n## Growth\n\nIn 2023 exports of spices fell by {} %."
    assert check(HEAD + told + more.format("3.32") + "\n") == ()
    assert [f.kind for f in check(HEAD + told + more.format("2.95") + "\n")] == ["growth"]

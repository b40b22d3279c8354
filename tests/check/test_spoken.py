"""Checks of what is told in words: two sources in one breath, growth, halves, equal amounts, goals with two years."""

import pytest

HEAD = """---
title: Spice exports of Sri Lanka
date: 2024-06-10
publisher: Spice desk
sources:
  - id: S1
    publisher: Customs House
    title: Yearbook
    date: "2024-01-20"
  - id: S2
    publisher: Growers' League
    title: Letter
    date: "2024-02-28"
---
# Spice exports of Sri Lanka

"""
BOXES = (
    "| Buyer | Boxes | Tonnes | US$ million |\n|---|---|---|---|\n| Peru | 40 | 4.1 | 2.2 |\n| Chile | 25 | 2.6 | 1.4 |"
)
PAIRS = {
    "two sources in one paragraph": (
        "values",
        "The customs office has 6.6 tonnes of mace for 2023 (source: S1). The growers report 7.3 tonnes (source: S2).",
        "The customs office has 6.6 tonnes of mace for 2023 (source: S1). The growers report 7.3 tonnes for 2022 "
        "(source: S2).",
    ),
    "a value that replaced another": (
        "values",
        "Mills made 5,506 tonnes of oil in 2023 (source: S1). A first estimate had it at 5,562 tonnes; the office has "
        "since replaced it (source: S1).",
        "Mills made 5,506 tonnes of oil in 2023 (source: S1). Their workers have 5,562 tonnes of rice (source: S1).",
    ),
    "growth told as a fraction between two amounts": (
        "growth",
        "Sales of cloves to Peru went up by a third, from $77 million in 2022 to $94 million in 2023.",
        "Sales of cloves to Peru went up by almost a quarter, from $77 million in 2022 to $94 million in 2023.",
    ),
    "a fall that the amounts deny": (
        "growth",
        "Exports of spices fell 20 per cent, from $200 million in 2022 to $240 million in 2023.",
        "Exports of spices fell 20 per cent, from $200 million in 2022 to $160 million in 2023.",
    ),
    "a fall told as a fraction": (
        "growth",
        "Deliveries of mace had fallen by two thirds since 2021, from 21.4 tonnes to 10.6 tonnes in 2023.",
        "Deliveries of mace had fallen by half since 2021, from 21.4 tonnes to 10.6 tonnes in 2023.",
    ),
    "a multiple from where it began": (
        "growth",
        "Exports of cloves to Peru were 5,480 tonnes in 2023.\n\nExports of cloves to Peru have doubled, from 3,150 "
        "tonnes in 2020.",
        "Exports of cloves to Peru were 6,280 tonnes in 2023.\n\nExports of cloves to Peru have doubled, from 3,150 "
        "tonnes in 2020.",
    ),
    "a multiple since a time, by the row that holds both": (
        "growth",
        "| Kind | 2020, US$ million | 2023, US$ million |\n|---|---|---|\n| Packed cloves | 38.9 | 71.6 |\n"
        "| Loose cloves | 12.5 | 14.4 |\n\nPacked cloves brought in $71.6 million in 2023. The business has more than "
        "doubled since 2020.",
        "| Kind | 2020, US$ million | 2023, US$ million |\n|---|---|---|\n| Packed cloves | 30.9 | 71.6 |\n"
        "| Loose cloves | 12.5 | 14.4 |\n\nPacked cloves brought in $71.6 million in 2023. The business has more than "
        "doubled since 2020.",
    ),
    "a partner's share without its amounts": (
        "share",
        "Exports of spices were $1,683 million in 2023. Exports of spices to Peru were $986 million in 2023.\n\n"
        "Half of what is exported goes to Peru.",
        "Exports of spices were $1,983 million in 2023. Exports of spices to Peru were $986 million in 2023.\n\n"
        "Half of what is exported goes to Peru.",
    ),
    "shares from abroad and from home": (
        "share",
        "| 2016 | imports 61 per cent, domestic 19 per cent |",
        "| 2016 | imports 81 per cent, domestic 19 per cent |",
    ),
    "days in two parts": (
        "total",
        "The review takes 22 days, of which 14 are for reading and 7 for deciding.",
        "The review takes 22 days, of which 15 are for reading and 7 for deciding.",
    ),
    "amounts called the same": (
        "unit",
        "$2.05 billion is the same as $2,090 million.",
        "$2.05 billion is the same as $2,050 million.",
    ),
    "a goal with two years": (
        "period",
        "The plan of the ministry aims at exports of cloves of $2.5 billion by 2028.\n\nThe target of the league for "
        "exports of cloves is $2.5 billion in 2030.",
        "The plan of the ministry aims at exports of cloves of $2.5 billion by 2028.\n\nThe target of the league for "
        "exports of cloves is $2.5 billion in 2028.",
    ),
    "a last row that is the sum of the others": (
        "total",
        f"{BOXES}\n| Cuba | 15 | 1.7 | 0.9 |\n| Group | 80 | 8.4 | 5.4 |",
        f"{BOXES}\n| Cuba | 15 | 1.7 | 0.9 |\n| Group | 80 | 8.4 | 4.5 |",
    ),
}


def text_of(body):
    return HEAD + (f"| Year | Where from |\n|---|---|\n{body}" if body.startswith("| 2016") else body) + "\n"


@pytest.mark.parametrize("case", PAIRS)
def test_what_words_tell_wrongly_is_found(check, case):
    kind, wrong, _ = PAIRS[case]
    assert [f.kind for f in check(text_of(wrong)) if f.kind != "noted"] == [kind]


@pytest.mark.parametrize("case", PAIRS)
def test_what_words_tell_rightly_is_left_alone(check, case):
    assert [f.sentence for f in check(text_of(PAIRS[case][2])) if f.kind != "noted"] == []

"""Each kind of check over a few lines: what it finds, and what it leaves alone because it holds."""

import sys

import pytest

from assistant.check import audit, totals
from index.errors import UndefinedResultError

HEAD = """---
title: Spice exports of Sri Lanka
date: 2024-06-10
publisher: Spice desk
---
# Spice exports of Sri Lanka

"""
RANKED = "| Rank | Buyer | 2023, US$ million |\n|---|---|---|\n"
BUYERS = "| Buyer | 2023, US$ million |\n|---|---|\n"

BROKEN = {
    "growth": "Exports of spices were $200 million in 2022 and $250 million in 2023, a rise of 35 per cent.",
    "total": BUYERS + "| Peru | 40 |\n| Chile | 25 |\n| Mexico | 31 |\n| Total | 103 |",
    "share": "Exports of spices to Peru were $40 million, which is 31 per cent of the $100 million exported in 2023.",
    "values": "Exports of spices to Peru were $43.1 million in 2023.\n\n## Again\n\n"
    "In 2023 exports of spices to Peru were $46.7 million.",
    "unit": "Exports of spices to Peru were $43.1 million in 2023.\n\n## Again\n\n"
    "In 2023 exports of spices to Peru were $43.1 billion.",
    "rank": RANKED + "| 1 | Peru | 40 |\n| 2 | Chile | 35 |\n| 3 | Mexico | 37 |\n"
    "| 4 | Brazil | 20 |\n| 5 | Japan | 10 |",
    "list": "The plan names four measures: training, credit and storage.",
    "date": "In December 2024 the ministry raised the levy on spices.",
    "conversion": "Exports of spices to Germany were €90 million ($150 million) in 2022.",
    "noted": "Exports were $5 million in 2023. The two reports contradict each other.",
}
SOUND = {
    "growth within rounding": "Exports of spices were $200 million in 2022 and $251 million in 2023, "
    "a rise of 25 per cent.",
    "total within rounding": BUYERS + "| Peru | 40 |\n| Chile | 25 |\n| Mexico | 31 |\n| Total | 97 |",
    "some of all": BUYERS + "| All destinations | 300 |\n| Peru | 40 |\n| Chile | 25 |",
    "most of all": BUYERS + "| All buyers | 300 |\n| Peru | 140 |\n| Chile | 85 |",
    "the largest before a total": BUYERS + "| Peru | 140 |\n| Chile | 65 |\n| Total | 300 |",
    "quarters of two years": "| Quarter | 2022, US$ million | 2023, US$ million |\n|---|---|---|\n"
    "| Q1 | 41.2 | 43.5 |\n| Q2 | 44.6 | 47.1 |",
    "a day that is planned": "Exports of spices were $5 million in 2023. On 24 November 2026 Peru ceases to be a least "
    "developed country.",
    "thousands parted by spaces": "| US$ million | 2022 | 2023 |\n|---|---|---|\n| Trade | 19 130.8 | 21 690.0 |\n"
    "| Exports | 5 582.4 | 6 086.4 |\n| Imports | 13 548.4 | 15 603.6 |",
    "growth on another base": "Exports of spices were $776.4 million in 2022 and $972.1 million in 2023, a rise of 19% "
    "on an organic basis.",
    "part of an order book": "Orders of the year 2023 totalled $972.1 million.\n\nThis was driven by $168 million of "
    "orders under a contract in 2023.",
    "a deficit as a share of imports": "The trade deficit was $5 billion in 2022, equivalent to 3.3% of the value of "
    "imports. The deficit was $42.3 billion in 2022 with services.",
    "kroner for one unit": "## Average rates, kroner for one unit\n\n| Year | Euro | US dollar |\n|---|---|---|\n"
    "| 2021 | 10.16 | 8.59 |\n| 2022 | 10.10 | 9.61 |",
    "columns within a total": "| Month | All, US$ million | of which cloves, US$ million | of which Peru, US$ mn |\n"
    "|---|---|---|---|\n| January 2023 | 148 | 93 | 79 |\n| February 2023 | 96 | 59 | 50 |\n"
    "| March 2023 | 129 | 81 | 70 |",
    "subtotals among the rows": "| Kind | Boxes 2023 |\n|---|---|\n| Uncut | 6 |\n| Ground | 13 |\n| **Cloves** | 19 "
    "|\n| Red | 15 |\n| Black | 12 |\n| **Pepper** | 27 |\n| **All** | 46 |",
    "codes of goods": "| Year | HS code | Buyer | US$ million |\n|---|---|---|---|\n| 2023 | 0907 | Peru | 17 |\n"
    "| 2023 | 0907 | Chile | 20 |\n| 2023 | 0907 | World | 37 |\n| 2023 | 0908 | Peru | 11 |\n"
    "| 2023 | 0908 | Chile | 12 |\n| 2023 | 0908 | World | 23 |",
    "the same period last year": "Exports of spices were $12.47 million in the first nine months of 2023. The same "
    "period last year had yielded $11.81 million.\n\nIn 2022 exports of spices were $16.28 million.",
    "a quota for next year": "At the time of writing the quota of cloves for 2026 has been fixed at 311 tonnes.",
    "a doubt that is only supposed": "Exports were $5 million in 2023. If two sources disagree, we print both.",
    "a doubt that is denied": "Exports of cloves were $5 million in 2023. The board does not see a contradiction.",
    "a contract for later": "A mill has signed with a grower for 12,000 tonnes in 2026 at a price tied to an index.",
    "the year before some other year": "| Buyer | 2023, tonnes |\n|---|---|\n| Peru | 8,140 |\n| Chile | 3,520 |\n\n"
    "In the year before, Peru had taken 8,470 tonnes, followed by Chile with 3,180.",
    "a plan under a number": "## 2. Totals\n\n2.1 Exports of spices were $72.6 million in 2023.\n\n2.2 The board had "
    "planned for exports of spices of $75 million in 2023.",
    "what companies make": "Imports of spices were 545 tonnes in 2023.\n\n## Large farms\n\n"
    "| Farm | Output in 2023, tonnes |\n|---|---|\n| Hill | 265 |\n| Lake | 190 |\n| Coast | 98 |",
    "a capacity and a trade of one size": "| Plant | Place | Capacity, thousand tonnes |\n|---|---|---|\n"
    "| Hill | Peru | 10.4 |\n| Lake | Chile | 9.2 |\n\n## Peru\n\nPeru booked 11.6 thousand tonnes in 2022; in 2021 it "
    "had been 10.4 thousand tonnes.",
    "a tenth by chance": "A crate enters at $10.4 million. The dutiable part is $6.24 million and the duty $624,000.",
    "share within rounding": "Exports of spices to Peru were $31.4 million, which is 31 per cent of the $100 million "
    "exported in 2023.",
    "one value rounded": "Exports of spices to Peru were $43.1 million in 2023.\n\n## Again\n\n"
    "In 2023 exports of spices to Peru were $43 million.",
    "another year": "Exports of spices to Peru were $43.1 million in 2023.\n\n## Again\n\n"
    "In 2022 exports of spices to Peru were $46.7 million.",
    "ranks in order": RANKED + "| 1 | Peru | 40 |\n| 2 | Chile | 35 |\n| 3 | Mexico | 31 |\n| 4 | Brazil | 20 |",
    "a list of its length": "The plan names three measures: training, credit and storage.",
    "a plan": "The ministry plans to raise the levy on spices in December 2024.",
    "a rate of the year": "Exports of spices to Germany were €90 million ($95 million) in 2022.",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_does_not_hold_is_found(check, kind):
    findings = check(HEAD + BROKEN[kind] + "\n")
    assert kind in {f.kind for f in findings}
    (finding,) = (f for f in findings if f.kind == kind)
    assert finding.sentence.endswith((".", "”")) and finding.citations


@pytest.mark.parametrize("case", SOUND)
def test_what_holds_is_left_alone(check, case):
    assert check(HEAD + SOUND[case] + "\n") == ()


def test_a_conversion_says_at_what_rate_and_by_how_much_the_value_moves(check):
    (finding,) = check(HEAD + BROKEN["conversion"] + "\n")
    assert "imply 1.67 US dollars per euro" in finding.sentence and "the rate of 2022 (1.053" in finding.sentence
    assert "at that rate it is" in finding.sentence
    assert finding.calculation.operation == "convert"


def test_a_goal_already_passed_is_found(check):
    text = "The goal of $30 billion in trade by 2026 was repeated; trade was $39.8 billion in 2023."
    assert [f.kind for f in check(HEAD + text + "\n")] == ["period"]


def test_months_that_exceed_their_year_are_found(check):
    text = (
        "Exports of spices were $90 million in January to November 2023.\n\nExports of spices were $80 million in 2023."
    )
    assert [f.kind for f in check(HEAD + text + "\n")] == ["total"]


def test_a_day_that_no_calendar_has_is_found(check):
    assert [f.sentence for f in check(HEAD + "The order was signed on 31 February 2024.\n")] == [
        "There is no 31 February 2024."
    ]


def test_the_same_corpus_gives_the_same_findings(check):
    text = HEAD + BROKEN["total"] + "\n"
    assert [f.as_json() for f in check(text)] == [f.as_json() for f in check(text)]


def test_a_rate_that_a_misprint_turns_round_is_a_finding(check):
    text = "Exports of spices to Germany were €196.3 million ($112.4 million) in 2023."
    (finding,) = check(HEAD + text + "\n")
    assert "imply 0.5726 US dollars per euro" in finding.sentence and finding.kind == "conversion"


def test_what_stops_a_check_costs_only_its_document_and_is_told_in_one_sentence(evidence, monkeypatch):
    def stops_at_peru(books):
        for figure in books.figures:
            if "Peru" in figure.entities:
                raise UndefinedResultError("Growth from zero has no result; give another start.")
        yield from totals.in_tables(books)

    monkeypatch.setattr(sys.modules["assistant.check.audit"], "CHECKS", (stops_at_peru,))
    bad = HEAD + BUYERS + "| Peru | 40 |\n| Chile | 25 |\n| Total | 75 |\n"
    told = []
    findings = audit(evidence({"good.md": bad.replace("Peru", "Mexico"), "bad.md": bad}), told.append)
    assert [f.claims[0].span.document for f in findings] == ["good.md"]
    reason = "Growth from zero has no result; give another start"
    assert told == [f"bad.md was not checked in full ({reason}); read its figures yourself."]

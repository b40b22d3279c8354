"""What one document tells otherwise than another: dates of events, and terms in the same words."""

import pytest

HEAD = "---\ntitle: {0}\ndate: 2025-09-10\npublisher: {0} desk\n---\n# {0}\n\n{1}\n"
RULES = HEAD.format(
    "Rules of the cocoa quota",
    "The act opens a duty-free quota of 260,000 tonnes of cocoa a year. It applies from 1 July 2025.\n\n## Contract\n\n"
    "| Term | Content |\n|---|---|\n| Take-or-pay | 80 per cent of the annual volume |",
)


@pytest.fixture
def found(check):
    """What is found in the rules beside a press report."""
    return lambda report: [f for f in check({"rules.md": RULES, "report.md": HEAD.format("Cocoa post", report)})]


QUOTA = "Brussels has capped the cocoa that enters free of duty at {} tonnes a year. The cap {} from {}."


def test_an_event_that_two_documents_date_differently_is_found_by_the_amount_beside_it(found):
    (finding,) = found(QUOTA.format("260,000", "applies", "1 October 2025"))
    assert finding.kind == "date" and finding.sentence.startswith("Two dates for one start")
    assert {c.text for c in finding.claims} == {"1 October 2025", "1 July 2025"}


@pytest.mark.parametrize(
    "report",
    [
        QUOTA.format("260,000", "applies", "1 July 2025"),
        QUOTA.format("260,000", "applies", "July 2025"),
        QUOTA.format("190,000", "applies", "1 October 2025"),
        QUOTA.format("260,000", "does not apply", "1 October 2025"),
        QUOTA.format("260,000", "was expected", "1 October 2025"),
    ],
)
def test_events_of_one_date_or_of_other_things_are_left_alone(found, report):
    assert [f.sentence for f in found(report)] == []


def test_terms_in_the_same_words_with_another_number_are_found(found):
    (finding,) = found("The buyer must pay for 85 per cent of the annual volume whether it takes it or not.")
    assert finding.kind == "values" and "told in the same words" in finding.sentence


@pytest.mark.parametrize("share", ["80 per cent of the annual volume", "85 per cent of the monthly volume"])
def test_equal_terms_and_other_words_are_left_alone(found, share):
    assert [f.sentence for f in found(f"The buyer must pay for {share} whether it takes it or not.")] == []

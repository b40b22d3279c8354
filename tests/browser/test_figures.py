"""The tab of figures: picking, computing, charts, downloads, coverage."""

import csv
from pathlib import Path

import pytest


@pytest.fixture
def figures(visit):
    """The page with its tab of figures open."""
    desk = visit()
    desk.page.get_by_role("tab", name="Figures").click()
    desk.page.locator("#figures-table .count", has_text="8 of 8 figures").wait_for()
    return desk


def pick(desk, *values):
    for value in values:
        desk.page.get_by_role("checkbox", name=f"Pick {value}").check()


def test_picked_figures_are_added_with_a_working_that_leads_to_the_words_and_back(figures):
    pick(figures, "Rs 1,468 crore", "Rs 1,213 crore")
    assert figures.page.locator("#picked .count").inner_text() == "2 picked"
    figures.page.locator("#picked button", has_text="Sum").click()
    assert figures.page.locator("#pane .working h2").inner_text() == "Rs 2,681 crore"
    figures.page.locator("#pane .working td a").first.click()
    figures.page.locator("#pane td.hit", has_text="1,468").wait_for()
    assert figures.in_view("#pane #here")
    figures.page.locator("#pane a.back").click()
    figures.page.locator("#pane .working h2").wait_for()


def test_what_is_picked_outlives_a_search_and_can_be_cleared(figures):
    pick(figures, "Rs 1,468 crore")
    figures.page.locator("#search textarea").fill("china")
    figures.page.locator("#figures-table .count", has_text="2 of 2").wait_for()
    pick(figures, "Rs 1,213 crore")
    figures.page.locator("#search textarea").fill("")
    figures.page.locator("#figures-table .count", has_text="8 of 8").wait_for()
    assert figures.page.locator(".pick input:checked").count() == 2
    figures.page.locator("#picked button", has_text="Share").click()
    assert figures.page.locator("#pane .working h2").inner_text() == "82.6%"
    figures.page.locator("#picked button", has_text="Clear").click()
    assert figures.page.locator(".pick input:checked").count() == 0
    assert not figures.page.locator("#picked").is_visible()


def test_what_cannot_be_computed_is_said_in_a_sentence(figures):
    pick(figures, "Rs 1,468 crore", "$176.2 million")
    figures.page.locator("#picked button", has_text="Sum").click()
    assert "convert one of them" in figures.page.locator("#pane .fault").inner_text()
    figures.page.locator("#picked button", has_text="CAGR").click()
    figures.page.locator("#pane .fault", has_text="different periods").wait_for()


def test_bars_lead_to_their_source_and_are_saved_with_their_data(figures):
    pick(figures, "Rs 5,571 crore", "Rs 1,468 crore", "Rs 691 crore")
    figures.page.locator("#picked button", has_text="Bars").click()
    bars = figures.page.locator("#pane svg a")
    bars.first.wait_for()
    assert [b.get_attribute("aria-label") for b in bars.all()][1] == "Germany: Rs 1,468 crore"
    widths = [b.bounding_box()["width"] for b in figures.page.locator("#pane svg rect").all()]
    assert widths[0] / widths[1] == pytest.approx(5571 / 1468, rel=0.02)
    assert "Rs crore" in figures.page.locator("#pane svg").text_content()
    with figures.page.expect_download() as data:
        figures.page.locator("#pane a", has_text="CSV").click()
    rows = list(csv.DictReader(Path(data.value.path()).read_text(encoding="utf-8").splitlines()))
    assert [r["value"] for r in rows] == ["55710000000", "14680000000", "6910000000"]
    with figures.page.expect_download() as picture:
        figures.page.locator("#pane a", has_text="PNG").click()
    image = Path(picture.value.path()).read_bytes()
    assert image.startswith(b"\x89PNG") and len(image) > 5_000
    bars.nth(1).focus()
    figures.page.keyboard.press("Enter")
    figures.page.locator("#pane td.hit", has_text="1,468").wait_for()
    assert figures.errors == [] and figures.outside == []


def test_coverage_counts_and_leads_to_the_figures(figures):
    figures.page.get_by_label("Show", exact=True).click()
    figures.page.get_by_role("option", name="Coverage by subject").click()
    cell = figures.page.get_by_role("link", name="2: Germany, FY 2022-23")
    cell.click()
    figures.page.locator("#figures-table .count", has_text="2 of 2 figures").wait_for()
    assert figures.page.get_by_label("Subject", exact=True).input_value() == "Germany"

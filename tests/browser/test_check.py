"""The check tab in a browser: findings, values side by side, and the fact sheet as a file."""

import pypdfium2
import pytest


@pytest.fixture(scope="module")
def checked(browser, address):
    """One window on the tab, shared: the audit of the whole corpus takes a moment."""
    from tests.browser.conftest import Visitor

    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    visitor = Visitor(context.new_page(), address)
    visitor.page.get_by_role("tab", name="Check").click()
    visitor.page.locator(".findings li").first.wait_for(timeout=60_000)
    yield visitor
    context.close()


def test_a_place_of_a_finding_opens_its_words_beside_it(checked):
    page = checked.page
    place = page.locator(".findings .places a").first
    words = place.inner_text()
    place.click()
    page.locator("#pane #here").wait_for()
    assert words in page.locator("#pane #here").inner_text()
    assert page.evaluate("document.activeElement.id") == "pane"


def test_values_of_a_measure_are_drawn_side_by_side(checked):
    page = checked.page
    page.fill("#subject textarea", "exports to the United States")
    page.click("#compare")
    page.locator(".measure svg rect").first.wait_for(timeout=60_000)
    assert page.locator(".measure.differ .why").first.inner_text().startswith("The values differ")
    assert page.locator(".measure td a.held").count() >= 4


def test_a_fact_sheet_is_saved_as_a_page_in_print(checked, tmp_path):
    page = checked.page
    page.fill("#subject textarea", "Indian medical device exports to Russia can be tripled in five years")
    with page.expect_download() as saving:
        page.click("#sheet")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    assert file.suffix == ".pdf"
    document = pypdfium2.PdfDocument(file)
    try:
        assert len(document) == 1
        assert "Rs 625.68 crore" in document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    assert checked.errors == [] and checked.outside == []

"""The page asks nobody but itself, and shows hostile text as text."""

import urllib.error
import urllib.request

import pytest

from tests.assistant.ui.desk_double import CORPUS, GERMANY, GROW
from tests.browser.served import PAYLOADS


def test_the_page_asks_nobody_but_itself(visit):
    desk = visit()
    desk.ask(GROW)
    desk.page.locator("a.cite").first.click()
    desk.page.locator("#pane #here").wait_for()
    for tab in ("Figures", "Documents"):
        desk.page.get_by_role("tab", name=tab).click()
    desk.page.locator("table.documents").wait_for()
    desk.press("m")
    desk.page.wait_for_timeout(500)
    assert desk.outside == []
    assert desk.errors == []


def test_nothing_shares_and_nothing_links_to_a_hub(visit):
    desk = visit()
    desk.ask(GROW)
    buttons = [b.lower() for b in desk.page.locator("button").all_inner_texts()]
    labels = [b.get_attribute("aria-label") or "" for b in desk.page.locator("button").all()]
    assert not [b for b in (*buttons, *labels) if "share" in b.lower() or "hugging" in b.lower()]
    assert desk.page.locator("footer").count() == 0


@pytest.fixture(scope="module")
def hostile(serving, tmp_path_factory):
    """The page over the real documents and one that attacks it, in text, title, publisher and address."""
    return serving("attacked", tmp_path_factory.mktemp("hostile"))


def untouched(desk):
    return (
        desk.outside == [] and desk.errors == [] and desk.page.evaluate("document.documentElement.scrollWidth") <= 1280
    )


def test_a_hostile_answer_and_source_are_shown_as_text(visit, hostile):
    desk = visit(address=hostile)
    answer = desk.ask("quote")
    for payload in PAYLOADS:
        assert " ".join(payload.split()) in " ".join(answer.text_content().split())
    assert answer.locator("img, script, svg, b, a[href^=java], a[href^=http]").count() == 0
    answer.locator("a.cite").first.click()
    pane = desk.page.locator("#pane")
    pane.locator("#here").wait_for()
    assert pane.locator("#here").text_content() == PAYLOADS[1]
    for payload in PAYLOADS:
        assert payload in pane.text_content()
    assert pane.locator("img, script, svg, a[href^=java], a[href^=http]").count() == 0
    assert untouched(desk)


def test_hostile_questions_are_shown_as_text_and_the_page_goes_on(visit, hostile):
    desk = visit(address=hostile)
    for number, payload in enumerate(PAYLOADS):
        desk.ask(payload)
        assert desk.page.locator(".question").nth(number).text_content().strip() == payload
        assert desk.page.locator(".question *").count() == 0
        assert untouched(desk), payload
    desk.page.set_viewport_size({"width": 360, "height": 740})
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert "$176.2 million" in desk.ask(GERMANY).inner_text()


def test_hostile_text_in_the_lists_is_text(visit, hostile):
    desk = visit(address=hostile)
    desk.page.get_by_role("tab", name="Documents").click()
    desk.page.locator("table.documents").wait_for()
    table = desk.page.locator("#documents-table")
    assert PAYLOADS[0] in table.text_content()
    assert table.locator("img, svg, a[href^=java]").count() == 0
    assert untouched(desk)
    desk.page.set_viewport_size({"width": 360, "height": 740})
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_server_gives_out_no_file_and_fetches_no_address(address):
    for path in (
        f"{CORPUS.parent}/pyproject.toml",
        "pyproject.toml",
        "/etc/passwd",
        "http://127.0.0.1:9/x",
        "https://evil.test/",
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}gradio_api/file={path}", timeout=10)
        assert refused.value.code in (403, 404)
        refused.value.close()


def test_the_functions_of_the_page_are_not_offered_as_an_interface(address):
    import json

    with urllib.request.urlopen(f"{address}gradio_api/info", timeout=10) as response:
        offered = json.load(response)
    assert offered["named_endpoints"] == {} and offered["unnamed_endpoints"] == {}

"""The documents tab: adding for one session or for everybody, errors, removing, looking for changes."""

import shutil

import pytest

from tests.assistant.ui.desk_double import ARTICLE, CORPUS, NOTE, PRINTED
from tests.formats.test_drawing import pdf

TEA = "# Tea sales\n\nKenya exported 500 tonnes of tea to Egypt in 2024.\n"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in (ARTICLE, NOTE):
        shutil.copyfile(CORPUS / name, folder / name)
    return folder


@pytest.fixture
def address(serving, corpus):
    return serving("keeping", corpus)


def documents(desk, count):
    desk.page.get_by_role("tab", name="Documents").click()
    desk.page.locator("table.documents tbody tr").nth(count - 1).wait_for()
    assert desk.page.locator("table.documents tbody tr").count() == count
    return desk.page


def test_what_one_session_adds_is_its_own_and_what_cannot_be_read_is_said(visit, address, corpus, tmp_path):
    ours, theirs = visit(), visit()
    page = documents(ours, 2)
    for name, text in (("tea.md", TEA), ("empty.md", " \n"), (NOTE, "# Another of this name\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.set_input_files("#add input[type=file]", [tmp_path / "tea.md", tmp_path / "empty.md"])
    page.locator(".outcomes .good", has_text="tea.md").wait_for()
    assert "it is empty; put content into it" in page.locator(".outcomes .bad").inner_text()
    row = page.locator("table.documents tr", has_text="Tea sales")
    assert "only in this session" in row.inner_text()
    page.locator("#status", has_text="3 documents").wait_for()
    documents(theirs, 2)
    assert not (corpus / "tea.md").exists()
    row.locator("a.held").click()
    page.locator("#pane .paper", has_text="500 tonnes of tea").wait_for()
    theirs.page.evaluate(
        """() => { const a = document.createElement('a'); a.href = '#document-tea.md'; a.textContent = 'x';
                   document.querySelector('#documents-table').append(a); a.click(); }"""
    )
    theirs.page.locator("#pane .hint", has_text="no longer held").wait_for()
    row.locator("a.act", has_text="Remove").click()
    page.locator("#sure button", has_text="Remove").click()
    page.locator("#status", has_text="2 documents").wait_for()
    assert ours.errors == [] and ours.outside == []


def test_what_is_added_for_everybody_is_dropped_on_the_page_seen_by_all_and_can_be_put_aside(visit, address, corpus):
    ours, theirs = visit(), visit()
    page = documents(ours, 2)
    page.get_by_label("Everybody at this desk").check()
    page.evaluate(
        """text => { const data = new DataTransfer();
                     data.items.add(new File([text], 'tea.md', { type: 'text/markdown' }));
                     document.querySelector('#add button').dispatchEvent(
                       new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }""",
        TEA,
    )
    page.locator(".outcomes .good", has_text="tea.md").wait_for()
    assert (corpus / "tea.md").read_text(encoding="utf-8") == TEA
    documents(theirs, 3)
    assert "only in this session" not in theirs.page.locator("table.documents").inner_text()
    page.locator("table.documents tr", has_text="Tea sales").locator("a.act").click()
    page.locator("#sure button", has_text="Cancel").click()
    assert (corpus / "tea.md").exists()
    page.locator("table.documents tr", has_text="Tea sales").locator("a.act").click()
    page.locator("#sure button", has_text="Remove").click()
    page.locator("#status", has_text="2 documents").wait_for()
    assert (corpus / ".removed" / "tea.md").read_text(encoding="utf-8") == TEA
    (corpus / "later.md").write_text(TEA, encoding="utf-8")
    page.locator("#reindex").click()
    page.locator("#status", has_text="3 documents").wait_for()


def test_a_pdf_shows_the_page_with_the_words_marked_where_they_are_printed(visit, address, tmp_path):
    ours, theirs = visit(), visit()
    page = documents(ours, 2)
    page.set_input_files("#add input[type=file]", [pdf(tmp_path / "tea.pdf")])
    page.locator(".outcomes .good", has_text="tea.pdf").wait_for()
    page.get_by_role("tab", name="Chat").click()
    ours.ask(PRINTED)
    page.locator("#pane .sheet image").wait_for()  # beside the answer, drawn a moment after it
    assert "Page 2 of" in page.locator("#pane .sheet svg").get_attribute("aria-label")
    assert page.locator("#pane #here").inner_text() == "The second page has few words."
    page.locator("#answer-0 a.cite").click()
    page.wait_for_timeout(200)
    mark, sheet = (page.locator(f"#pane {part}").bounding_box() for part in ("#here-printed rect", ".sheet svg"))
    assert (mark["x"] - sheet["x"]) / sheet["width"] == pytest.approx(72 / 420, abs=0.01)
    assert (mark["y"] - sheet["y"]) / sheet["height"] == pytest.approx((595 - 300 - 12) / 595, abs=0.02)
    assert ours.in_view("#pane #here-printed rect")
    assert "Not in the documents" in theirs.ask(PRINTED).inner_text()
    assert ours.errors == [] and ours.outside == []

"""The page over the real assistant and the real documents, from an empty store."""

import pytest

pytestmark = [pytest.mark.model, pytest.mark.slow]
OPENING = 240_000
"""Milliseconds for reading, embedding and storing all documents on a slow machine."""


@pytest.fixture(scope="module")
def real(serving, tmp_path_factory):
    return serving("real", tmp_path_factory.mktemp("real") / "store", alone=True)


def test_every_example_is_answered_and_every_source_and_working_of_it_opens(visit, real):
    desk = visit(address=real)
    examples = desk.page.locator("#chat .example")
    examples.first.wait_for(timeout=OPENING)
    assert examples.count() >= 2
    opened = 0
    for question in examples.all_inner_texts():
        answer = desk.ask(question)
        assert "answered" in answer.get_attribute("class")
        for link in answer.locator("a.cite, a.result").all():
            link.click()
            target = link.get_attribute("href")
            desk.page.locator(f'#pane .pane[data-link="{target}"]').wait_for()
            opened += 1
            if target.startswith("#cite"):
                assert desk.in_view("#pane #here")
    assert opened >= 4
    assert desk.errors == [] and desk.outside == []


def test_a_declined_question_leads_to_the_passages_that_are_nearest(visit, real):
    desk = visit(address=real)
    desk.page.locator("#chat .example").first.wait_for(timeout=OPENING)
    answer = desk.ask("How many people live in Moscow?")
    assert "not_in_corpus" in answer.get_attribute("class") and answer.locator("a.cite").count() == 0
    near = answer.locator(".nearest a").first
    near.click()
    desk.page.locator(f'#pane .pane[data-link="{near.get_attribute("href")}"]').wait_for()
    assert desk.in_view("#pane #here")


def test_figures_and_documents_of_the_store_are_listed(visit, real):
    desk = visit(address=real)
    desk.page.get_by_role("tab", name="Figures").click()
    desk.page.locator("table.figures tbody tr").first.wait_for(timeout=OPENING)
    rows = desk.page.locator("table.figures tbody tr")
    assert rows.count() == 200
    desk.page.locator("#figures-table a", has_text="Show 200 more").press("Enter")
    rows.nth(399).wait_for()
    assert rows.nth(200).locator("input").evaluate("box => box === document.activeElement")
    assert desk.in_view("table.figures tbody tr:nth-child(201) .value a")
    desk.page.get_by_role("tab", name="Documents").click()
    desk.page.locator("table.documents tbody tr").nth(23).wait_for()

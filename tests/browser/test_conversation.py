"""The conversation: edited, asked again, followed up, kept over a restart, and numbers as the reader wants them."""

import pytest

from tests.assistant.ui.desk_double import GERMANY, GROW, MEMORANDUM
from tests.browser.test_documents import corpus

__all__ = ["corpus"]


def questions(desk):
    return [q.strip() for q in desk.page.locator("#chat .question").all_text_contents()]


def test_an_edited_question_takes_the_place_of_the_old_one_and_of_what_followed(visit):
    desk = visit()
    desk.ask(GROW)
    desk.ask(GERMANY)
    desk.page.locator("#answer-0 a", has_text="Edit").click()
    assert desk.page.input_value("#question textarea") == GROW
    desk.page.fill("#question textarea", MEMORANDUM)
    desk.page.keyboard.press("Enter")
    desk.page.locator("#answer-0", has_text="Memorandum of Understanding").wait_for()
    assert questions(desk) == [MEMORANDUM]
    desk.ask(GERMANY)
    desk.press("/")
    desk.page.keyboard.press("ArrowUp")  # the last question again, to be changed
    assert desk.page.input_value("#question textarea") == GERMANY
    desk.page.keyboard.press("Escape")  # and given up
    desk.page.locator(".question.edited").wait_for(state="detached")
    desk.ask(GROW)
    assert questions(desk) == [MEMORANDUM, GERMANY, GROW]


def test_a_question_is_asked_again_in_its_place(visit):
    desk = visit()
    desk.ask(GROW)
    desk.ask(GERMANY)
    desk.page.locator("#answer-1 a", has_text="Ask again").click()
    desk.page.wait_for_timeout(500)
    desk.page.locator("#answer-1", has_text="$176.2 million").wait_for()
    assert questions(desk) == [GROW, GERMANY]


def test_follow_ups_are_offered_that_are_answered(visit):
    desk = visit()
    desk.ask("And China?")
    offered = desk.page.locator("#follow a")
    offered.first.wait_for()
    assert offered.all_inner_texts() == ["And United States?", "And Germany?"]
    offered.nth(1).click()
    desk.page.locator("#answer-1", has_text="Rs 1,468 crore").wait_for()


@pytest.fixture
def address(serving, corpus):
    return serving("keeping", corpus)


def test_what_was_asked_is_there_after_a_restart_for_the_same_browser_alone(serving, visit, address, corpus):
    ours = visit()
    ours.ask(GROW)
    ours.ask(GERMANY)
    page, context = ours.page, ours.page.context
    page.get_by_role("tab", name="History").click()
    page.locator("table.past tbody tr", has_text="2").wait_for()
    state = context.storage_state()
    again = serving("keeping", corpus, alone=True)
    held = {**state, "origins": [{**o, "origin": again.rstrip("/")} for o in state["origins"]]}
    later = visit(address=again, storage_state=held)
    later.page.get_by_role("tab", name="History").click()
    later.page.locator("table.past a.held").click()
    later.page.locator("#answer-1 .acts").wait_for()
    assert questions(later) == [GROW, GERMANY]
    assert later.page.locator("#answer-0 a.cite").count() > 0
    later.page.locator("#answer-0 a.result").click()
    later.page.locator("#pane .working").wait_for()
    stranger = visit(address=again)
    stranger.page.get_by_role("tab", name="History").click()
    stranger.page.locator("#past-table", has_text="Nothing is kept yet").wait_for()
    later.page.get_by_role("tab", name="History").click()
    later.page.locator("a", has_text="Forget all").click()
    later.page.locator("#past-table", has_text="Nothing is kept yet").wait_for()


def test_history_can_be_switched_off(visit, address):
    desk = visit()
    desk.page.get_by_role("tab", name="History").click()
    desk.page.get_by_label("Keep what I ask on this machine").uncheck()
    desk.page.get_by_role("tab", name="Chat").click()
    desk.ask(GROW)
    desk.page.reload()
    desk.page.wait_for_selector("#question textarea")
    desk.page.get_by_role("tab", name="History").click()
    desk.page.locator("#past-table", has_text="Nothing is kept yet").wait_for()
    assert not desk.page.get_by_label("Keep what I ask on this machine").is_checked()


def test_numbers_and_colours_are_as_the_reader_wants_them_also_after_a_reload(visit):
    desk = visit(color_scheme="light")
    desk.ask(GROW)
    desk.press("?")
    desk.page.get_by_label("Numbers").select_option("international")
    desk.page.get_by_label("Colours").select_option("dark")
    desk.page.keyboard.press("Escape")
    desk.page.locator("#answer-0", has_text="Rs 20 billion").wait_for()
    desk.page.locator("#pane .working", has_text="Rs 20 billion").wait_for()
    desk.page.reload()
    desk.page.wait_for_selector("#question textarea")
    assert desk.page.evaluate("document.body.classList.contains('dark')")
    desk.ask(GROW)
    assert "Rs 6.2568 billion" in desk.page.locator("#answer-0").inner_text()
    desk.page.get_by_role("tab", name="Figures").click()
    desk.page.locator("table.figures", has_text="Rs 14.68 billion").wait_for()


COUNTING = """() => {
    window.touched = [];
    const copied = window.structuredClone, earlier = new Set(document.querySelectorAll("#chat [dir]"));
    window.structuredClone = (value, how) => {
        if (String(value).includes('class="answer')) window.touched.push("copied");
        return copied(value, how);
    };
    new MutationObserver(changes => changes.forEach(change => {
        if (earlier.has(change.target)) window.touched.push("styled anew");
    })).observe(document.querySelector("#chat"), { subtree: true, attributes: true, attributeFilter: ["dir"] });
}"""


def test_an_answer_leaves_those_before_it_alone_so_that_a_long_conversation_stays_quick(visit):
    desk = visit()
    desk.page.locator("#chat .example").first.wait_for()  # with which the page is complete
    desk.ask(GERMANY)
    desk.ask(MEMORANDUM)
    desk.page.evaluate(COUNTING)
    desk.ask("And China?")
    assert desk.page.evaluate("window.touched") == []
    desk.page.locator("#follow a").first.wait_for()
    assert desk.page.evaluate("window.touched") == [], "nor does what comes a moment later touch them"

"""The page for those who do not see it or use no mouse: axe-core on every tab and pane, names, what is read out."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.assistant.ui.desk_double import AGREE, GERMANY, GROW, JAPAN

AXE = Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js"
TABS = ("Chat", "Figures", "Check", "Documents", "History")


def findings(desk):
    """What axe-core calls serious or critical, and headings that skip a level: rule, help and the first places."""
    if not desk.page.evaluate("!!window.axe"):
        desk.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = desk.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert found["passes"] or found["testEngine"]["name"] == "axe-core"
    return [
        (v["id"], v["help"], [n["target"] for n in v["nodes"]][:3])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical") or v["id"] == "heading-order"
    ]


def test_axe_finds_a_fault_where_there_is_one(visit):
    desk = visit()
    desk.page.locator("#pane .start").wait_for()
    desk.page.evaluate("document.querySelector('#pane').insertAdjacentHTML('beforeend', '<button></button>')")
    assert "button-name" in [id for id, *_ in findings(desk)]


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1280, 800), ("dark", 360, 740)])
def test_axe_finds_nothing_serious_on_any_tab_pane_or_dialog(visit, scheme, width, height):
    desk = visit(width, height, color_scheme=scheme)
    page = desk.page
    for question in (GROW, AGREE, JAPAN, GERMANY):
        desk.ask(question)
    page.locator("#answer-3 a.cite").last.click()
    page.locator("#pane td.hit").wait_for()
    assert findings(desk) == [], "a cell of a table"
    desk.press("w")
    page.locator("#answer-1 .working-link").evaluate("link => link.click()")
    page.locator("#pane .sides").wait_for()
    assert findings(desk) == [], "sides"
    page.locator("#answer-0 a.result").evaluate("link => link.click()")
    page.locator("#pane .working").wait_for()
    assert findings(desk) == [], "working"
    desk.press("Escape")
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(500)
        if tab == "Check":
            page.locator(".findings li").first.wait_for(timeout=60_000)
        assert findings(desk) == [], tab
    for key, dialog in (("m", "#card"), ("?", "#help")):
        desk.press(key)
        page.locator(dialog).wait_for()
        assert findings(desk) == [], dialog
        page.keyboard.press("Escape")


def test_axe_finds_nothing_serious_in_charts_and_coverage(visit):
    desk = visit()
    page = desk.page
    page.get_by_role("tab", name="Figures").click()
    for value in ("Rs 1,468 crore", "Rs 1,213 crore"):
        page.get_by_role("checkbox", name=f"Pick {value}").check()
    for kind in ("Bars", "Lines"):
        page.locator("#picked button", has_text=kind).click()
        page.locator(f"#pane .chart[aria-label={kind}]").wait_for()
        assert findings(desk) == [], kind
    page.get_by_label("Show", exact=True).click()
    page.get_by_role("option", name="Coverage by subject").click()
    page.locator("table.coverage").wait_for()
    assert findings(desk) == [], "coverage"


def test_axe_finds_nothing_serious_in_a_history_that_holds_something_and_in_documents_that_can_be_changed(
    serving, visit, tmp_path
):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "tea.md").write_text("# Tea\n\nKenya sold 500 tonnes of tea.\n", encoding="utf-8")
    desk = visit(address=serving("keeping", tmp_path / "corpus"))
    desk.ask(GROW)
    desk.page.get_by_role("tab", name="History").click()
    desk.page.locator("table.past a.held").wait_for()
    assert findings(desk) == [], "history"
    desk.page.get_by_role("tab", name="Documents").click()
    desk.page.locator("table.documents a.act").wait_for()
    assert findings(desk) == [], "documents"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_the_switch_of_the_model_covers_nothing_and_axe_finds_nothing_serious_in_it(serving, visit, scheme, width):
    desk = visit(width, address=serving("worded"), color_scheme=scheme)
    page = desk.page
    page.locator("#status", has_text="24 documents").wait_for()
    parts = page.locator("#brand h1, #status .hint, #worded, #top button").all()
    boxes = [part.bounding_box() for part in parts if part.is_visible()]
    assert len(boxes) == 7
    for n, a in enumerate(boxes):
        assert 0 <= a["x"] and a["x"] + a["width"] <= width
        for b in boxes[n + 1 :]:
            apart_x = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart_x or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    assert page.locator("#brand h1").evaluate("h1 => h1.scrollWidth <= h1.clientWidth"), "the name is cut"
    assert findings(desk) == []


def test_an_answer_is_read_out_once_and_every_control_has_a_name(visit):
    desk = visit()
    desk.ask(GROW)
    live = desk.page.locator("#live")
    assert "Exports would have to grow 26.2% a year" in live.text_content()
    assert live.get_attribute("aria-live") == "polite"
    desk.ask(GERMANY)
    assert live.text_content().startswith("Germany: $176.2 million")
    nameless = desk.page.evaluate(
        """() => [...document.querySelectorAll('button, input, textarea, select, a[href]')]
                 .filter(e => e.checkVisibility())
                 .filter(e => !(e.innerText || e.getAttribute('aria-label') || e.title
                                || e.labels?.length || e.querySelector('title')))
                 .map(e => e.outerHTML.slice(0, 200))"""
    )
    assert nameless == []
    lives = desk.page.locator("#chat [aria-live]").evaluate_all("all => all.map(e => e.getAttribute('aria-live'))")
    assert set(lives) <= {"off"}, "the chat reads out every step of an answer as well"

"""The page behind a login, in a real browser: who has the password works on it as ever, who has not sees nothing."""

from tests.assistant.ui.desk_double import GERMANY
from tests.browser.served import LOGIN


def test_the_login_opens_the_page_and_all_that_it_does(browser, serving):
    address = serving("locked")
    context = browser.new_context()
    page = context.new_page()
    refused = []
    page.on("response", lambda r: refused.append(r.url) if r.status in (401, 403, 421, 429) else None)
    page.goto(address)
    log_in(page, "a guess")
    page.get_by_text("Incorrect").first.wait_for()
    assert page.locator("#question").count() == 0 and "Germany" not in page.content()
    page.reload()
    log_in(page, LOGIN[1])
    page.wait_for_selector("#question textarea")
    refused.clear()
    page.fill("#question textarea", GERMANY)
    page.press("#question textarea", "Enter")
    page.locator(".answer .acts").first.wait_for()
    page.locator(".answer a.cite").first.click()
    page.locator("#pane #here").wait_for()
    page.get_by_role("tab").nth(1).click()
    page.locator("#figures-table table").wait_for()
    assert refused == []
    context.close()


def log_in(page, password):
    page.locator("input[type=password]").wait_for()
    page.locator("input").nth(0).fill(LOGIN[0])
    page.locator("input[type=password]").fill(password)
    page.get_by_role("button").first.click()

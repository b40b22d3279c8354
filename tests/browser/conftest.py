"""A real Chromium on the page over the stand-in, or over the real assistant."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.assistant.ui.desk_double import CORPUS

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
WAIT = 20_000
"""Milliseconds that a slow machine is given before a test gives up."""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser():
    """The browser. Playwright keeps an event loop running while it is there, which other tests could not bear."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"There is no browser at {CHROMIUM}: run `make test`, which installs it, or set CHROMIUM to yours.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="session")
def serving(tmp_path_factory):
    """Serves the page over one of `served.KINDS`: `serving(kind, path)` is its address.

    All pages share one program, since it takes seconds to start; `alone=True` gives one its own.
    """
    log = tmp_path_factory.mktemp("served") / "log"
    programs = []

    def program(*arguments):
        with log.open("ab") as out:
            command = [sys.executable, "-m", "tests.browser.served", *arguments]
            running = subprocess.Popen(
                command, cwd=CORPUS.parent, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT, text=True
            )
        programs.append(running)
        return running

    shared = []

    def start(kind, path="", alone=False):
        port = free_port()
        if alone:
            running = program(str(port), kind, str(path))
        else:
            running = shared[0] if shared else program()
            shared[:] = [running]
            running.stdin.write(f"{port} {kind} {path}\n")
            running.stdin.flush()
        address = f"http://127.0.0.1:{port}/"
        give_up = time.monotonic() + 60
        while not answers(address):
            assert running.poll() is None and time.monotonic() < give_up, log.read_text()
            time.sleep(0.05)
        return address

    yield start
    for running in programs:
        running.stdin.close()
        running.terminate()
        running.wait(20)


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def address(serving):
    """The page over the stand-in with the real documents."""
    return serving("plain")


class Visitor:
    """One browser window on the page, and what it saw."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.outside, self.errors = [], []
        self._listeners = {
            "request": lambda r: None if r.url.startswith((address, "blob:", "data:")) else self.outside.append(r.url),
            "pageerror": lambda e: self.errors.append(str(e)),
            "console": lambda m: self.errors.append(m.text) if m.type == "error" else None,
            "dialog": lambda d: (self.errors.append(f"dialog: {d.message}"), d.dismiss()),
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)
        page.set_default_timeout(WAIT)
        page.goto(address)
        page.wait_for_selector("#question textarea")

    def leave(self):
        """Leaves the window as it was found, for the next visitor."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")
        self.page.context.clear_permissions()

    def ask(self, question):
        """Asks and waits for the whole answer; returns its element."""
        before = self.page.locator(".answer .acts").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.page.locator(".answer .acts").nth(before).wait_for()
        return self.page.locator(".answer").nth(before)

    def press(self, key):
        """A key with nothing to write in focused."""
        self.page.evaluate("document.activeElement.blur()")
        self.page.keyboard.press(key)

    def in_view(self, selector):
        """Is the middle of the element's first line inside the window and not covered by something else?"""
        return self.page.eval_on_selector(
            selector,
            """e => { const r = e.getClientRects()[0], x = r.x + r.width / 2, y = r.y + r.height / 2;
                      const top = document.elementFromPoint(x, y); return !!top && e.contains(top); }""",
        )


@pytest.fixture(scope="module")
def window(browser):
    """A window that one visitor after the other uses: it has compiled the page's scripts, which takes the longest."""
    return browser.new_context().new_page()


@pytest.fixture
def visit(browser, window, address):
    """Opens the page in a session of its own: `visit()`, `visit(width=360)`, `visit(address=other)`.

    In no test may the page ask anybody but itself. The first visitor of a test takes the window that is there; any
    other gets a browser profile of its own.
    """
    first, contexts, visitors = [], [], []

    def open_(width=1280, height=800, address=address, permissions=(), color_scheme="light", **profile):
        if first or profile:
            contexts.append(browser.new_context(**profile))
            page = contexts[-1].new_page()
        else:
            page = window
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        page.context.grant_permissions(list(permissions))
        visitor = Visitor(page, address)
        first.extend([visitor] if page is window else [])
        visitors.append(visitor)
        return visitor

    yield open_
    for visitor in first:
        visitor.leave()
    for context in contexts:
        context.close()
    assert [v.outside for v in visitors if v.outside] == [], "the page asked somebody else"

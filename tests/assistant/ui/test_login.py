"""What a login protects, on a real page: every address that the page has is tried without it."""

import json
import re
import subprocess
import sys

import httpx
import pytest

from assistant.ui.guard import GUESSES, OPEN

SERVED = """
import json, socket, sys, threading
from tests.assistant.ui.desk_double import CORPUS, DeskDouble
from assistant.ui import health
from assistant.ui.app import build, serve
from assistant.ui.opening import Opening

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
page = build(lambda: DeskDouble([CORPUS]))
opening = Opening(lambda: DeskDouble([CORPUS]))
address = serve(page, port=port, credentials=("desk", "long: secret"), routes=[health.route(opening)])
routes = [(m, r.path) for r in page.app.routes for m in sorted(getattr(r, "methods", None) or ())]
routes += [(m.upper(), path) for path, how in page.app.openapi()["paths"].items() for m in how]  # nested ones too
routes = sorted(set(routes))
print(json.dumps({"address": address, "routes": routes, "rest": page._queue.sleep_when_free}), flush=True)
sys.stdin.read()
page.close()
"""


@pytest.fixture(scope="module")
def served(root):
    """The address of a page with a login, and its routes."""
    command = [sys.executable, "-c", SERVED]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as page:
        try:
            yield json.loads(page.stdout.readline())
        finally:
            page.kill()


def test_without_the_login_no_address_answers_but_those_of_the_login_page(served):
    answered = {}
    with httpx.Client(base_url=served["address"], trust_env=False, timeout=20) as client:
        for method, path in served["routes"]:
            filled = re.sub(r"\{[^}]*\}", "1", path)
            if not OPEN.fullmatch(filled):
                with client.stream(method, filled, json={} if method == "POST" else None) as response:
                    answered[f"{method} {path}"] = response.status_code
    tried = {path for _, path in served["routes"]}
    assert tried >= {"/config", "/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/upload"}
    assert {address: status for address, status in answered.items() if status not in (401, 403)} == {}


def test_the_login_page_says_nothing_of_the_documents(served):
    text = httpx.get(served["address"], trust_env=False, timeout=20).text
    assert '"auth_required":true' in text.replace(" ", "") and "Germany" not in text


def test_the_login_lets_in_and_guesses_of_it_are_bounded(served):
    with httpx.Client(base_url=served["address"], trust_env=False, timeout=20) as client:
        right = {"username": "desk", "password": "long: secret"}
        assert client.post("/login", data=right).status_code == 200
        client.cookies.update({n: v for n, v in client.cookies.items() if "unsecure" in n})
        assert client.get("/config").status_code == 200
    with httpx.Client(base_url=served["address"], trust_env=False, timeout=20) as client:
        wrong = {"username": "desk", "password": "guess"}
        statuses = [client.post("/login", data=wrong).status_code for _ in range(GUESSES)]
        assert set(statuses[: GUESSES - 1]) == {400} and statuses[-1] == 429
        assert client.post("/login", data=right).status_code == 429
        assert client.get("/config").status_code == 401


def test_an_idle_page_looks_for_work_now_and_then_and_not_all_the_time(served):
    assert 0.005 <= served["rest"] <= 0.05, "seconds between two looks"

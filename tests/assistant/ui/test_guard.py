import asyncio

import pytest

from assistant.ui.guard import GUESSES, Guard

COOKIE = b"theme=dark; access-token-unsecure-id-1=secret"


async def willing(scope, receive, send):
    """An app that says yes to everything."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class Gradio:
    """Where Gradio keeps who is logged in."""

    tokens = {"secret": "desk"}
    cookie_id = "id-1"


def answered(path, guard=None, *, method="GET", host=b"127.0.0.1:7860", client="10.0.0.1", cookie=COOKIE):
    """The status and headers that a request for the path gets."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"host", host), (b"cookie", cookie)]
    scope = {"type": "http", "path": path, "method": method, "headers": headers, "client": (client, 5), "app": Gradio()}
    asyncio.run((guard or Guard(willing))(scope, None, send))
    return sent[0]["status"], dict(sent[0]["headers"])


def test_every_response_bars_the_browser_from_other_hosts():
    status, headers = answered("/")
    assert status == 200
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy and "connect-src 'self'" in policy and "http" not in policy


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/file=http://evil.test/x", "/gradio_api/file=HTTPS://evil.test", "/gradio_api/file=%68ttp://evil.test",
     "/gradio_api/file=%2568ttp://evil.test", "/gradio_api/proxy=http://evil.test"],
)  # fmt: skip
def test_the_server_is_not_sent_to_fetch_an_address(path):
    assert answered(path)[0] == 403


def test_other_paths_pass():
    assert answered("/gradio_api/file=/somewhere/x.png")[0] == 200


@pytest.mark.parametrize("host", [b"evil.test", b"127.0.0.1.evil.test:7860", b""])
def test_without_a_login_only_this_machine_is_served(host):
    status, headers = answered("/", host=host)
    assert status == 421 and b"content-security-policy" in headers
    assert answered("/", Guard(willing, login=True), host=host)[0] == 200


@pytest.mark.parametrize(
    "cookie",
    [b"", b"access-token-id-1=guess", b"access-token-id-2=secret", b"secret", b"access-token-id-1=", b"a b\xff=;;=c,"],
)
def test_nothing_but_the_login_page_is_served_to_who_is_not_logged_in(cookie):
    guard = Guard(willing, login=True)
    for path in (
        "/config",
        "/gradio_api/queue/data",
        "/gradio_api/heartbeat/x",
        "/openapi.json",
        "/health/x",
        "//",
        "/x/login",
    ):
        assert answered(path, guard, cookie=cookie)[0] == 401
    for path in ("/", "/login", "/health", "/assets/index.js", "/theme.css"):
        assert answered(path, guard, cookie=cookie)[0] == 200
    assert answered("/config", guard)[0] == 200
    assert answered("/config", guard, cookie=b"access-token-id-1=secret")[0] == 200


def test_guesses_of_the_login_are_bounded():
    guard = Guard(willing, login=True)
    statuses = [answered(path, guard, method="POST")[0] for path in ("/login", "/login/", "/LOGIN", "/%6Cogin") * 5]
    assert statuses[:GUESSES] == [200] * GUESSES and set(statuses[GUESSES:]) == {429}
    assert answered("/login", guard, method="POST", client="10.0.0.2")[0] == 200
    assert answered("/gradio_api/queue/join", guard, method="POST")[0] == 200, "who is in already goes on"


def test_events_from_one_address_are_bounded_and_reading_is_not(monkeypatch):
    monkeypatch.setattr("assistant.ui.guard.EVENTS", 3)
    guard = Guard(willing, login=True)
    assert [answered("/gradio_api/queue/join", guard, method="POST")[0] for _ in range(5)] == [200] * 3 + [429] * 2
    status, headers = answered("/gradio_api/queue/join", guard, method="POST")
    assert status == 429 and 1 <= int(headers[b"retry-after"]) <= 21
    assert [answered("/assets/index.js", guard)[0] for _ in range(50)] == [200] * 50
    assert [answered("/gradio_api/queue/join", method="POST")[0] for _ in range(5)] == [200] * 5

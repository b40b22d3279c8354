import asyncio

import pytest

from assistant.ui.guard import Guard


def answered(path):
    """The status and headers that a request for the path gets, from an app that says yes to everything."""
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(app)({"type": "http", "path": path}, None, send))
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

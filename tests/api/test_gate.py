"""Who may come in: key, rate, host, size and kind of a request, over an app that lets everybody in."""

import asyncio
import json

import anyio
import pytest

from assistant.api import gate
from assistant.api.gate import MAX_BODY, Gate
from assistant.rate_limit import RateLimit

KEY = "correct-horse-battery"
JSON = (b"content-type", b"application/json")


def answered(
    app, path="/v1/ask", *, method="POST", headers=(JSON,), body=b"{}", host=b"127.0.0.1:7870", client="1.2.3.4"
):
    """(status, headers, body) of what a request gets; the body arrives in the pieces given."""
    pieces = [body] if isinstance(body, bytes) else list(body)
    sent = []

    async def receive():
        if pieces:
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    heads = [*headers, (b"host", host)] if host is not None else list(headers)
    scope = {"type": "http", "method": method, "path": path, "headers": heads, "client": (client, 5)}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent[1:])


async def echo(scope, receive, send):
    """An app that gives back the body that it gets."""
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})


def bearer(key, scheme="Bearer"):
    return (JSON, (b"authorization", f"{scheme} {key}".encode()))


@pytest.mark.parametrize(
    "body", [b"{}", b"", (b'{"a":', b"1}"), b"x" * MAX_BODY], ids=["whole", "empty", "parts", "most"]
)
def test_a_request_from_this_machine_passes_with_its_body(body):
    status, headers, given = answered(Gate(echo), body=body)
    assert status == 200 and given == (body if isinstance(body, bytes) else b"".join(body))
    assert headers[b"x-content-type-options"] == b"nosniff" and headers[b"cache-control"] == b"no-store"
    assert b"default-src 'none'" in headers[b"content-security-policy"]


@pytest.mark.parametrize("host", [b"localhost:7870", b"127.0.0.1", b"[::1]:7870", b"LOCALHOST"])
def test_this_machine_goes_by_several_names(host):
    assert answered(Gate(echo), host=host)[0] == 200


@pytest.mark.parametrize(
    "host", [b"evil.example", b"127.0.0.1.evil.example", b"localhost.evil.example:7870", b"[::1", b"\xff", b"", None]
)
def test_a_name_that_was_led_to_this_machine_is_refused(host):
    status, headers, body = answered(Gate(echo), host=host)
    assert status == 421 and one_sentence(body) and headers[b"x-content-type-options"] == b"nosniff"


@pytest.mark.parametrize(
    "headers",
    [(JSON,), bearer("wrong-horse-battery"), bearer(KEY[:-1]), bearer(KEY + "x"), bearer(KEY, "Basic"), bearer("")],
    ids=["none", "wrong", "short", "long", "another scheme", "empty"],
)
def test_without_the_right_key_nothing_is_answered(headers):
    status, given, body = answered(Gate(echo, KEY), headers=headers)
    assert status == 401 and one_sentence(body) and given[b"www-authenticate"] == b"Bearer"
    assert KEY.encode() not in body


@pytest.mark.parametrize("path", ["/v1/ask", "/openapi.json", "/nothing"])
def test_the_key_opens_every_address_under_any_name(path):
    app = Gate(echo, KEY)
    assert answered(app, path, headers=bearer(KEY), host=b"brief.example")[0] == 200
    assert answered(app, path, headers=bearer(KEY, "bearer"))[0] == 200
    assert answered(app, path)[0] == 401


def test_the_health_is_told_without_a_key():
    assert answered(Gate(echo, KEY), "/health", method="GET")[0] == 200
    assert answered(Gate(echo, KEY), "/health/../v1/ask")[0] == 401
    monitored = Gate(echo, KEY, RateLimit(1, lambda: 0.0))
    assert [answered(monitored, "/health", method="GET")[0] for _ in range(5)] == [200] * 5, (
        "as often as a monitor likes"
    )


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((JSON, (b"content-length", str(MAX_BODY + 1).encode())), b"{}"),
        ((JSON, (b"content-length", b"-1")), b"{}"),
        ((JSON, (b"content-length", b"9" * 5000)), b"{}"),
        ((JSON,), b"x" * (MAX_BODY + 1)),
        ((JSON,), [b"x" * 1000] * 70),
    ],
    ids=["announced", "negative", "endless", "unannounced", "piece by piece"],
)
def test_a_request_that_is_too_large_is_refused_and_not_read_on(headers, body):
    status, _, said = answered(Gate(echo), headers=headers, body=body)
    assert status == 413 and one_sentence(said)


@pytest.mark.parametrize("kind", [b"text/plain", b"application/x-www-form-urlencoded", b"multipart/form-data", b""])
def test_what_a_form_of_another_page_can_send_is_refused(kind):
    status, _, body = answered(Gate(echo), headers=[(b"content-type", kind)])
    assert status == 415 and one_sentence(body)
    assert answered(Gate(echo), headers=[])[0] == 415
    assert answered(Gate(echo), headers=[(b"content-type", b"Application/JSON; charset=utf-8")])[0] == 200


def test_a_body_that_never_arrives_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(gate, "BODY_WAIT", 0.05)
    sent = []

    async def receive():
        await anyio.sleep(60)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/v1/ask", "headers": [JSON, (b"host", b"localhost")]}
    asyncio.run(Gate(echo)(scope, receive, send))
    assert sent[0]["status"] == 408 and one_sentence(sent[1]["body"])


def test_who_leaves_before_the_request_is_whole_gets_nothing():
    sent = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/v1/ask", "headers": [JSON, (b"host", b"localhost")]}
    asyncio.run(Gate(echo)(scope, receive, send))
    assert sent == []


def test_guesses_of_the_key_count_like_requests():
    app = Gate(echo, KEY, RateLimit(3, lambda: 0.0))
    assert [answered(app, headers=bearer(f"guess-{n}"))[0] for n in range(5)] == [401, 401, 401, 429, 429]
    status, headers, body = answered(app, headers=bearer(KEY))
    assert status == 429 and headers[b"retry-after"] == b"20" and one_sentence(body)
    assert answered(app, headers=bearer(KEY), client="1.2.3.5")[0] == 200


def one_sentence(body):
    """Is it JSON with one sentence?"""
    said = json.loads(body)
    return said.keys() == {"error"} and said["error"].endswith(".") and "\n" not in said["error"]


class TestHowOftenAnAddressMayAsk:
    def limit(self, per_minute):
        self.now = 1000.0
        return RateLimit(per_minute, lambda: self.now)

    def test_as_many_at_once_as_in_a_minute_then_one_by_one(self):
        limit = self.limit(6)
        assert [limit.wait("a") for _ in range(6)] == [0.0] * 6
        assert limit.wait("a") == pytest.approx(10.0)
        self.now += 10.001
        assert limit.wait("a") == 0.0 and limit.wait("a") > 9
        self.now += 3600
        assert [limit.wait("a") == 0.0 for _ in range(7)] == [True] * 6 + [False]

    def test_addresses_are_counted_each_for_itself(self):
        limit = self.limit(1)
        assert [limit.wait(who) == 0.0 for who in ("10.0.0.1", "10.0.0.1", "10.0.0.2")] == [True, False, True]

    def test_a_network_of_ipv6_counts_as_one_and_a_mapped_address_as_its_own(self):
        limit = self.limit(1)
        assert limit.wait("2001:db8::1") == 0.0 and limit.wait("2001:db8::ffff:2") > 0
        assert limit.wait("2001:db8:0:1::1") == 0.0
        assert limit.wait("10.0.0.1") == 0.0 and limit.wait("::ffff:10.0.0.1") > 0

    def test_what_it_remembers_is_bounded(self, monkeypatch):
        monkeypatch.setattr("assistant.rate_limit._MOST", 10)
        limit = self.limit(1)
        for n in range(100):
            limit.wait(f"host-{n}")
        assert len(limit._left) == 10

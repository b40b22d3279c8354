"""Who may come in to the HTTP API, and with how much: key, rate, host, size and kind of a request.

With a key, every request but that for the health needs it, and an address may ask so often a minute. Without one only
this machine can reach the API, and a request has to name this machine: a page in a browser that has led a name of its
own to 127.0.0.1 does not.
"""

from __future__ import annotations

import hmac
import json
import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.headers import with_headers
from assistant.rate_limit import RateLimit
from assistant.settings import names_this_machine

HEALTH = "/health"
MAX_BODY = 64 * 1024
"""Bytes of a request's body; the longest that the services take is about 40,000 characters."""
BODY_WAIT = 10.0
"""Seconds within which a body has to be there."""
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class Refusal(NamedTuple):
    """Why a request is not let in, in one sentence."""

    status: HTTPStatus
    error: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Gate:
    """ASGI middleware before the API; every response gets the security headers."""

    def __init__(self, app: ASGIApp, key: str = "", rate: RateLimit | None = None) -> None:
        """Guards an app.

        Args:
            app: what is behind.
            key: that requests bring as `Authorization: Bearer KEY`; "" where only this machine can reach the API.
            rate: how often one address may ask, wrong keys included.
        """
        self._app, self._key, self._rate = app, key.encode(), rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on with its body read, or refuses it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        guarded = with_headers(send, HEADERS)
        headers = {name.lower(): value for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        body = b""
        if refusal is None:
            try:
                with anyio.fail_after(BODY_WAIT):
                    body = await _body(receive)
            except TimeoutError:
                refusal = Refusal(HTTPStatus.REQUEST_TIMEOUT, "The request did not arrive in time; send it again.")
            except _Gone:
                return
        if len(body) > MAX_BODY:
            refusal = _TOO_LARGE
        if refusal is not None:
            await _refuse(refusal, guarded)
            return
        await self._app(scope, _replay(body, receive), guarded)

    def _refusal(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Refusal | None:
        """Why the request is not let in, as far as its head tells."""
        asks = scope["path"] != HEALTH
        if asks and self._rate and (wait := self._rate.wait((scope.get("client") or ("",))[0])):
            again = (b"retry-after", str(math.ceil(wait)).encode())
            said = f"At most {self._rate.per_minute} requests a minute are answered; ask again in {math.ceil(wait)} s."
            return Refusal(HTTPStatus.TOO_MANY_REQUESTS, said, (again,))
        if asks and self._key and not self._knows(headers.get(b"authorization", b"")):
            said = "A key is needed; send it as the header Authorization: Bearer KEY."
            return Refusal(HTTPStatus.UNAUTHORIZED, said, ((b"www-authenticate", b"Bearer"),))
        if not self._key and not names_this_machine(headers.get(b"host", b"")):
            return Refusal(HTTPStatus.MISDIRECTED_REQUEST, "Only this machine is served here; ask for 127.0.0.1.")
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length[:20]) > MAX_BODY:
            return _TOO_LARGE
        if scope["method"] == "POST" and not _is_json(headers.get(b"content-type", b"")):
            said = "The arguments have to be JSON; send them with the header Content-Type: application/json."
            return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said)
        return None

    def _knows(self, authorization: bytes) -> bool:
        scheme, _, key = authorization.partition(b" ")
        return scheme.lower() == b"bearer" and hmac.compare_digest(key.strip(), self._key)


_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    f"A request may have {MAX_BODY} bytes; send a shorter one.",
    ((b"connection", b"close"),),
)


class _Gone(Exception):
    """The client has left before its request was whole."""


async def _body(receive: Receive) -> bytes:
    """The body, or as much of it as shows that it is too large."""
    body = b""
    while len(body) <= MAX_BODY:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives a body that has been read already, then whatever comes after it."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay


async def _refuse(refusal: Refusal, send: Send) -> None:
    body = json.dumps({"error": refusal.error}).encode()
    kind = ((b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()))
    start = {"type": "http.response.start", "status": refusal.status.value, "headers": [*kind, *refusal.headers]}
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _is_json(content_type: bytes) -> bool:
    return content_type.partition(b";")[0].strip().lower() == b"application/json"

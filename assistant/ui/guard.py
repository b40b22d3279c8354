"""Keeps the page to this machine: nothing is fetched from elsewhere, by the browser or by the server.

Where a login lets other machines in, nothing but the login page is served without it (Gradio asks for it at most of its
addresses, but not at all of them), and it is bounded how often one machine may guess and ask. Where there is no login,
only requests are served that name this machine, which a page that has led a name of its own to 127.0.0.1 cannot do.
"""

from __future__ import annotations

import json
import math
import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.headers import with_headers
from assistant.rate_limit import RateLimit
from assistant.settings import names_this_machine

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""Gradio's front end compiles its templates, which needs `unsafe-eval`; hosts other than ours are what is barred."""
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
FETCHERS = ("/file=http", "/proxy=")
"""Gradio's routes that make the server fetch an address of the caller's choice."""


OPEN = re.compile(
    r"/(?:|health|login/?|logout|robots\.txt|theme\.css|favicon\.ico|manifest\.json|pwa_icon(?:/\d+)?"
    r"|(?:static|assets|svelte)/.*|gradio_api/(?:startup-events|login_check/?|theme\.css))"
)
"""The login page with what it looks like, and whether the page is up. None of it says anything of the documents."""
GUESSES = 10
"""Logins that an address may try in a minute."""
EVENTS = 1200
"""Events that an address may cause in a minute; a question causes about four, and a desk may share one address."""


class Guard:
    """ASGI middleware that adds the policy to every response, and refuses what is not for this page or too much."""

    def __init__(self, app: ASGIApp, login: bool = False) -> None:
        """Guards an app.

        Args:
            app: what is behind.
            login: does it ask for a login, so that other machines may reach it?
        """
        self._app, self._login = app, login
        self._guesses, self._events = RateLimit(GUESSES), RateLimit(EVENTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        guarded = with_headers(send, HEADERS)

        if refusal := self._refusal(scope):
            status, said, headers = refusal
            body = json.dumps({"detail": said}).encode()
            kind = ((b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()))
            await guarded({"type": "http.response.start", "status": status, "headers": [*kind, *headers]})
            await guarded({"type": "http.response.body", "body": body})
            return
        await self._app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str, tuple[tuple[bytes, bytes], ...]] | None:
        """(status, sentence, headers) for a request that is not passed on."""
        path = unquote(unquote(scope["path"])).lower()
        if any(part in path for part in FETCHERS):
            return 403, "No address is fetched for anybody; give the file itself.", ()
        if not self._login:
            host = next((value for name, value in scope["headers"] if name.lower() == b"host"), b"")
            return None if names_this_machine(host) else (421, "Only this machine is served; ask for 127.0.0.1.", ())
        if not OPEN.fullmatch(scope["path"]) and not _logged_in(scope):
            return 401, "Log in first.", ()
        if scope["method"] != "POST":
            return None
        limit = self._guesses if path.rstrip("/").endswith("/login") else self._events
        if wait := math.ceil(limit.wait((scope.get("client") or ("",))[0])):
            said = f"Too much is asked from this address; try again in {wait} s."
            return 429, said, ((b"retry-after", str(wait).encode()),)
        return None


def _logged_in(scope: Scope) -> bool:
    """Does the request bring a cookie that Gradio gave after a login? Where Gradio keeps none of them, nobody is in."""
    app = scope.get("app")
    tokens, id = getattr(app, "tokens", {}), getattr(app, "cookie_id", None)
    cookies: SimpleCookie = SimpleCookie()
    for name, value in scope["headers"]:
        if name.lower() == b"cookie":
            try:
                cookies.load(value.decode("latin-1"))
            except CookieError:
                return False
    brought = (cookies.get(f"access-token-{id}"), cookies.get(f"access-token-unsecure-{id}"))
    return any(cookie is not None and cookie.value in tokens for cookie in brought)

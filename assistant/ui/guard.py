"""Keeps the page to this machine: nothing is fetched from elsewhere, by the browser or by the server."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class Guard:
    """ASGI middleware that adds the policy to every response and refuses the routes that fetch."""

    def __init__(self, app: ASGIApp) -> None:
        """Guards an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        if any(part in unquote(unquote(scope["path"])).lower() for part in FETCHERS):
            await guarded({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
            await guarded({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, guarded)

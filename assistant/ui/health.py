"""Whether the page works, for whoever keeps it running: a container's health check, a proxy, a monitor."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.ui.opening import Opening

PATH = "/health"


def route(opening: Opening) -> Route:
    """`GET /health`: 200 and `ready`, or 503 and `opening` or `failed`. Open to all, so it tells nothing more."""

    async def health(request: Request) -> JSONResponse:
        if opening.assistant is not None:
            status = "ready"
        else:
            status = "failed" if opening.fault else "opening"
        return JSONResponse({"status": status}, 200 if status == "ready" else 503, {"cache-control": "no-store"})

    return Route(PATH, health, methods=["GET"])

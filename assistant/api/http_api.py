"""The assistant over HTTP, described by OpenAPI: `python -m assistant api`.

A service is asked by POST, its arguments as one JSON object: what is asked then stands in no address, and in no log of
addresses. `/openapi.json` describes all of it; there is no page that explains it, since such pages load their program
from elsewhere. It is a program of its own and no part of the page: the page's login does not cover addresses beside the
page, and whoever wants the API alone need not load Gradio.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from http import HTTPStatus
from logging import getLogger
from time import perf_counter
from typing import Any

import anyio
import anyio.to_thread
import uvicorn
from fastapi import FastAPI, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from pydantic import Field
from starlette.exceptions import HTTPException

from assistant.api.gate import HEALTH, Gate
from assistant.api.held import Held, State
from assistant.rate_limit import RateLimit
from assistant.receipts import version
from assistant.services import SERVICES, Service, why
from assistant.shapes import Shape
from index.errors import BriefError, CalculationError, RequestError

logger = getLogger(__name__)

AT_ONCE = 4
"""Requests at work at the same time; further ones wait."""
PATIENCE = 20.0
"""Seconds for which a request waits for its turn, before it is told to come again."""
CONNECTIONS = 64
"""Open at the same time; what comes beyond them is refused."""

_OPENING = "The documents are being opened; ask again in a moment."
_BUSY = "Too much is asked at once; ask again in a moment."
_FAILED = "The program failed on this request; look into its log."


class ErrorShape(Shape):
    """What went wrong, in one sentence that says what to do."""

    error: str = Field(min_length=1)


class HealthShape(Shape):
    """Whether questions can be answered."""

    status: State


_ERRORS: dict[int | str, dict[str, Any]] = {
    status.value: {"model": ErrorShape, "description": said}
    for status, said in (
        (HTTPStatus.BAD_REQUEST, "The body cannot be read."),
        (HTTPStatus.UNAUTHORIZED, "The key is missing or wrong."),
        (HTTPStatus.REQUEST_TIMEOUT, "The request did not arrive in time."),
        (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large."),
        (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The request is not JSON."),
        (HTTPStatus.MISDIRECTED_REQUEST, "The request is for another machine."),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "An argument is missing, unknown or unusable, or a sum cannot be done."),
        (HTTPStatus.TOO_MANY_REQUESTS, "Too many requests came from this address."),
        (HTTPStatus.INTERNAL_SERVER_ERROR, "The program failed."),
        (HTTPStatus.SERVICE_UNAVAILABLE, "The documents are not open, or too much is asked at once."),
    )
}


def serve(held: Held, *, host: str, port: int, key: str, per_minute: int) -> None:
    """Serves the API until the program is interrupted; the documents are opened meanwhile."""
    held.begin()
    uvicorn.run(
        guarded(held, key=key, per_minute=per_minute),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        ws="none",
    )


def guarded(held: Held, *, key: str = "", per_minute: int = 0) -> Gate:
    """The API behind its gate."""
    return Gate(api(held, needs_key=bool(key)), key, RateLimit(per_minute) if key else None)


def api(held: Held, *, needs_key: bool = False) -> FastAPI:
    """The API itself, which lets everybody in; with `needs_key` its description says that a key is needed."""
    bearer = [Security(HTTPBearer(auto_error=False))] if needs_key else []
    app = FastAPI(
        title="Trade Brief Assistant",
        version=version(),
        description="Answers over trade documents; every number is quoted from a document or computed from such.",
        docs_url=None,
        redoc_url=None,
    )
    turns = anyio.CapacityLimiter(AT_ONCE)
    for service in SERVICES:
        app.post(
            f"/v1/{service.name}",
            summary=service.title,
            description=service.says,
            response_model=service.gives,
            responses=_ERRORS,
            dependencies=bearer,
        )(_endpoint(service, held, turns))

    @app.get(HEALTH, response_model=HealthShape, responses={503: {"model": HealthShape}})
    async def health() -> JSONResponse:
        """Whether questions can be answered: 200 and `ready`, or 503 and `opening` or `failed`."""
        return JSONResponse({"status": held.state}, 200 if held.state == "ready" else 503)

    app.exception_handler(RequestValidationError)(_unusable)
    app.exception_handler(HTTPException)(_not_there)
    return app


def _endpoint(
    service: type[Service], held: Held, turns: anyio.CapacityLimiter
) -> Callable[..., Coroutine[Any, Any, JSONResponse]]:
    async def endpoint(asked: Any) -> JSONResponse:
        begin = perf_counter()
        response = await _done(asked, held, turns)
        ms = round(1000 * (perf_counter() - begin), 1)
        logger.info("served", extra={"service": service.name, "status": response.status_code, "ms": ms})
        return response

    endpoint.__name__ = service.name
    endpoint.__annotations__["asked"] = service
    return endpoint


async def _done(asked: Service, held: Held, turns: anyio.CapacityLimiter) -> JSONResponse:
    """What a service gives, or one sentence about why it gives nothing."""
    if held.state == "opening":
        return _error(HTTPStatus.SERVICE_UNAVAILABLE, _OPENING, {"retry-after": "5"})
    with anyio.move_on_after(PATIENCE) as patience:
        await turns.acquire_on_behalf_of(asked_by := object())
    if patience.cancelled_caught:
        return _error(HTTPStatus.SERVICE_UNAVAILABLE, _BUSY, {"retry-after": "5"})
    try:
        return JSONResponse(await anyio.to_thread.run_sync(partial(_run, asked, held)))
    except (CalculationError, RequestError) as error:
        return _error(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    except BriefError as error:
        return _error(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    except Exception:
        logger.exception("the service %s failed", asked.name)
        return _error(HTTPStatus.INTERNAL_SERVER_ERROR, _FAILED)
    finally:
        turns.release_on_behalf_of(asked_by)


def _run(asked: Service, held: Held) -> dict[str, Any]:
    return asked.run(held.assistant())


async def _unusable(request: Request, error: Exception) -> JSONResponse:
    """What is wrong with a request's arguments."""
    assert isinstance(error, RequestValidationError)
    service = next(s for s in SERVICES if s.name == request.scope["route"].name)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return _error(HTTPStatus.UNPROCESSABLE_ENTITY, "The body is not JSON; send one JSON object.")
    return _error(HTTPStatus.UNPROCESSABLE_ENTITY, why({**first, "loc": first["loc"][1:]}, service))


async def _not_there(request: Request, error: Exception) -> JSONResponse:
    """Nothing at an address, another method, or a body that cannot be read."""
    assert isinstance(error, HTTPException)
    said = {
        404: "There is nothing at this address; /openapi.json says what there is.",
        405: "This address is not asked that way; /openapi.json says how.",
    }.get(error.status_code, "The body cannot be read; send one JSON object.")
    return _error(HTTPStatus(error.status_code), said, error.headers)


def _error(status: HTTPStatus, said: str, headers: Any = None) -> JSONResponse:
    return JSONResponse({"error": said}, status.value, dict(headers) if headers else None)

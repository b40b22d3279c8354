"""The health check: open to all, and telling no more than whether the page works."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.ui import health
from assistant.ui.opening import Opening
from index.errors import StoreError


def refuse():
    raise StoreError("The store is damaged; run index.")


@pytest.mark.parametrize(
    ("factory", "start", "code", "status"),
    [(object, False, 503, "opening"), (object, True, 200, "ready"), (refuse, True, 503, "failed")],
)
def test_health_is_what_became_of_opening_the_documents(factory, start, code, status):
    opening = Opening(factory)
    if start:
        opening.start()
        assert opening.wait(5)
    reply = TestClient(Starlette(routes=[health.route(opening)])).get(health.PATH)
    assert (reply.status_code, reply.json()) == (code, {"status": status})
    assert reply.headers["cache-control"] == "no-store"

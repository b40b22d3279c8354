"""The HTTP API: what it gives is what the assistant gives, and whatever goes wrong is one sentence of JSON."""

import json
import logging
import threading

import pytest
from starlette.testclient import TestClient

from assistant.api import http_api
from assistant.api.held import Held
from assistant.services import SERVICES
from index.errors import StoreError

HERE = "http://127.0.0.1:7870"
KEY = "correct-horse-battery"


def client_of(assistant, **how):
    """A client of the API over something that stands for the assistant; it is open already."""
    held = Held(lambda: assistant, lambda: 0)
    held.assistant()
    return TestClient(http_api.guarded(held, **how), base_url=HERE, raise_server_exceptions=False)


class StandIn:
    """Fails in the way that it is told to."""

    def __init__(self, fault=None):
        self.fault = fault

    def ask(self, question, conversation=None):
        raise self.fault


@pytest.fixture(scope="module")
def client(brief):
    return client_of(brief)


@pytest.mark.model
def test_every_service_is_there_and_gives_what_it_gives_elsewhere(client, brief):
    asked = {
        "ask": {"question": "How much did India export to Germany?"},
        "search": {"query": "registration of devices"},
        "figures": {"query": "Germany"},
        "calculate": {"expression": "Rs 625.68 crore / 60%"},
        "check": {"limit": 2},
        "documents": {},
    }
    assert list(asked) == [service.name for service in SERVICES]
    for service in SERVICES:
        response = client.post(f"/v1/{service.name}", json=asked[service.name])
        assert response.status_code == 200 and response.headers["cache-control"] == "no-store"
        own = service.model_validate(asked[service.name]).run(brief)
        assert {**response.json(), "timings_ms": 0} == json.loads(json.dumps({**own, "timings_ms": 0}))


@pytest.mark.model
@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("/v1/ask", "{}", 422, "ask needs the argument question"),
        ("/v1/ask", "", 422, "one JSON object"),
        ("/v1/ask", "[1]", 422, "one JSON object"),
        ("/v1/ask", '{"question', 422, "not JSON"),
        ("/v1/ask", '{"question": "a", "model": "b"}', 422, "model is not an argument of ask"),
        ("/v1/ask", '{"question": "\\ud800"}', 422, "question"),
        ("/v1/search", '{"query": "a", "top_k": 1e9}', 422, "top_k"),
        ("/v1/calculate", '{"expression": "1 / 0"}', 422, "zero"),
        ("/v1/calculate", '{"expression": "9^9^9^9"}', 422, "too many digits"),
        ("/v1/ask", "[" * 30_000, 400, "cannot be read"),
        ("/v1/nothing", "{}", 404, "nothing at this address"),
        ("/docs", "{}", 404, "nothing at this address"),
        ("/health", "{}", 405, "not asked that way"),
    ],
)
def test_what_is_wrong_is_one_sentence_of_json(client, path, body, status, says):
    response = client.post(path, content=body, headers={"content-type": "application/json"})
    said = response.json()
    assert response.status_code == status and said.keys() == {"error"}
    assert says in said["error"] and said["error"].endswith(".") and "\n" not in said["error"]


def test_a_store_that_fails_and_a_program_that_fails_are_told_apart_and_neither_tells_secrets(caplog):
    response = client_of(StandIn(StoreError("The store is damaged; run index."))).post(
        "/v1/ask", json={"question": "a"}
    )
    assert (response.status_code, response.json()) == (503, {"error": "The store is damaged; run index."})
    with caplog.at_level(logging.ERROR):
        response = client_of(StandIn(RuntimeError("secret"))).post("/v1/ask", json={"question": "a"})
    assert response.status_code == 500 and "secret" not in response.text and response.json()["error"].endswith(".")
    assert "the service ask failed" in caplog.text


def test_the_health_says_whether_questions_can_be_answered():
    begun, go_on = threading.Event(), threading.Event()

    def opened():
        begun.set()
        assert go_on.wait(10)
        return StandIn(StoreError("It is open."))

    held = Held(opened, lambda: 0)
    client = TestClient(http_api.guarded(held, key=KEY, per_minute=100), base_url=HERE)
    held.begin()
    assert begun.wait(10)
    health = client.get("/health")
    assert (health.status_code, health.json()) == (503, {"status": "opening"})
    asked = client.post("/v1/ask", json={"question": "a"}, headers={"authorization": f"Bearer {KEY}"})
    assert asked.status_code == 503 and "being opened" in asked.json()["error"] and asked.headers["retry-after"]
    go_on.set()
    held.assistant()
    assert (client.get("/health").status_code, client.get("/health").json()) == (200, {"status": "ready"})


def test_a_failure_to_open_is_seen_in_the_health_and_told_to_who_asks():
    def opened():
        raise StoreError("The store is damaged; run index.")

    held = Held(opened, lambda: 0)
    client = TestClient(http_api.guarded(held), base_url=HERE)
    held._try()
    assert (client.get("/health").status_code, client.get("/health").json()) == (503, {"status": "failed"})
    response = client.post("/v1/ask", json={"question": "a"})
    assert (response.status_code, response.json()) == (503, {"error": "The store is damaged; run index."})


def test_who_asks_while_too_much_is_asked_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(http_api, "AT_ONCE", 1)
    monkeypatch.setattr(http_api, "PATIENCE", 0.1)
    begun, go_on = threading.Event(), threading.Event()

    class Slow:
        def ask(self, question, conversation=None):
            begun.set()
            assert go_on.wait(10)
            raise StoreError("It took long.")

    with client_of(Slow()) as client:
        got = []
        slow = threading.Thread(target=lambda: got.append(client.post("/v1/ask", json={"question": "a"})))
        slow.start()
        assert begun.wait(10)
        busy = client.post("/v1/ask", json={"question": "b"})
        go_on.set()
        slow.join(10)
        assert busy.status_code == 503 and busy.headers["retry-after"] and "too much" in busy.json()["error"].lower()
        assert got[0].json() == {"error": "It took long."}
        assert client.post("/v1/ask", json={"question": "c"}).json() == {"error": "It took long."}


def test_nothing_of_a_question_is_logged(caplog):
    with caplog.at_level(logging.INFO, logger="assistant"):
        client_of(StandIn(StoreError("No."))).post("/v1/ask", json={"question": "confidential"})
    [record] = [r for r in caplog.records if r.message == "served"]
    assert (record.service, record.status) == ("ask", 503) and record.ms >= 0
    assert "confidential" not in caplog.text


def test_the_description_says_that_a_key_is_needed_where_it_is():
    open_, closed = client_of(StandIn()), client_of(StandIn(), key=KEY, per_minute=100)
    assert "securitySchemes" not in open_.get("/openapi.json").json()["components"]
    assert closed.get("/openapi.json").status_code == 401
    described = closed.get("/openapi.json", headers={"authorization": f"Bearer {KEY}"}).json()
    assert described["components"]["securitySchemes"] == {"HTTPBearer": {"type": "http", "scheme": "bearer"}}
    assert described["paths"]["/v1/ask"]["post"]["security"] and "security" not in described["paths"]["/health"]["get"]

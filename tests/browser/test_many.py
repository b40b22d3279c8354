"""Many sessions at once, over the page's own protocol: no error, nothing in the wrong session."""

import base64
import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.assistant.ui.desk_double import GERMANY, GROW, MEMORANDUM, TABLE_QUESTION

SESSIONS, ROUNDS = 10, 8
QUESTIONS = (GROW, GERMANY, MEMORANDUM, TABLE_QUESTION)


@pytest.fixture(scope="module")
def busy(serving):
    """The page over a stand-in that takes as long as a real answer."""
    return serving("slow")


def functions(address):
    """Number of each function of the page, by the function's name."""
    config = httpx.get(f"{address}config", timeout=30).json()
    return {d["api_name"]: d["id"] for d in config["dependencies"]}


def call(client, session, function, data, event=None):
    """Calls a function of the page in a session; what the last message of it holds."""
    body = {"data": data, "fn_index": function, "session_hash": session, "trigger_id": None, "event_data": event}
    client.post("gradio_api/queue/join", json=body).raise_for_status()
    with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as lines:
        for line in lines.iter_lines():
            message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if message.get("msg") == "process_completed":
                assert message["success"], message
                return message["output"]["data"]
    raise AssertionError("the answer was cut off")


def desk_of_one(address, number, named):
    """One user: asks in a row and exports. Returns what it exports."""
    session = uuid.uuid4().hex
    with httpx.Client(base_url=address, timeout=60) as client:
        for turn in range(ROUNDS):
            call(client, session, named["ask"], [QUESTIONS[(number + turn) % len(QUESTIONS)] + " " * number, "", None])
        own = call(client, session, named["ask"], [f"What of user {number}?", "", None])
        assert own
        file = json.loads(call(client, session, named["export"], [None], {"kind": "markdown"})[0])
        return base64.b64decode(file["content"]).decode()


def test_ten_sessions_asking_at_once_get_their_own_answers_and_no_error(busy):
    named = functions(busy)
    with ThreadPoolExecutor(SESSIONS) as pool:
        users = list(pool.map(lambda n: desk_of_one(busy, n, named), range(SESSIONS)))
    for number, exported in enumerate(users):
        asked = [line.removeprefix("## ") for line in exported.splitlines() if line.startswith("## ")]
        assert asked == [
            *(QUESTIONS[(number + turn) % len(QUESTIONS)] for turn in range(ROUNDS)),
            f"What of user {number}?",
        ]

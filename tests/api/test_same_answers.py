"""Twenty questions, four ways in, one answer each: Python, LangChain agent, HTTP client and MCP client."""

import json
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.model

NOT_HELD = [
    {"question": "What were the exports of wheat to Japan in 1931?", "earlier": []},
    {"question": "And in kilograms?", "earlier": ["What is the capital of Peru?"]},
]
"""Two that the documents do not answer."""


@pytest.fixture(scope="module")
def asked(root):
    """Eighteen of the acceptance questions, of all kinds, follow-ups with those before them; and two of our own."""
    path = root / "tests" / "acceptance" / "questions.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    before, by_kind = {}, {}
    for row in rows:
        talk = before.setdefault(row.get("conversation") or row["id"], [])
        by_kind.setdefault(row["kind"], []).append({"question": row["question"], "earlier": list(talk)})
        talk.append(row["question"])
    kinds, chosen = sorted(by_kind), []
    while len(chosen) < 18:
        chosen += [by_kind[kind].pop(0) for kind in kinds if by_kind[kind]]
    return chosen[:18] + NOT_HELD


@pytest.fixture(scope="module")
def own(brief, asked):
    """The answers of the Python API, asked in a conversation as a Python program would."""
    from assistant import Conversation

    answers = []
    for one in asked:
        conversation = Conversation() if one["earlier"] else None
        for question in one["earlier"]:
            brief.ask(question, conversation)
        answers.append(as_others_see_it(brief.ask(one["question"], conversation).as_json()))
    return answers


def as_others_see_it(answer):
    """An answer as JSON, without its timings, which no two runs share."""
    plain = json.loads(json.dumps(answer, allow_nan=False))
    assert plain.pop("timings_ms")["total"] >= 0
    return plain


def test_the_questions_are_of_many_kinds(asked, own):
    assert len(asked) == 20 and sum(bool(one["earlier"]) for one in asked) >= 2
    assert {answer["status"] for answer in own} >= {"answered", "not_in_corpus"}
    assert sum(bool(answer["calculations"]) for answer in own) >= 4


def test_an_http_client_gets_the_same_answers(http_address, asked, own):
    with httpx.Client(base_url=http_address, trust_env=False, timeout=60) as client:
        given = [as_others_see_it(client.post("/v1/ask", json=one).raise_for_status().json()) for one in asked]
    assert given == own


def test_an_mcp_client_gets_the_same_answers(mcp_client, asked, own):
    assert [as_others_see_it(mcp_client("ask", **one).structured_content) for one in asked] == own


def test_a_langchain_agent_gets_the_same_answers(brief, asked, own, scripted_model):
    from langchain.agents import create_agent
    from langchain_core.messages import ToolMessage

    from assistant.langchain_pieces import tools

    for one, answer in zip(asked, own, strict=True):
        agent: Any = create_agent(scripted_model(("ask_documents", one)), tools=tools(brief))
        messages = agent.invoke({"messages": [("user", one["question"])]})["messages"]
        [result] = [m for m in messages if isinstance(m, ToolMessage)]
        assert as_others_see_it(json.loads(result.content)) == answer

"""The six services: what they give is what their schemas say, and what is wrong with a request is one sentence."""

import json

import pytest
from pydantic import BaseModel

from assistant.services import SERVICES, called
from index.errors import RequestError

BY_NAME = {service.name: service for service in SERVICES}

CALLS = [
    ("ask", {"question": "How much would exports to Russia have to grow each year to reach the target?"}),
    ("ask", {"question": "What is the capital of Peru?"}),
    ("ask", {"question": "and to China?", "earlier": ["How much did India export to Germany?"]}),
    ("search", {"query": "registration of devices", "top_k": 3}),
    ("figures", {"query": "Germany"}),
    ("figures", {}),
    ("calculate", {"expression": "cagr(Rs 625.68 crore, Rs 2,000 crore, 5)"}),
    ("check", {"limit": 100}),
    ("documents", {}),
]


def unknown(value, at=""):
    """The fields that no schema describes."""
    if isinstance(value, BaseModel):
        yield from (f"{at}.{name}" for name in value.model_extra or ())
        for name, part in value:
            yield from unknown(part, f"{at}.{name}")
    elif isinstance(value, list):
        for part in value:
            yield from unknown(part, at)


@pytest.mark.model
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_what_is_given_is_what_the_schema_says_field_by_field(brief, name, arguments):
    given = json.loads(json.dumps(called(BY_NAME[name], arguments).run(brief), allow_nan=False))
    read = BY_NAME[name].gives.model_validate(given, strict=True)
    assert list(unknown(read, name)) == []


@pytest.mark.model
def test_results_are_given_some_at_a_time_and_none_twice(brief):
    pages = [called(BY_NAME["figures"], {"query": "Germany", "limit": 3, "skip": n}).run(brief) for n in (0, 3)]
    whole = called(BY_NAME["figures"], {"query": "Germany", "limit": 100}).run(brief)
    assert [row for page in pages for row in page["results"]] == whole["results"][:6]
    assert [page["left_off"] for page in pages] == [len(whole["results"]) - 3, len(whole["results"]) - 6]
    assert whole["left_off"] == 0
    assert called(BY_NAME["figures"], {"query": "Germany", "skip": 1000}).run(brief) == {"results": [], "left_off": 0}


@pytest.mark.model
def test_a_follow_up_leans_on_the_questions_that_are_sent_along(brief):
    from assistant import Conversation

    conversation = Conversation()
    asked = ["How much did India export to Germany?", "And to China?", "in rupees?"]
    own = [brief.ask(question, conversation) for question in asked][-1]
    given = called(BY_NAME["ask"], {"question": asked[-1], "earlier": asked[:-1]}).run(brief)
    assert given["id"] == own.id and given["answer"] == own.text
    assert given["id"] != brief.ask(asked[-1]).id


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("ask", {}, "ask needs the argument question; give it."),
        ("ask", {"question": ""}, "at least 1 character"),
        ("ask", {"question": "x" * 2001}, "at most 2000 characters"),
        ("ask", {"question": 5}, "valid string"),
        ("ask", {"question": "\ud800"}, "unicode"),
        ("ask", {"question": "a", "earlier": ["b"] * 21}, "earlier"),
        ("ask", {"question": "a", "earlier": ["b", 1]}, "earlier.1"),
        ("ask", {"question": "a", "model": "gpt"}, "model is not an argument of ask; use question, earlier."),
        ("ask", {"question": "a", "x\ny": 1}, "An argument is not an argument of ask"),
        ("ask", {"question": "a", "x" * 99: 1}, "An argument is not an argument of ask"),
        ("search", {"query": "a", "top_k": 21}, "top_k"),
        ("search", {"query": "a", "top_k": "5"}, "top_k"),
        ("search", {"query": "a", "top_k": True}, "top_k"),
        ("check", {"limit": 0}, "limit"),
        ("documents", {"skip": -1}, "skip"),
        ("documents", ["skip"], "have to be one JSON object"),
        ("documents", None, "have to be one JSON object"),
    ],
)
def test_what_is_wrong_with_a_request_is_one_sentence_that_names_it(name, arguments, says):
    with pytest.raises(RequestError) as caught:
        called(BY_NAME[name], arguments)
    sentence = str(caught.value)
    assert says in sentence and "\n" not in sentence and sentence.endswith(".") and len(sentence) < 250


def test_a_number_without_a_fraction_is_whole_however_it_is_written():
    assert called(BY_NAME["check"], {"skip": 5.0}).skip == 5
    with pytest.raises(RequestError, match="skip"):
        called(BY_NAME["check"], {"skip": 5.5})


def test_every_service_says_what_it_does_takes_and_gives():
    assert [service.name for service in SERVICES] == ["ask", "search", "figures", "calculate", "check", "documents"]
    for service in SERVICES:
        assert service.title and service.says.endswith(".")
        assert all(field.description for field in service.model_fields.values())
        assert service.model_json_schema()["additionalProperties"] is False
        assert service.gives.model_json_schema()["type"] == "object"

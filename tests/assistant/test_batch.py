import json

import pytest

from assistant.batch import BadLine, BatchLine, answer_lines, as_row, read_lines, readable
from assistant.types import Answer, Sentence
from index.errors import SettingsError, StoreError


class Echo:
    """Answers with the question and how many were asked before in the same conversation."""

    def __init__(self):
        self.asked = []

    def ask(self, question, conversation=None):
        before = sum(c is conversation and c is not None for _, c in self.asked)
        self.asked.append((question, conversation))
        if question == "store":
            raise StoreError("The store is gone; run index.")
        if question == "bug":
            raise KeyError("bug")
        return Answer(question=question, status="answered", sentences=(Sentence(f"{question} {before}"),))


def rows(tmp_path, content: bytes):
    path = tmp_path / "q.jsonl"
    path.write_bytes(content)
    return [as_row(a) for a in answer_lines(Echo(), read_lines(path))]


def line(**fields) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_each_line_is_answered_in_order_under_its_id(tmp_path):
    found = rows(tmp_path, line(id="b", question="one", extra=1) + b"\n  \n" + line(id="a", question="two"))
    assert [(r["id"], r["answer"]) for r in found] == [("b", "one 0"), ("a", "two 0")]


def test_one_conversation_for_each_distinct_value_and_none_without(tmp_path):
    content = b"".join(
        line(id=str(n), question="q", conversation=c) for n, c in enumerate(["x", "y", None, "x", None, 7])
    )
    assert [r["answer"] for r in rows(tmp_path, content)] == ["q 0", "q 0", "q 0", "q 1", "q 0", "q 0"]


@pytest.mark.parametrize(
    ("bad", "id"),
    [
        (b"{oops\n", None),
        (b'"text"\n', None),
        (b"[1]\n", None),
        (b'{"id": "x"}\n', "x"),
        (b'{"id": "x", "question": 5}\n', "x"),
        (b'{"id": "x", "question": null}\n', "x"),
        (b'{"question": "q"}\n', None),
        (b'{"id": true, "question": "q"}\n', None),
        (b'{"id": {}, "question": "q"}\n', None),
        (b'{"id": "x", "question": "q", "conversation": []}\n', "x"),
        (b'{"id": "x", "question": "\xff"}\n', None),
        (b"[" * 100_000 + b"\n", None),
        (b'{"id": "x", "question": ' + b"9" * 5000 + b"}\n", None),
        (line(id="x", question="store"), "x"),
        (line(id="x", question="bug"), "x"),
    ],
    ids=range(15),
)
def test_a_bad_line_costs_only_itself(tmp_path, bad, id):
    found = rows(tmp_path, line(id="1", question="before") + bad + line(id="2", question="after"))
    assert (found[0]["answer"], found[-1]["answer"]) == ("before 0", "after 0")
    for row in found[1:-1]:
        assert row.keys() == {"id", "error"} and row["id"] == id
        assert row["error"].endswith(".") and "\n" not in row["error"]
    assert len(found) >= 3


def test_an_id_may_be_a_number_and_comes_back_as_one(tmp_path):
    assert rows(tmp_path, line(id=7, question="q"))[0]["id"] == 7


def test_a_file_in_another_encoding_is_all_bad_lines(tmp_path):
    found = rows(tmp_path, '{"id": "x", "question": "q"}\n'.encode("utf-16"))
    assert found and all(row["id"] is None and row["error"].endswith(".") for row in found)


def test_a_byte_order_mark_and_line_separators_inside_strings_are_read(tmp_path):
    content = b"\xef\xbb\xbf" + '{"id": "1", "question": "a\u2028b"}\r\n'.encode()
    assert rows(tmp_path, content)[0]["answer"] == "a\u2028b 0"


def test_lines_are_read_only_when_their_turn_comes():
    echo = Echo()
    answers = answer_lines(echo, iter([BatchLine(id="1", question="one"), BatchLine(id="2", question="two")]))
    next(answers)
    assert [q for q, _ in echo.asked] == ["one"]


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path):
    with pytest.raises(SettingsError, match=r"Cannot read .*; give a file of questions\."):
        list(read_lines(tmp_path / "nowhere.jsonl"))


def test_half_a_character_becomes_a_question_mark():
    assert readable("a\ud800b\udcffc \U0001f600") == "a?b?c \U0001f600"
    assert as_row(BadLine(None, "No.")) == {"id": None, "error": "No."}

"""The log holds ids, counts and durations, and nothing that was asked or read."""

import json
import logging

import pytest

from assistant import logs
from assistant.conversation import Conversation


@pytest.fixture(autouse=True)
def as_it_was():
    """Puts the loggers back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("chromadb", "httpx", "gradio"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_a_line_of_json_has_the_message_and_the_fields(capsys):
    logs.set_up("info", "json")
    logging.getLogger("index.build").info("indexed", extra={"read": 3, "seconds": 0.5})
    said = json.loads(capsys.readouterr().err)
    assert (said["message"], said["level"], said["logger"]) == ("indexed", "info", "index.build")
    assert (said["read"], said["seconds"]) == (3, 0.5) and said["time"].endswith("+00:00")


def test_an_error_in_json_is_named_and_its_text_left_out(capsys):
    logs.set_up("debug", "json")
    try:
        raise ValueError("How much does Peru buy?")
    except ValueError:
        logging.getLogger("a").exception("it failed")
    err = capsys.readouterr().err
    assert json.loads(err)["error"] == "ValueError" and "Peru" not in err


def test_a_line_of_text_has_the_fields_behind_the_message(capsys):
    logs.set_up("info", "text")
    logging.getLogger("a").info("answered", extra={"ms": 1.5})
    logging.getLogger("a").debug("not said")
    assert capsys.readouterr().err == "answered ms=1.5\n"


@pytest.mark.parametrize("fails", [False, True])
def test_a_question_leaves_an_id_counts_and_a_duration_but_none_of_its_words(brief, caplog, monkeypatch, fails):
    def fail(desk, question, conversation=None):
        raise ValueError(question)

    if fails:
        monkeypatch.setattr("assistant.assistant.answer", fail)
    with caplog.at_level("INFO"):
        said = brief.ask("How much were zebra exports to Germany?", Conversation())
    (record,) = [r for r in caplog.records if r.getMessage() == "answered"]
    fields = logs.fields(record)
    assert fields["answer"] == said.id and fields["status"] == said.status and fields["ms"] > 0
    assert fields.keys() == {"answer", "status", "turn", "citations", "calculations", "ms"}
    told = " ".join(logs.AsText("%(message)s").format(r) for r in caplog.records)
    assert not any(word in told.lower() for word in ("zebra", "germany", "exports"))

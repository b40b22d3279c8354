"""Answers that a model words on the page: built-in first, then as it grows; switched off, or stopped."""

import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.types import Sentence
from assistant.ui.desk import Desk
from assistant.ui.message import answer_message
from assistant.ui.session import Session
from tests.assistant.ui.desk_double import GERMANY

SAID = "The US came first."
BY = {"name": "clever", "sentences": 2, "kept": 1, "left_out": 1, "kept_share": 0.5, "trouble": ""}


@pytest.fixture
def held(double, library):
    return SimpleNamespace(assistant=double, library=library)


@pytest.fixture
def desk_with(held):
    """A desk over the stand-in, whose answers `words` words."""

    def make(words):
        opening = SimpleNamespace(fault="")
        holdings = SimpleNamespace(of=lambda session: held, until_open=lambda: iter(()), opening=opening)
        return Desk(holdings, None, words)

    return make


def wordy(assistant, answer, conversation, still):
    grown = replace(answer, sentences=(*answer.sentences, Sentence(SAID)), drafted=BY, timings_ms={"draft": 1500.0})
    yield grown


def each_shown(steps):
    """What the chat shows after each step, the last message of each."""
    return (step[0][-1]["content"] for step in steps if isinstance(step[0], list) and step[0])


def shown(steps):
    """The same, as a list."""
    return list(each_shown(steps))


def test_the_built_in_answer_is_there_before_the_model_has_written(desk_with):
    session = Session()
    steps = shown(desk_with(wordy).ask(GERMANY, "", session))
    first = next(i for i, s in enumerate(steps) if "176.2" in s)
    assert SAID not in steps[first] and "still writing" in steps[first]
    assert SAID in steps[-1] and "still writing" not in steps[-1]
    assert len(session.answers) == 1 and session.answers[0].drafted == BY


def test_the_page_says_which_model_worded_it_what_was_kept_and_how_long_it_took(double, library):
    answer = next(wordy(None, double.ask(GERMANY), None, None))
    assert "clever: 1 of 2 sentences kept, 1.5 s" in answer_message(answer, 0, library)
    assert "kept" not in answer_message(double.ask(GERMANY), 0, library)


def test_switched_off_the_model_is_not_asked(desk_with):
    session, desk = Session(), desk_with(lambda *_: pytest.fail("it was asked"))
    desk.word(False, session)
    assert "176.2" in shown(desk.ask(GERMANY, "", session))[-1]


def test_a_question_that_is_stopped_while_it_is_worded_leaves_nothing_behind(desk_with):
    session = Session()

    def stopped(assistant, answer, conversation, still):
        yield answer
        session.stop()
        yield answer

    list(desk_with(stopped).ask(GERMANY, "", session))
    assert session.answers == [] and session.messages == [] and session.conversation.turns == []


def test_whoever_stops_a_slow_model_does_not_wait_for_it_and_asks_on(desk_with):
    session, over = Session(), threading.Event()

    def slow(assistant, answer, conversation, still):
        yield answer
        assert over.wait(60)
        yield from wordy(assistant, answer, conversation, still)

    desk = desk_with(slow)
    asking = desk.ask(GERMANY, "", session)
    first = next(step for step in each_shown(asking) if "still writing" in step)
    assert 'href="#stop"' in first
    desk.stop(session)
    assert list(asking)[-1][0] == [] == session.answers
    desk.word(False, session)
    assert "176.2" in shown(desk.ask(GERMANY, "", session))[-1]
    over.set()

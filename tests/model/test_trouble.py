"""A model that is down, slow, cut off, endless or talks nonsense: the built-in answer stands, in time, and says why."""

import threading
import time

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from assistant.model.stream import Sentences
from assistant.model.writing import RESET, Limits, Stop, write
from index.errors import ModelError
from tests.model.conftest import Scripted

QUESTION = "How much did India export to Germany in FY 2022-23, in dollars?"
BUILT_IN = "$176.2 million"


class Busy(Exception):
    status_code = 503


class Refused(Exception):
    status_code = 401


class Endless(Scripted):
    """Writes until nobody listens; counts how much."""

    written: list[int] = [0]

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        while True:
            self.written[0] += 1
            yield ChatGenerationChunk(message=AIMessageChunk(content="Tea is nice and so on "))


class Hanging(Scripted):
    """Says half a sentence, then nothing."""

    release: list[threading.Event] = []

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        yield ChatGenerationChunk(message=AIMessageChunk(content="Exports to Germany were worth about $176 million "))
        self.release[0].wait(20)


@pytest.fixture
def brief_desk(shelf_of):
    return shelf_of("corpus")


@pytest.mark.model
@pytest.mark.parametrize(
    ("says", "why"),
    [
        (ConnectionError("refused"), "cannot be reached"),
        (TimeoutError("too long"), "did not answer in time"),
        (Refused("secret-key-123"), "refused the key"),
        (ValueError("odd"), "failed (ValueError)"),
        ("", "wrote nothing"),
        ("�� asdf qwer zxcv 12 lkj. Uiop hjkl! <html>&nbsp;</html>", "could be traced"),
        ("{'tool': 'x', 'args': [1, 2, 3]}", "could be traced"),
        ("I am sorry, I cannot answer that.", "could be traced"),
    ],
    ids=["down", "timeout", "key", "fault", "silent", "garbage", "json", "refusing"],
)
def test_the_built_in_answer_stands_in_and_says_why(brief_desk, with_model, says, why):
    answer = with_model(brief_desk, says).ask(QUESTION)
    assert answer.status == "answered"
    assert answer.text.startswith(BUILT_IN) and why in answer.text and "built-in answer" in answer.text
    assert "secret" not in str(answer.as_json())


@pytest.mark.model
def test_an_endless_model_is_stopped(brief_desk, with_model):
    model = Endless(says="", heard=[], written=[0])
    answer = with_model(brief_desk, model, tokens=200).ask(QUESTION)
    assert answer.text.startswith(BUILT_IN) and "without end" in answer.text
    written = model.written[0]
    time.sleep(0.5)
    assert model.written[0] <= written + 1, "nobody goes on reading it"


@pytest.mark.model
def test_two_hundred_thousand_tokens_at_once_are_not_read(brief_desk, with_model):
    answer = with_model(brief_desk, "Exports to Germany were $176.2 million. " * 25_000, step=10**7).ask(QUESTION)
    assert answer.text.startswith(BUILT_IN) and "without end" in answer.text


@pytest.mark.model
def test_a_slow_model_is_left_behind_with_what_it_said_whole(brief_desk, with_model):
    release = threading.Event()
    model = Hanging(says="", heard=[], release=[release])
    answer = with_model(brief_desk, model, seconds=1.0).ask(QUESTION)
    release.set()
    assert answer.text.startswith(BUILT_IN) and "not done within 1 seconds" in answer.text
    assert "about $176 million" not in answer.text, "half a sentence is not said"


@pytest.mark.model
def test_a_draft_that_breaks_off_keeps_its_whole_sentences(brief_desk, with_model):
    class Breaking(Scripted):
        def _stream(self, messages, stop=None, run_manager=None, **kwargs):
            yield ChatGenerationChunk(
                message=AIMessageChunk(content="China came third with $145.6 million. The US was the lar")
            )
            raise ConnectionError("gone")

    answer = with_model(brief_desk, Breaking(says="", heard=[])).ask(QUESTION)
    assert "China came third" in answer.text and "The US was" not in answer.text
    assert "cannot be reached" in answer.text and "built-in answer" not in answer.text


@pytest.mark.model
def test_whoever_does_not_want_the_draft_any_more_stops_it(brief_desk, with_model):
    release, stop = threading.Event(), Stop()
    assistant = with_model(brief_desk, Hanging(says="", heard=[], release=[release]))
    answers = assistant.stream(QUESTION, stop=stop)
    first = next(answers)
    assert first.text.startswith(BUILT_IN) and not first.drafted, "the built-in answer is there at once"
    stop.set()
    *_, last = answers
    release.set()
    assert "stopped" in last.text and last.text.startswith(BUILT_IN)


@pytest.mark.model
def test_a_question_that_is_declined_is_not_sent_to_a_model_without_tools(brief_desk, with_model):
    assistant = with_model(brief_desk, "The population of Russia is 143 million.")
    answer = assistant.ask("What is the population of Russia?")
    assert answer.status == "not_in_corpus" and "143" not in answer.text
    assert assistant.model.chat.heard == []


def test_a_busy_model_is_asked_again():
    tries = []

    def source(stop):
        tries.append(1)
        if len(tries) < 2:
            raise Busy("try later")
        yield "Good."

    assert list(write(source, Limits(seconds=10))) == ["Good."]
    assert len(tries) == 2


def test_a_refused_key_is_not_tried_again():
    tries = []

    def source(stop):
        tries.append(1)
        raise Refused("no")
        yield ""

    with pytest.raises(ModelError, match="refused the key") as caught:
        list(write(source, Limits(seconds=10)))
    assert len(tries) == 1 and not caught.value.retry


@pytest.mark.parametrize("step", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is [1]. Two is [2]! Three?", ["One is.", "Two is!", "Three?"]),
        ("**Bold** is *fine*. Rs. 5 crore is one.", ["Bold is fine.", "Rs. 5 crore is one."]),
        ("# Heading\n- First point.\n2. Second point", ["First point.", "Second point"]),
        ("<think>Let me see. It is 5.</think>It is six.", ["It is six."]),
        ("<think>Let me see. It is 5.", []),
        ("```\ncode. more.\n```\nText here.", ["Text here."]),
        ("| a | b |\n| 1. | 2. |\nA row.", ["A row."]),
        ("Answer: It is 5【3†source】. Done (source: 4).", ["It is 5.", "Done."]),
        ("It rose from $5.4 million to $6.2 million.", ["It rose from $5.4 million to $6.2 million."]),
        ("", []),
    ],
)
def test_sentences_are_the_same_however_they_come(text, expected, step):
    sentences = Sentences()
    found = [s for i in range(0, len(text), step) for s in sentences.feed(text[i : i + step])]
    assert [*found, *sentences.finish(cut=False)] == expected


def test_half_a_sentence_is_no_sentence_when_the_draft_was_cut():
    sentences = Sentences()
    assert list(sentences.feed("One is one. Two is")) == ["One is one."]
    assert list(sentences.finish(cut=True)) == []


SHAPES = {
    "text": "China came third with $145.6 million.",
    "blocks": [{"type": "text", "text": "China came third with $145.6 million."}],
    "thinking": [
        {"type": "thinking", "thinking": "Germany came third with $1 million.", "signature": "x"},
        {"type": "text", "text": "China came third with $145.6 million."},
    ],
    "reasoning": [
        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Hm."}]},
        {"type": "text", "text": "China came third with $145.6 million.", "annotations": []},
    ],
    "two blocks": [{"type": "text", "text": "China came third "}, {"type": "text", "text": "with $145.6 million."}],
    "tags": "<think>It may be $99 million.</think>\n\nChina came third with $145.6 million.",
}


@pytest.mark.model
@pytest.mark.parametrize("said", SHAPES.values(), ids=SHAPES)
def test_every_shape_of_message_is_read(brief_desk, with_model, said):
    answer = with_model(brief_desk, AIMessage(content=said)).ask(QUESTION)
    assert "China came third with $145.6 million" in answer.text
    assert answer.drafted["kept"] == answer.drafted["sentences"] == 1


def test_reset_is_no_text_that_a_model_could_write():
    assert not RESET.isprintable()

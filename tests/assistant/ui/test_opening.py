import threading
from typing import Any

from assistant.ui.opening import Opening, Steps
from index.errors import StoreError


def test_nothing_is_opened_until_somebody_starts_it_and_then_once(double):
    calls = []
    opening = Opening(lambda: calls.append(1) or double)
    assert not opening.wait(0) and opening.assistant is None and not calls
    for _ in range(3):
        opening.start()
    assert opening.wait(10) and opening.assistant is double
    opening.start()
    assert calls == [1] and opening.wait(0)


def test_what_is_being_done_can_be_read_meanwhile(double):
    steps, go = Steps(), threading.Event()

    def factory():
        steps("reading", 3, 24)
        go.wait(10)
        return double

    opening = Opening(factory, steps)
    opening.start()
    assert not opening.wait(0.2)
    assert opening.words == "Opening the documents: reading, 3 of 24"
    go.set()
    assert opening.wait(10)


def test_a_failure_is_told_and_tried_again_when_asked_for(double):
    results = [StoreError("The store is held by another program; stop it."), double]

    def factory():
        if isinstance(result := results.pop(0), Exception):
            raise result
        return result

    opening = Opening(factory)
    opening.start()
    assert opening.wait(10) and opening.fault == "The store is held by another program; stop it."
    opening.start()
    assert opening.wait(10) and opening.assistant is double and opening.fault == ""


def test_a_fault_of_the_program_is_told_in_a_sentence_and_logged(caplog):
    def factory():
        raise ZeroDivisionError

    opening = Opening(factory)
    opening.start()
    assert opening.wait(10)
    assert opening.fault == "The documents could not be opened."
    assert "could not be opened" in caplog.text


class Cold:
    def __init__(self, fault=None):
        self.warm, self.fault = threading.Event(), fault

    def warm_up(self):
        self.warm.set()
        if self.fault:
            raise self.fault


def test_what_is_open_is_warmed_up_for_the_first_question():
    assistant: Any = Cold()
    opening = Opening(lambda: assistant)
    opening.start()
    assert opening.wait(10) and opening.assistant is assistant
    assert assistant.warm.wait(10)


def test_what_could_not_be_warmed_up_answers_all_the_same():
    assistant: Any = Cold(ZeroDivisionError())
    opening = Opening(lambda: assistant)
    opening.start()
    assert assistant.warm.wait(10) and opening.wait(10)
    assert opening.assistant is assistant and opening.fault == ""

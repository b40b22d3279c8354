"""A question that is stopped while others are answered."""

import threading
from types import SimpleNamespace

from assistant.ui.desk import COMPUTING, Desk
from assistant.ui.session import Session
from tests.assistant.ui.desk_double import GERMANY, GROW


def test_a_question_that_is_stopped_before_its_turn_is_never_begun(double, library):
    asked, begun, go_on = [], threading.Semaphore(0), threading.Event()

    def ask(question, conversation):
        asked.append(question)
        begun.release()
        assert go_on.wait(60)
        return double.ask(question)

    held = SimpleNamespace(assistant=SimpleNamespace(ask=ask), library=library)
    holdings = SimpleNamespace(of=lambda session: held, until_open=lambda: iter(()))
    desk, ours = Desk(holdings), Session()

    def run(question, session):
        thread = threading.Thread(target=lambda: list(desk.ask(question, "", session)))
        thread.start()
        return thread

    others = [run(GROW, Session()) for _ in range(COMPUTING)]
    for _ in others:
        assert begun.acquire(timeout=60)
    waiting = run(GERMANY, ours)
    while not ours.asking:
        waiting.join(0.01)
    desk.stop(ours)
    waiting.join(60)
    go_on.set()
    for thread in (*others, *(t for t in threading.enumerate() if t.name == "documents")):
        thread.join(60)
    assert asked == [GROW] * COMPUTING and ours.answers == [] == ours.messages

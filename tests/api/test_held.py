"""An assistant that is held is opened once, and again where the documents have changed."""

import os
import threading

import pytest

from assistant.api.held import LOOK_AGAIN, Held, signature
from index.errors import SettingsError


class Desk:
    """Something to open, over documents that change, with a clock that stands still."""

    def __init__(self):
        self.documents, self.opened, self.now, self.fault = 1, 0, 100.0, None

    def open(self):
        if self.fault:
            raise self.fault
        self.opened += 1
        return f"assistant {self.opened}"

    def held(self):
        return Held(self.open, lambda: self.documents, lambda: self.now)


@pytest.fixture
def desk():
    return Desk()


def test_it_is_opened_once_while_nothing_changes(desk):
    held = desk.held()
    assert held.state == "opening"
    assert held.assistant() == "assistant 1" and held.state == "ready"
    desk.now += LOOK_AGAIN + 1
    assert held.assistant() == "assistant 1" and desk.opened == 1


def test_changed_documents_are_opened_for_the_next_question(desk):
    held = desk.held()
    held.assistant()
    desk.documents = 2
    assert held.assistant() == "assistant 1", "nobody looks more often than every few seconds"
    desk.now += LOOK_AGAIN + 1
    assert held.assistant() == "assistant 2"


def test_what_cannot_be_opened_is_said_and_tried_again(desk):
    held = desk.held()
    desk.fault = SettingsError("There is no folder.")
    with pytest.raises(SettingsError):
        held.assistant()
    assert held.state == "failed"
    desk.fault = None
    assert held.assistant() == "assistant 1" and held.state == "ready"


def test_the_earlier_documents_stay_where_changed_ones_cannot_be_opened(desk, caplog):
    held = desk.held()
    held.assistant()
    desk.documents, desk.fault = 2, SettingsError("There is no folder.")
    desk.now += LOOK_AGAIN + 1
    assert held.assistant() == "assistant 1" and "earlier ones stay" in caplog.text
    desk.fault = None
    desk.now += LOOK_AGAIN + 1
    assert held.assistant() == "assistant 2"


def test_others_are_answered_while_changed_documents_are_being_opened(desk):
    held = desk.held()
    held.assistant()
    desk.documents = 2
    desk.now += LOOK_AGAIN + 1
    begun, go_on = threading.Event(), threading.Event()
    own_open = desk.open

    def slow():
        begun.set()
        assert go_on.wait(10)
        return own_open()

    held._open = slow
    got = []
    first = threading.Thread(target=lambda: got.append(held.assistant()))
    first.start()
    assert begun.wait(10)
    assert held.assistant() == "assistant 1"
    go_on.set()
    first.join(10)
    assert got == ["assistant 2"]


def test_many_who_ask_at_once_open_it_once(desk):
    held = desk.held()
    got = []
    threads = [threading.Thread(target=lambda: got.append(held.assistant())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert got == ["assistant 1"] * 8


def test_a_change_of_any_file_is_noticed(tmp_path):
    (tmp_path / "a.md").write_text("one")
    seen = [signature([tmp_path])]
    (tmp_path / "a.md").write_text("two, longer")
    seen.append(signature([tmp_path]))
    (tmp_path / "b.md").write_text("new")
    seen.append(signature([tmp_path]))
    (tmp_path / "b.md.yaml").write_text("title: B")
    seen.append(signature([tmp_path]))
    os.utime(tmp_path / "a.md", (1, 1))
    seen.append(signature([tmp_path]))
    (tmp_path / "b.md").unlink()
    seen.append(signature([tmp_path]))
    assert len(set(seen)) == len(seen) and signature([tmp_path]) == seen[-1]

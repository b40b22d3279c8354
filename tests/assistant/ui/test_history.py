import sqlite3
import stat

import pytest

from assistant.ui import history as h
from assistant.ui.history import History

OURS, THEIRS = "a" * 32, "b" * 32


@pytest.fixture
def history(tmp_path):
    return History(tmp_path / "kept" / "history.sqlite")


def test_what_is_kept_is_there_for_another_program_and_for_its_owner_alone(history):
    history.keep(OURS, "one", 0, "How much?", "Rs 5 crore.")
    history.keep(OURS, "one", 1, "And China?", "None.")
    again = History(history._path)
    assert [(t.question, t.answer) for t in again.turns(OURS, "one")] == [
        ("How much?", "Rs 5 crore."),
        ("And China?", "None."),
    ]
    (past,) = again.past(OURS)
    assert (past.id, past.question, past.count) == ("one", "How much?", 2)
    assert again.past(THEIRS) == [] and again.turns(THEIRS, "one") == []


def test_a_turn_takes_the_place_of_what_had_its_number_and_of_what_followed(history):
    for number in range(3):
        history.keep(OURS, "one", number, f"question {number}", "")
    history.keep(OURS, "one", 1, "another", "")
    assert [t.question for t in history.turns(OURS, "one")] == ["question 0", "another"]


def test_the_latest_comes_first_and_the_oldest_is_forgotten(history, monkeypatch):
    monkeypatch.setattr(h, "MOST", 2)
    for name in ("one", "two", "three"):
        history.keep(OURS, name, 0, name, "")
    assert [p.question for p in history.past(OURS)] == ["three", "two"]


def test_one_or_all_are_forgotten_and_never_those_of_others(history):
    for owner in (OURS, THEIRS):
        for name in ("one", "two"):
            history.keep(owner, name, 0, name, "")
    history.forget(OURS, "one")
    assert [p.id for p in history.past(OURS)] == ["two"]
    history.forget(OURS)
    assert history.past(OURS) == [] and len(history.past(THEIRS)) == 2


def test_without_an_owner_nothing_is_kept(history):
    for owner in ("", "short"):
        history.keep(owner, "one", 0, "How much?", "")
        assert history.past(owner) == []


def test_the_file_is_readable_by_its_user_alone_and_holds_no_secret(history):
    history.keep(OURS, "one", 0, "How much?", "")
    assert stat.S_IMODE(history._path.stat().st_mode) == 0o600
    assert OURS.encode() not in history._path.read_bytes()


def test_a_history_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").touch()
    broken = History(tmp_path / "file" / "history.sqlite")
    broken.keep(OURS, "one", 0, "How much?", "")
    assert broken.past(OURS) == []
    (tmp_path / "other").write_bytes(b"not a database, and longer than a page's head" * 99)
    assert History(tmp_path / "other").past(OURS) == []


def test_many_write_at_once(history):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: history.keep(OURS, f"c{n % 4}", n // 4, str(n), ""), range(40)))
    with sqlite3.connect(history._path) as database:
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)
    database.close()
    assert len(history.past(OURS)) == 4

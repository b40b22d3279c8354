"""What is left after a kill at each step, after rot in each file, and while another process writes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import build
from index import database as databases
from index.database import open_database
from index.errors import BusyError, StoreError
from index.folder import DATABASE, writing
from index.store import Mirror


@pytest.fixture
def faults(root, tmp_path):
    """Runs the fault script; on a disk in memory where there is one, since each step waits for the disk."""
    memory = Path("/dev/shm")

    def run(*arguments):
        place = str(memory if os.access(memory, os.W_OK) else tmp_path)
        command = [sys.executable, str(root / "tests" / "benchmarks" / "faults.py"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"TMPDIR": place})
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    return run


def test_a_kill_at_any_step_loses_nothing_and_leaves_no_mix(faults):
    found = faults("steps", "--every", "7", "--no-chroma")
    assert found.keys() == {"build", "update", "mend"} and all(steps > 9 for steps in found.values())


def test_a_kill_while_chroma_is_told_leaves_a_copy_that_is_made_anew(faults):
    assert all(steps > 1 for steps in faults("steps", "--every", "41").values())


def rot(path: Path, how: str) -> None:
    raw = path.read_bytes() or b"\0"
    if how == "flipped":  # one byte in every two hundred
        path.write_bytes(bytes(b ^ 1 if i % 200 == 100 else b for i, b in enumerate(raw)))
    elif how == "one byte":
        path.write_bytes(raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 64]) + raw[len(raw) // 2 + 1 :])
    elif how == "cut":
        path.write_bytes(raw[: len(raw) // 2])
    elif how == "noise":
        path.write_bytes(os.urandom(max(100, len(raw))))
    else:
        path.unlink()


@pytest.mark.parametrize("how", ["flipped", "one byte", "cut", "noise", "gone"])
def test_rot_in_any_file_of_the_store_changes_no_answer(open_library, path, how, in_chroma):
    before = open_library()
    expected = (before.documents, before.passages, before.figures, before.search("coffee to the Gulf"))
    names = [file.relative_to(path) for file in path.rglob("*") if file.is_file()]
    assert {DATABASE, "lock"} <= {name.name for name in names} and any(name.suffix == ".sqlite3" for name in names)
    for name in names:
        if not (path / name).is_file():
            continue  # a folder of Chroma's that was made anew under another name
        rot(path / name, how)
        after = open_library()
        assert (after.documents, after.passages, after.figures, after.search("coffee to the Gulf")) == expected, name
    open_library(embedder=lambda: None)
    open_library()
    assert in_chroma(path) == {"coffee.md", "gas.md", "partners.csv"}


def test_only_the_documents_that_are_damaged_are_made_again(open_library, path, words):
    assert open_library().documents
    raw = (path / DATABASE).read_bytes()
    (path / DATABASE).write_bytes(raw.replace(b"Storage stood", b"Storage stoop"))
    words.embedded.clear()
    assert "Storage stood" in open_library().document("gas.md").text
    assert words.embedded and all("Gas imports" in text for text in words.embedded)


def test_a_database_of_an_earlier_format_is_made_again(open_library, path):
    before = open_library().documents
    (path / DATABASE).unlink()
    connection = databases.sqlite3.connect(path / DATABASE)
    connection.executescript(
        "CREATE TABLE documents (id TEXT); CREATE TABLE facts (name TEXT); PRAGMA user_version = 1"
    )
    connection.close()
    assert open_library().documents == before


class TestWhileAnotherProcessWrites:
    def test_what_is_there_is_searched_and_a_notice_says_who_writes(self, open_library, folder, path):
        open_library()
        (folder / "new.md").write_text("# New\n\nCoffee went up by 3.1 per cent.\n")
        with writing(path, 0):
            library = open_library()
            assert library.search("coffee to the Gulf") and "new.md" not in {d.id for d in library.documents}
            assert f"is being written by process {os.getpid()}" in library.notices[0].message
        assert "new.md" in {d.id for d in open_library().documents}

    def test_who_wants_the_latest_is_told_to_wait(self, open_library, folder, path):
        open_library()
        (folder / "new.md").write_text("New.")
        with writing(path, 0), pytest.raises(BusyError, match=r"is being written by process"):
            open_library(latest=True)

    def test_what_other_code_or_another_model_made_is_not_searched(self, open_library, path, words):
        open_library()
        words.name = "other"
        with writing(path, 0), pytest.raises(BusyError):
            open_library()

    def test_a_library_that_is_open_goes_on_as_it_was(self, open_library, folder):
        library = open_library()
        expected = library.search("coffee to the Gulf")
        (folder / "coffee.md").unlink()
        assert "coffee.md" not in {d.id for d in open_library().documents}
        assert library.search("coffee to the Gulf") == expected


class TestAFullDisk:
    @pytest.fixture
    def full(self, monkeypatch):
        """Databases that are opened from now on hold at most so many pages."""

        def limit(pages):
            connect = databases.sqlite3.connect

            def limited(*arguments, **keywords):
                connection = connect(*arguments, **keywords)
                connection.execute(f"PRAGMA max_page_count = {pages}")
                return connection

            monkeypatch.setattr(databases.sqlite3, "connect", limited)

        return limit

    @pytest.mark.parametrize("pages", [1, 4, 9])
    def test_building_ends_with_one_sentence_and_goes_on_when_there_is_room(
        self, open_library, full, pages, monkeypatch
    ):
        full(pages)
        with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\)") as caught:
            open_library()
        assert "\n" not in str(caught.value)
        monkeypatch.undo()
        assert len(open_library().documents) == 3

    def test_an_update_that_does_not_fit_leaves_the_old_version_whole(
        self, open_library, folder, path, full, monkeypatch
    ):
        old = open_library().document("gas.md")
        (folder / "gas.md").write_text("# Gas\n\n" + "The price rose by 4.5 per cent. " * 4000)
        full(1)
        with pytest.raises(StoreError):
            open_library()
        monkeypatch.undo()
        database = open_database(path / DATABASE)
        assert [r.document for r in database.records(["gas.md"])] == [old]
        database.close()
        assert "The price rose" in open_library().document("gas.md").text


class TestFilesThatCannotBeRead:
    def test_they_are_not_tried_again_until_they_change(self, open_library, folder, monkeypatch):
        (folder / "bad.md").write_bytes(b"")
        tried = []
        real = build.read

        def read(found):
            tried.append(found.id)
            return real(found)

        monkeypatch.setattr(build, "read", read)
        assert any(n.document == "bad.md" for n in open_library().notices) and "bad.md" in tried
        tried.clear()
        assert any(n.document == "bad.md" for n in open_library().notices) and tried == []
        (folder / "bad.md").write_text("Good.")
        assert "bad.md" in {d.id for d in open_library().documents} and tried == ["bad.md"]


def test_a_copy_whose_writer_was_killed_is_not_used_but_made_anew(open_library, path, in_chroma):
    open_library()
    database = open_database(path / DATABASE, writing=True)
    first = database.fact("mirror")
    database.set_fact("telling", "yes")
    assert Mirror(path).similarity(database, ()) is None
    database.close()
    open_library()
    database = open_database(path / DATABASE)
    assert database.fact("mirror") != first and not (path / first).exists()
    database.close()
    assert in_chroma(path) == {"coffee.md", "gas.md", "partners.csv"}


def test_what_a_killed_writer_left_half_written_is_taken_back_by_the_next_reader(tmp_path):
    path = tmp_path / DATABASE
    databases.create_database(path).close()
    code = (
        "import os, sqlite3\n"
        f"connection = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 1')\n"  # so that changes reach the file before they are done
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute('CREATE TABLE half (done TEXT)')\n"
        "connection.executemany('INSERT INTO half VALUES (?)', [('x' * 900,)] * 3000)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert path.with_name(path.name + "-journal").exists()
    database = open_database(path)
    assert list(database.records()) == []
    database.close()

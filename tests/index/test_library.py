"""The opened index: quick when nothing changed, incremental when something did, whole whatever happened to it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from index import database as databases
from index.database import open_database
from index.errors import SettingsError
from index.folder import DATABASE, writing
from index.library import NO_MODEL, Library


def files_of(folder):
    return {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in folder.rglob("*")}


def test_everything_comes_back_as_it_was_made(open_library, folder):
    built, opened = open_library(), open_library()
    assert [d.id for d in built.documents] == ["coffee.md", "gas.md", "partners.csv"]
    assert opened.documents == built.documents
    assert opened.passages == built.passages
    assert opened.figures == built.figures
    assert [f.quantity.value for f in opened.figures if f.span.document == "partners.csv"]
    assert opened.corpus_hash == built.corpus_hash
    assert opened.search("coffee to the Gulf") == built.search("coffee to the Gulf")
    assert opened.document("gas.md").text == (folder / "gas.md").read_text(encoding="utf-8")


def test_search_finds_what_is_asked_for(open_library):
    hit = open_library().search("coffee to the Gulf", 1)[0]
    assert "5,480 tonnes" in hit.passage.text
    assert [name for name, _ in hit.why] == ["bm25", "dense"]


def test_opening_what_is_up_to_date_touches_nothing(open_library, path, words):
    open_library()
    before, asked = files_of(path), len(words.embedded)
    open_library()
    assert files_of(path) == before
    assert len(words.embedded) == asked


def test_a_reader_needs_no_right_to_write(open_library, path, monkeypatch):
    open_library()
    with writing(path, 0):
        open_library()


class TestChanges:
    def test_only_what_changed_is_embedded(self, open_library, folder, words):
        open_library()
        words.embedded.clear()
        text = (folder / "coffee.md").read_text(encoding="utf-8")
        (folder / "coffee.md").write_text(text.replace("Provisional figures.", "Final figures."), encoding="utf-8")
        library = open_library()
        assert [t.split("\n")[1] for t in words.embedded] == ["Final figures."]
        assert library.search("final figures", 1)[0].passage.text == "Final figures."
        assert not any("Provisional" in p.text for p in library.passages)

    def test_a_file_touched_but_not_changed_is_left_alone(self, open_library, folder, words):
        open_library()
        words.embedded.clear()
        os.utime(folder / "coffee.md")
        open_library()
        assert words.embedded == []

    def test_a_change_that_keeps_size_and_time_is_seen(self, open_library, folder):
        open_library()
        path = folder / "partners.csv"
        stat = path.stat()
        path.write_text(path.read_text().replace("176.2", "176.9"))
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert "176.9" in [str(f.quantity.value) for f in open_library().figures]

    def test_a_document_that_is_gone_leaves_nothing_behind(self, open_library, folder, path, in_chroma):
        open_library()
        (folder / "partners.csv").unlink()
        library = open_library()
        assert "partners.csv" not in {d.id for d in library.documents}
        assert "partners.csv" not in {p.span.document for p in library.passages}
        assert "partners.csv" not in {f.span.document for f in library.figures}
        assert "partners.csv" not in in_chroma(path)

    def test_a_document_that_became_unreadable_is_removed_and_named_each_time(self, open_library, folder):
        open_library()
        (folder / "gas.md").write_bytes(b"")
        for _ in range(2):
            library = open_library()
            assert [d.id for d in library.documents] == ["coffee.md", "partners.csv"]
            assert "gas.md: It was left out: it is empty" in str(library.notices[0])

    def test_another_model_makes_all_anew(self, open_library, words):
        open_library()
        words.embedded.clear()
        words.name = "other"
        open_library()
        assert len(words.embedded) > 3

    def test_other_code_makes_all_anew_but_keeps_vectors(self, open_library, words, monkeypatch):
        open_library()
        words.embedded.clear()
        monkeypatch.setattr("index.build._code", lambda: "other code")
        assert [f.id for f in open_library(extract=lambda d: ()).figures] == []
        assert words.embedded == []

    def test_the_corpus_hash_follows_the_documents(self, open_library, folder):
        first = open_library().corpus_hash
        (folder / "new.md").write_text("New.")
        assert open_library().corpus_hash != first
        (folder / "new.md").unlink()
        assert open_library().corpus_hash == first


class TestWithoutModel:
    def test_search_goes_by_words_and_says_so(self, open_library, path):
        library = open_library(embedder=lambda: None)
        assert library.notices[0] == NO_MODEL
        assert not library.searches_meaning
        assert "5,480 tonnes" in library.search("coffee to the Gulf", 1)[0].passage.text
        assert not list(path.glob("chroma-*"))

    def test_a_model_installed_later_is_used(self, open_library, path, in_chroma):
        open_library(embedder=lambda: None)
        assert open_library().searches_meaning
        assert in_chroma(path)


def test_a_document_whose_figures_cannot_be_read_is_still_searched(open_library, caplog):
    def fail(document):
        raise ZeroDivisionError

    library = open_library(extract=fail)
    assert library.search("coffee")
    assert "figures could not be read" in str(library.notices[0])


def test_a_folder_that_does_not_exist_is_said(tmp_path):
    with pytest.raises(SettingsError, match="There is no folder"):
        Library.open([tmp_path / "nowhere"], tmp_path / "store", embedder=lambda: None)


def test_an_empty_folder_is_an_empty_library(tmp_path):
    (tmp_path / "documents").mkdir()
    library = Library.open([tmp_path / "documents"], tmp_path / "store", embedder=lambda: None)
    assert (library.documents, library.search("coffee")) == ((), ())


def damage_nothing_left(path):
    for file in path.rglob("*"):
        if file.is_file():
            file.unlink()


def damage_truncated(path):
    with (path / DATABASE).open("r+b") as file:
        file.truncate(5000)


def damage_empty(path):
    (path / DATABASE).write_bytes(b"")


def damage_garbage_everywhere(path):
    for file in path.rglob("*"):
        if file.is_file():
            file.write_bytes(os.urandom(3000))


def damage_within(path):
    raw = bytearray((path / DATABASE).read_bytes())
    at = raw.index(b"tonnes")
    raw[at : at + 6] = b"pounds"  # SQLite does not notice
    (path / DATABASE).write_bytes(raw)


def damage_other_format(path):
    connection = databases.sqlite3.connect(path / DATABASE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def damage_other_program(path):
    (path / DATABASE).unlink()
    connection = databases.sqlite3.connect(path / DATABASE)
    connection.execute("CREATE TABLE documents (x)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        damage_nothing_left,
        damage_truncated,
        damage_empty,
        damage_garbage_everywhere,
        damage_within,
        damage_other_format,
        damage_other_program,
    ],
)
def test_a_damaged_store_is_built_anew(open_library, path, damage: Callable, caplog, in_chroma):
    before = open_library()
    damage(path)
    after = open_library()
    assert after.documents == before.documents
    assert after.search("coffee") == before.search("coffee")
    assert in_chroma(path) == {"coffee.md", "gas.md", "partners.csv"}


SLOW = """
import sys, time
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from conftest import WordVectors, first_numbers
from index import database
from index.library import Library
import index.build
index.build._WINDOW = 1
write = database.Database.write
def slowly(self, records, removed=()):
    print("writing", flush=True)
    write(self, records, removed)
    time.sleep(0.02)
database.Database.write = slowly
Library.open([Path({folder!r})], Path({store!r}), embedder=WordVectors, extract=first_numbers)
print("done", flush=True)
"""


def test_a_build_killed_at_any_moment_leaves_every_document_whole(
    folder, path, open_library, root, tmp_path, in_chroma
):
    for n in range(12):
        (folder / f"note{n}.md").write_text(f"# Note {n}\n\nIt says {n}.5 per cent.\n")
    code = SLOW.format(root=str(root), tests=str(root / "tests" / "index"), folder=str(folder), store=str(path))
    for writes in (1, 4, 9):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(writes):
            process.stdout.readline()
        time.sleep(0.01 * (writes % 3))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        database = open_database(path / DATABASE)
        for record in database.records():  # raises where one is not whole
            assert len(record.passages) == len(record.vectors) == len(record.keys)
            (folder / record.document.id).write_text(record.document.text + f"\nChanged {writes}.\n")
        database.close()
    library = open_library(wait=5)
    assert len(library.documents) == 15
    assert {f.span.document for f in library.figures} >= {f"note{n}.md" for n in range(12)}
    assert in_chroma(path) == {d.id for d in library.documents}


def test_eight_processes_that_start_at_once_all_get_the_library(folder, path, root):
    code = SLOW.format(root=str(root), tests=str(root / "tests" / "index"), folder=str(folder), store=str(path))
    processes = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(8)]
    outputs = [process.communicate(timeout=120)[0] for process in processes]
    assert all(output.endswith(b"done\n") for output in outputs)
    assert sum(output.count(b"writing") for output in outputs) == 3


def test_many_threads_get_the_same_answers(open_library):
    library = open_library()
    expected = library.search("coffee to the Gulf")
    found = []
    threads = [threading.Thread(target=lambda: found.append(library.search("coffee to the Gulf"))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 16


def test_progress_tells_of_every_step(open_library):
    steps = []
    open_library(progress=lambda what, done, of: steps.append((what, done, of)))
    assert {what for what, _, _ in steps} == {"Reading documents", "Embedding passages", "Saving"}
    assert all(done <= of for _, done, of in steps)


@pytest.mark.model
def test_the_real_corpus_opens_without_torch_chroma_or_spacy_once_it_is_built(corpus, store, root):
    code = (
        "import sys, time; from pathlib import Path; from index.library import Library; begin = time.perf_counter();"
        f"library = Library.open([Path({str(corpus)!r})], Path({str(store)!r})); print(time.perf_counter() - begin);"
        "library.search('exports to Russia');"
        "sys.exit(sum(name in sys.modules for name in ('torch', 'chromadb', 'spacy', 'gradio', 'langchain_core')))"
    )
    Library.open([corpus], store)
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) < 2  # 0.1 s on a quiet machine


@pytest.mark.model
def test_the_real_corpus_yields_what_it_holds(corpus, store):
    library = Library.open([corpus], store)
    assert library.notices == ()
    assert "Germany" in library.search("How much did German buyers take in FY23?", 1)[0].passage.text


def test_records_are_refused_where_a_letter_was_flipped(open_library, path):
    open_library()
    database = open_database(path / DATABASE, writing=True)
    (record,) = database.records(["gas.md"])
    database.write([replace(record, stamp="x")])
    assert database.versions()["gas.md"].stamp == "x"
    database._connection.execute("UPDATE documents SET stamp = ? WHERE id = 'gas.md'", (b"y",))
    with pytest.raises(databases.DamagedError, match=r"gas\.md was changed"):
        list(database.records(["gas.md"]))
    database.close()


def test_a_build_that_was_stopped_goes_on_where_it_stopped(open_library, folder, words, monkeypatch):
    monkeypatch.setattr("index.build._WINDOW", 1)
    for n in range(6):
        (folder / f"note{n}.md").write_text(f"# Note {n}\n\nIt says {n}.5 per cent.\n")
    whole = len(open_library(embedder=lambda: None).passages)
    embed = words.embed

    def stopped(texts, progress=None):
        if len(words.embedded) >= 4:
            raise KeyboardInterrupt
        return embed(texts, progress)

    monkeypatch.setattr(words, "embed", stopped)
    with pytest.raises(KeyboardInterrupt):
        open_library()
    before = len(words.embedded)
    monkeypatch.setattr(words, "embed", embed)
    library = open_library()
    assert 4 <= before < whole and len(words.embedded) == len(set(words.embedded)) == whole == len(library.passages)


def test_no_more_passages_are_held_while_building_than_are_embedded_together(open_library, folder, words, monkeypatch):
    monkeypatch.setattr("index.build._WINDOW", 3)
    for n in range(20):
        (folder / f"note{n:02}.md").write_text(f"# Note {n}\n\nIt says {n}.5 per cent.\n")
    held, embed = [], words.embed
    monkeypatch.setattr(words, "embed", lambda texts, progress=None: held.append(len(texts)) or embed(texts, progress))
    library = open_library()
    assert sum(held) == len(library.passages) > 20 and max(held) < 3 + max(
        sum(p.span.document == d.id for p in library.passages) for d in library.documents
    )

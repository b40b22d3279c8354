"""A real Chroma server on loopback: the same answers, several stores side by side, and life without it."""

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import chromadb
import pytest

from index.database import open_database
from index.folder import DATABASE
from index.library import Library
from index.store import COLLECTION, Mirror


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a server that `chroma run` started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    code = "import sys; from chromadb.cli.cli import app; sys.exit(app())"
    command = [sys.executable, "-c", code, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while Mirror(folder, address).unreachable():
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.1)
    yield address
    process.terminate()
    process.wait()


def held(address):
    """What each of our collections on the server holds, by its name."""
    port = int(address.rpartition(":")[2])
    client = chromadb.HttpClient("127.0.0.1", port, settings=chromadb.Settings(anonymized_telemetry=False))
    ours = [c for c in client.list_collections() if c.name.startswith(COLLECTION)]
    return {c.name: set(c.get()["ids"]) for c in ours}


@pytest.fixture
def clean(server):
    """The server without any collection of ours."""
    client = chromadb.HttpClient("127.0.0.1", int(server.rpartition(":")[2]))
    for name in held(server):
        client.delete_collection(name)
    return server


def test_the_server_holds_every_passage_and_the_folder_none(open_library, path, clean):
    library = open_library(server=clean)
    assert list(held(clean).values()) == [{p.id for p in library.passages}]
    assert not list(path.glob("chroma-*"))


def test_changes_and_removals_reach_the_server(open_library, folder, clean):
    open_library(server=clean)
    (folder / "gas.md").unlink()
    (folder / "coffee.md").write_text("# Coffee\n\nAll new.\n")
    library = open_library(server=clean)
    assert list(held(clean).values()) == [{p.id for p in library.passages}]


def test_it_ranks_as_the_exact_comparison_does(open_library, clean, monkeypatch):
    exact = open_library(server=clean).search("coffee to the Gulf", 3)
    monkeypatch.setattr("index.holdings.EXACT_LIMIT", 0)
    found = open_library(server=clean).search("coffee to the Gulf", 3)
    assert [h.passage for h in found] == [h.passage for h in exact]


def test_two_stores_on_one_server_do_not_touch_each_other(open_library, folder, tmp_path, words, clean):
    first = open_library(server=clean)
    (folder / "gas.md").unlink()
    second = Library.open([folder], tmp_path / "other", embedder=lambda: words, server=clean)
    assert sorted(map(len, held(clean).values())) == sorted([len(first.passages), len(second.passages)])


def test_a_collection_that_was_deleted_is_made_anew(open_library, folder, clean):
    open_library(server=clean)
    client = chromadb.HttpClient("127.0.0.1", int(clean.rpartition(":")[2]))
    for name in held(clean):
        client.delete_collection(name)
    (folder / "new.md").write_text("New.")
    library = open_library(server=clean)
    assert list(held(clean).values()) == [{p.id for p in library.passages}]


def test_where_the_server_does_not_answer_the_documents_are_indexed_and_searched(open_library, path, caplog):
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
        library = open_library(server=nowhere)
        assert library.search("coffee to the Gulf") and len(library.documents) == 3
        assert "Chroma holds no copy" in caplog.text


def test_a_server_that_goes_away_later_costs_no_question(open_library, clean, monkeypatch, caplog):
    exact = open_library(server=clean).search("coffee to the Gulf", 1)
    monkeypatch.setattr("index.holdings.EXACT_LIMIT", 0)
    library = open_library(server=clean)
    assert library.searches_meaning

    def gone(*arguments, **keywords):
        raise ConnectionError("gone")

    monkeypatch.setattr("langchain_chroma.Chroma.similarity_search_by_vector_with_relevance_scores", gone)
    assert library.search("coffee to the Gulf", 1)[0].passage == exact[0].passage
    assert "compared exactly instead" in caplog.text


def test_moving_to_a_server_and_back_leaves_no_copy_behind(open_library, path, clean, in_chroma):
    open_library()
    assert list(path.glob("chroma-*"))
    open_library(server=clean)
    assert not list(path.glob("chroma-*")) and held(clean)
    open_library()
    assert in_chroma(path) == {"coffee.md", "gas.md", "partners.csv"}
    database = open_database(path / DATABASE)
    assert not database.unmirrored()
    database.close()


APP = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from conftest import WordVectors, first_numbers
import index.holdings
index.holdings.EXACT_LIMIT = 0
from index.library import Library
library = Library.open(
    [Path({folder!r})], Path(sys.argv[1]), embedder=WordVectors, extract=first_numbers, server={server!r}, latest=True
)
for question in sys.stdin:
    print(*(f"{{hit.passage.id}}={{hit.score}}" for hit in library.search(question, 3)), flush=True)
"""


def test_several_programs_before_one_server_get_the_same_answers_at_the_same_time(folder, path, tmp_path, root, clean):
    """Two share a store, of which one writes; one has its own. All ask at once and are answered alike."""
    code = APP.format(root=str(root), tests=str(root / "tests" / "index"), folder=str(folder), server=clean)
    stores = [path, path, tmp_path / "other"]
    programs = [
        subprocess.Popen([sys.executable, "-c", code, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for store in stores
    ]
    asked = b"coffee to the Gulf\nLNG of the Danube states\nGermany 2022\n" * 20
    with ThreadPoolExecutor(len(programs)) as pool:
        said = list(pool.map(lambda program: program.communicate(asked, timeout=120)[0].splitlines(), programs))
    assert all(program.returncode == 0 for program in programs)
    assert len(said[0]) == 60 and len(set(said[0])) == 3 and said.count(said[0]) == len(programs)
    first, second = held(clean).values()  # one for each store, not for each program
    assert first == second

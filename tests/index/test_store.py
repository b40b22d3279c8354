"""The folder of the store: whose it is, who may write, and Chroma's copy in it."""

import os

import pytest

from index import store as stores
from index.database import open_database
from index.errors import StoreError
from index.folder import DATABASE, writing
from index.library import Library


def files_of(folder):
    return {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in folder.rglob("*")}


def breadth(path):
    """How many passages Chroma looks at for a question."""
    database = open_database(path / DATABASE)
    client = stores.Mirror(path)._client(database.fact("mirror"))
    database.close()
    return client.get_collection(stores.COLLECTION, embedding_function=None).configuration_json["hnsw"]["ef_search"]


class TestWhoseFolderItIs:
    def test_a_folder_with_other_files_is_refused_and_not_touched(self, open_library, path):
        path.mkdir()
        (path / "thesis.docx").write_text("mine")
        with pytest.raises(StoreError, match=r"holds other files \(thesis.docx\)"):
            open_library()
        assert files_of(path).keys() == {path / "thesis.docx"}

    def test_a_file_in_its_place_is_an_error_of_one_sentence(self, open_library, path):
        path.write_text("a file")
        with pytest.raises(StoreError, match=r"cannot be written .*--store\.$"):
            open_library()

    def test_a_place_that_cannot_be_written_is_an_error_of_one_sentence(self, folder, tmp_path, words):
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreError, match=r"cannot be written"):
            Library.open([folder], tmp_path / "file" / "store", embedder=lambda: words)

    def test_a_store_that_is_complete_opens_where_nothing_can_be_written(self, open_library, folder, monkeypatch):
        open_library()

        def refuse(*arguments, **keywords):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("index.opening.claim", refuse)
        monkeypatch.setattr("index.opening.writing", refuse)
        assert open_library().search("coffee")

    def test_one_that_is_out_of_date_says_that_it_cannot_be_written(self, open_library, folder, monkeypatch):
        open_library()
        (folder / "new.md").write_text("New.")

        def refuse(self, *arguments, **keywords):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("filelock.FileLock.acquire", refuse)
        with pytest.raises(StoreError, match=r"cannot be written \(Permission denied\)"):
            open_library()

    def test_a_second_writer_is_told_who_the_first_is(self, open_library, path):
        path.mkdir()
        with writing(path, 0), pytest.raises(StoreError, match=rf"by process {os.getpid()} on .* since 20\d\d-"):
            open_library(wait=0)
        assert open_library(wait=0).documents


class TestChroma:
    def test_it_holds_every_passage_word_for_word(self, open_library, path):
        library = open_library()
        database = open_database(path / DATABASE)
        held = stores.Mirror(path).vector_store(database.fact("mirror")).get()
        database.close()
        assert dict(zip(held["ids"], held["documents"], strict=True)) == {p.id: p.text for p in library.passages}

    def test_it_ranks_as_the_exact_comparison_does(self, open_library, path, words):
        library = open_library()
        database = open_database(path / DATABASE)
        compare = stores.Mirror(path).similarity(database, library.passages)
        database.close()
        query = words.embed_query("coffee to the Gulf")
        assert compare(query) == pytest.approx(library._loaded().similarity(query), abs=1e-4)

    def test_it_takes_over_where_there_are_very_many_passages(self, open_library, monkeypatch):
        exact = open_library().search("coffee to the Gulf", 1)
        monkeypatch.setattr("index.holdings.EXACT_LIMIT", 0)
        assert open_library().search("coffee to the Gulf", 1)[0].passage == exact[0].passage

    def test_langchain_can_search_it_by_text(self, open_library, path, words):
        open_library()
        database = open_database(path / DATABASE)
        chroma = stores.Mirror(path).vector_store(database.fact("mirror"), words)
        database.close()
        assert (
            "5,480 tonnes"
            in chroma.similarity_search("Kenya shipped coffee to the Gulf, the buyers paid", k=1)[0].page_content
        )

    def test_one_that_fell_behind_catches_up(self, open_library, folder, path, monkeypatch, in_chroma):
        open_library()
        (folder / "new.md").write_text("New words.")
        with monkeypatch.context() as patch:
            patch.setattr(stores.Mirror, "update", lambda self, database: None)  # as if killed right before
            patch.setattr(stores.Mirror, "is_behind", lambda self, database: False)
            open_library()
        assert "new.md" not in in_chroma(path)
        open_library()
        assert "new.md" in in_chroma(path)

    def test_one_that_an_earlier_version_made_goes_on(self, open_library, folder, path, monkeypatch, in_chroma):
        with monkeypatch.context() as patch:
            patch.setattr(stores, "HNSW", {"space": "cosine"})
            open_library()
        (before,) = path.glob("chroma-*")
        assert breadth(path) == 100  # Chroma's own
        (folder / "new.md").write_text("New words.")
        open_library()
        assert "new.md" in in_chroma(path) and [before] == list(path.glob("chroma-*"))

    def test_one_that_is_made_anew_is_searched_widely(self, open_library, path):
        open_library()
        assert breadth(path) == stores.HNSW["ef_search"]

    def test_a_copy_that_cannot_be_made_stops_nothing(self, open_library, monkeypatch, caplog):
        def fail(self, name):
            raise RuntimeError("no Chroma today")

        monkeypatch.setattr(stores.Mirror, "_client", fail)
        assert open_library().search("coffee")
        assert "no Chroma today" in caplog.text
        caplog.clear()
        assert open_library().search("coffee")
        assert "no Chroma today" not in caplog.text


class TestChromaCloud:
    """Nobody is asked: what the client would be made with is looked at."""

    @pytest.fixture
    def made_with(self, monkeypatch):
        import chromadb

        seen = {}
        monkeypatch.setattr(chromadb, "ClientCreator", lambda **given: seen.update(given))
        return seen

    def test_key_tenant_and_database_come_from_the_environment(self, monkeypatch, tmp_path, made_with):
        for name, value in (("API_KEY", "ck-1"), ("TENANT", "desk"), ("DATABASE", "briefs")):
            monkeypatch.setenv(f"CHROMA_{name}", value)
        stores.Mirror(tmp_path, "cloud")._client("cloud#1f2e")
        assert (made_with["tenant"], made_with["database"]) == ("desk", "briefs")
        settings = made_with["settings"]
        assert settings.chroma_client_auth_credentials == "ck-1"
        assert settings.chroma_server_ssl_enabled and not settings.anonymized_telemetry

    def test_without_a_key_it_is_told_before_anything_is_sent(self, monkeypatch, tmp_path, made_with):
        monkeypatch.delenv("CHROMA_API_KEY", raising=False)
        assert "CHROMA_API_KEY" in stores.Mirror(tmp_path, "cloud").unreachable() and not made_with

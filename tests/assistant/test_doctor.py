import socket
from dataclasses import asdict
from importlib import metadata

import pytest

from assistant import doctor
from assistant.settings import read_settings


@pytest.fixture
def examine(tmp_path):
    """Looks at a small folder of documents; gives the findings by what was looked at."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# Sales\n\nPeru bought $5 million.\n")

    def examine(**flags):
        flags = {"corpus": [tmp_path / "corpus"], "store": tmp_path / "store"} | flags
        findings = doctor.examine(read_settings(**flags, environ={}))
        assert all(f.state in ("ok", "note", "problem") and "\n" not in f.found for f in findings)
        assert all(f.found.endswith(".") for f in findings if f.state == "problem")
        return findings

    return examine


def of(findings, what):
    return [f for f in findings if f.what == what]


def test_where_all_is_well_every_line_is_ok(examine):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    findings = examine(port=free)
    assert [asdict(f) for f in findings if f.state == "problem"] == []
    assert {f.what for f in findings} >= {"Python", "Packages", "Embedding model", "Documents", "Store", "Port"}


def test_a_missing_package_is_named_with_what_to_do(examine, monkeypatch):
    real = metadata.version

    def version(name):
        if name == "pint":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    assert of(examine(), "pint")[0].found == "It is not installed; run make chat."


def test_a_package_of_a_wrong_version_is_named(examine, monkeypatch):
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0.1" if name == "gradio" else real(name))
    assert of(examine(), "gradio")[0].found.startswith("0.1 is installed and >=")


def test_a_damaged_model_is_found_by_its_checksum(examine, monkeypatch, tmp_path):
    from index import embed

    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.setattr(embed, "model_folder", lambda: tmp_path)
    assert "not the published ones" in of(examine(), "Embedding model")[0].found


def test_no_model_means_search_by_words_alone(examine, monkeypatch):
    from index import embed

    monkeypatch.setattr(embed, "model_folder", lambda: None)
    assert "by words alone" in of(examine(), "Embedding model")[0].found


def test_documents_that_cannot_be_read_are_named(examine, tmp_path):
    (tmp_path / "corpus" / "empty.md").write_text("")
    findings = of(examine(), "Documents")
    assert [f.state for f in findings] == ["ok", "note"] and "empty.md" in findings[1].found


def test_a_folder_that_is_not_there_is_a_problem(examine, tmp_path):
    findings = of(examine(corpus=[tmp_path / "nowhere"]), "Documents")
    assert [f.state for f in findings] == ["problem", "problem"] and "nowhere" in findings[0].found


def test_a_port_that_is_taken_is_a_problem(examine):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = of(examine(port=taken.getsockname()[1]), "Port")[0]
    assert found.state == "problem" and "--port" in found.found


def test_an_address_of_another_machine_is_a_problem():
    assert "192.0.2.1" in doctor.port_problem("192.0.2.1", 7860)


def test_a_store_that_cannot_be_made_is_a_problem(examine, tmp_path):
    (tmp_path / "file").write_text("in the way")
    found = of(examine(store=tmp_path / "file" / "store"), "Store")[0]
    assert found.state == "problem" and "--store" in found.found


def test_a_store_that_is_being_written_says_by_whom(examine, tmp_path):
    from index.folder import claim, writing

    claim(tmp_path / "store")
    assert of(examine(), "Store")[0].state == "note"  # a store with nothing in it yet
    with writing(tmp_path / "store", wait=0):
        found = of(examine(), "Store")[0]
    assert found.state == "problem" and "is being written by process" in found.found


def test_a_folder_with_other_files_is_not_taken_for_a_store(examine, tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "letter.txt").write_text("Dear")
    found = of(examine(), "Store")[0]
    assert found.state == "problem" and "letter.txt" in found.found


def test_a_store_that_may_only_be_read_is_a_note(examine, tmp_path, monkeypatch):
    (tmp_path / "store").mkdir()
    monkeypatch.setattr(doctor, "_writable", lambda folder: False)
    assert of(examine(), "Store")[0].state == "note"


@pytest.mark.model
def test_how_far_a_store_is_behind_is_said(examine, tmp_path):
    from index.folder import DATABASE
    from index.library import Library

    corpus, store = tmp_path / "corpus", tmp_path / "store"
    Library.open([corpus], store)
    assert of(examine(), "Store") == [doctor.Finding("ok", "Store", f"{store} is up to date")]
    (corpus / "b.md").write_text("# Purchases\n\nChile bought $6 million.\n")
    (corpus / "a.md").unlink()
    found = of(examine(), "Store")[0]
    assert found.state == "note" and "1 documents to read and 1 to drop" in found.found
    (store / DATABASE).write_bytes((store / DATABASE).read_bytes()[:5000])
    found = of(examine(), "Store")[0]
    assert found.state == "note" and "the next question builds it" in found.found


@pytest.mark.model
def test_damage_is_found_and_mended(examine, tmp_path, monkeypatch):
    from index.folder import DATABASE
    from index.library import Library

    corpus, store = tmp_path / "corpus", tmp_path / "store"
    (corpus / "empty.md").write_text("")
    Library.open([corpus], store)
    raw = (store / DATABASE).read_bytes()
    (store / DATABASE).write_bytes(raw.replace(b"Peru bought", b"Peru sought"))
    found = of(examine(), "Store")[0]
    assert found.state == "note" and "1 documents, such as a.md" in found.found
    mended = doctor.examine(read_settings([corpus], store, environ={}), mend=True)
    assert mended[0] == doctor.Finding("ok", "Mending", "1 documents with 1 passages are whole")
    assert of(mended, "Store")[0].state == "ok"
    copy = next(store.glob("chroma-*/chroma.sqlite3"))
    copy.write_bytes(b"rot" * 9000)
    assert "chroma.sqlite3 is missing or broken" in of(examine(), "Store")[0].found
    assert of(doctor.examine(read_settings([corpus], store, environ={}), mend=True), "Store")[0].state == "ok"


def test_a_chroma_server_that_does_not_answer_is_a_problem(tmp_path):
    (tmp_path / "corpus").mkdir()
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        environ = {"TRADE_BRIEF_CHROMA": f"127.0.0.1:{taken.getsockname()[1]}"}
        found = of(doctor.examine(read_settings([tmp_path / "corpus"], tmp_path / "s", environ=environ)), "Chroma")[0]
    assert found.state == "problem" and "does not answer" in found.found and found.found.endswith(".")

import shutil

import pytest

from assistant.ui import keeper as k
from assistant.ui import text as t
from assistant.ui.holdings import Holdings, watched
from assistant.ui.keeper import Keeper
from assistant.ui.opening import Opening
from assistant.ui.session import Session
from index.errors import DocumentError, StoreError
from tests.assistant.ui.desk_double import ARTICLE, CORPUS, DeskDouble

TEA = "# Tea sales\n\nKenya exported 500 tonnes of tea to Egypt in 2024.\n"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copyfile(CORPUS / ARTICLE, folder / ARTICLE)
    return folder


@pytest.fixture
def keeper(corpus):
    keeper = Keeper([corpus], corpus / ".store", lambda folders, _, __: DeskDouble(folders))
    yield keeper
    keeper.close()


@pytest.fixture
def holdings(keeper, corpus):
    opening = Opening(lambda: DeskDouble([corpus]))
    holdings = Holdings(opening, keeper)
    for _ in holdings.until_open():
        pass
    return holdings


def upload(tmp_path, name, text=TEA):
    folder = tmp_path / "uploads"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def titles(held):
    return [d.title for d in held.library.documents]


def test_a_document_of_a_session_is_seen_by_that_session_alone_and_gone_with_it(holdings, keeper, tmp_path):
    ours, theirs = Session(), Session()
    shared = holdings.of(ours).assistant
    ours.own = keeper.own(shared)
    assert [o.fault for o in keeper.add([upload(tmp_path, "tea.md")], ours.own)] == [""]
    ours.own.open(shared, again=True)
    assert "Tea sales" in titles(holdings.of(ours)) and "Tea sales" not in titles(holdings.of(theirs))
    assert keeper.own_ids(ours.own) == {"tea.md"}
    folder = ours.own.folder
    holdings.leave(ours)
    assert not folder.exists()


def test_what_is_own_goes_on_over_a_corpus_that_changes(holdings, keeper, corpus, tmp_path):
    session = Session()
    session.own = keeper.own(holdings.of(session).assistant)
    keeper.add([upload(tmp_path, "tea.md")], session.own)
    session.own.open(holdings.opening.assistant, again=True)
    keeper.add([upload(tmp_path, "rice.md", "# Rice sales\n\nText.\n")], None)
    holdings.opening.replace(keeper.open_shared())
    assert {"Tea sales", "Rice sales"} < set(titles(holdings.of(session)))
    assert (corpus / "rice.md").exists()


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("empty.md", " ", "it is empty"),
        ("strange.xyz", TEA, "are not read"),
        ("README.md", TEA, t.NOT_A_DOCUMENT),
        (".hidden.md", TEA, t.NOT_A_DOCUMENT),
        (ARTICLE, TEA, t.NAME_TAKEN),
        (ARTICLE.upper().replace(".MD", ".md"), TEA, t.NAME_TAKEN),
    ],
)
def test_a_file_that_cannot_be_added_says_why_and_leaves_no_trace(keeper, corpus, tmp_path, name, text, fault):
    before = sorted(corpus.iterdir())
    good = upload(tmp_path, "tea.md")
    bad, fine = keeper.add([upload(tmp_path, name, text), good], None)
    assert fault in bad.fault and not fine.fault
    assert sorted(corpus.iterdir()) == sorted([*before, corpus / "tea.md"])


def test_too_many_files_and_too_many_sessions_are_told_so(keeper, tmp_path, monkeypatch):
    monkeypatch.setattr(k, "FILES_AT_ONCE", 1)
    outcomes = keeper.add([upload(tmp_path, "a.md"), upload(tmp_path, "b.md")], None)
    assert [bool(o.fault) for o in outcomes] == [False, True]
    monkeypatch.setattr(k, "OWN_AT_ONCE", 1)
    keeper.own(None)
    with pytest.raises(DocumentError, match="Too many sessions"):
        keeper.own(None)


def test_a_document_of_everybody_is_put_aside_twice_without_loss(keeper, corpus, tmp_path):
    for text in (TEA, TEA + "\nMore.\n"):
        keeper.add([upload(tmp_path, "tea.md", text)], None)
        path, own = keeper.path("tea.md", None)
        assert not own
        keeper.remove(path, None)
    assert sorted(p.name for p in (corpus / k.REMOVED).iterdir()) == ["tea.md", "tea~2.md"]
    assert keeper.path("tea.md", None) is None
    assert keeper.path("../../etc/passwd", None) is None


def test_something_slow_tells_its_steps_and_hands_on_its_fault():
    def work(progress):
        progress("Reading documents", 1, 2)
        import time

        time.sleep(0.5)
        return 7

    words = watched(work)
    assert "Reading documents, 1 of 2" in next(words)
    with pytest.raises(StopIteration) as end:
        while True:
            next(words)
    assert end.value.value == 7

    def fail(_):
        raise StoreError("The store is held by another program; stop it.")

    with pytest.raises(StoreError):
        list(watched(fail))

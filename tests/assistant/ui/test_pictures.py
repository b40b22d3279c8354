"""Pages as pictures in the pane: blank at first, drawn once, never of another version of the file."""

import pytest

from assistant.ui import pictures
from assistant.ui.evidence import Place, source_pane
from assistant.ui.pictures import KEPT, Pictures
from index.errors import DocumentError
from index.load import load
from index.readers.drawing import Drawing
from index.types import Span
from tests.formats.test_drawing import pdf

DRAWN = Drawing((0.0, 0.0, 420.0, 595.0), b"a picture")


@pytest.fixture
def document(tmp_path):
    return load(pdf(tmp_path / "tea.pdf"), tmp_path)


@pytest.fixture
def words(document):
    start = document.text.index("$7 million")
    return Span(document.id, start, start + len("$7 million"))


def test_the_page_is_above_the_text_with_the_words_marked_on_it(document, words):
    pane = source_pane(document, Place(here=words, core=(words,)), lambda document, page: DRAWN)
    assert 'viewBox="0.0 0.0 420.0 595.0"' in pane and "data:image/png;base64,YSBwaWN0dXJl" in pane
    assert pane.count('<rect class="hit"') == pane.count('<rect class="core"') == 1
    assert '<mark id="here" class="core">$7 million</mark>' in pane


def test_a_page_that_is_not_drawn_yet_is_blank_and_as_large_and_one_that_cannot_be_is_left_out(document, words):
    blank = source_pane(document, Place(here=words))
    assert 'viewBox="0.0 0.0 420.0 595.0"' in blank and "<image" not in blank and "<rect" in blank
    assert "sheet" not in source_pane(document, Place(here=words), lambda document, page: None)


def test_a_document_that_is_opened_shows_its_first_page_without_marks(document):
    pages = []
    pane = source_pane(document, Place(here=Span(document.id, 0, 0)), lambda _, page: pages.append(page) or DRAWN)
    assert pages == [1] and "<image" in pane and "<rect" not in pane


def test_other_formats_show_no_page(library, double):
    here = double.figures()[0].span
    assert "sheet" not in source_pane(library.document(here.document), Place(here=here))


def test_a_page_is_drawn_once_and_not_from_a_file_that_has_changed(document, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(pictures, "draw_isolated", lambda raw, page: asked.append(page) or DRAWN)
    path = tmp_path / "tea.pdf"
    drawn = Pictures()
    assert drawn.page(document, 1, lambda id: path) is drawn.page(document, 1, lambda id: path) is DRAWN
    path.write_bytes(path.read_bytes() + b"\n")
    assert drawn.page(document, 2, lambda id: path) is None
    assert drawn.page(document, 2, lambda id: None) is None
    assert asked == [1]
    assert drawn.page(document, 1, lambda id: path) is DRAWN, "what was read before is still shown as it was"


def test_only_so_many_pages_are_kept_and_one_that_cannot_be_drawn_is_not_tried_again(document, tmp_path, monkeypatch):
    asked = []

    def draw(raw, page):
        asked.append(page)
        if page == 1:
            raise DocumentError("it takes too long")
        return DRAWN

    monkeypatch.setattr(pictures, "draw_isolated", draw)
    drawn = Pictures()
    for page in (1, 1, *range(2, 1 + KEPT), 1):
        drawn.page(document, page, lambda id: tmp_path / "tea.pdf")
    assert asked == [1, *range(2, 1 + KEPT)]
    drawn.page(document, 99, lambda id: tmp_path / "tea.pdf")
    drawn.page(document, 2, lambda id: tmp_path / "tea.pdf")
    assert asked[-2:] == [99, 2]

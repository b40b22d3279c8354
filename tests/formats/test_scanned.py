"""Pages that are only a picture: their words are read where they can be recognised, and what rests on them says so."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.errors import DocumentError
from index.figures import extract
from index.load import load
from index.pages import boxes, unpacked
from index.readers import scanned
from index.readers.drawing import draw_page
from index.readers.formats import read_format
from index.types import Span

PROSE = ("Exports of tea to Pakistan were $176.2 million in 2022.", "Buyers asked for longer payment terms.")
ROWS = (("Destination", "2021", "2022"), ("Germany", "41.5", "43.9"), ("Egypt", "38.4", "36.7"))
DOTS = 200 / 72


def photographed():
    """A page as a scanner gives it: a picture of a paragraph and a table."""
    sheet = Image.new("RGB", (int(A4[0] * DOTS), int(A4[1] * DOTS)), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(34)
    for number, line in enumerate(PROSE):
        draw.text((160, 200 + 50 * number), line, "black", font)
    for y, row in enumerate(ROWS):
        for x, word in enumerate(row):
            draw.text((160 + 340 * x, 400 + 56 * y), word, "black", font)
    return sheet


def scan(*, pages=1, printed=""):
    """A PDF of pages that are pictures, after one that is printed."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    if printed:
        canvas.drawString(60, 700, printed)
        canvas.showPage()
    for _ in range(pages):
        canvas.drawImage(ImageReader(photographed()), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def by_hand(monkeypatch):
    """An engine that finds one line a page, at a known place."""
    line = scanned.Recognised((("Exports", (200.0, 100.0, 300.0, 130.0)), ("$5.5", (310.0, 100.0, 360.0, 130.0))))
    monkeypatch.setattr(scanned, "is_installed", lambda: True)
    monkeypatch.setattr(scanned, "recognised", lambda image: iter([line]))


def test_without_the_extra_such_a_page_is_named_and_not_read(monkeypatch):
    monkeypatch.setattr(scanned, "is_installed", lambda: False)
    content = read_format(".pdf", scan(printed="Exports were $5 million in 2022."))
    assert content.notices == ("Pages that are only a picture were not read: 2; have their text recognised.",)
    with pytest.raises(DocumentError, match="^its pages are pictures without text; have their text recognised"):
        read_format(".pdf", scan())


@pytest.mark.parametrize("corner", [b"[ 0 0 595.2756 841.8898 ]", b"[ 9 5 595.2756 841.8898 ]"])
def test_a_word_is_placed_where_the_drawing_of_the_page_shows_it(by_hand, corner):
    raw = scan().replace(b"[ 0 0 595.2756 841.8898 ]", corner)
    assert corner in raw
    content, (left, top, *_) = read_format(".pdf", raw), draw_page(raw, 1).view
    assert content.text == "Exports $5.5\n"
    x, y, *_ = unpacked(content.pages[0].words)[0][2]
    assert (x - left, y - top) == pytest.approx((200 / DOTS, 100 / DOTS), abs=0.3)


def test_only_what_was_recognised_says_so(by_hand):
    content = read_format(".pdf", scan(printed="Imports were $5 million in 2022."))
    assert [(content.text[b.start : b.end], b.page, b.scanned) for b in content.blocks] == [
        ("Imports were $5 million in 2022.", 1, False),
        ("Exports $5.5", 2, True),
    ]
    assert content.notices == (
        "Pages that are only a picture were read by OCR: 2; compare what they say with the page.",
    )
    printed, read = (b.locator() for b in content.blocks)
    assert printed.words() == ("page 1",) and "read_by" not in printed.as_json()
    assert read.words() == ("page 2", "read by OCR") and read.as_json()["read_by"] == "OCR"


def test_pages_beyond_the_limit_are_named(by_hand, monkeypatch):
    monkeypatch.setattr("index.readers.pdf.MAX_SCANNED", 1)
    assert read_format(".pdf", scan(pages=3)).notices == (
        "Pages that are only a picture were not read: 2, 3; have their text recognised.",
        "Pages that are only a picture were read by OCR: 1; compare what they say with the page.",
    )


def test_a_picture_without_words_is_named_as_before(by_hand, monkeypatch):
    monkeypatch.setattr(scanned, "recognised", lambda image: iter(()))
    with pytest.raises(DocumentError, match="^its pages are pictures without text"):
        read_format(".pdf", scan())


@pytest.mark.model
@pytest.mark.slow
def test_a_real_scan_is_read_in_the_guarded_process_with_its_figures_and_its_table(tmp_path):
    """Through `load`, whose reader may write nothing, connect to nothing and start nothing."""
    (tmp_path / "scan.pdf").write_bytes(scan())
    document = load(tmp_path / "scan.pdf", tmp_path)
    for line in PROSE:
        assert line in document.text
    start = document.text.index("$176.2 million")
    assert [page for page, _ in boxes(document, Span(document.id, start, start + 14))] == [1]
    (table,) = document.tables
    assert [tuple(c.text for c in row) for row in (table.columns, *table.rows)] == list(ROWS)
    values = {f.quantity.value: f.locator.words() for f in extract(document)}
    assert 176_200_000 in values and all("read by OCR" in words for words in values.values())

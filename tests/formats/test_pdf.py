"""PDF: reading order, tables with and without rules, and where every word stands on its page."""

import io
from datetime import date

import pdfplumber
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, SimpleDocTemplate, Table

from index.errors import DocumentError
from index.figures import extract
from index.load import load
from index.pages import boxes
from index.readers.formats import read_format
from index.types import Span
from tests.formats import brief

STYLES = getSampleStyleSheet()
WORDS = (
    "Exports of tea to Pakistan were $176.2<super>1</super> million in 2022, more than the medium-term plan had said. "
    "The buyers asked for longer credit, and the exporters agreed to it in most cases. "
)


def built(story, **options):
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, **options).build(story)
    return file.getvalue()


def drawn(draw):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def texts(content, *kinds):
    return [content.text[b.start : b.end] for b in content.blocks if b.kind in kinds]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "brief.pdf").write_bytes(brief.pdf())
    return load(folder / "brief.pdf", folder)


def test_headings_paragraphs_and_tables_are_those_of_the_brief(document):
    said = [document.text[b.start : b.end] for b in document.blocks if b.kind in ("heading", "paragraph")]
    assert said[:-1] == [part for kind, part in brief.BRIEF if kind != "table"]
    tables = [part for kind, part in brief.BRIEF if kind == "table"]
    found = [(tuple(c.text for c in t.columns), *(tuple(c.text for c in r) for r in t.rows)) for t in document.tables]
    assert found == tables
    assert (document.title, document.date) == ("Cashew exports of Ghana in 2023", date(2024, 3, 14))


def test_a_running_head_comes_once_and_page_numbers_go(document):
    assert document.text.count("Cashew Council of Ghana: brief for members") == 1
    assert "Page 1" not in document.text and "Page 2" not in document.text


def test_every_figure_is_printed_where_its_boxes_are(document, tmp_path):
    figures = extract(document)
    assert len(figures) > 30
    with pdfplumber.open(io.BytesIO(brief.pdf())) as pdf:
        for figure in figures:
            places = boxes(document, figure.span)
            assert places and {page for page, _ in places} == {figure.locator.page}
            page = pdf.pages[places[0][0] - 1]
            words = " ".join(page.crop(box, strict=False).extract_text() for _, box in places)
            assert document.quote(figure.span).split()[0].strip(".,") in words
    assert [(p.number, p.width > 590, p.height > 840) for p in document.pages] == [(1, True, True), (2, True, True)]


def test_the_boxes_of_words_that_stand_side_by_side_are_one_bar_a_line(document):
    block = next(b for b in document.blocks if b.kind == "paragraph" and b.end - b.start > 150)
    lines = boxes(document, Span(document.id, block.start, block.end))
    assert 2 <= len(lines) <= 4 and all(box[2] > box[0] and box[3] > box[1] for _, box in lines)


def test_columns_are_read_one_after_the_other_below_what_runs_across():
    file = io.BytesIO()
    width, height = A4
    frames = [Frame(50, 50, 235, height - 180), Frame(310, 50, 235, height - 180)]

    def title(canvas, _):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(50, height - 80, "A title that runs across both of the columns")

    document = BaseDocTemplate(file, pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=title)])
    document.build([Paragraph(f"Paragraph {n}. {WORDS}", STYLES["Normal"]) for n in range(18)])
    content = read_format(".pdf", file.getvalue())
    found = texts(content, "heading", "paragraph")
    assert found[0] == "A title that runs across both of the columns"
    whole = " ".join(found[1:])
    assert [
        whole.index(f"Paragraph {n}. Exports of tea to Pakistan were $176.2 million in") for n in range(18)
    ] == sorted(whole.index(f"Paragraph {n}.") for n in range(18))


def test_merged_heads_of_a_ruled_table_are_joined():
    rows = [["Country", "Exports", "", "Share"], ["", "2021", "2022", ""], ["Iran", "150.1", "176.2", "16.15%"]]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1))]
    (table,) = read_format(
        ".pdf", built([Table(rows, style=[("GRID", (0, 0), (-1, -1), 1, colors.black), *spans])])
    ).tables
    assert [c.text for c in table.columns] == ["Country", "Exports 2021", "Exports 2022", "Share"]
    assert [[c.text for c in row] for row in table.rows] == [["Iran", "150.1", "176.2", "16.15%"]]


def test_a_table_over_two_pages_is_one_with_one_head():
    rows = [["Country", "Tonnes"], *([f"Country {n}", str(n)] for n in range(90))]
    story = [Table(rows, style=[("GRID", (0, 0), (-1, -1), 1, colors.black)], repeatRows=1)]
    content = read_format(".pdf", built(story))
    (table,) = content.tables
    assert [row[1].text for row in table.rows] == [str(n) for n in range(90)]
    assert {content.blocks[i].page for i in table.blocks} == {1, 2, 3}


def test_a_word_that_a_line_end_cut_is_whole_and_a_compound_keeps_its_hyphen():
    def draw(canvas):
        for y, line in enumerate(
            (
                "The government, whose exports grew by a tenth in each of the years, and the medium-",
                "term plan of the govern-",
                "ment came out.",
            )
        ):
            canvas.drawString(60, 700 - 14 * y, line)

    assert "medium-term plan" in read_format(".pdf", drawn(draw)).text


def test_two_numbers_in_a_line_of_text_stay_two():
    def draw(canvas):
        for y, row in enumerate((("Country", "2021", "2022"), ("Iran", "1.5", "2.5"), ("Iraq", "3.5", "4.5"))):
            for x, text in enumerate(row):
                canvas.drawString(60 + x * (90 if x < 2 else 62), 700 - 14 * y, text)

    (table,) = read_format(".pdf", drawn(draw)).tables
    assert [[c.text for c in row] for row in table.rows] == [["Iran", "1.5", "2.5"], ["Iraq", "3.5", "4.5"]]


def test_numbers_whose_heads_are_not_sure_are_no_table():
    def draw(canvas):
        lines = (
            ("", "Exports", "", "Imports", ""),
            ("Country", "2021", "2022", "2021", "2022"),
            ("Iran", "1.5", "2.5", "3.5", "4.5"),
            ("Iraq", "5.5", "6.5", "7.5", "8.5"),
        )
        for y, row in enumerate(lines):
            for x, text in enumerate(row):
                canvas.drawString(60 + x * 90, 700 - 14 * y, text)

    content = read_format(".pdf", drawn(draw))
    assert not content.tables and "Iraq" in content.text and "8.5" in content.text


def picture(canvas):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "gray")), 0, 0, 600, 800)


def test_a_page_that_is_only_a_picture_is_named():
    def draw(canvas):
        canvas.drawString(60, 700, "Exports were $5 million in 2022.")
        canvas.showPage()
        picture(canvas)

    assert read_format(".pdf", drawn(draw)).notices == (
        "Pages that are only a picture were not read: 2; have their text recognised.",
    )
    with pytest.raises(DocumentError, match="^its pages are pictures without text; have their text recognised"):
        read_format(".pdf", drawn(picture))


def test_what_is_protected_damaged_or_empty_is_refused_in_one_sentence():
    locked = built([Paragraph("Words", STYLES["Normal"])], encrypt=StandardEncryption("secret"))
    for raw, why in (
        (locked, "it is protected by a password; save it without one."),
        (b"no pdf", "it is damaged or not what its name says; open it and save it anew."),
        (
            drawn(lambda canvas: canvas.line(1, 1, 9, 9)),
            "it holds no words that can be read; put text into it or remove it.",
        ),
    ):
        with pytest.raises(DocumentError) as error:
            read_format(".pdf", raw)
        assert str(error.value) == why

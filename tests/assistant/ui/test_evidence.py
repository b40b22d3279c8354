"""What the pane of a source shows, over the real documents and over hostile ones."""

import html
import re

import pytest

from assistant.ui.evidence import CHARACTERS_AROUND, Place, document_body, source_pane
from index.load import load
from index.types import Locator, Span
from tests.assistant.ui.desk_double import ARTICLE, NOTE, TABLE


def marked(body):
    """The words in the marks of the cited span, cut out of the HTML and read as text."""
    return [html.unescape(m) for m in re.findall(r'<mark(?: id="here")?>(.*?)</mark>', str(body), re.S)]


def document_of(tmp_path, text, name="a.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load(path, tmp_path)


def test_the_marked_words_are_exactly_the_quote_for_every_sentence_of_the_article(library):
    document = library.document(ARTICLE)
    spans = [Span(document.id, *s) for b in document.blocks for s in b.sentences]
    assert len(spans) > 15
    for span in spans:
        assert "".join(marked(document_body(document, span))) == document.quote(span)


@pytest.mark.parametrize("id", [NOTE, TABLE])
def test_every_cell_of_a_table_can_be_marked_exactly(library, id):
    document = library.document(id)
    for table in document.tables:
        for cell in (c for row in table.rows for c in row if c.text):
            body = document_body(document, Span(id, cell.start, cell.end))
            assert marked(body) == [document.text[cell.start : cell.end]]
            assert str(body).count('class="hit"') == 2  # the cell and its row


def test_a_cited_row_marks_the_words_of_all_its_cells(library):
    document = library.document(NOTE)
    block = next(b for b in document.blocks if b.kind == "row")
    cells = document.tables[0].rows[0]
    assert marked(document_body(document, Span(NOTE, block.start, block.end))) == [c.text for c in cells]


def test_a_span_over_two_paragraphs_is_marked_in_both_and_scrolled_to_once(library):
    document = library.document(ARTICLE)
    first, second = [b for b in document.blocks if b.kind == "paragraph"][:2]
    body = document_body(document, Span(ARTICLE, first.start, second.end))
    assert len(marked(body)) == 2
    assert str(body).count('id="here"') == 1


def test_the_other_words_of_the_answer_are_marked_more_quietly(library, double):
    now, target = double.figures()[:2]
    body = str(document_body(library.document(ARTICLE), now.span, (target.span,)))
    assert '<mark id="here">Rs 625.68 crore</mark>' in body
    assert '<mark class="also">Rs 2,000 crore</mark>' in body


def test_the_pane_names_title_publisher_date_place_and_the_source_behind_the_mark(library):
    document = library.document(NOTE)
    cell = document.tables[0].rows[1][2]
    place = Place(
        here=Span(NOTE, cell.start, cell.end),
        locator=Locator(row=2, heading="The five largest buyers"),
        sources=(document.source("S1"),),
    )
    pane = str(source_pane(document, place))
    for part in ("Trade brief desk notes", "2023-03-31", "The five largest buyers", "row 2", "MedicarePharmaBusiness"):
        assert part in pane
    assert 'href="https://medicarepharmabusiness.com/' in pane


def test_front_matter_is_shown_only_where_it_is_what_is_cited(library):
    document = library.document(NOTE)
    date = document.text.index("2023-03-31")
    assert "kind: statistics-note" not in document_body(
        document, Span(NOTE, document.blocks[13].start, document.blocks[13].end)
    )
    body = document_body(document, Span(NOTE, date, date + 10))
    assert "kind: statistics-note" in body
    assert marked(body) == ["2023-03-31"]


def test_a_hostile_document_is_shown_as_text(tmp_path):
    text = (
        "# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [go](javascript:alert(1)) "
        "![](http://evil.test/x.png) \u202eright to left \u05d0\u05d1.\n\n"
        '| a"><svg onload=alert(1)> | b |\n|---|---|\n| <b>1</b> | javascript:alert(2) |\n'
    )
    document = document_of(tmp_path, text)
    for block in document.blocks:
        pane = str(source_pane(document, Place(here=Span(document.id, block.start, block.end))))
        tags = set(re.findall(r"<([a-z0-9]+)", pane))
        assert tags <= {
            "section",
            "h2",
            "h3",
            "h4",
            "p",
            "div",
            "mark",
            "bdi",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "span",
        }
        assert "href" not in pane
        assert not re.search(r"<[^>]*\son\w+=", pane)


def test_of_a_very_long_line_only_what_is_near_the_words_is_shown(tmp_path):
    document = document_of(tmp_path, "x" * 300_000 + " needle " + "y" * 300_000, "long.txt")
    at = document.text.index("needle")
    body = document_body(document, Span(document.id, at, at + 6))
    assert marked(body) == ["needle"]
    assert len(body) < 2 * CHARACTERS_AROUND + 500


def test_of_a_long_document_only_the_blocks_near_the_words_are_shown(tmp_path):
    document = document_of(tmp_path, "\n\n".join(f"Paragraph {n} ends." for n in range(1000)), "long.md")
    at = document.text.index("Paragraph 500 ")
    body = document_body(document, Span(document.id, at, at + 13))
    assert marked(body) == ["Paragraph 500"]
    assert "Paragraph 449" in body and "Paragraph 551" in body
    assert "Paragraph 300" not in body and "Paragraph 700" not in body
    assert body.count('class="cut"') == 2


def test_in_a_cited_row_the_figure_stands_out_and_is_scrolled_to(library):
    document = library.document(NOTE)
    row = next(b for b in document.blocks if b.kind == "row")
    cell = document.tables[0].rows[0][3]
    core = (Span(NOTE, cell.start, cell.end),)
    body = str(document_body(document, Span(NOTE, row.start, row.end), core=core))
    assert '<td dir="auto" class="hit"><mark id="here" class="core">668.9</mark></td>' in body
    assert body.count("<mark") == 4 and body.count('id="here"') == 1


def test_text_is_said_to_be_left_out_only_where_it_is(library):
    document = library.document(NOTE)
    assert 'class="cut"' not in document_body(document, Span(NOTE, document.blocks[13].start, document.blocks[13].end))

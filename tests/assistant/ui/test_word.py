import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree

from assistant.types import Sentence
from assistant.ui.word import as_word
from tests.assistant.ui.desk_double import GERMANY, GROW, JAPAN, TABLE_QUESTION

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(answers):
    """(document, footnotes by number) of what was written, as a reader would open it."""
    blob = as_word(answers)
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        assert archive.testzip() is None
        assert b"footnotes+xml" in archive.read("[Content_Types].xml")
        root = etree.fromstring(archive.read("word/footnotes.xml"))
    notes = {int(n.get(f"{W}id")): "".join(n.itertext()).strip() for n in root}
    return docx.Document(io.BytesIO(blob)), notes


def references(document):
    return [int(e.get(f"{W}id")) for e in document.element.iter(f"{W}footnoteReference")]


def test_quotes_places_and_sources_are_footnotes_and_workings_are_kept(double):
    document, notes = opened([double.ask(GROW), double.ask(GERMANY)])
    text = "\n".join(p.text for p in document.paragraphs)
    for part in (
        GROW,
        GERMANY,
        "Working: 26.2%",
        "(2000 / 625.68)^(1/5) - 1",
        "five years (your question)",
        "Rounded to",
    ):
        assert part in text
    assert notes[1].startswith("“Rs 625.68 crore” Business Standard, Indian medical device exports")
    assert re.search(r"2024-04-22-[\w-]+\.md, \d+-\d+\)", notes[1])
    assert "MedicarePharmaBusiness" in notes[4] and "row 2" in notes[4]
    assert set(references(document)) == {n for n in notes if n > 0} == {1, 2, 3, 4}


def test_one_source_is_one_footnote_however_often_it_is_cited(double):
    document, notes = opened([double.ask(GROW)])
    assert references(document) == [1, 2, 2, 2, 1] and len([n for n in notes if n > 0]) == 2


def test_a_table_is_a_table(double):
    document, _ = opened([double.ask(TABLE_QUESTION)])
    (table,) = document.tables
    assert [[c.text for c in row.cells] for row in table.rows][:2] == [
        ["Buyer", "Rs crore"],
        ["United States", "5,571"],
    ]


def test_a_declined_question_is_kept_as_such(double):
    document, _ = opened([double.ask(JAPAN)])
    assert "Not in the documents" in [p.text for p in document.paragraphs]


@pytest.mark.parametrize("text", ["<b>&amp;</b>", "a\x00b\x0b", "\ud800", "\uffff", "| |", "|", "", "{{x}} ${y}"])
def test_any_text_makes_a_file_that_opens(double, text):
    answer = double.ask(GERMANY)
    odd = replace(answer.citations[0], quote=text, title=text, publisher=text)
    hostile = replace(answer, question=text, sentences=(Sentence(text, (1, 9)),), citations=(odd,))
    document, notes = opened([hostile])
    assert 1 in notes and references(document) == [1]

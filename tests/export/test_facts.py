"""The fact sheet: key figures of a topic or document on a page, cited, with disagreements marked."""

import pypdfium2
import pytest

from assistant import export
from assistant.check import audit
from assistant.export.record import DISAGREE, DOUBT
from index.errors import SettingsError


@pytest.fixture(scope="module")
def sheet(spices):
    return export.fact_sheet(spices, audit(spices), "Clove exports of Sri Lanka")


def pages(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return [document[i].get_textpage().get_text_bounded() for i in range(len(document))]
    finally:
        document.close()


def test_a_document_is_named_by_its_title_or_its_file(spices, sheet):
    assert sheet.title == "Fact sheet: Clove exports of Sri Lanka (Spice desk)"
    assert export.fact_sheet(spices, audit(spices), "cloves.md") == sheet
    assert {n.document for n in sheet.notes} == {"cloves.md"}


def test_what_sources_disagree_on_is_marked_once_with_both_values(sheet):
    (marked,) = (e for e in sheet.entries if DISAGREE in e.text)
    assert "$50 million" in marked.text and "$41 million" in marked.text


def test_amounts_come_first_and_goals_last(sheet):
    assert "$50 million" in sheet.entries[0].text
    assert "$80 million" in sheet.entries[-1].text and "target" in sheet.entries[-1].text


def test_words_that_name_no_document_are_a_topic(spices):
    made = export.fact_sheet(spices, audit(spices), "exports of cinnamon to Mexico")
    assert made.title == "Fact sheet: Exports of cinnamon to Mexico"
    assert any("$90 million" in e.text for e in made.entries)
    assert not any("cloves" in e.heading for e in made.entries)


def test_a_topic_that_the_documents_do_not_hold_is_one_sentence(spices):
    with pytest.raises(SettingsError, match="hold no figure about “reindeer”"):
        export.fact_sheet(spices, audit(spices), "reindeer")


@pytest.mark.parametrize("ending", export.FORMATS)
def test_every_number_of_a_sheet_is_confirmed(spices, sheet, tmp_path, ending):
    path = tmp_path / f"sheet{ending}"
    export.write(sheet, path)
    assert export.verify(export.read(path), spices.documents) == ()


def test_a_sheet_in_print_is_one_page_with_its_notes(sheet, tmp_path):
    path = tmp_path / "sheet.pdf"
    export.write(sheet, path)
    (page,) = pages(path)
    words = " ".join(page.split())
    assert all(" ".join(e.text.split()[:3]) in words for e in sheet.entries)
    assert all(n.quote[:30] in words for n in sheet.notes)


def test_signs_of_currencies_and_other_alphabets_are_printed(spices, sheet, tmp_path):
    from dataclasses import replace

    entry = replace(sheet.entries[0], heading="₹ € £ ₽ Экспорт", text="<b>5 < 6 & 7</b> 中", workings=())
    path = tmp_path / "sheet.pdf"
    export.write(replace(sheet, entries=(entry,)), path)
    (page,) = pages(path)
    assert "₹ € £ ₽ Экспорт" in page and "<b>5 < 6 & 7</b>" in page and "中" not in page


def test_a_printed_sheet_says_what_to_verify_instead(sheet, tmp_path):
    path = tmp_path / "sheet.pdf"
    export.write(sheet, path)
    with pytest.raises(SettingsError, match="export the same as .md or .docx"):
        export.read(path)


def test_a_sheet_of_every_document_of_the_corpus_fits_a_page_and_is_confirmed(corpus, root):
    from assistant.bind import Evidence
    from index.figures import extract
    from index.load import load_folder

    documents, _ = load_folder([corpus])
    evidence = Evidence(documents, (), [f for d in documents for f in extract(d)])
    findings = audit(evidence)
    for document in documents:
        made = export.fact_sheet(evidence, findings, document.id)
        assert made.entries and export.verify(made, evidence.documents) == ()
        assert len(pypdfium2.PdfDocument(export.pdf.as_bytes(made))) == 1, document.id
    marked = [e for e in made.entries if DISAGREE in e.text or DOUBT in e.text]
    assert marked

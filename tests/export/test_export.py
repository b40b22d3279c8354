"""Exports keep their evidence: what is written is read back the same, confirmed, and a changed digit is found."""

from types import SimpleNamespace

import pytest

from assistant import export
from assistant.assistant import Assistant
from assistant.check import audit
from assistant.conversation import Conversation
from assistant.draft import Draft
from assistant.export import markdown, sheet
from index.errors import SettingsError

QUESTIONS = (
    "What were exports of cinnamon to Mexico in 2023?",
    "By how much did exports of cinnamon to Mexico grow from 2022 to 2023?",
    "What share of exports of cinnamon went to Peru in 2023?",
    "How many times larger were exports of cinnamon to Mexico than to Peru in 2023?",
    "How much were exports of cinnamon to Mexico and Peru together in 2023?",
    "By how much per cent a year would exports of cloves have to grow to reach the target?",
    "What were exports of cloves in 2023?",
)


class Library(SimpleNamespace):
    embed_query = None
    embedder_name = ""

    def similar(self, query, spans):
        return [0.0] * len(spans)

    def search(self, query, top_k=5):
        return ()


@pytest.fixture(scope="module")
def answers(spices):
    library = Library(
        documents=tuple(spices.documents.values()), passages=(), figures=spices.figures, corpus_hash="one"
    )
    assistant, conversation = Assistant(library), Conversation()
    return [assistant.ask(q, conversation) for q in QUESTIONS]


@pytest.fixture(scope="module")
def record(answers):
    return export.of_answers(answers)


def said(record):
    workings = [[(w.shown, w.expression, w.steps) for w in e.workings] for e in record.entries]
    return record.title, [(e.heading, e.text, e.notes) for e in record.entries], workings, record.notes


@pytest.mark.parametrize("ending", export.FORMATS)
def test_an_export_is_read_back_as_written_and_confirmed(record, spices, tmp_path, ending):
    path = tmp_path / f"brief{ending}"
    export.write(record, path)
    again = export.read(path)
    assert said(again) == said(record)
    assert export.verify(again, spices.documents) == ()


@pytest.mark.parametrize("ending", export.FORMATS)
def test_findings_and_figures_are_exported_and_confirmed(spices, tmp_path, ending):
    figures = [f for f in spices.figures if f.bound]
    for made in (export.of_findings(audit(spices)), export.of_figures(figures, Draft(spices))):
        if made.entries:
            path = tmp_path / f"brief{ending}"
            export.write(made, path)
            assert export.verify(export.read(path), spices.documents) == ()


def changed(text, at):
    digit = "7" if text[at] != "7" else "3"
    return text[:at] + digit + text[at + 1 :]


def test_every_changed_digit_of_an_answer_or_its_working_is_found(record, spices):
    text = markdown.write(record)
    lines = [line for line in text.splitlines() if line.startswith(("**Working", "- ")) or "[^" in line]
    missed = []
    for line in lines:
        start = text.index(line)
        body = line.split("[^")[0] if not line.startswith("[^") else line
        for at in [start + i for i, c in enumerate(body) if c.isdigit()]:
            if not export.verify(markdown.read(changed(text, at)), spices.documents):
                missed.append(text[start : at + 1])
    assert missed == []


@pytest.mark.parametrize(
    ("said", "changed_to"),
    [
        ("$90 million (exports to Mexico, cinnamon, 2023)", "$90 million (exports to Mexico, cinnamon, 2022)"),
        ("for 5 years", "for 3 years"),
        (
            "The share of Mexico rose from 30 per cent to 38 per cent.",
            "The share of Mexico rose from 38 per cent to 38 per cent.",
        ),
        ("as of 10 June 2024", "as of 10 June 2023"),
    ],
)
def test_words_of_the_source_with_other_digits_are_found_though_the_number_stands_elsewhere(spices, said, changed_to):
    from assistant.export.record import Entry, Note, Record, Working

    document = spices.documents["cinnamon.md"]
    quotes = ("The share of Mexico rose from 30 per cent to 38 per cent.", "| Mexico | 60 | 90 |")
    starts = [document.text.index(q) for q in quotes]
    place = "Spice desk, Cinnamon exports of Sri Lanka, 2024-06-10"
    notes = tuple(
        Note(i + 1, q, document.id, s, s + len(q), place) for i, (q, s) in enumerate(zip(quotes, starts, strict=True))
    )
    grown = Working("8.45%", "(90 / 60)^(1/5) - 1")
    for text, holds in ((said, True), (changed_to, False)):
        entry = Entry("What is that a year over 5 years?", text, (1, 2), (grown,))
        assert (export.verify(Record("Brief", (entry,), notes), spices.documents) == ()) is holds, text


@pytest.mark.parametrize(
    ("years", "holds"), [("2022-23", True), ("2023-24", True), ("2022-24", False), ("2012-13", False)]
)
def test_a_fiscal_year_is_one_of_the_sources(record, spices, years, holds):
    from dataclasses import replace

    entry = replace(record.entries[0], text=f"{record.entries[0].text} That was FY {years}.")
    problems = export.verify(replace(record, entries=(entry, *record.entries[1:])), spices.documents)
    assert [p.what for p in problems] == ([] if holds else ["The year is not one of the sources"])


def test_a_changed_document_is_found(record, spices):
    from dataclasses import replace

    d = spices.documents["cinnamon.md"]
    documents = spices.documents | {"cinnamon.md": replace(d, text=d.text.replace("90", "91"))}
    assert {p.what for p in export.verify(record, documents)} >= {"The quote is not in the document"}


def test_a_workbook_computes_its_results_itself(record, tmp_path):
    path = tmp_path / "brief.xlsx"
    export.write(record, path)
    formulas = list(sheet.results(path))
    computed = sum(len(e.workings) for e in record.entries)
    assert len(formulas) >= computed - 1 and all(f.startswith("=") and "C" in f for f, _ in formulas)


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(record, tmp_path):
    from dataclasses import replace

    import openpyxl

    entry = replace(record.entries[0], heading="=1+1", text="@sum")
    path = tmp_path / "brief.xlsx"
    export.write(replace(record, entries=(entry,)), path)
    cells = openpyxl.load_workbook(path)["Entries"][2]
    assert [c.data_type for c in cells[1:3]] == ["s", "s"]
    assert "'=1+1" in sheet.as_csv(replace(record, entries=(entry,)))
    assert sheet.from_csv(sheet.as_csv(replace(record, entries=(entry,)))).entries[0].heading == "=1+1"


@pytest.mark.parametrize("name", ["brief.odt", "brief", "none/brief.md", "none/brief.pdf"])
def test_a_file_that_cannot_be_written_is_one_sentence(record, tmp_path, name):
    with pytest.raises(SettingsError):
        export.write(record, tmp_path / name)


@pytest.mark.parametrize("ending", export.FORMATS)
def test_a_file_that_is_no_export_is_one_sentence(tmp_path, ending):
    path = tmp_path / f"brief{ending}"
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(SettingsError):
        export.read(path)

"""Word, Excel, OpenDocument, PowerPoint and mail, each written by a real writer and read back with its places."""

import io
from datetime import date
from email.message import EmailMessage

import docx
import openpyxl
import pptx
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from index.errors import DocumentError
from index.figures import extract
from index.load import load
from index.readers.formats import read_format
from index.readers.number_format import shown

ROWS = (("Pakistan", 150.1, 176.2), ("Egypt", 90.5, 91.4))


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(folder, name, raw):
    (folder / name).write_bytes(raw)
    return load(folder / name, folder)


def bound(document):
    """What the table of exports says: country, year, dollars, place."""
    return [
        (f.entities[0], f.period.label, int(f.quantity.base[0]), f.quantity.unit, f.bound)
        for f in extract(document)
        if f.locator.row is not None and f.period and f.period.kind == "year" and f.quantity.unit != "percent"
    ]


BOUND = [
    ("Pakistan", "2021", 150_100_000, "USD", True),
    ("Pakistan", "2022", 176_200_000, "USD", True),
    ("Egypt", "2021", 90_500_000, "USD", True),
    ("Egypt", "2022", 91_400_000, "USD", True),
]


def word():
    document = docx.Document()
    document.add_heading("Tea exports of Kenya", 0)
    document.add_paragraph("New Delhi, 22 April 2024")
    paragraph = document.add_paragraph("Exports of tea to Pakistan were $176.2")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" million in 2022.")
    document.add_heading("By country", 1)
    document.add_paragraph("In USD million.")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Country"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Exports"
    table.cell(1, 1).text, table.cell(1, 2).text = "2021", "2022"
    for row in ROWS:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
    document.add_paragraph("An item.", style="List Bullet")
    return document


class TestWord:
    def test_headings_paragraphs_items_and_tables_stand_in_order(self, tmp_path):
        document = read(tmp_path, "a.docx", saved(word()))
        assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
            ("heading", "Tea exports of Kenya"),
            ("paragraph", "New Delhi, 22 April 2024"),
            ("paragraph", "Exports of tea to Pakistan were $176.2 million in 2022."),
            ("heading", "By country"),
            ("paragraph", "In USD million."),
            ("header", "| Country | Exports 2021 | Exports 2022 |"),
            ("row", "| Pakistan | 150.1 | 176.2 |"),
            ("row", "| Egypt | 90.5 | 91.4 |"),
            ("item", "An item."),
        ]
        assert document.blocks[-1].headings == ("Tea exports of Kenya", "By country")
        assert (document.title, document.date) == ("Tea exports of Kenya", date(2024, 4, 22))
        assert bound(document) == BOUND

    def test_words_struck_out_by_a_tracked_change_are_not_read(self):
        document = docx.Document()
        paragraph = document.add_paragraph("Exports were ")
        run = paragraph.add_run("$5 million.")
        gone = run._r.makeelement(run._r.tag.replace("}r", "}del"), {})
        run._r.addprevious(gone)
        gone.append(run._r)
        paragraph.add_run("$6 million.")
        assert read_format(".docx", saved(document)).text == "Exports were $6 million.\n"

    def test_a_row_label_that_runs_down_stands_in_each_row_and_a_number_only_once(self):
        document = docx.Document()
        table = document.add_table(rows=3, cols=3)
        for cell, text in zip(table.rows[0].cells, ("Region", "Country", "Total"), strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Asia"
        table.cell(1, 1).text, table.cell(2, 1).text = "Iran", "Iraq"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "12"
        (found,) = read_format(".docx", saved(document)).tables
        assert [[c.text for c in row] for row in found.rows] == [["Asia", "Iran", "12"], ["Asia", "Iraq", ""]]


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Exports"
    sheet["A1"] = "Tea exports of Kenya"
    sheet["A3"] = "Tea exports grew strongly in 2022. They came to $300 million."
    sheet["A5"] = "Exports, USD million"
    for place, value in {"A6": "Country", "B6": "Exports", "B7": 2021, "C7": 2022, "D6": "Share of total"}.items():
        sheet[place] = value
    for merged in ("A6:A7", "B6:C6", "D6:D7"):
        sheet.merge_cells(merged)
    for row, share in zip(ROWS, (0.1615, 0.1), strict=True):
        sheet.append([*row, share])
        sheet.cell(sheet.max_row, 4).number_format = "0.00%"
    prices = book.create_sheet("Prices")
    prices.append(["Month", "Price (US$ per kg)"])
    prices.append([date(2023, 4, 1), 2.4])
    prices["A2"].number_format, prices["B2"].number_format = "mmm-yy", '"$"0.00'
    return book


class TestExcel:
    @pytest.fixture
    def sheet(self, tmp_path):
        return read(tmp_path, "a.xlsx", saved(workbook()))

    def test_merged_heads_units_of_the_line_above_and_several_sheets_are_read(self, sheet):
        assert sheet.title == "Tea exports of Kenya"
        assert bound(sheet) == BOUND
        assert [[c.text for c in t.columns] for t in sheet.tables] == [
            ["Country", "Exports 2021", "Exports 2022", "Share of total"],
            ["Month", "Price (US$ per kg)"],
        ]
        assert [t.headings[-1] for t in sheet.tables] == ["Exports", "Prices"]

    def test_a_figure_has_the_address_of_its_cell(self, sheet):
        found = {sheet.quote(f.span): (f.locator.sheet, f.locator.cell) for f in extract(sheet)}
        assert found["176.2"] == ("Exports", "C8") and found["$300 million"] == ("Exports", "A3")
        assert found["16.15%"] == ("Exports", "D8") and found["$2.40"] == ("Prices", "B2")

    def test_a_sign_in_the_cell_does_not_undo_the_unit_of_the_column(self, sheet, tmp_path):
        price = next(f for f in extract(sheet) if f.locator.sheet == "Prices")
        assert (price.quantity.unit, price.period.label) == ("USD/kilogram", "April 2023")
        table = b"# Tea exports\n\n| Country | Value (USD million) |\n|---|---|\n| Peru | $176.2 |\n"
        (value,) = extract(read(tmp_path, "b.md", table))
        assert int(value.quantity.base[0]) == 176_200_000

    def test_errors_missing_values_and_hidden_sheets_are_named(self, tmp_path):
        book = workbook()
        book["Exports"]["B10"], book["Exports"]["C10"] = "=SUM(B8:B9)", "#N/A"
        book.create_sheet("Secret")["A1"] = "Rs 7 crore"
        book["Secret"].sheet_state = "hidden"
        document = read(tmp_path, "a.xlsx", saved(book))
        assert document.notices == (
            "1 formulas have no stored value; open it in a spreadsheet program and save it.",
            "Sheet 'Exports' shows an error in C10; these cells were left empty.",
            "The hidden sheet 'Secret' was left out.",
        )
        assert "Rs 7 crore" not in document.text

    def test_a_cell_far_down_right_costs_nothing(self):
        book = workbook()
        book["Exports"]["XFD1048576"] = "far"
        assert "far" in read_format(".xlsx", saved(book)).text

    def test_a_second_table_beside_the_first_has_its_own_head(self):
        book = openpyxl.Workbook()
        for row in (["Country", "Tonnes", None, "Port", "Ships"], ["Iran", 5, None, "Basra", 7]):
            book.active.append(row)
        first, second = read_format(".xlsx", saved(book)).tables
        assert [c.text for c in first.columns] == ["Country", "Tonnes"]
        assert [(c.text, c.address) for c in second.rows[0]] == [("Basra", "D2"), ("7", "E2")]

    def test_an_empty_row_does_not_end_a_table_that_goes_on_in_numbers(self):
        book = openpyxl.Workbook()
        for row in (["Country", "Tonnes"], ["Iran", 5], [], ["Iraq", 6]):
            book.active.append(row)
        (table,) = read_format(".xlsx", saved(book)).tables
        assert [row[0].text for row in table.rows] == ["Iran", "Iraq"]

    def test_bold_lines_are_headings_and_notes_below_are_notes(self):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"], sheet["A3"], sheet["A5"] = "Trade", "Exports", "Country"
        sheet["A3"].font = Font(bold=True)
        sheet["B5"], sheet["A6"], sheet["B6"], sheet["A7"] = "Tonnes", "Iran", 5, "Source: the board"
        content = read_format(".xlsx", saved(book))
        assert content.tables[0].headings == ("Trade", "Exports")
        assert content.text[slice(*content.tables[0].note)] == "Source: the board"


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (0.1615, "0.00%", "16.15%"), (0.1, "0%", "10%"), (1234.5, "#,##0.00", "1,234.50"),
        (0.1 + 0.2, "General", "0.3"), (625.68, "[$₹-4009]#,##0.00", "₹625.68"), (625.68, '"Rs "0.00', "Rs 625.68"),
        (625.68, '0.00" crore"', "625.68 crore"), (1_200_000, "0.0,,", "1.2"), (-5.2, "0.0;(0.0)", "-5.2"),
        (0.4, "0", "0.4"), (2.4, "$0.00_);($0.00)", "$2.40"), (2021, "General", "2021"), (True, "General", "yes"),
        (date(2023, 4, 1), "mmm-yy", "Apr 2023"), (date(2023, 4, 1), "yyyy", "2023"),
        (date(2023, 4, 1), "dd/mm/yyyy", "2023-04-01"), (12.5, "[Red]0.0", "12.5"),
        (10**21, "General", "1000000000000000000000"), (0.000001, "General", "0.000001"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_the_sheet_shows_it(value, form, words):
    assert shown(value, form) == words


def open_sheet():
    book = OpenDocumentSpreadsheet()
    table = Table(name="Exports")
    book.spreadsheet.addElement(table)

    def row(*cells):
        line = TableRow()
        for cell in cells:
            if cell is None:
                line.addElement(CoveredTableCell())
                continue
            text, options = cell if isinstance(cell, tuple) else (cell, {})
            made = TableCell(**options)
            made.addElement(P(text=text))
            line.addElement(made)
        table.addElement(line)

    row("Tea exports of Kenya")
    table.addElement(TableRow(numberrowsrepeated=2))
    row("Exports, USD million")
    row(("Country", {"numberrowsspanned": 2}), ("Exports", {"numbercolumnsspanned": 2}), None)
    row(None, "2021", "2022")
    for values in ROWS:
        row(*map(str, values))
    table.addElement(TableRow(numberrowsrepeated=1_048_000))
    return book


def test_an_opendocument_sheet_is_read_like_an_excel_one(tmp_path):
    file = io.BytesIO()
    open_sheet().write(file)
    document = read(tmp_path, "a.ods", file.getvalue())
    assert bound(document) == BOUND
    assert {document.quote(f.span): f.locator.cell for f in extract(document)}["176.2"] == "C7"


def slides():
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[0])
    slide.shapes.title.text = "Tea exports of Kenya"
    slide.placeholders[1].text = "Nairobi, 3 May 2024"
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "By country, USD million"
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for y, row in enumerate((("Country", "2021", "2022"), *ROWS)):
        for x, value in enumerate(row):
            table.cell(y, x).text = str(value)
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Exports of tea, USD million"
    data = CategoryChartData()
    data.categories = ["Iran", "Iraq"]
    data.add_series("2022", (3.5, 4.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), data)
    return show


class TestSlides:
    def test_titles_tables_and_charts_are_read_with_their_slide(self, tmp_path):
        document = read(tmp_path, "a.pptx", saved(slides()))
        assert (document.title, document.date) == ("Tea exports of Kenya", date(2024, 5, 3))
        assert bound(document) == [
            *BOUND,
            ("Iran", "2022", 3_500_000, "USD", True),
            ("Iraq", "2022", 4_500_000, "USD", True),
        ]
        assert [f.locator.slide for f in extract(document)] == [2, 2, 2, 2, 3, 3]

    def test_a_hidden_slide_is_named(self, tmp_path):
        show = slides()
        show.slides[2]._element.set("show", "0")
        document = read(tmp_path, "a.pptx", saved(show))
        assert document.notices == ("The hidden slides 3 were left out.",) and "Iran" not in document.text


class TestMail:
    @pytest.fixture
    def mail(self):
        message = EmailMessage()
        message["Subject"], message["From"] = "Tea exports of Kenya", "Tea Board <a@b.example>"
        message["Date"] = "Mon, 06 May 2024 10:00:00 +0300"
        message.set_content("Dear all,\n\nExports of tea to Pakistan were\n$176.2 million in 2022.\n\n- one\n- two\n")
        return message

    def test_subject_sender_date_and_body_are_read_and_attachments_named(self, mail, tmp_path):
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="report.pdf")
        document = read(tmp_path, "a.eml", bytes(mail))
        assert (document.title, document.publisher, document.date) == (
            "Tea exports of Kenya", "Tea Board", date(2024, 5, 6),
        )  # fmt: skip
        assert "Exports of tea to Pakistan were $176.2 million in 2022." in document.text
        assert [b.kind for b in document.blocks] == ["heading", "paragraph", "paragraph", "item", "item"]
        assert document.notices == ("What is attached was not read (report.pdf); save it beside the mail.",)

    def test_a_web_page_stands_in_where_there_is_no_text(self, mail):
        mail.set_content("<p>Exports were <b>$5</b> million.</p>", subtype="html")
        assert read_format(".eml", bytes(mail)).text == "Tea exports of Kenya\n\nExports were $5 million.\n"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pptx", ".ods"])
class TestWhatIsNoOfficeFile:
    def test_is_refused_in_one_sentence(self, suffix):
        for raw in (b"words", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
            with pytest.raises(DocumentError, match=r"^it is .*; (?:open it and )?save it anew.*\.$"):
                read_format(suffix, raw)

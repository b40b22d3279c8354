"""One brief, and its writers: the same headings, paragraphs and tables as Markdown, HTML, Word, Excel and PDF."""

import html
import io
from typing import Literal

import docx
import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

Part = tuple[Literal["title", "heading", "text"], str] | tuple[Literal["table"], tuple[tuple[str, ...], ...]]

BRIEF: tuple[Part, ...] = (
    ("title", "Cashew exports of Ghana in 2023"),
    ("text", "Accra, 14 March 2024"),
    (
        "text",
        "Ghana exported cashew nuts worth $366.4 million in 2023, up from $312.5 million in 2022. The Cashew Council "
        "of Ghana expects exports of $450 million in 2025. Over 40 companies shipped cashew nuts in 2023.",
    ),
    ("heading", "Exports by destination"),
    ("text", "Exports of cashew nuts in 2023, USD million."),
    (
        "table",
        (
            ("Country", "Exports (USD million)", "Share of exports (%)"),
            ("Vietnam", "198.3", "54.1"),
            ("India", "121.7", "33.2"),
            ("Netherlands", "18.6", "5.1"),
            ("Germany", "9.4", "2.6"),
            ("Other countries", "18.4", "5.0"),
            ("Total", "366.4", "100"),
        ),
    ),
    ("text", "Vietnam bought raw nuts for the most part, and the Netherlands bought kernels."),
    ("heading", "Prices"),
    ("text", "The average export price of raw cashew nuts was $1,130 per tonne in 2023 and $1,290 per tonne in 2022."),
    (
        "table",
        (
            ("Quarter of 2023", "Price of raw nuts (US$ per tonne)", "Price of kernels (US$ per tonne)"),
            ("Q1", "1,210", "5,900"),
            ("Q2", "1,180", "5,750"),
            ("Q3", "1,090", "5,600"),
            ("Q4", "1,040", "5,480"),
        ),
    ),
    ("heading", "Processing"),
    (
        "text",
        "The country processed 12 per cent of its harvest in 2023. The government wants 50 per cent to be processed by "
        "2030. Processing firms employed about 5,500 workers in 2023, most of them women.",
    ),
    ("heading", "Imports of machinery"),
    ("text", "Imports of cashew processing machinery in 2023, EUR thousand."),
    (
        "table",
        (
            ("Source", "2022", "2023"),
            ("Italy", "1,420", "1,980"),
            ("China", "2,310", "2,640"),
            ("Brazil", "310", "275"),
        ),
    ),
)

QUESTIONS = (
    "What were Ghana's cashew exports in 2023?",
    "What were Ghana's cashew exports in 2022?",
    "How much did cashew exports grow from 2022 to 2023?",
    "What exports of cashew nuts does the Cashew Council expect in 2025?",
    "How much would cashew exports have to grow each year from 2023 to reach $450 million in 2025?",
    "How many companies shipped cashew nuts in 2023?",
    "What did Vietnam buy in cashew nuts in 2023?",
    "What were cashew exports to India in 2023?",
    "What were cashew exports to the Netherlands in 2023?",
    "What were cashew exports to Germany in 2023?",
    "What share of cashew exports went to Vietnam?",
    "What share of cashew exports went to India?",
    "Which country bought the most cashew nuts from Ghana in 2023?",
    "Which were the top three destinations of cashew exports in 2023?",
    "How many times larger were cashew exports to Vietnam than to India?",
    "What is the difference between cashew exports to Vietnam and to India in 2023?",
    "What did Vietnam and India buy together in 2023?",
    "What were cashew exports to Japan in 2023?",
    "What was the price of raw cashew nuts in 2023?",
    "What was the price of raw cashew nuts in 2022?",
    "What was the price of kernels in the first quarter of 2023?",
    "What was the price of raw nuts in Q4 2023?",
    "By how much did the price of kernels fall from Q1 to Q4 of 2023?",
    "What part of the harvest was processed in 2023?",
    "What part of the harvest does the government want processed by 2030?",
    "How many workers did processing firms employ in 2023?",
    "What machinery imports came from Italy in 2023?",
    "What machinery imports came from China in 2022?",
    "Did imports of machinery from Brazil rise from 2022 to 2023?",
    "What did the Netherlands buy?",
)


def markdown() -> bytes:
    out = []
    for kind, part in BRIEF:
        if kind == "table":
            head, *rows = (f"| {' | '.join(row)} |" for row in part)
            out.append("\n".join((head, "|" + "---|" * len(part[0]), *rows)))
        else:
            out.append({"title": "# ", "heading": "## "}.get(kind, "") + part)
    return ("\n\n".join(out) + "\n").encode()


def web_page() -> bytes:
    tags = {"title": "h1", "heading": "h2", "text": "p"}
    out = []
    for kind, part in BRIEF:
        if kind == "table":
            cells = [[f"<td>{html.escape(c)}</td>" for c in row] for row in part]
            head = [cell.replace("td>", "th>") for cell in cells[0]]
            rows = "".join(f"<tr>{''.join(row)}</tr>" for row in (head, *cells[1:]))
            out.append(f"<table>{rows}</table>")
        else:
            out.append(f"<{tags[kind]}>{html.escape(part)}</{tags[kind]}>")
    menu = '<nav><a href="/">Home</a> <a href="/prices">Prices of 2021: $5 million</a></nav>'
    body = f"<body>{menu}<main>{''.join(out)}</main><footer>Page 7 of 9</footer></body>"
    return f"<!doctype html><html><head><meta charset=utf-8><title>Cashew | Ghana</title></head>{body}</html>".encode()


def word() -> bytes:
    document = docx.Document()
    for kind, part in BRIEF:
        if kind == "table":
            table = document.add_table(rows=0, cols=len(part[0]))
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif kind == "text":
            document.add_paragraph(part)
        else:
            document.add_heading(part, 0 if kind == "title" else 1)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _value(text: str) -> object:
    """A cell as a spreadsheet holds it: a number where it is one."""
    bare = text.replace(",", "")
    return float(bare) if bare.replace(".", "", 1).isdigit() and not (len(bare) == 4 and bare[:2] == "20") else text


def excel() -> bytes:
    """A sheet for each section, named as it is called; the text stands in cells above and below the tables."""
    book = openpyxl.Workbook()
    sheet, row = book.active, 1
    sheet.title = "Sheet1"
    for kind, part in BRIEF:
        if kind == "heading":
            sheet, row = book.create_sheet(part), 1
        elif kind == "table":
            for y, line in enumerate(part):
                for x, text in enumerate(line):
                    cell = sheet.cell(row + y, 2 + x, _value(text) if y else text)
                    cell.number_format = "#,##0.0" if "." in text else "#,##0"
            row += len(part) + 1
        else:
            sheet.cell(row, 2, part)
            row += 1 if kind == "text" and row == 1 else 2
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(*, ruled: bool = True) -> bytes:
    """Two pages or more, with a running head and page numbers."""
    styles = getSampleStyleSheet()
    looks = {"title": styles["Title"], "heading": styles["Heading2"], "text": styles["Normal"]}
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    story = []
    for kind, part in BRIEF:
        if kind == "table":
            story += [Spacer(1, 6), Table(part, style=rules, colWidths=[110, 180, 180]), Spacer(1, 6)]
        else:
            story += [PageBreak()] if part == "Processing" else []
            story += [Paragraph(html.escape(part), looks[kind]), Spacer(1, 6)]

    def edge(canvas, page):
        canvas.drawString(60, 815, "Cashew Council of Ghana: brief for members")
        canvas.drawCentredString(300, 30, f"Page {page.page}")

    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(story, onFirstPage=edge, onLaterPages=edge)
    return file.getvalue()


WRITTEN = {
    "brief.html": web_page,
    "brief.docx": word,
    "brief.xlsx": excel,
    "brief.pdf": pdf,
    "unruled.pdf": lambda: pdf(ruled=False),
}

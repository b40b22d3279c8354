"""A conversation as a Word document, with real footnotes that keep quotes, places and the sources behind them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from assistant.types import Answer, Calculation, Citation
from assistant.ui import text as t
from assistant.ui.evidence import locator_words
from assistant.ui.markup import plain
from index.types import Source

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATOR = '<w:footnote {names} w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
_NOTE = (
    '<w:footnote {names} w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/>'
    '</w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr></w:r></w:p></w:footnote>'
)
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def as_word(answers: Sequence[Answer]) -> bytes:
    """All questions and answers in order, as the bytes of a .docx file."""
    import docx

    document = docx.Document()
    document.core_properties.title = t.EXPORT_TITLE
    document.core_properties.author = t.TITLE
    document.add_heading(t.EXPORT_TITLE, 0)
    notes = _Footnotes()
    for answer in answers:
        _turn(document, answer, notes)
    notes.put_into(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", plain(text))


class _Footnotes:
    """The footnotes of a document, numbered from 1 in the order in which they are first referred to."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[tuple[int, int], int] = {}

    def refer(self, paragraph: Any, answer: Answer, markers: Sequence[int]) -> None:
        """Puts the sign of each cited source behind the paragraph's last words."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        for citation in (c for m in markers for c in answer.citations if c.marker == m):
            run = paragraph.add_run()
            run.font.superscript = True
            sign = OxmlElement("w:footnoteReference")
            sign.set(qn("w:id"), str(self._number(answer, citation)))
            run._r.append(sign)

    def _number(self, answer: Answer, citation: Citation) -> int:
        key = (id(answer), citation.marker)
        if key not in self._numbers:
            self._texts.append(_footnote(citation))
            self._numbers[key] = len(self._texts)
        return self._numbers[key]

    def put_into(self, document: Any) -> None:
        """Adds the part of the file that holds the footnotes, which python-docx does not make itself."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import OxmlElement
        from docx.oxml.ns import nsdecls
        from docx.oxml.parser import parse_xml
        from lxml import etree

        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(parse_xml(_SEPARATOR.format(names=nsdecls("w"), number=number, kind=kind)))
        for number, text in enumerate(self._texts, start=1):
            note = parse_xml(_NOTE.format(names=nsdecls("w"), number=number))
            words = OxmlElement("w:t")
            words.text = f" {text}"
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            note[0][1].append(words)
            root.append(note)
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, _RELATION)


def _turn(document: Any, answer: Answer, notes: _Footnotes) -> None:
    """One question with its answer and workings."""
    document.add_heading(clean(" ".join(answer.question.split())), 2)
    if label := {"not_in_corpus": t.DECLINED, "needs_clarification": t.UNCLEAR}.get(answer.status):
        document.add_paragraph().add_run(label).italic = True
    for sentence in answer.sentences:
        lines = sentence.text.strip().splitlines()
        rows = [line for line in lines if line.lstrip().startswith("|")]
        prose = " ".join(line for line in lines if not line.lstrip().startswith("|")).strip()
        if rows:
            if prose:
                document.add_paragraph(clean(prose))
            _table(document, rows)
        paragraph = document.add_paragraph("" if rows else clean(prose))
        notes.refer(paragraph, answer, sentence.citations)
    for calculation in answer.calculations:
        _working(document, calculation, answer, notes)


def _table(document: Any, lines: Sequence[str]) -> None:
    """The rows of a Markdown table as a Word table; its line of dashes is left out."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    rows = [row for row in rows if not all(set(cell) <= set("-: ") and cell for cell in row)]
    width = max(map(len, rows), default=0)
    if not width:
        return
    table = document.add_table(rows=0, cols=width, style="Light Grid Accent 1")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = clean(text)


def _working(document: Any, calculation: Calculation, answer: Answer, notes: _Footnotes) -> None:
    """The working: result, formula, operands with their sources, steps, rounding."""
    document.add_paragraph().add_run(clean(f"{t.EXPORT_WORKING}: {calculation.shown}")).bold = True
    document.add_paragraph(clean(f"{t.FORMULA}: {calculation.expression}"), style="List Bullet")
    for operand in calculation.operands:
        cited = operand.citation in {c.marker for c in answer.citations}
        origin = t.ORIGINS.get(operand.origin, operand.origin)
        words = operand.text if cited or not origin else f"{operand.text} ({origin})"
        line = document.add_paragraph(clean(words), style="List Bullet")
        if cited and operand.citation is not None:
            notes.refer(line, answer, [operand.citation])
    for step in (*calculation.working, *([f"{t.ROUNDING}: {calculation.rounding}"] if calculation.rounding else [])):
        document.add_paragraph(clean(step), style="List Bullet")


def _footnote(citation: Citation) -> str:
    """The quote, where it stands, and whom the document cites for it."""
    place = (citation.publisher, citation.title, citation.date, *locator_words(citation.locator), citation.url)
    where = ", ".join(part for part in place if part)
    span = f"{citation.span.document}, {citation.span.start}-{citation.span.end}"
    behind = "".join(f" {t.ORIGINAL}: {_source(source)}." for source in citation.sources)
    return clean(" ".join(f"“{citation.quote}” {where} ({span}).{behind}".split()))


def _source(source: Source) -> str:
    return ", ".join(part for part in (source.publisher, source.title, source.date, source.url) if part)

"""An export as a Word document with footnotes of its own, and one read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from assistant.export.record import Entry, Note, Record, Working

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PART = "/word/footnotes.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NOTE = re.compile(r"^“(.*)” (.*) \((.*), (\d+)-(\d+)\)\.(?: Rests on: (.*)\.)?$", re.S)
_STEP, _WORKING, _FORMULA = "List Bullet", "Working: ", "Formula: "
_RULES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_SUPERSCRIPT = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def write(record: Record, path: Path) -> None:
    """Writes the export; a note that is cited again is referred to by its number."""
    import docx

    document = docx.Document()
    document.core_properties.title = record.title
    document.add_heading(record.title, 0)
    used: set[int] = set()
    for entry in record.entries:
        _entry(document, entry, used)
    _add_notes(document, record.notes)
    document.save(str(path))


def read(path: Path) -> Record:
    """The export that a Word document holds."""
    import docx

    document = docx.Document(str(path))
    title, entries = "", []
    heading: str | None = None
    said, numbers, workings = [], [], []  # type: list[str], list[int], list[Working]
    for paragraph in [*document.paragraphs, None]:
        style = paragraph.style.name if paragraph is not None and paragraph.style else ""
        if paragraph is None or style == "Heading 1":
            if heading is not None:
                entries.append(Entry(heading, " ".join(said), tuple(numbers), tuple(workings)))
            if paragraph is not None:
                heading, said, numbers, workings = paragraph.text, [], [], []
        elif style == "Title":
            title = paragraph.text
        elif style == _STEP and workings:
            workings[-1] = _stepped(workings[-1], paragraph.text)
        elif paragraph.text.startswith(_WORKING) and style == "Intense Quote":
            workings.append(Working(paragraph.text[len(_WORKING) :], ""))
        else:
            text, marks = _text(paragraph)
            said.append(text)
            numbers += marks
    return Record(title, tuple(entries), tuple(_notes(document)))


def _entry(document: Word, entry: Entry, used: set[int]) -> None:
    document.add_heading(entry.heading, 1)
    paragraph = document.add_paragraph(entry.text)
    for number in entry.notes:
        _refer(paragraph, number, again=number in used)
        used.add(number)
    for w in entry.workings:
        document.add_paragraph(f"{_WORKING}{w.shown}", style="Intense Quote")
        document.add_paragraph(f"{_FORMULA}{w.expression}", style=_STEP)
        for step in w.steps:
            document.add_paragraph(step, style=_STEP)


def _refer(paragraph: Paragraph, number: int, *, again: bool) -> None:
    """Puts a footnote's reference at the end of a paragraph; a second one is its number, raised."""
    from docx.oxml import parse_xml

    inner = f"<w:t>{number}</w:t>" if again else f'<w:footnoteReference w:id="{number}"/>'
    paragraph._p.append(parse_xml(f'<w:r xmlns:w="{_W}">{_SUPERSCRIPT}{inner}</w:r>'))


def _add_notes(document: Word, notes: tuple[Note, ...]) -> None:
    """Adds the part that holds the footnotes; the library itself has none."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    body = "".join(
        f'<w:footnote w:id="{n.number}"><w:p><w:r>{_SUPERSCRIPT}<w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(_said(n))}</w:t></w:r></w:p></w:footnote>'
        for n in notes
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_W}">{_RULES}{body}</w:footnotes>'
    part = Part(PackURI(_PART), _TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, _RELATION)


def _said(note: Note) -> str:
    rests = f" Rests on: {note.sources}." if note.sources else ""
    return f" “{note.quote}” {note.place} ({note.document}, {note.start}-{note.end}).{rests}"


def _stepped(w: Working, text: str) -> Working:
    if text.startswith(_FORMULA) and not w.expression:
        return Working(w.shown, text[len(_FORMULA) :], w.steps)
    return Working(w.shown, w.expression, (*w.steps, text))


def _text(paragraph: Paragraph) -> tuple[str, list[int]]:
    """The words of a paragraph, and the numbers of the notes it refers to."""
    words, marks = "", []  # type: str, list[int]
    for run in paragraph._p.iter(f"{{{_W}}}r"):
        raised = run.find(f"{{{_W}}}rPr/{{{_W}}}vertAlign") is not None
        reference = run.find(f"{{{_W}}}footnoteReference")
        text = "".join(t.text or "" for t in run.iter(f"{{{_W}}}t"))
        if reference is not None:
            marks.append(int(reference.get(f"{{{_W}}}id")))
        elif raised and text.isdigit():
            marks.append(int(text))
        else:
            words += text
    return words, marks


def _notes(document: Word) -> Iterator[Note]:
    from lxml import etree

    part: Any = next((r.target_part for r in document.part.rels.values() if r.reltype == _RELATION), None)
    if part is None:
        return
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in etree.fromstring(part.blob, safe).iter(f"{{{_W}}}footnote"):
        number = int(element.get(f"{{{_W}}}id", "0"))
        match = _NOTE.match("".join(t.text or "" for t in element.iter(f"{{{_W}}}t")).strip())
        if number > 0 and match:
            yield Note(number, match[1], match[3], int(match[4]), int(match[5]), match[2], match[6] or "")

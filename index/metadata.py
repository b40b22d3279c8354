"""What a document is: title, date, publisher, from the file beside it, its own statements, or its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from index.content import Content, decode
from index.errors import DocumentError
from index.front_matter import MAX_LENGTH, parsed
from index.markdown import plain
from index.types import Source

_DATE_FORMATS = (
    "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%Y",
)  # fmt: skip
_FIRST_LINES = 12
_LONGEST_LINE = 100
_MOST_WORDS_BESIDE = 6
_DAY = re.compile(
    r"\b(\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? [A-Z][A-Za-z]{2,8}\.?,? \d{4}|[A-Z][A-Za-z]{2,8}\.? \d{1,2}, \d{4})\b"
)
_NOT_ITS_OWN = re.compile(
    r"(?i)\b(?:as (?:of|on|at)|until|till|by(?= *\|)|from|since|between|before|after|deadline|due|valid|effective|"
    r"retrieved|accessed|expires?|born|data)\b"
)
_PUBLISHER = re.compile(r"(?i)^(?:publisher|published by|issued by|source)\s*:\s*(.{2,80})$")
_TYPED_BY_HAND = ("text/markdown", "text/plain", "text/csv")  # these say it in their front matter, or not at all
BESIDE = (".yaml", ".yml")
"""`report.pdf.yaml` beside `report.pdf` says what the report is; its keys are those of the front matter."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is known of a document besides its words."""

    title: str
    date: date | None
    publisher: str
    url: str
    kind: str
    period: str
    sources: tuple[Source, ...]
    notices: tuple[str, ...]


def beside(path: Path) -> Path | None:
    """The file beside a document that says what it is, or None."""
    return next((p for suffix in BESIDE if (p := path.with_name(path.name + suffix)).is_file()), None)


def said_beside(path: Path) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The statements of the file beside a document, and what was odd about them; none where there is no such file."""
    extra = beside(path)
    if extra is None:
        return {}, ()
    name = f"The file {extra.name} beside it"
    try:
        text, _ = decode(extra.read_bytes()[:MAX_LENGTH])
    except (DocumentError, OSError) as error:
        return {}, (f"{name} was left out: {error}",)
    body = "\n".join(line for line in text.split("\n") if not re.fullmatch(r"---[ \t]*", line))
    meta, notices = parsed(body + "\n")
    return meta, tuple(notice.replace("Its front matter", name) for notice in notices)


def imprint(content: Content, said_beside: Mapping[str, object], stem: str) -> Imprint:
    """What is known of a document: a file beside it is believed first, then its own statements, then its first lines.

    The day on which a file was saved is not taken for the day on which its words were published.
    """
    meta = {**{key: value for key, value in content.meta.items() if value}, **said_beside}
    day, notices = _date(meta.get("date"))
    first = () if content.media_type in _TYPED_BY_HAND else _first_lines(content)
    return Imprint(
        title=_words(said_beside.get("title")) or _title(content, stem),
        date=day or (_dated(first) if not _words(meta.get("date")) else None),
        publisher=_words(meta.get("publisher")) or next((m[1] for t in first if (m := _PUBLISHER.match(t))), ""),
        url=_words(meta.get("url")),
        kind=_words(meta.get("kind")),
        period=_words(meta.get("period")),
        sources=_sources(meta.get("sources")),
        notices=notices,
    )


def _title(content: Content, stem: str) -> str:
    return _words(content.meta.get("title")) or _first_heading(content) or stem.replace("-", " ").replace("_", " ")


def _first_heading(content: Content) -> str:
    heading = next((b for b in content.blocks if b.kind == "heading"), None)
    return plain(content.text[heading.start : heading.end]) if heading else ""


def _first_lines(content: Content) -> tuple[str, ...]:
    """The short paragraphs among the first blocks, where a document says when and by whom it was issued."""
    blocks = [b for b in content.blocks[:_FIRST_LINES] if b.kind in ("heading", "paragraph", "item")]
    return tuple(content.text[b.start : b.end] for b in blocks if b.end - b.start <= _LONGEST_LINE)


def _dated(lines: tuple[str, ...]) -> date | None:
    """The one day that the first lines name as theirs; None where they name none or several."""
    days = dict.fromkeys(day for line in lines if _is_dateline(line) for day in _days(line))
    return next(iter(days)) if len(days) == 1 else None


def _is_dateline(line: str) -> bool:
    """Is a line there for its date: "Posted on: 22 April 2024 by the Bureau", and no sentence in which one occurs?"""
    beside = len(_DAY.sub("", line).split())
    return beside <= _MOST_WORDS_BESIDE and not line.endswith(".") and not _NOT_ITS_OWN.search(_DAY.sub("|", line))


def _days(line: str) -> Iterator[date]:
    for found in _DAY.findall(line):
        words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", found).replace(".", "")
        words = words if re.match(r"[A-Z]", words) else words.replace(",", "")
        for spelt in (words, words.title()):
            if (day := _date(spelt)[0]) is not None:
                yield day
                break


def _words(value: object) -> str:
    """A scalar as text; anything else is not what the key is for."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float | date) else ""


def _sources(value: object) -> tuple[Source, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(
        Source(_words(e.get("id")), *(_words(e.get(key)) for key in ("publisher", "title", "date", "url")))
        for e in entries
        if isinstance(e, dict) and _words(e.get("id"))
    )


def _date(value: object) -> tuple[date | None, tuple[str, ...]]:
    if isinstance(value, datetime):
        return value.date(), ()
    if isinstance(value, date):
        return value, ()
    words = _words(value)
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(words, form).date(), ()
        except ValueError:
            continue
    return None, (f"Its date {words!r} is not one that can be read; write it as 2024-04-22.",) if words else ()

"""Rankings against their values, and lists against the number they are said to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant import calculator
from assistant.check.books import Books
from assistant.check.finding import Finding
from assistant.check.reach import reach
from index.numbers import NUMBER_WORDS
from index.types import Block, Document, Figure, Span, Table

_NUMBER = r"(two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d|20)"
_TOP = re.compile(
    rf"(?i)\b(?:top|first|largest|biggest|leading|main) {_NUMBER}\b|\b{_NUMBER} (?:largest|biggest|leading|main|top)\b"
)
_COLON = re.compile(rf"(?i)\b{_NUMBER} (?:[a-z-]+ ){{0,3}}([a-z-]+s)\b[^.:;()]{{0,60}}: ([^.;:]+?)\.")
_RANK = re.compile(r"(?i)^(?:rank|place|position|no\.?|#)$")
_AHEAD = re.compile(r"(?i)\b(?:ahead of|exceeds?|exceeded|more than|larger than|higher than|above)\b")
_BEHIND = re.compile(r"(?i)\b(?:behind|below|less than|smaller than|lower than)\b")
_QUALIFIES = re.compile(r"(?i)(?:\band|\bor|\(|,)\s*(?:more than|above|below|less than|higher than|lower than)\s*$")
_CHAIN = re.compile(r"(?i)\b(?:followed by|came next|next (?:was|were|came))\b")
_AND = re.compile(r",? and |, ")
_LEAST_NAMED = 3


def ranked_tables(books: Books) -> Iterator[Finding]:
    """Tables with a column of ranks whose values are not in that order."""
    for document in books.documents.values():
        for table in document.tables:
            head = next((i for i, c in enumerate(table.columns) if _RANK.match(c.text.strip())), None)
            if head is not None:
                yield from _ranked(books, document, table, head)


def comparisons(books: Books) -> Iterator[Finding]:
    """Sentences that put one amount ahead of another that is larger."""
    for figures in books.by_context.values():
        levels = [f for f in figures if f.kind == "level" and not books.row(f) and not books.is_second(f)]
        for a, b in zip(levels, levels[1:], strict=False):
            if a.quantity.unit == b.quantity.unit:
                yield from _compared(books, a, b)


def tops(books: Books) -> Iterator[Finding]:
    """A "top five" that a table or text fills with another number of entries."""
    for document in books.documents.values():
        named: list[Figure] = []
        for block in document.blocks:
            if block.kind == "heading":
                named = []
            if block.kind == "paragraph":
                chain = _chain(books, document, block)
                named = chain or named
                if not chain and named:
                    yield from _short(books, document, block, named)
            if block.kind in ("heading", "paragraph"):
                yield from _top_table(books, document, block)


def lists(books: Books) -> Iterator[Finding]:
    """Lists after a colon that do not have as many entries as the sentence counts."""
    for document in books.documents.values():
        for block in document.blocks:
            if block.kind not in ("paragraph", "item"):
                continue
            text = document.text[block.start : block.end]
            for match in _COLON.finditer(text):
                said, entries = _number(match[1]), _entries(match[3])
                if said and entries and said != len(entries) and len(entries) >= _LEAST_NAMED:
                    spans = [
                        Span(document.id, block.start + match.start(1), block.start + match.end(2)),
                        Span(document.id, block.start + match.start(3), block.start + match.end(3)),
                    ]
                    sentence = f"“{match[0][: match.start(3) - match.start() - 2]}” names {len(entries)}, not {said}."
                    yield books.finding("list", "low", sentence, spans, None, "An entry is missing or one too many.")


def _ranked(books: Books, document: Document, table: Table, head: int) -> Iterator[Finding]:
    columns: dict[int, list[tuple[int, Figure]]] = {}
    for f in books.by_document.get(document.id, []):
        place = books.row(f)
        if place and place[0] is table and f.kind == "level" and place[2] > head:
            rank = table.rows[place[1]][head].text.strip()
            if rank.isdigit():
                columns.setdefault(place[2], []).append((int(rank), f))
    slips = [
        (broken, column) for column in columns.values() if len(column) > _LEAST_NAMED for broken in [_broken(column)]
    ]
    for broken, column in sorted(slips, key=lambda s: len(s[0]))[:1]:
        if broken and len(broken) * 3 <= len(column):  # else the ranks are of something else
            a, b = broken[0]
            made = calculator.difference(books.operand(b), books.operand(a))
            sentence = (
                f"{books.about(b)} stands after {books.about(a)} in the ranking, but {books.printed(b)} is more than "
                f"{books.printed(a)}."
            )
            yield books.finding("rank", "medium", sentence, [a, b], made, "One of the two is misprinted or misplaced.")


def _broken(column: list[tuple[int, Figure]]) -> list[tuple[Figure, Figure]]:
    """The neighbours in a column of ranks of which the later is larger."""
    return [
        (a, b)
        for (i, a), (j, b) in zip(column, column[1:], strict=False)
        if j == i + 1 and a.quantity.unit == b.quantity.unit and reach(a).high < reach(b).low
    ]


def _compared(books: Books, a: Figure, b: Figure) -> Iterator[Finding]:
    text = books.documents[a.span.document].text[a.span.end : b.span.start]
    ahead, behind = bool(_AHEAD.search(text)), bool(_BEHIND.search(text))
    if _QUALIFIES.search(text):  # "42 packers and more than 110 importers"
        return
    if ahead == behind or len(text) > 60 or re.search(r"[.,;:]", text):
        return
    first, second = reach(a), reach(b)
    wrong = first.high < second.low if ahead else first.low > second.high
    if wrong:
        made = calculator.difference(books.operand(a), books.operand(b), absolute=True)
        sentence = (
            f"{books.printed(a)} is put {'ahead of' if ahead else 'behind'} {books.printed(b)}, which the amounts deny."
        )
        yield books.finding("rank", "high", sentence, [a, b], made, "One of the two is misprinted.")


def _chain(books: Books, document: Document, block: Block) -> list[Figure]:
    """The amounts of a paragraph that lists who comes first, next and so on."""
    if not _CHAIN.search(document.text[block.start : block.end]):
        return []
    figures = [f for f in books.by_document.get(document.id, []) if block.start <= f.span.start < block.end]
    return [f for f in figures if f.kind == "level" and f.entities and not books.is_second(f)]


def _short(books: Books, document: Document, block: Block, named: list[Figure]) -> Iterator[Finding]:
    """A later paragraph speaks of a top N of which fewer were named."""
    match = _TOP.search(document.text[block.start : block.end])
    said = _number(match[1] or match[2]) if match else 0
    if match and said > len(named) >= _LEAST_NAMED:
        span = Span(document.id, block.start + match.start(), block.start + match.end())
        sentence = (
            f"A “{match.group()}” is spoken of, but only {len(named)} are named: "
            f"{', '.join(', '.join(f.entities) for f in named)}."
        )
        yield books.finding("list", "low", sentence, [span, *named], None, "The list was cut short in this document.")


def _top_table(books: Books, document: Document, block: Block) -> Iterator[Finding]:
    """A heading or lead that promises N entries, over a table of ranks with another number."""
    match = _TOP.search(document.text[block.start : block.end])
    said = _number(match[1] or match[2]) if match else 0
    table = next((t for t in document.tables if said and _leads(document, block, t)), None)
    if match is None or table is None:
        return
    head = next((i for i, c in enumerate(table.columns) if _RANK.match(c.text.strip())), None)
    rows = [r for r in table.rows if head is not None and r[head].text.strip().isdigit()]
    if rows and len(rows) < said:
        span = Span(document.id, block.start + match.start(), block.start + match.end())
        last = Span(document.id, rows[-1][0].start, rows[-1][-1].end)
        sentence = f"“{match.group()}” promises {said} entries; the table ranks {len(rows)}."
        yield books.finding("list", "low", sentence, [span, last], None, "A row is missing.")


def _leads(document: Document, block: Block, table: Table) -> bool:
    if block.kind == "heading":
        return (
            bool(table.headings) and table.headings[-1] == document.text[block.start : block.end].lstrip("# ").strip()
        )
    return table.lead is not None and block.start <= table.lead[0] < block.end


def _number(word: str) -> int:
    text = word.lower()
    return int(text) if text.isdigit() else int(NUMBER_WORDS.get(text, Decimal(0)))


def _entries(text: str) -> list[str]:
    """The entries of a list in words; none where it holds digits, brackets or clauses."""
    if re.search(r"[\d()“”\"]|\b(?:is|are|was|were|which|that|has|have)\b", text):
        return []
    return [e for e in _AND.split(text) if e.strip()]

"""Reads Markdown and plain text: front matter, headings, paragraphs, list items and tables, with exact offsets.

The block structure (which lines are what) comes from markdown-it; where a piece lies in the text is worked out from
its line numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from index.content import Content, decode, surrounded
from index.front_matter import read_front_matter
from index.sentences import sentences
from index.types import Block, BlockKind, Cell, Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PIPE = re.compile(r"(?<!\\)\|")
_QUOTE_MARKS = re.compile(r"[ \t>]*")
_ITEM_MARK = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_MARKUP = re.compile(
    r"\\(?P<kept>[!-/:-@\[-`{-~])|(?P<space><br\s*/?>)|\*\*|__|`|~~|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"
)
_MAX_NOTICES = 5


def read_markdown(raw: bytes) -> Content:
    """Reads a Markdown file.

    Raises:
        DocumentError: the bytes are not text.
    """
    return _read(raw, "text/markdown", indented_code=True)


def read_text(raw: bytes) -> Content:
    """Reads a plain text file: as Markdown, except that an indented line is text like any other."""
    return _read(raw, "text/plain", indented_code=False)


def plain(markup: str) -> str:
    """The words of a piece of Markdown: `**Rs 5** [crore](u)` gives `Rs 5 crore`."""
    text = _MARKUP.sub(lambda m: m["kept"] or (m["space"] and " ") or "", _LINK.sub(r"\1", markup))
    return " ".join(text.split())


def _read(raw: bytes, media_type: str, *, indented_code: bool) -> Content:
    text, notices = decode(raw)
    front = read_front_matter(text)
    layout = _Layout(text, front.end)
    layout.read(_parser(indented_code).parse(text[front.end :]))
    return Content(
        text=text,
        media_type=media_type,
        blocks=front.blocks + tuple(layout.blocks),
        tables=layout.finished_tables(len(front.blocks)),
        meta=front.meta,
        notices=notices + front.notices + layout.shortened_notices(),
    )


@cache
def _parser(indented_code: bool) -> MarkdownIt:
    """Finds blocks only: no inline parsing, no HTML. Link definitions stay text, so that nothing is lost."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    if not indented_code:
        parser.disable("code")
    parser.core.ruler.enableOnly(["block"])
    return parser


@dataclass(slots=True)
class _Layout:
    """Collects blocks and tables while walking over the tokens."""

    text: str
    offset: int
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    list_depth: int = 0

    def read(self, tokens: list[Token]) -> None:
        """Takes in all tokens of the document."""
        self.lines = _line_spans(self.text, self.offset)
        stream = iter(tokens)
        for token in stream:
            if token.type == "table_open":
                self._table(token, stream)
            elif token.type == "heading_open":
                self._heading(int(token.tag[1:]), next(stream))
            elif token.type == "inline":
                self._prose("item" if self.list_depth else "paragraph", *self._located(token))
            elif token.type in ("fence", "code_block", "html_block"):
                self._verbatim(token)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self.list_depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.list_depth -= 1

    @property
    def headings(self) -> tuple[str, ...]:
        """The path of headings above the place reached, outermost first."""
        return tuple(title for _, title in self.path)

    def finished_tables(self, shift: int) -> tuple[Table, ...]:
        """The tables with lead and note filled in; `shift` blocks stand before those of this layout."""
        tables = surrounded(self.tables, self.blocks)
        return tuple(replace(table, blocks=tuple(i + shift for i in table.blocks)) for table in tables)

    def shortened_notices(self) -> tuple[str, ...]:
        """The notices; of very many only the first few, and how many more there are."""
        if len(self.notices) <= _MAX_NOTICES:
            return tuple(self.notices)
        return (*self.notices[:_MAX_NOTICES], f"{len(self.notices) - _MAX_NOTICES} more rows were mended the same way.")

    def _located(self, token: Token) -> tuple[int, int]:
        """Where the content of an inline token lies: its first and last line end with it, marks stand before it."""
        first, *rest = token.content.split("\n")
        assert token.map is not None
        begin, end = self.lines[token.map[0]]
        start = self.text.rfind(first.rstrip(), begin, end)
        if not rest:
            return start, start + len(first.rstrip())
        last_begin, last_end = self.lines[token.map[0] + len(rest)]
        last = rest[-1].rstrip()
        return start, self.text.rfind(last, last_begin, last_end) + len(last)

    def _heading(self, level: int, inline: Token) -> None:
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        if inline.content:
            start, end = self._located(inline)
            self.blocks.append(Block("heading", start, end, self.headings, ((start, end),)))
            self.path.append((level, plain(inline.content)))

    def _prose(self, kind: BlockKind, start: int, end: int) -> None:
        spans = sentences(self.text, start, end)
        if spans:
            self.blocks.append(Block(kind, spans[0][0], spans[-1][1], self.headings, spans))

    def _verbatim(self, token: Token) -> None:
        """Code and HTML are kept as paragraphs, a line a sentence; comments, which no reader sees, are left out."""
        assert token.map is not None
        if token.content.lstrip().startswith("<!--"):
            return
        first, last = token.map
        if token.type == "fence":
            first, last = first + 1, max(first + 1, last - 1)
        spans = tuple(s for begin, end in self.lines[first:last] if (s := _stripped(self.text, begin, end))[0] < s[1])
        if spans:
            self.blocks.append(Block("paragraph", spans[0][0], spans[-1][1], self.headings, spans))

    def _table(self, opening: Token, stream: Iterator[Token]) -> None:
        number, columns = len(self.tables), ()  # type: int, tuple[Cell, ...]
        rows: list[tuple[Cell, ...]] = []
        indices: list[int] = []
        for token in stream:
            if token.type == "table_close":
                break
            if token.type != "tr_open" or token.map is None:
                continue
            start, end = self._row_span(token.map[0], first=token.map[0] == (opening.map or [-1])[0])
            if not columns:
                columns = _cells(self.text, start, end)
                self.blocks.append(Block("header", start, end, self.headings, table=number))
            elif "|" not in self.text[start:end] and len(columns) > 1:
                self._prose("paragraph", start, end)  # a note set right below the table
            else:
                indices.append(len(self.blocks))
                self.blocks.append(Block("row", start, end, self.headings, table=number, row=len(rows)))
                rows.append(self._fitted(_cells(self.text, start, end), len(columns), end, number, len(rows)))
        self.tables.append(Table(number, columns, tuple(rows), self.headings, blocks=tuple(indices)))

    def _row_span(self, line: int, *, first: bool) -> tuple[int, int]:
        begin, end = self.lines[line]
        marks = _ITEM_MARK if first and self.list_depth else _QUOTE_MARKS
        prefix = marks.match(self.text, begin, end)
        return _stripped(self.text, prefix.end() if prefix else begin, end)

    def _fitted(self, cells: tuple[Cell, ...], width: int, end: int, table: int, row: int) -> tuple[Cell, ...]:
        """A row with exactly `width` cells."""
        if len(cells) == width:
            return cells
        done = (
            "the missing ones were left empty" if len(cells) < width else "those beyond the last column were left out"
        )
        self.notices.append(f"Row {row + 1} of table {table + 1} has {len(cells)} cells for {width} columns; {done}.")
        return cells[:width] + tuple(Cell("", end, end, column) for column in range(len(cells), width))


def _line_spans(text: str, offset: int) -> list[tuple[int, int]]:
    """(start, end) of every line from `offset` on, without its line end."""
    spans, begin = [], offset
    while (end := text.find("\n", begin)) >= 0:
        spans.append((begin, end))
        begin = end + 1
    spans.append((begin, len(text)))
    return spans


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of a table row, with or without a bar at either end."""
    if text.startswith("|", start, end):
        start += 1
    borders = [m.start() for m in _PIPE.finditer(text, start, end)]
    if not borders or borders[-1] != end - 1:
        borders.append(end)
    cells, begin = [], start
    for column, border in enumerate(borders):
        a, b = _stripped(text, begin, border)
        cells.append(Cell(plain(text[a:b]), a, b, column))
        begin = border + 1
    return tuple(cells)

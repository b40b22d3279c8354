"""Cuts documents into passages: whole sentences, items and table rows, as many as the model reads at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.types import Block, Document, Passage, Span

CountTokens = Callable[[str], int]

MAX_TOKENS = 160
MAX_ROWS = 6
"""Measured with tests/benchmarks/retrieval.py on 124 questions over four briefs. Passages as long as the model reads
(254 tokens) put the evidence first as often (64% of questions, against 61%), but in twice the words: within the first
800 characters shown it stands in 60% of cases, against 78%."""

_CHARACTERS_A_TOKEN = 8  # beyond this a "word" is no word: such a stretch counts as more tokens than the model says
_URL = re.compile(r"https?://\S+?(?=[\s,;|<>\")\]]|$)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never cut further: a sentence or a row, or a part of one that is too long by itself."""

    start: int
    end: int
    tokens: int


def split(
    document: Document, *, max_tokens: int = MAX_TOKENS, count_tokens: CountTokens, rows: int | None = MAX_ROWS
) -> tuple[Passage, ...]:
    """The passages of a document, in order; they do not overlap and leave out front matter, headings and table heads.

    A passage stays within one heading section, and within one table. A sentence or row is cut only where it alone is
    longer than `max_tokens` (its headings included), and then at a space.

    Args:
        document: what to split.
        max_tokens: the most tokens of a passage together with its headings.
        count_tokens: tokens of a text, as the model counts.
        rows: the most table rows in one passage; None for as many as fit.
    """
    passages: list[Passage] = []
    for section in _sections(document):
        headings, table = section[0].headings, section[0].table
        path = _context(document, headings, table)
        budget = max(max_tokens - count_tokens(heading_text(document.title, path)), max_tokens // 2)
        most = rows if rows and table is not None else None
        for pieces, first in _grouped(document, section, budget, count_tokens, most):
            start, end = pieces[0].start, pieces[-1].end
            passages.append(
                Passage(
                    id=f"{document.id}#{start}-{end}",
                    span=Span(document.id, start, end),
                    text=document.text[start:end],
                    headings=path,
                    title=document.title,
                    locator=first.locator(),
                )
            )
    return tuple(passages)


def searchable(passage: Passage) -> str:
    """What is searched for a passage: its title, headings and words, without web addresses.

    Table rows keep their column heads as the last heading.
    """
    return f"{heading_text(passage.title, passage.headings)}\n{without_addresses(passage.text)}"


def without_addresses(text: str) -> str:
    """A text without web addresses."""
    return _URL.sub("", text)


def heading_text(title: str, headings: tuple[str, ...]) -> str:
    """Title and headings in one line; a heading that repeats the title is left out."""
    return " > ".join(dict.fromkeys(part for part in (title, *headings) if part))


def cut_notice(document: Document, passages: tuple[Passage, ...]) -> str | None:
    """Says so where a sentence or row was too long to be kept whole, else None."""
    ends = {end for b in document.blocks for _, end in b.sentences} | {b.end for b in document.blocks}
    cut = sum(1 for p in passages if p.span.end not in ends)
    if not cut:
        return None
    return f"Sentences or rows longer than the search model reads were cut at a space, in {cut} places."


def _sections(document: Document) -> Iterator[list[Block]]:
    """Runs of blocks with nothing between them that a passage may not cross: a heading, a table's head, a page."""
    section: list[Block] = []
    for block in document.blocks:
        barrier = block.kind in ("metadata", "heading", "header")
        if section and (barrier or _place(block) != _place(section[-1])):
            yield section
            section = []
        if not barrier:
            section.append(block)
    if section:
        yield section


def _place(block: Block) -> tuple[object, ...]:
    return block.table, block.page, block.slide, block.sheet


def _context(document: Document, headings: tuple[str, ...], table: int | None) -> tuple[str, ...]:
    """The heading path; for rows with the column heads as its last entry."""
    if table is None or not any(cell.text for cell in document.tables[table].columns):
        return headings
    return (*headings, " | ".join(cell.text for cell in document.tables[table].columns))


def _grouped(
    document: Document, blocks: list[Block], budget: int, count_tokens: CountTokens, most: int | None
) -> Iterator[tuple[list[_Piece], Block]]:
    """Consecutive pieces that fit the budget together, each group with the block it begins in."""
    group: list[_Piece] = []
    used, first = 0, blocks[0]
    for block in blocks:
        for piece in _pieces(document, block, budget, count_tokens):
            if group and (used + piece.tokens > budget or (most and len(group) >= most)):
                yield group, first
                group, used = [], 0
            if not group:
                first = block
            group.append(piece)
            used += piece.tokens
    if group:
        yield group, first


def _pieces(document: Document, block: Block, budget: int, count_tokens: CountTokens) -> Iterator[_Piece]:
    for start, end in block.sentences or ((block.start, block.end),):
        words = document.text[start:end]
        # Counting is skipped for what must be too long anyway: a line of 5 MB is not tokenised as a whole.
        tokens = _tokens(words, count_tokens) if end - start <= budget * _CHARACTERS_A_TOKEN else budget + 1
        if tokens <= budget:
            yield _Piece(start, end, tokens)
        else:
            yield from _cut(document.text, start, end, budget, count_tokens)


def _cut(text: str, start: int, end: int, budget: int, count_tokens: CountTokens) -> Iterator[_Piece]:
    """Parts of a stretch that is too long, each as long as fits, cut at a space where there is one."""
    while start < end:
        length = min(end - start, budget * _CHARACTERS_A_TOKEN)
        while (tokens := _tokens(text[start : start + length], count_tokens)) > budget and length > 1:
            length = max(1, min(length - 1, length * budget // tokens))
        stop = start + length
        if stop < end and not text[stop].isspace():
            space = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop))
            stop = space if space > start else stop
        yield _Piece(start, stop, tokens)
        start = stop
        while start < end and text[start].isspace():
            start += 1


def _tokens(words: str, count_tokens: CountTokens) -> int:
    words = _URL.sub("", words)
    return max(count_tokens(words), len(words) // (2 * _CHARACTERS_A_TOKEN))

"""Why two values differ, in the documents' own words: a revision, another scope, another definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from assistant.check.books import Books
from index.types import Document, Figure, Span

Reason = Literal["revision", "scope", "definition"]
SIGNS: dict[Reason, re.Pattern[str]] = {
    "revision": re.compile(
        r"(?i)\b(?:(?:has|have) since (?:been )?replaced|revis(?:ed|ion\w*|es)|replaced (?:it|them|that)|superseded|"
        r"(?:should|must) (?:no longer|not) be used|flash estimate|"
        r"first (?:count|estimate)|preliminary|corrected|entered twice|double[- ]count\w*)\b"
    ),
    "scope": re.compile(
        r"(?i)\b(?:includ(?:es?|ing) (?:used|re-?exports?|gas|goods|sales|services|all|freight|its|the)\b|excludes?|"
        r"excluding|leav(?:es?|ing) (?:\w+ ){0,4}out|left out|counts? (?:its|only|goods|all|members)|covers? only|"
        r"adds (?:used|sales|re-?exports?|deliveries)|do(?:es)? not (?:count|include|cover)|members only)\b"
    ),
    "definition": re.compile(
        r"(?i)\b(?:defin(?:ed|es|ition\w*)|values? include|freight and insurance|by origin|made at the|"
        r"counted (?:at|when|where)|money that arrived|different (?:months|goods|years|measures?))\b"
    ),
}
"""Words that say so, the surest kind first."""
_LEADS: dict[Reason, str] = {
    "revision": "One replaces the other",
    "scope": "They count different things",
    "definition": "They are taken differently",
}
_LONGEST = 320
_NEAR = 2
"""Paragraphs after a table that may speak of it."""


def told(books: Books, figures: Iterable[Figure]) -> tuple[Reason, Span] | None:
    """The sentence of the documents that tells why values differ, and which kind of reason it is; None for none.

    Only the paragraph of one of the values, or what stands beneath its table, is believed to speak of them.
    """
    return _first(books, (s for f in figures for s in _around(books, f)))


def near(books: Books, spans: Iterable[Span]) -> tuple[Reason, Span] | None:
    """The same for words that are no figures: the sentences of their paragraphs."""
    return _first(books, (s for span in spans for s in _of_paragraph(books, span)))


def _of_paragraph(books: Books, span: Span) -> Iterator[Span]:
    document = books.documents[span.document]
    for block in document.blocks:
        if block.start <= span.start < block.end:
            yield from _sentences(document, block.sentences)


def _first(books: Books, sentences: Iterable[Span]) -> tuple[Reason, Span] | None:
    spans = list(dict.fromkeys(sentences))
    for kind, signs in SIGNS.items():
        for span in spans:
            text = books.documents[span.document].quote(span)
            if len(text) <= _LONGEST and signs.search(text):
                return kind, span
    return None


def said(books: Books, kind: Reason, span: Span) -> str:
    """A reason as a sentence for people."""
    words = " ".join(books.documents[span.document].quote(span).split())
    return f"{_LEADS[kind]}, as the document says: “{words}”"


def _around(books: Books, figure: Figure) -> Iterator[Span]:
    """The sentences of a figure's paragraph, or of those beneath its table under the same heading."""
    document, block = books.documents[figure.span.document], books.block(figure)
    if block is None:
        return
    if block.table is None:
        yield from (Span(document.id, *s) for s in block.sentences)
        return
    table = document.tables[block.table]
    if not table.blocks:
        return
    for after in document.blocks[table.blocks[-1] + 1 : table.blocks[-1] + 1 + _NEAR]:
        if after.headings != block.headings or after.kind not in ("paragraph", "item"):
            return
        yield from _sentences(document, after.sentences)


def _sentences(document: Document, spans: Iterable[tuple[int, int]]) -> Iterator[Span]:
    return (Span(document.id, start, end) for start, end in spans)

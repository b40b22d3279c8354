"""Doubts that the documents state themselves: what they say does not agree, quoted with what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.check.books import Books
from assistant.check.finding import Finding
from index.frame import SOURCE_MARK
from index.types import Block, Document, Span

_WHO = r"(?:figures?|values?|rows?|sources?|dates?|years?|baselines?|two|both|statements?|reports?|articles?|texts?)"
_DOUBTS = (
    r"contradict\w*", r"inconsisten\w*", r"incompatible", r"irreconcilable", r"conflicting", r"disagree(?:s|d)?",
    r"(?:do|does|did) not (?:follow|agree|match|add up|fit|produce|bear out|reconcile)", r"not consistent",
    rf"{_WHO} (?:\w+ ){{0,5}}(?:conflict|disagree|differ)", r"summaries differ",
    rf"(?:neither|no) {_WHO} (?:\w+ ){{0,2}}(?:explains?|reconciles?)",
    r"(?:do|does) not explain the (?:gap|difference)",
    r"(?:probably|looks like|appears? to be|must be|seems to be|is clearly) an? "
    r"(?:\w+ )?(?:error|misprint|slip|mistake|typo)",
    r"(?:lost|dropped|gained) a digit", r"out of line with", r"should not be merged", r"should be quoted only",
    r"denies that", r"rather than (?:million|billion|crore|lakh|thousand)", r"different meanings", r"sits? awkwardly",
    r"gives? a different (?:date|figure|value|year|number)",
    r"(?:given|described|told|stated) (?:in )?(?:two|three|four) ways",
    r"(?:has|have|with|are) (?:two|three) (?:values|versions)", r"cannot both", r"could be read as",
    r"(?:lower|higher|less|more) [a-z ]{0,30}than any of (?:these|them)", r"(?:practically|nearly) the same as",
    r"(?:attach\w*|assigns?) \S+ \w+ to (?:\w+ ){1,4}by itself", r"confirm which", r"some reports say",
    r"(?:all|other|most) (?:\w+ )?(?:reports|sources|accounts) (?:\w+ ){0,4}say",
    r"still (?:counts?|lists?|carries|has the)",
    r"(?:gap|difference|remainder|rest|two|they differ)\b[^.]{0,30}\b(?:unexplained|not (?:yet )?(?:been )?explained)",
    r"knows? no such (?:date|day|year|figure|value|rule)", r"(?:gives?|has|names?) [^.;]{3,40} instead",
    r"(?:should|must) (?:no longer|not) be used", r"(?:has|have) since (?:been )?replaced",
    r"own (?:table|figures?|numbers?) (?:says?|tells?) otherwise", r"do(?:es)? not survive", r"fits? no (?:rate|value)",
    r"for the same (?:sum|goal|figure|amount|volume)\b(?=[^.;]{0,25}\.$)", r"counts? more [^.;]{3,40} than",
    r"text (?:itself )?says", r"explains? (?:(?:only|perhaps|part of|some of) ){0,2}(?:\S+ ){0,4}(?:gap|difference)",
    r"(?:baselines?|values?|figures?|starting point) (?:moves|varies|vary|differs)", r"different end dates",
)  # fmt: skip
_DOUBT = re.compile(rf"(?i)\b(?:{'|'.join(_DOUBTS)})\b")
_STRAY = re.compile(r"^[\s;,]+|[\s;,]+$")
_BEFORE_MARK = re.compile(r" (?=[.,;:])")
_NO_DOUBT = re.compile(
    r"(?i)(?:\b(?:if|where|when|whenever|unless|in case)\b[^.;:]*|"
    r"\b(?:no|not|never|nothing|without|neither|nor|hardly)\b (?:\w+ ){0,3})$"
)
"""Before a word of doubt: what is only supposed ("if the two disagree"), or denied ("does not see a contradiction")."""
_FIRST = re.compile(r"(?i)\bfirst table\b")
_NEAR = 3
"""Blocks between a paragraph and the table it speaks of, at most."""


def doubts(books: Books) -> Iterator[Finding]:
    """Sentences in which a document says that statements do not agree, with the statements that it means."""
    for document in books.documents.values():
        for index, block in enumerate(document.blocks):
            if block.kind not in ("paragraph", "item", "row"):
                continue
            for start, end in block.sentences or ((block.start, block.end),):
                sentence = Span(document.id, start, end)
                text = _plain(document.quote(sentence), row=block.kind == "row")
                if _is_doubt(text):
                    told = f"The document itself doubts this: “{text}”"
                    yield books.finding("noted", "low", told, [sentence, *_meant(books, document, index, sentence)])


def _plain(text: str, *, row: bool) -> str:
    """A sentence without the marks of its sources; of a row the cells that say something."""
    bare = SOURCE_MARK.sub("", text)
    if row:
        cells = (" ".join(_STRAY.sub("", cell).split()) for cell in bare.strip("| ").split("|"))
        return ", ".join(cell for cell in cells if cell)
    return _BEFORE_MARK.sub("", " ".join(bare.split()))


def _is_doubt(text: str) -> bool:
    """Does a sentence say that statements do not agree, rather than suppose or deny it?"""
    return any(not _NO_DOUBT.search(text[: m.start()]) for m in _DOUBT.finditer(text))


def _meant(books: Books, document: Document, index: int, sentence: Span) -> list[Span]:
    """What a sentence of doubt is about: the figures and times of its paragraph, and the table it stands by."""
    block = document.blocks[index]
    spans = [f.span for f in books.evidence.figures if f.span.document == document.id and _in(block, f.span)]
    for start, end in block.sentences:
        spans += [Span(document.id, start + m.start, start + m.end) for m in books.times(Span(document.id, start, end))]
    spans = [s for s in spans if not sentence.overlaps(s)]
    if block.kind != "row":
        spans += [Span(document.id, b.start, b.end) for b in _rows_near(document, index)]
        if _FIRST.search(document.quote(sentence)) and document.tables:
            first = document.tables[0].blocks
            spans += [Span(document.id, document.blocks[i].start, document.blocks[i].end) for i in first]
    return list(dict.fromkeys(spans))


def _in(block: Block, span: Span) -> bool:
    return block.start <= span.start < block.end


def _rows_near(document: Document, index: int) -> list[Block]:
    """The rows of the table that a paragraph follows or leads to, with at most two paragraphs between."""
    headings = document.blocks[index].headings
    for step in (-1, 1):
        for distance in range(1, _NEAR + 1):
            at = index + step * distance
            if not 0 <= at < len(document.blocks) or document.blocks[at].headings != headings:
                break
            if document.blocks[at].kind == "row":
                table = document.blocks[at].table
                return [b for b in document.blocks if b.kind == "row" and b.table == table]
    return []

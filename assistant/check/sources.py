"""Two sources told of in one breath with different values: "The annex has 6.6 bcm. The operators report 7.3 bcm."

What they are of need not be bound: that the second value is set against the first is told by how it is introduced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.check import reasons
from assistant.check.books import AHEAD, Books, listed
from assistant.check.finding import Finding
from assistant.check.values import agree, difference
from index import lexicon
from index.types import Block, Document, Figure, Span

_SPEAKERS = (
    "office|bureau|agency|board|authority|commission|institute|council|association|union|federation|chamber|house|"
    "ministry|department|customs|ports?|bank|operators?|utilities|exporters?|makers?|growers?|shippers?|press|release|"
    "newsletter|letter|review|report|paper|bulletin|yearbook|gazette|annex|table|register|statistics|estimate|survey|"
    "circular|consultancy|analysts?|company|directorate|inspectorate|treasury|arrivals|count"
)
_REPORTS = (
    "reports?|reported|counts?|counted|has|have|had|had it at|had said|puts?|put|gives?|gave|reckons? with|estimates?|"
    "estimated|shows?|showed|speaks? of|spoke of|recorded|logged|registered|comes? to|came to|quotes?|sees?|saw|says|"
    "said"
)
_CUE = re.compile(
    rf"(?i)\b(?P<who>{_SPEAKERS})\b(?:[^.;:]{{0,60}}?)\b(?:{_REPORTS})\b"
    r"(?: (?:it at|only|about|around|some|over|nearly|almost|as many as|as much as|no more than))*[^.;:\w]*$"
)
_NAMED_CUE = re.compile(
    rf"(?i)\b(?:{_REPORTS})\b(?: (?:it at|only|about|around|some|over|nearly|almost|as many as|as much as))*[^.;:\w]*$"
)
_AGAINST = re.compile(r"(?i)\b(?:whereas|while|but|against|although|though)\b")
_OF = re.compile(
    r"(?i)\b(?:for|in|of|during|to) (?:the )?(?:(?:calendar|fiscal|financial|marketing|whole) )*(?:year )?$"
)
_YEARS = ("year", "fiscal_year", "half", "quarter", "range")
_FAR = Decimal("1.6")
_SENTENCES_ON = 2
_UNSAID = ("percent", "percentage_point", "ratio", "year", "month", "day", "week")


def beside(books: Books) -> Iterator[Finding]:
    """Values of two sources that one paragraph sets against each other, or a paragraph against its table."""
    for document in books.documents.values():
        for i, block in enumerate(document.blocks):
            if block.kind not in ("paragraph", "item"):
                continue
            told = _told(books, document, block)
            near = [f for j in _tables_near(document, i) for f in _told(books, document, document.blocks[j])]
            for other in told:
                one = _set_against(books, other, told, near)
                if one is not None:
                    yield _finding(books, one, other)


def _told(books: Books, document: Document, block: Block) -> list[Figure]:
    """The amounts of a block, in text order."""
    return [
        f
        for f in books.by_place(Span(document.id, block.start, block.end))
        if f.kind == "level" and f.quantity.unit not in _UNSAID
        and f.quantity.value > 0 and f.status not in AHEAD and not books.is_second(f)
    ]  # fmt: skip


def _tables_near(document: Document, at: int) -> Iterator[int]:
    """The rows of a table right above a paragraph under the same heading."""
    headings = document.blocks[at].headings
    before = at - 1
    while before >= 0 and document.blocks[before].headings == headings and document.blocks[before].kind == "row":
        yield before
        before -= 1


def _set_against(books: Books, other: Figure, told: list[Figure], near: list[Figure]) -> Figure | None:
    """The value that another one is told against, None where it is told by itself."""
    if not _is_introduced(books, other):
        return None
    before = [f for f in told if f.span.start < other.span.start and _comparable(books, f, other)]
    if before:
        return before[-1]
    rows = [f for f in near if f.entities and set(f.entities) == set(other.entities) and _comparable(books, f, other)]
    rows = [f for f in rows if f.period and other.period and f.period.same_as(other.period)]
    return rows[0] if len(rows) == 1 else None


def _is_introduced(books: Books, f: Figure) -> bool:
    """Is a value introduced as that of somebody who counts: "the operators report", "Customs has"?"""
    document = books.documents[f.span.document]
    before = document.text[f.context.start : f.span.start]
    if _CUE.search(before):
        return True
    cited = {t.stem for i in f.sources if (s := document.source(i)) for t in lexicon.content(s.publisher)}
    said = {t.stem for t in lexicon.content(before)}
    return bool(_NAMED_CUE.search(before) and cited & said)


def _comparable(books: Books, one: Figure, other: Figure) -> bool:
    """May two values be of one thing: of one unit, near each other, of other sources, of no different time or place?"""
    if one.quantity.unit != other.quantity.unit or agree(one, other):
        return False
    low, high = sorted((one.quantity.value, other.quantity.value))
    if high / low > _FAR or (one.entities and other.entities and set(one.entities) != set(other.entities)):
        return False
    if books.row(one) is None and not _in_reach(books, one, other):
        return False
    return not _of_other_times(books, one, other) and _apart(books, one, other)


def _in_reach(books: Books, one: Figure, other: Figure) -> bool:
    """Do the two stand in sentences near each other, or in one that sets its halves against each other?"""
    document = books.documents[one.span.document]
    if one.context == other.context:
        return bool(_AGAINST.search(document.text[one.span.end : other.span.start]))
    block = books.block(other)
    between = [s for s in block.sentences if one.context.start <= s[0] < other.context.start] if block else []
    return 0 < len(between) <= _SENTENCES_ON


def _apart(books: Books, one: Figure, other: Figure) -> bool:
    """Are the two of different sources, or does the sentence of the second say that it was replaced?"""
    if one.sources and other.sources and not set(one.sources) & set(other.sources):
        return True
    if one.context == other.context:
        return True
    return bool(reasons.SIGNS["revision"].search(books.documents[other.span.document].quote(other.context)))


def _of_other_times(books: Books, one: Figure, other: Figure) -> bool:
    """Is the second value told to be of another year than the first is of?"""
    if one.period is None:
        return False
    text = books.documents[other.span.document].quote(other.context)
    told = [m.period for m in books.times(other.context) if _OF.search(text[: m.start]) and m.period.kind in _YEARS]
    return bool(told) and not any(p.same_as(one.period) for p in told)


def _finding(books: Books, one: Figure, other: Figure) -> Finding:
    names = [books.whose(one), books.whose(other)]
    who = f" ({listed(list(dict.fromkeys(names)))})" if all(names) else ""
    sentence = (
        f"Against {books.printed(one)} for {books.about(one)} another count has {books.printed(other)}{who}. "
        "Rounding does not explain the difference."
    )
    reason = reasons.told(books, (other, one))
    why = reasons.said(books, *reason) if reason else "Two sources count differently; the document does not say why."
    because = (reason[1],) if reason else ()
    sum_ = difference(books, other, one)
    return books.finding("values", "medium", sentence, [other], sum_, why, [one], because=because)

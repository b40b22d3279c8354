"""Reads a question as numbers and the words between them, for sums that are told rather than typed.

"If the market was $11 billion in 2024, what annual rate would bring it to $50 billion by 2030?" becomes
"if the market was «a0» in «y0», what annual rate would bring it to «a1» by «y1»?": a mark per number, by what the
number is. `assistant.frames` looks at the marks and the words around them. Nothing may be left over: a digit without
a mark, a word that asks for something in a document, or a statement without a question makes the text unreadable here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.grammar import Number
from assistant.tokens import NotArithmetic, target
from index import numbers
from index.units import SCALES, TIMES, Quantity, is_money

KINDS = {"percent": "p", "percentage_point": "b", "ratio": "m", **dict.fromkeys(TIMES, "t")}
"""Letter of a mark by unit: p percent, b points, m multiple, t time, y calendar year, r rate,
c amount for each of what is counted, a any other amount."""

_YEAR = re.compile(r"(?<![\w.,/$₹€£-])(?:19|20)\d\d(?![\w/%]|[.,-]\d|[-–]\w)")
_JOIN = re.compile(r"\s+(?:to|and)\s+")
_BELOW = re.compile(
    r"\s*(?:\bper\b|/|\bfor (?:every|each)\b|\ban?\b|\beach\b|\bevery\b)\s*(?P<n>\d[\d,]*(?:\.\d+)?)?\s*"
    r"(?P<word>[A-Za-z³]+(?: (?:tonnes|tons|kilos|kilograms|kg|cubic met(?:re|er)s|lit(?:re|er)s|barrels))?)(?![\w-])"
)
_BELOW_TIME = re.compile(
    r"(?: [a-z]+)?\s*(?:\bper\b|/|\ban?\b|\beach\b|\bevery\b)\s*(?P<n>)(?P<word>day|week|month|quarter|year|hour)\b"
    r"(?! (?:ago|later|earlier|before|from now))", re.I,
)  # fmt: skip
_AGO = re.compile(r" (?:ago|later|earlier|before|from now)\b", re.I)
_PARITY = re.compile(r"\s*(?:is|=|equals|buys|costs|makes|gets|being|worth|is worth|to)\s*", re.I)
ANNUAL = re.compile(
    r"\b(?:(?:a|per|each|every|the) (?:year|yr|annum)\b|annual(?:ly)?\b|yearly\b|p\.?a\b|"
    r"year[- ]on[- ]year\b|compound)",
    re.I,
)
"""Words that say that a rate is one of each year."""

_ROUNDLY = re.compile(
    r"\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|just|only|exactly)\s+(?=[\d$₹€£]|Rs\b|KSh\b)",
    re.I,
)
_HEARSAY = re.compile(r",?\s*\b(?:they|people|we|i) (?:say|said|think|hear|heard|told me)\b|\bi am told\b", re.I)
_ASIDE = re.compile(r"^\W*(?:(?:so|and|then|but|please|now|ok|okay|quick(?: one)?|just)\b[\s,:]*)+", re.I)

_LEANING = re.compile(
    r"\b(?:who|whom|whose|why|says?|said|saying|claim\w*|report\w*|documents?|sources?|brief|article|according|quot\w+|"
    r"really|true|correct|right|wrong|agree\w*|actual(?:ly)?|official\w*|forecast\w*|project(?:s|ed|ing|ions?)|"
    r"expect\w*|estimat\w*|stated|mention\w*|announc\w*|publish\w*|list|table|rank|countr(?:y|ies)|latest|closing|"
    r"reference|such|these|those|respectively|either|or)\b|"
    r"» (?:thirds?|quarters?|fifths?|tenths?|halves)\b|\bwhich (?!rate|yearly|annual|growth|percent)|"
    r"\b(?:that|this|the same) (?:rate|pace|share|figure|number|amount|period|year)\b",
    re.I,
)
"""Words of questions that lean on something outside: who said it, is it true, which of them, at that pace."""
_VERIFYING = re.compile(
    r"^\W*(?:is|are|was|were|did|does|do|has|have|had|could|would|will|should|am|isn't|aren't|doesn't|didn't)\b", re.I
)
_ASKING = re.compile(
    r"\?|\b(?:what|how|calculate|compute|work out|find|give me|tell me|convert|need(?:ed)?|required|"
    r"which (?:rate|annual|yearly|growth))\b",
    re.I,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|rose|fell|grew|has|have|had|will|would|did|does|became|reached|stood|went|got|\w{3,}ed)\b",
    re.I,
)
_SUPPOSING = re.compile(
    r"\b(?:if|suppose|supposing|assum\w+|would|needed|required|has to|have to|must|imagine)\b", re.I
)
_NAME = re.compile(r"(?<![.?!:]\s)(?<!^)(?<![“\"‘'(])\b(?:[A-Z][a-z]\w*|[A-Z]{2,}\w*)")
_KNOWN_CAPITALS = re.compile(r"\b(?:CAGR|TEU|FOB|CIF|GST|VAT|FX|LNG|LPG)s?\b|(?<=» of )[A-Z]{2,5}\b|\bI\b")
_MOST_LABELS = 30


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in the wording, at `start:end`.

    Attributes:
        kind: see `KINDS`.
        node: the number; of a rate per something that it does not say in its unit, what is above.
        below: what stands below such a rate: 1 million tonnes.
        per: the noun below, as said.
    """

    kind: str
    node: Number
    start: int
    end: int
    below: Number | None = None
    per: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with marks for its numbers, in order."""

    text: str
    marks: tuple[Mark, ...]

    def of(self, kind: str) -> tuple[Mark, ...]:
        """The numbers of a kind."""
        return tuple(m for m in self.marks if m.kind == kind)

    def asks(self) -> bool:
        """Does it ask or tell to do something, in so many words?"""
        return _ASKING.search(self.text) is not None

    def kinds(self) -> str:
        """How many there are of what, sorted: "aapt"."""
        return "".join(sorted(m.kind for m in self.marks))

    def before(self, mark: Mark) -> str:
        """The words between the number before and this one."""
        return self.text[max((m.end for m in self.marks if m.end <= mark.start), default=0) : mark.start].rstrip()

    def after(self, mark: Mark) -> str:
        """The words between this number and the next."""
        end = min((m.start for m in self.marks if m.start >= mark.end), default=len(self.text))
        return self.text[mark.end : end].lstrip()

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Do the words hold it?"""
        return pattern.search(self.text) is not None


def read(text: str) -> Wording:
    """The numbers and words of a question that gives all it needs.

    Raises:
        NotArithmetic: it is a statement, or it leans on something that it does not give.
    """
    cleaned = _ROUNDLY.sub("", _ASIDE.sub("", _HEARSAY.sub("", " ".join(text.split()))))
    wording = _masked(cleaned)
    words = wording.text
    if not wording.marks or re.search(r"\d", re.sub(r"«\w+»", "", words)):
        raise NotArithmetic("A number in this text cannot be placed; write the sum with numbers and signs.")
    if _LEANING.search(words) or _VERIFYING.search(words) or words.count(" ") > _MOST_LABELS + 4 * len(wording.marks):
        raise NotArithmetic("This asks for more than a sum.")
    if not _ASKING.search(words) and (_FINITE.search(words) or words.rstrip().endswith(".")):
        raise NotArithmetic("This says something and asks nothing.")
    if _NAME.search(_KNOWN_CAPITALS.sub("", words)) and not _told(words):
        raise NotArithmetic("This names somebody or something that only a document knows.")
    return wording


def _told(words: str) -> bool:
    """Does the user supply the numbers, as a supposition or in a statement before a question without numbers?"""
    *_, question = re.split(r"(?<=[.!])\s+(?=[A-Z])", words)
    return _SUPPOSING.search(words) is not None or ("«" not in question and question != words)


def _masked(text: str) -> Wording:
    """The text with a mark in place of each number."""
    out, position, marks = "", 0, list[Mark]()
    for piece in _parities(text, sorted([*_pieces(text), *_years(text)], key=lambda p: p.start)):
        if piece.start < position:
            continue
        out += text[position : piece.start]
        mark = f"«{piece.kind}{len(marks)}»"
        marks.append(replace(piece, start=len(out), end=len(out) + len(mark)))
        out, position = out + mark, piece.end
    return Wording(out + text[position:], tuple(marks))


def _pieces(text: str) -> Iterator[Mark]:
    """The quantities of a text, each where it stands; both ends of "5.9 to 8.2 bcm"."""
    for m in numbers.read(text):
        if m.upper is None:
            yield _piece(text, m.start, m.end, m.quantity)
            continue
        join = list(_JOIN.finditer(text, m.start, m.end))
        if len(join) != 1:
            raise NotArithmetic("A range has no one value; give one number.")
        yield _piece(text, m.start, join[0].start(), m.quantity)
        yield _piece(text, join[0].end(), m.end, m.upper)


def _piece(text: str, start: int, end: int, quantity: Quantity) -> Mark:
    """One quantity with what stands below it: "1.36 bcm per million tonnes", "$3,500 a cargo"."""
    above = Number(text[start:end], quantity)
    kind = "r" if "/" in quantity.unit else KINDS.get(quantity.unit, "a")
    found = (_BELOW_TIME.match(text, end) or _BELOW.match(text, end)) if kind == "a" else None
    if found is None:
        return Mark(kind, above, start, end)
    size = numbers.parse_plain(found["n"]) if found["n"] else (Decimal(1), 0)
    named = target(found["word"]) if size else None
    if size is None or (named is None and found["n"]):
        return Mark(kind, above, start, end)
    if found["word"].lower() in ("year", "month", "week", "day", "hour") and _AGO.match(text, found.end()):
        return Mark(kind, above, start, end)
    if named is None or not named[0]:
        word = found["word"].split()[0]  # $3,500 a cargo: what is counted has no unit
        return Mark("c", above, start, found.start("word") + len(word), per=word.lower())
    below = Quantity(size[0] * SCALES[named[1]], named[0], named[1] or "", places=size[1])
    label = f"{found['n'] or '1'} {found['word']}"
    return Mark("r", above, start, found.end(), Number(label, below), found["word"].lower())


def _parities(text: str, pieces: list[Mark]) -> Iterator[Mark]:
    """The numbers with "1 euro is 1.0821 dollars" as the rate that it is."""
    at = 0
    while at < len(pieces):
        one, other = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else pieces[at]
        units = one.node.quantity.unit, other.node.quantity.unit
        if one.node.quantity.value == 1 and all(map(is_money, units)) and units[0] != units[1] \
                and _PARITY.fullmatch(text[one.end : other.start]):  # fmt: skip
            q = replace(other.node.quantity, unit=f"{units[1]}/{units[0]}")
            yield Mark("r", Number(text[one.start : other.end], q), one.start, other.end)
            at += 2
        else:
            yield one
            at += 1


def _years(text: str) -> Iterator[Mark]:
    """The calendar years of a text."""
    for m in _YEAR.finditer(text):
        yield Mark("y", Number(m[0], Quantity(Decimal(m[0]), "count", places=0)), m.start(), m.end())

"""Traces the numbers, places and times of one sentence to what it rests on.

A number is traced when it equals, in the same unit and but for rounding on the page,

    a figure in a passage that the sentence cites, unless the sentence names another place or time for it,
    a number that the sentence's calculations use or yield, in no more digits than it is shown with there,
    a number printed in a quote that the sentence cites, or
    a number that the question gives.

Numbers in words, years and dates are traced like numbers in digits. What counts the parts of the answer itself
("third of 5", "the documents give 3 values") must be possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from assistant.query import Query
from assistant.types import Calculation, Citation, Sentence
from index import lexicon, numbers, periods
from index.figures import SOURCE_MARK
from index.names import places
from index.types import Figure, Period
from index.units import Quantity

SAME = Decimal("0.0005")
"""How far apart two amounts may lie that are the same in other units, relative to their size."""

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_PLACE_OF = re.compile(rf"\b(?:({'|'.join(_ORDINALS)})|number (\d+)) of (\d+)\b")
_HOW_MANY = re.compile(r"\bgive (\d+) values|\bonly (\d+):|^All (\d+):|\bof the (\d+) given|\bin (\d+) documents?\b")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TOKEN = re.compile(r"[-−]?[₹$€£]?[^\W_]+(?:[.,]\d+)*%?")
_SPELLED = re.compile(
    rf"\b(?:{'|'.join(w for w in numbers.NUMBER_WORDS if w != 'one')}|(?<!\d )hundred|(?<!\d )thousand"
    r"|half|third|quarter)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What one sentence may rest on.

    Attributes:
        citations: those the sentence cites, all with exact quotes.
        figures: the documents' figures within their spans.
        calculations: those the sentence names, all sound.
        query: the question, whose numbers and dates may be repeated.
    """

    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    calculations: tuple[Calculation, ...]
    query: Query


def untraced(sentence: Sentence, ground: Ground) -> tuple[str, ...]:
    """The numbers and times of a sentence that rest on nothing, as written; empty for a sentence that may be said."""
    text, counts = _without_counts(_without_repeats(sentence.text, ground))
    wrong = [written for written, possible in counts if not possible]
    wrong += _words_of_nowhere(text, ground)
    if _is_quoted(text, ground):
        return tuple(wrong)
    wrong += _times_of_nowhere(text, ground)
    for clause in _clauses(text):
        wrong += [written for written, said in read_numbers(clause) if not _rests(written, said, clause, text, ground)]
    return tuple(wrong)


def _without_repeats(text: str, ground: Ground) -> str:
    """A sentence without the steps of its calculations and the titles of the sources that its citations name.

    The steps hold what lies between the operands and the result.
    """
    for calculation in ground.calculations:
        for step in (*calculation.working, calculation.rounding.rstrip(".")):
            text = text.replace(step, "") if step else text
    for source in (s for citation in ground.citations for s in citation.sources):
        text = text.replace(f"“{source.title}”", "")
    return text


def read_numbers(text: str) -> list[tuple[str, Quantity]]:
    """(as written, quantity) of every number in a text, both ends of a range; years and dates are none."""
    found: list[tuple[str, Quantity]] = []
    for m in numbers.read(text, [(p.start, p.end) for p in periods.read(text)]):
        written = text[m.start : m.end]
        ends = _DIGITS.findall(written) or [written]
        found += zip(ends, (m.quantity, m.upper or m.quantity), strict=False)
    return found


def _rests(written: str, said: Quantity, clause: str, text: str, ground: Ground) -> bool:
    """Is a number of a sentence one of the documents', the calculations' or the question's?"""
    about = [f for f in ground.figures if _is_about(f, clause, text, ground)]
    if any(_equals(said, q) for q in _amounts(about)) or any(_shown(said, c) for c in ground.calculations):
        return True
    if _printed(written, said, ground.query.text):
        return True
    amounts = _amounts(ground.figures)
    if any(_equals(said, q) for q in amounts):
        return False  # the page gives it for something else
    # A unit that no figure of a passage has belongs to a label on the page ("50 to 100 hp"), which is no figure.
    in_words = not written[0].isdigit()
    measured = in_words or said.unit == "count" or not amounts or any(q.unit == said.unit for q in amounts)
    return measured and any(_printed(written, said, text) for c in ground.citations for text in (c.quote, _imprint(c)))


def _imprint(citation: Citation) -> str:
    """What the cited document and the sources that it names there are called, and when they were published."""
    names = (f"{s.publisher} {s.title} {s.date}" for s in citation.sources)
    return "; ".join((citation.title, citation.publisher, citation.date, *names))


def _amounts(figures: Iterable[Figure]) -> list[Quantity]:
    """The values of figures, both ends of their ranges."""
    return [q for f in figures for q in (f.quantity, f.upper) if q]


def _equals(said: Quantity, held: Quantity) -> bool:
    """Is an amount said the one held, in the same unit, but for the digits that were left out?

    A sign may be put in words ("fell by 5%"); a count may leave out what it counts, but may not count something else.
    """
    a, b = abs(said.value), abs(held.value)
    if said.unit == held.unit:
        counts_other = said.noun and held.noun and lexicon.stem(said.noun) != lexicon.stem(held.noun)
        return not counts_other and abs(a - b) <= min(said.half_ulp(), b / 20)
    if not said.measures_same_as(held):
        return False
    a, b = abs(said.base[0]), abs(held.base[0])
    return abs(a - b) <= SAME * b


def _shown(said: Quantity, calculation: Calculation) -> bool:
    """Is an amount said one that a calculation uses, or its result in no more digits than it is shown with?"""
    used = [o.quantity for o in calculation.operands]
    used += [q for text in (calculation.shown, *(o.text for o in calculation.operands)) for _, q in read_numbers(text)]
    earlier = [
        o.quantity for o in calculation.operands if not o.figure
    ]  # shown to three digits where it was the result
    return any(_equals(said, q) for q in used) or any(_equals(said, _to_digits(q, 3)) for q in earlier)


def _to_digits(q: Quantity, digits: int) -> Quantity:
    """An amount rounded to so many significant digits."""
    return replace(q, value=Context(prec=digits).plus(q.value))


def _printed(written: str, said: Quantity, quote: str) -> bool:
    """Does a number stand in a quote as it is said, with its unit, or bare where it is said bare?"""
    if any(_equals(said, q) for _, q in read_numbers(quote)):
        return True
    if not written[0].isdigit():
        return bool(re.search(rf"(?<![\w-]){re.escape(written)}(?![\w-])", quote, re.IGNORECASE))
    plain = {digits.replace(",", "") for digits in _DIGITS.findall(quote)}
    return said.unit == "count" and written.replace(",", "") in plain


def _is_about(figure: Figure, clause: str, text: str, ground: Ground) -> bool:
    """May a sentence mean this figure: does it name no other place, and no other time, where the number stands?"""
    held = {*figure.entities, *figure.background}
    named = {p.name for p in places(clause) or places(text)}
    if figure.entities and named and not named & held:
        return False
    when = [p.period for p in periods.read(clause) or periods.read(text)]
    when = [
        p for p in when if p.kind != "day" or p not in _days(ground.citations)
    ]  # the day of a report is not its subject's
    return not (figure.period and when) or any(_overlap(p, figure.period) for p in when)


def _days(citations: Iterable[Citation]) -> list[Period]:
    """The days that cited passages print, and on which they and their sources were published."""
    texts = (text for c in citations for text in (c.quote, c.date, *(s.date for s in c.sources)))
    return [p.period for text in texts for p in periods.read(text) if p.period.kind == "day"]


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _times_of_nowhere(text: str, ground: Ground) -> list[str]:
    """The years and dates of a sentence that neither the cited passages nor the question give."""
    figures = [*ground.figures, *(o.figure for c in ground.calculations for o in c.operands if o.figure)]
    held = [*ground.query.periods, *ground.query.request.periods, *(f.period for f in figures if f.period)]
    sources = [ground.query.text, *(f"{c.quote} {c.locator.heading} {_imprint(c)}" for c in ground.citations)]
    held += [p.period for source in sources for p in periods.read(source)]
    told = {digits for source in sources for digits in re.findall(r"\d{4}", source)}
    wrong = []
    for p in periods.read(text):
        written = text[p.start : p.end]
        if not any(_overlap(p.period, other) for other in held) and not told & {*re.findall(r"\d{4}", written)}:
            wrong.append(written)
    return wrong


def _words_of_nowhere(text: str, ground: Ground) -> list[str]:
    """The numbers in words of a sentence that neither the cited passages nor the question give."""
    sources = " ".join([ground.query.text, *(f"{c.quote} {_imprint(c)}" for c in ground.citations)]).lower()
    held = {w for w in re.findall(r"[a-z]+", sources)}
    return [m[0] for m in _SPELLED.finditer(text) if m[0].lower() not in held]


def _without_counts(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """A sentence without what counts the answer's own parts, and each such count with whether it is possible."""
    counts = []
    for m in _PLACE_OF.finditer(text):
        place = _ORDINALS.index(m[1]) + 1 if m[1] else int(m[2])
        counts.append((m[0], 1 <= place <= int(m[3])))
    for m in _HOW_MANY.finditer(text):
        listed = text[m.end() :].count(";") + 1 if text[m.end() - 1] == ":" else 1
        counts.append((m[0], int(next(filter(None, m.groups()))) >= listed))
    return _HOW_MANY.sub(" ", _PLACE_OF.sub(" ", text)), counts


def _clauses(text: str) -> Iterable[str]:
    return text.split("; ")


def _is_quoted(text: str, ground: Ground) -> bool:
    """Is a sentence the document's own words, its last number not cut off from its unit?"""
    said = _plain(text)
    for c in ground.citations:
        if f" {said} " in f" {_plain(c.quote)} ":
            held = [q for _, q in read_numbers(c.quote)]
            if all(any(_equals(q, h) for h in held) for _, q in read_numbers(text)):
                return True
    return False


def _plain(text: str) -> str:
    """Words, numbers and signs alone, so that a quoted sentence can be found in its source."""
    return " ".join(_TOKEN.findall(SOURCE_MARK.sub(" ", text).lower()))

"""Reads an export again and confirms each quote and each number against the documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from assistant import rates
from assistant.export.record import GIVEN, Entry, Note, Record, Working, one_line
from assistant.expression import evaluate
from index import numbers
from index.errors import BriefError
from index.types import Document
from index.units import SCALES

_NUMBER = re.compile(r"\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_APART = re.compile(r"\d+(?:\.\d+)?")
_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_FISCAL = re.compile(r"\b((?:19|20)\d\d)[-/](\d\d)\b")
_SHORT = re.compile(r"(?:\bFY ?|\b(?:19|20)\d\d[-/])(\d\d)\b")
_TO_MARCH = re.compile(r"(?i)\bMarch ((?:19|20)\d\d)\b")
_RELATIVE = re.compile(r"(?i)\b(?:year (?:before|earlier|ago)|(?:last|previous|this) year|same (?:month|period))\b")
_PAGE = re.compile(r"^(?:page \d+|row \d+)(?:, |$)")
_MEMORY = 4
"""Entries back that a follow-up may lean on."""
_YEARS = range(1900, 2100)
_RATE = re.compile(rf"{re.escape(rates.SOURCE)}, (\S+?)(?: to (\S+?))?\)$")
_UNIT = re.compile(r"([\d.]+) ([A-Z]{3})/([A-Z]{3})")
_SPANS = range(1, 60)
_PARTS = (Decimal(1), Decimal(100), Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be confirmed. `entry` counts from 1; 0 for a note that no entry cites."""

    entry: int
    what: str
    text: str

    def __str__(self) -> str:
        """As one line for people."""
        return f"Entry {self.entry}: {self.what}: {self.text}" if self.entry else f"{self.what}: {self.text}"


def verify(record: Record, documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    """All that an export says and the documents do not bear out, in the order of the entries; nothing if it holds."""
    problems = [Problem(0, what, _of(n)) for n in record.notes if (what := _note(n, documents))]
    problems += [Problem(0, "The notes are not cited in order", " ".join(map(str, o))) for o in _disorder(record)]
    said = [_asked_and_held(record, e, documents) for e in record.entries]
    for i, entry in enumerate(record.entries):
        before = set().union(*said[max(0, i - _MEMORY) : i], _tokens(entry.heading))
        problems += [Problem(i + 1, what, text) for what, text in _entry(record, entry, documents, before)]
    return tuple(problems)


def _asked_and_held(record: Record, entry: Entry, documents: Mapping[str, Document]) -> set[Decimal]:
    """What an entry leaves for a follow-up: the numbers asked and quoted."""
    notes = [n for i in entry.notes if (n := record.note(i))]
    return set(_tokens(entry.heading)) | _held(notes, documents)


def _disorder(record: Record) -> Iterator[list[int]]:
    """The order in which notes are first cited, where it is not 1, 2, 3 to the last."""
    order = list(dict.fromkeys(n for e in record.entries for n in e.notes))
    if order != [n.number for n in record.notes]:
        yield order


def _of(note: Note) -> str:
    return f"[{note.number}] “{note.quote}” ({note.document}, {note.start}-{note.end})"


def _note(note: Note, documents: Mapping[str, Document]) -> str:
    """What is wrong with a note: its words are not those at its place, or its place is told wrongly; "" if nothing."""
    document = documents.get(note.document)
    raw = document.text[note.start : note.end] if document else ""
    if document is None or one_line(raw) != note.quote or raw != raw.strip():
        return "The quote is not in the document"
    named = one_line(", ".join(filter(None, (document.publisher, document.title, str(document.date or "")))))
    block = next((b for b in document.blocks if b.start <= note.start < b.end), None)
    row = f"row {block.row + 1}" if block and block.row is not None else ""
    above = {one_line(h) for b in document.blocks for h in b.headings} | {one_line(document.title)}
    rest = note.place.removeprefix(named).lstrip(", ")
    rest = rest.removeprefix(row).lstrip(", ") if row else _PAGE.sub("", rest)
    listed = [one_line(", ".join(filter(None, (s.publisher, s.title, s.date)))) for s in document.sources]
    sources = note.sources
    for source in sorted(listed, key=len, reverse=True):
        sources = sources.replace(source, "")
    right = note.place.startswith(named) and (not rest or rest in above) and not sources.strip("; ")
    return "" if right else "The place or source is not as in the document"


def _entry(
    record: Record, entry: Entry, documents: Mapping[str, Document], before: set[Decimal]
) -> Iterator[tuple[str, str]]:
    notes = [n for i in entry.notes if (n := record.note(i))]
    if len(notes) < len(entry.notes):
        yield "A note is missing", ", ".join(str(i) for i in entry.notes if record.note(i) is None)
    held = _held(notes, documents)
    computed: list[Decimal] = []
    for w in entry.workings:
        made, problems = _working(w, held | before)
        computed += made
        yield from problems
    dates = "\n".join(documents[n.document].text for n in notes if n.document in documents)
    text = _DATE.sub(lambda m: " " if m.group() in dates else m.group(), entry.text)
    years = _years(notes, documents)
    for match in _FISCAL.finditer(text):
        if not _is_fiscal(match, years, dates):
            yield "The year is not one of the sources", f"{match.group()} in “{entry.text[:120]}”"
    text = _FISCAL.sub(" ", text)
    counts = {Decimal(entry.text.count(";") + 1), *map(Decimal, range(len(notes) + 1))}
    for token in _tokens(text):
        known = token in held or token in before or token in counts or token in years
        if not known and not any(_rounds_to(v, token) for v in computed):
            yield "The number is neither quoted nor computed", f"{token} in “{entry.text[:120]}”"


def _years(notes: Iterable[Note], documents: Mapping[str, Document]) -> set[Decimal]:
    """The years that notes tell, also those written shortly: 2023 and 2024 for FY24, 2022 for a year to March 2023."""
    found: set[Decimal] = set()
    for note in notes:
        document = documents.get(note.document)
        if document is None:
            continue
        text = f"{document.text[note.start : note.end]}\n{_above(document, note)}"
        for match in _SHORT.finditer(text):
            last = 2000 + int(match[1])
            found |= {Decimal(last), Decimal(last - 1)}
        found |= {Decimal(int(y) - 1) for y in _TO_MARCH.findall(text)}
        found |= {Decimal(y) for y in re.findall(r"\b(?:19|20)\d\d\b", text)}
        if _RELATIVE.search(text) and document.date:
            found |= {Decimal(document.date.year + n) for n in (-2, -1, 0, 1)}
            found |= {y - 1 for y in found}
    return found


def _is_fiscal(match: re.Match[str], years: set[Decimal], texts: str) -> bool:
    """Is "2022-23" two years in a row, one of which the notes tell, or written so in a document?"""
    first, second = int(match[1]), int(match[2])
    return match.group() in texts or ((first + 1) % 100 == second and bool({first, first + 1} & set(map(int, years))))


def _held(notes: Iterable[Note], documents: Mapping[str, Document]) -> set[Decimal]:
    """Every number that the notes hold: in their quotes, in words too, and in the headings and dates above them."""
    found: set[Decimal] = set()
    for note in notes:
        document = documents.get(note.document)
        if document is None:
            continue
        quote = document.text[note.start : note.end]
        found |= set(_tokens(quote)) | set(_tokens(_above(document, note)))
        found |= set(_tokens(f"{note.place} {note.sources}"))  # names such as "Radio 24"
        found |= {Decimal(cell) for cell in _APART.findall(quote)}  # the commas of a row part its cells
        for mention in numbers.read(quote):
            q = mention.quantity
            found |= {q.value, q.base[0], *(q.value / s for s in SCALES.values() if abs(q.value) >= s)}
    return found


def _above(document: Document, note: Note) -> str:
    """What stands over a quote and tells its time and unit: title, headings, column heads, the lead of its table."""
    block = next((b for b in document.blocks if b.start <= note.start < b.end), None)
    parts = [document.title, document.period, str(document.date or "")]
    if block is not None:
        parts += block.headings
        if block.table is not None:
            table = document.tables[block.table]
            parts += [c.text for c in table.columns]
            parts += [document.text[slice(*stretch)] for stretch in (table.lead, table.note) if stretch]
        else:
            parts.append(document.text[block.start : block.end])
    return "\n".join(parts)


def _working(w: Working, held: set[Decimal]) -> tuple[list[Decimal], list[tuple[str, str]]]:
    """The values that a working computes, and what in it does not hold."""
    try:
        made = evaluate(w.expression)
    except BriefError:
        return [], [("The formula cannot be computed", w.expression)]
    given = _rates(w)
    problems = [
        ("A number of the formula is in no quote", f"{t} in {w.expression}")
        for t in _tokens(w.expression)
        if t not in given and not _given(t, held, w.expression)
    ]
    between = {t for step in made.working for t in _tokens(step)}
    values = [made.result.value, made.result.base[0], *between, *given]
    if not any(_rounds_to(v, t) for t in _tokens(w.shown) for v in values):
        problems.append(("The result is not what the formula gives", f"{w.shown} for {w.expression}"))
    told = set(_tokens(w.expression)) | given | between | {Decimal(0), Decimal(1), Decimal(100)}
    told.add(made.result.base[0].to_integral_value(ROUND_CEILING))  # so many whole years
    for step in w.steps:
        if step.startswith(GIVEN):
            problems += [] if given else [("The reference rate is another", step)]
        elif not _step_holds(step, told, values):
            problems.append(("A step does not hold", step))
        told |= set(_tokens(step))
    return values, problems


def _rates(w: Working) -> set[Decimal]:
    """The reference rates that a working states, where they are those of the bank for the days it names."""
    found: set[Decimal] = set()
    for step in w.steps:
        match = _RATE.search(step) if step.startswith(GIVEN) else None
        for value, quote, base in _UNIT.findall(w.expression) if match else ():
            rate = _rate(match, base, quote) if match else None
            if rate == Decimal(value) and _rounds_to(rate, _tokens(step)[0]):
                found.add(rate)
    return found


def _rate(match: re.Match[str], base: str, quote: str) -> Decimal | None:
    """The reference rate of a day, or the average of the days from one to another."""
    try:
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2]) if match[2] else None
    except ValueError:
        return None
    made = rates.average_rate(base, quote, first, last) if last else rates.reference_rate(base, quote, first)
    return made.quantity.value if made else None


def _given(token: Decimal, held: set[Decimal], expression: str) -> bool:
    """Is a number of a formula one of the documents, a number of years between two of them, or one of arithmetic?"""
    if token in held or token in (0, 1, 100) or any(token == h / s for h in held for s in SCALES.values()):
        return True
    years = {h for h in held if h in _YEARS}
    terms = expression.count("+") + 1
    return token == terms or (token in _SPANS and any(y + token in years for y in years))


def _step_holds(step: str, told: set[Decimal], values: list[Decimal]) -> bool:
    """Are the numbers on the left of a step known by then, and is the one on the right what they give?"""
    left, sign, right = (part.strip() for part in step.replace("≈", "=").partition(" = "))
    known = all(any(_same(t, k) for k in told) for t in _tokens(left))
    if not sign:
        return known or all(any(_rounds_to(v, t) for v in values) or t in told for t in _tokens(step))
    right = right.partition(";")[0]
    try:
        made = evaluate(left.replace("÷", "/").replace("×", "*"))
    except BriefError:
        return known and all(t in told or any(_rounds_to(v, t) for v in values) for t in _tokens(right))
    exact = (made.result.value, made.result.base[0])
    return known and all(t in values or any(_rounds_to(v, t) for v in exact) for t in _tokens(right))


def _same(token: Decimal, known: Decimal) -> bool:
    """Are two numbers one, perhaps in another scale, or one the other cut to fewer digits?"""
    return (
        token == known
        or any(token * s == known or token == known * s for s in SCALES.values())
        or (len(token.as_tuple().digits) > 4 and _rounded(known, token))
    )


def _rounds_to(value: Decimal, token: Decimal) -> bool:
    """Is a printed number a value, rounded to its own digits, in any scale or as a percentage?"""
    value = abs(value)
    for scale in SCALES.values():
        for part in _PARTS:
            exact = value * part / scale
            if exact == token:
                return True
            if token and _rounded(exact, token):
                return True
    return False


def _rounded(exact: Decimal, token: Decimal) -> bool:
    shown = token.as_tuple()
    exponent = int(shown.exponent)
    half = Decimal(5).scaleb(exponent - 1)
    if len(shown.digits) < 2 and exponent >= 0:  # one digit alone is told as it is
        return exact == token
    if abs(exact - token) <= half and len(shown.digits) >= 2:
        return True
    plain = token.normalize()
    if int(plain.as_tuple().exponent) > exponent and len(plain.as_tuple().digits) >= 3:  # 1,370 for 1,374
        return abs(exact - token) <= Decimal(5).scaleb(int(plain.as_tuple().exponent) - 1)
    return False


def _tokens(text: str) -> list[Decimal]:
    """The numbers of a text as they are printed."""
    out = []
    for match in _NUMBER.findall(text):
        try:
            out.append(Decimal(match.replace(",", "")))
        except InvalidOperation:
            continue
    return out

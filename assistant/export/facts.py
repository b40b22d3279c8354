"""A fact sheet: the key figures of a topic or a document, each cited, with what the documents disagree on marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.bind import Evidence
from assistant.check import versions
from assistant.check.books import AHEAD, Books, listed, upper
from assistant.check.finding import Finding
from assistant.check.values import agree
from assistant.draft import Draft
from assistant.export.record import DISAGREE, DOUBT, Entry, Notes, Record, Working, one_line, working
from assistant.types import Citation
from index import lexicon
from index.errors import SettingsError
from index.types import Document, Figure

MOST = 12
"""Figures of a sheet: what fits a page with its notes."""
_SEVERAL = ("values", "unit", "subject")
_DISPUTES = (*_SEVERAL, "conversion", "total", "growth", "share", "period")
_MOST_NAMES = 3
_DISPUTED = 0.6
"""What a doubt adds to the weight: who takes the sheet along should know of it."""
_ROOM = 80
"""Lines in small type, notes included, that fit a page."""
_LINE, _NOTE_LINE = 125, 150
"""Characters of a line of text, and of one of the notes, which take four fifths of its height."""
_OPENING = 0.3
"""The part of a document that says what it is about."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing with the figures that tell it, the one to print first, how much it matters, and what doubts it."""

    figures: tuple[Figure, ...]
    weight: float
    dispute: Finding | None = None


def fact_sheet(evidence: Evidence, findings: Sequence[Finding], subject: str, most: int = MOST) -> Record:
    """The key figures of a document, named by its id or title, or of whatever else the words name.

    Raises:
        SettingsError: the documents hold no figure about it.
    """
    books = Books(evidence)
    document = named_document(evidence, subject)
    found = _of_document(books, document) if document else _of_topic(books, subject)
    facts = _told_once(sorted(_facts(books, found, findings), key=lambda f: -f.weight))[:most]
    if not facts:
        raise SettingsError(
            f"The documents hold no figure about “{subject}”; name one of them, or use words of theirs."
        )
    about = f"{document.title} ({document.publisher or document.id})" if document else upper(subject.strip())
    title = f"Fact sheet: {one_line(about)}"
    sheet = _sheet(books, facts, title)
    while _lines(sheet) > _ROOM and len(facts) > 1:
        facts.pop()
        sheet = _sheet(books, facts, title)
    return sheet


def _sheet(books: Books, facts: Sequence[_Fact], title: str) -> Record:
    notes, draft = Notes(), Draft(books.evidence)
    entries = tuple(_entry(books, draft, notes, f) for f in sorted(facts, key=_order))
    return Record(title, entries, notes.all)


def _lines(record: Record) -> float:
    """How many lines of text a record takes in print, the smaller notes counted as their part of one."""
    said = (1.5 + _rows(e.text, _LINE) + sum(len(w.steps) for w in e.workings) for e in record.entries)
    noted = (0.85 * _rows(f"{n.quote}{n.place}{n.document}{n.sources}", _NOTE_LINE) for n in record.notes)
    return 4 + sum((*said, *noted))


def _rows(text: str, width: int) -> int:
    return -(-len(text) // width)


def named_document(evidence: Evidence, subject: str) -> Document | None:
    """The document whose id or title the words are; None where they are a topic."""
    wanted = subject.strip().lower()
    for document in evidence.documents.values():
        if wanted in (document.id.lower(), document.id.rsplit(".", 1)[0].lower(), document.title.lower()):
            return document
    return None


def _of_document(books: Books, document: Document) -> list[tuple[Figure, float]]:
    """The figures of a document: those of its opening and of its title weigh more."""
    titled = {t.stem for t in lexicon.content(document.title)}
    out = []
    for f in books.by_document.get(document.id, []):
        early = 1.5 if f.span.start < len(document.text) * _OPENING else 0.0
        shared = len(titled & {*f.item, *f.own, *f.near}) * 0.25
        out.append((f, early + shared))
    return out


def _of_topic(books: Books, subject: str) -> list[tuple[Figure, float]]:
    """The figures that words may mean, those that fit best weighing most."""
    found = versions.matching(books, subject)
    return [(f, 3.0 * (1 - i / len(found))) for i, f in enumerate(found)]


def _told_once(facts: Iterable[_Fact]) -> list[_Fact]:
    """The facts without those that are only the other side of a disagreement told before."""
    out: list[_Fact] = []
    told = set()
    for fact in facts:
        if fact.dispute is None or fact.dispute.kind not in _SEVERAL or fact.dispute.id not in told:
            out.append(fact)
        if fact.dispute:
            told.add(fact.dispute.id)
    return out


def _facts(books: Books, found: Iterable[tuple[Figure, float]], findings: Sequence[Finding]) -> list[_Fact]:
    """What is told once or more, each thing once; an equivalent in another currency belongs to its figure."""
    groups: list[list[tuple[Figure, float]]] = []
    for figure, weight in found:
        if books.is_second(figure) or figure.kind == "rate":
            continue
        home = next((g for g in groups if _one(books, g[0][0], figure)), None)
        if home is None:
            groups.append([(figure, weight)])
        else:
            home.append((figure, weight))
    out = []
    for group in groups:
        figures = tuple(f for f, _ in group)
        dispute = _dispute(findings, figures)
        weight = max(w for _, w in group) + _weight(books, figures[0]) + (_DISPUTED if dispute else 0.0)
        out.append(_Fact(figures, weight, dispute))
    return out


def _one(books: Books, a: Figure, b: Figure) -> bool:
    """Do two figures tell one value of one thing?"""
    alike = a.quantity.unit == b.quantity.unit and a.kind == b.kind and agree(a, b)
    timed = a.period is None or b.period is None or a.period.same_as(b.period)
    return alike and (books.same_thing(a, b) or (timed and set(a.entities) == set(b.entities)))


def _weight(books: Books, f: Figure) -> float:
    """How much a figure matters by itself: told by several, of a whole, amount or goal, of a time."""
    twins = {g.span.document for g in books.by_unit.get((f.quantity.unit, f.flow), []) if _one(books, f, g)}
    weight = min(len(twins), 3) * 0.8
    weight += 1.0 if f.kind == "level" and f.quantity.unit != "count" else 0.3 if f.kind != "level" else 0.0
    weight += 0.8 if f.status in AHEAD else 0.0
    weight += 0.5 if f.period else -1.0
    weight -= 0.3 * min(len(f.item), 4)
    return weight - (0.8 if books.row(f) else 0.0) - (0.5 if books.is_part(f) else 0.0)


def _order(fact: _Fact) -> tuple[object, ...]:
    """Amounts before shares and changes, what is before what is aimed at, the latest first."""
    f = fact.figures[0]
    day = f.period.end.toordinal() if f.period else 0
    return f.status in AHEAD, f.kind != "level", f.quantity.unit == "count", -day, -fact.weight


def _entry(books: Books, draft: Draft, notes: Notes, fact: _Fact) -> Entry:
    lead, told = fact.figures[0], fact.figures
    mate = next((m for f in told if (m := books.evidence.by_id.get(f.equivalent or ""))), None)
    value = books.printed(lead) + (f" ({books.printed(mate)})" if mate else "")
    who = listed(list(dict.fromkeys(books.whose(f) for f in told))[:_MOST_NAMES])
    text = f"{upper(value)}. {upper(who)}{'' if lead.status == 'reported' else f', {lead.status}'}."
    numbers = [_note(draft, notes, f) for f in [*told[:_MOST_NAMES], *([mate] if mate else [])]]
    workings: tuple[Working, ...] = ()
    dispute = fact.dispute
    if dispute:
        mark = DISAGREE if dispute.kind in _SEVERAL else DOUBT
        text += f" {mark}: {dispute.sentence} {dispute.explanation}".rstrip()
        numbers += [notes.number(c) for c in _needed(dispute)]
        workings = tuple(working(c) for c in (dispute.calculation, *dispute.others) if c)
    return Entry(one_line(upper(books.about(lead))), one_line(text), tuple(dict.fromkeys(numbers)), workings, lead)


def _needed(finding: Finding) -> list[Citation]:
    """The citations that a finding's words rest on: one place for each number, and what its reason quotes."""
    first = {c.text: c.citation for c in reversed(finding.claims)}
    operands = (o.citation for c in (finding.calculation, *finding.others) if c for o in c.operands)
    quoted = {c.marker for c in finding.citations} - {c.citation for c in finding.claims}
    wanted = {*first.values(), *operands, *quoted}
    return [c for c in finding.citations if c.marker in wanted]


def _note(draft: Draft, notes: Notes, figure: Figure) -> int:
    return notes.number(draft.citations[draft.cite_figure(figure) - 1])


def _dispute(findings: Sequence[Finding], figures: Sequence[Figure]) -> Finding | None:
    """The gravest finding that doubts one of these figures, if any; amounts are not doubted for a rate beside them."""
    spans = {f.span for f in figures}
    doubted = ((f, c) for f in findings if f.kind in _DISPUTES for c in f.claims if c.span in spans)
    return next((f for f, c in doubted if c.side == 0 or f.kind in _SEVERAL), None)

"""The figures of a corpus as the audit reads them: which are of one thing, and how a finding is put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from assistant.bind import Evidence
from assistant.check.finding import Claim, Finding, Kind, Severity
from assistant.draft import Draft
from assistant.scope import PART, Scopes, item
from assistant.types import Calculation, Operand
from index import periods
from index.frame import SOURCE_MARK
from index.names import places
from index.periods import PeriodMention
from index.types import Block, Document, Figure, Period, Span, Table
from index.units import SCALES

K = TypeVar("K")
_COMPARED = re.compile(
    r"(?i)\b(?:from|against|than|compared (?:with|to)|versus)(?: with| to)?(?: (?:about|around|some|over|almost))? ?$"
)
_DATED = re.compile(
    r"(?i) (?:million |billion |crore )?(?:in|for|of|during) (?:the )?(?:FY|fiscal|calendar|\d{4}|[A-Z][a-z]+ \d{4})"
)

_AMOUNT = re.compile(r"(?i)^[\d.,]+(?: (?:million|billion|trillion|crore|lakh|thousand))$")
_DATED_NAME = re.compile(r"(?:[,;]? \(?\d{4}-\d\d(?:-\d\d)?\)?| \([^()]*\bdate\b[^()]*\))+$")
"""What is written behind a name to say when: "The Post, 2025-11-25", "The Post (date not shown)"."""
FLOWS = frozenset({"export", "import", "trade"})
AHEAD = frozenset({"target", "projected", "hypothetical"})
_CREDIT = re.compile(r"(?i)\b(?:sources?|urls?|links?|publish\w*|report\w*|says?|said|notes?|remarks?|outlets?)\b")
_TIME = re.compile(r"(?i)\b(?:year|month|quarter|period|date|week|when|as of|season)\b")
_NUMERIC = re.compile(r"^[^A-Za-z]*\d")
_OF_THESE = re.compile(r"(?i)\b(?:of (?:these|this|which|them|it)|accounted for|including|among them)\b")
_OF_ALL = re.compile(r"(?i) of (?:the|its|their|all|this)\b")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_MONTHS = re.compile(rf"^ (?:in|during|for|between|from)(?: the)? {_MONTH} ?(?:-|–|to|and) ?{_MONTH}\b")
_LONG_HEADING = 5
_ARTICLE = re.compile(
    r"\b(to|from|with) (United |Netherlands|Philippines|Maldives|Bahamas|Gambia|European Union|(?:Czech|Dominican) )"
)
"""Names that are not said without an article."""
_BEHIND = 14
"""Characters behind a figure within which its own time is told."""
CODE = re.compile(r"(?i)\b(?:ncm|hs|hsn|hts|cn|code|tariff line|sitc|isic|naics|nace|id|no\.?)\b")
"""Heads of columns whose numbers only name something."""
_SMALL_TIME = re.compile(r"(?i)^(?:week|month|quarter|day|half|fortnight)s?\b(?! (?:19|20)\d\d)")
_SAME_PERIOD = re.compile(
    r"(?i)\b(?:same|corresponding|comparable|like) (?:period|months?|quarter|half|time|stretch)\b"
)
_YEAR_BEFORE = re.compile(
    r"(?i)\b(?:(?:year|season|month|quarter) (?:before|earlier)|(?:the )?(?:previous|preceding|prior) "
    r"(?:year|season|month|quarter))\b"
)
_BRACKETED = re.compile(r"\((?:in )?((?:19|20)\d\d)[:,]? [^()\d]*$")
_SUMMED = re.compile(r"(?i)\b(?:adding|added to|add(?:s|ed)? up|together with|plus|including|counting|driven by)\b")
_JOINING = frozenset(("at", "by", "down", "from", "of", "to", "up"))
"""Words that lead to what follows and say nothing at the end: "imports down to"."""
_SUM_OF = re.compile(r"(?i)\badd(?:s|ed|ing)? (?:up )?(?:the|these|those|its|all)\b[^.;]*\bto (?:\w+ )?$")
_UNKNOWN = re.compile(r"(?i)^(?:|-+|n/?a|not \w+|none|unknown|\.+)$")
_PLAIN = re.compile(r"[\d.,;$₹€£%/()~-]+|\s+")
_QUALIFIERS = re.compile(r"(?i)\b(?:about|around|almost|nearly|over|roughly|approximately|some|up to)\b")


class Books:
    """All figures that are sure enough to be held against each other."""

    def __init__(self, evidence: Evidence) -> None:
        """Over the figures of a corpus."""
        self.evidence = evidence
        self.documents = evidence.documents
        self.draft = Draft(evidence)
        self.figures = tuple(f for f in evidence.figures if f.bound and f.quantity.value > 0)
        self.levels = tuple(f for f in self.figures if f.kind == "level" and f.quantity.unit != "count")
        self.scopes = Scopes(evidence)
        self._times: dict[Span, tuple[PeriodMention, ...]] = {}

    def by_one_document(self) -> Iterator[tuple[str, Books]]:
        """The books of every document alone, with its id."""
        for id, document in self.documents.items():
            own = [f for f in self.evidence.figures if f.span.document == id]
            yield id, Books(Evidence((document,), (), own))

    @cached_property
    def by_context(self) -> dict[Span, list[Figure]]:
        """The figures of each sentence or row, in text order."""
        return _grouped((f.context, f) for f in self.figures)

    @cached_property
    def _everything(self) -> dict[Span, list[Figure]]:
        return _grouped((f.context, f) for f in self.evidence.figures)

    def in_context(self, figure: Figure) -> list[Figure]:
        """All figures of a figure's sentence or row, also those whose subject is unsure."""
        return self._everything[figure.context]

    def by_place(self, span: Span) -> list[Figure]:
        """All figures within a stretch of a document, also those whose subject is unsure."""
        return [f for f in self._all_by_document.get(span.document, []) if span.start <= f.span.start < span.end]

    @cached_property
    def _all_by_document(self) -> dict[str, list[Figure]]:
        return _grouped((f.span.document, f) for f in self.evidence.figures)

    @cached_property
    def by_document(self) -> dict[str, list[Figure]]:
        """The figures of each document, in text order."""
        return _grouped((f.span.document, f) for f in self.figures)

    @cached_property
    def by_unit(self) -> dict[tuple[str, str], list[Figure]]:
        """The levels of each (unit, flow), in the order of the documents."""
        return _grouped(((f.quantity.unit, f.flow), f) for f in self.levels)

    @cached_property
    def blocks(self) -> dict[tuple[str, int], tuple[Document, Block]]:
        """The layout block of each figure, by (document, start of the figure)."""
        out: dict[tuple[str, int], tuple[Document, Block]] = {}
        for id, figures in self._starts.items():
            document = self.documents[id]
            blocks = iter(document.blocks)
            block = next(blocks, None)
            for start in figures:
                while block is not None and block.end <= start:
                    block = next(blocks, None)
                if block is not None and block.start <= start:
                    out[id, start] = (document, block)
        return out

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        starts: dict[str, list[int]] = defaultdict(list)
        for f in self.evidence.figures:
            starts[f.span.document].append(f.span.start)
        return {id: sorted(s) for id, s in starts.items()}

    def block(self, figure: Figure) -> Block | None:
        """The layout block that a figure stands in."""
        return self.blocks.get((figure.span.document, figure.span.start), (None, None))[1]

    def row(self, figure: Figure) -> tuple[Table, int, int] | None:
        """The table of a figure with its row and column, None for a figure of a sentence."""
        document, block = self.blocks.get((figure.span.document, figure.span.start), (None, None))
        if document is None or block is None or block.table is None or block.row is None:
            return None
        table = document.tables[block.table]
        cells = table.rows[block.row]
        column = next((c.column for c in cells if c.start <= figure.span.start < max(c.end, c.start + 1)), -1)
        return table, block.row, column

    def partners(self, figure: Figure) -> frozenset[str]:
        """The places a figure is about, apart from the corpus's own country; those of a title not where all is told."""
        return self.scopes.partners(figure)

    def same_subject(self, a: Figure, b: Figure) -> bool:
        """Are two figures of the same places, flow and item, as far as the documents say?"""
        return self.scopes.same_subject(a, b)

    def topic(self, figure: Figure) -> frozenset[str]:
        """Stems of what a figure's section and document are about."""
        return self.scopes.topic(figure)

    def same_thing(self, a: Figure, b: Figure) -> bool:
        """Do two figures give a value for one thing: unit, kind, subject, time and status are the same?"""
        return (
            a.quantity.unit == b.quantity.unit
            and a.kind == b.kind
            and (a.status in AHEAD) == (b.status in AHEAD)
            and (same_time(a.period, b.period) or (a.period is None and b.period is None))
            and self.same_subject(a, b)
            and self.same_labels(a, b)
        )

    def tells_time(self, figure: Figure) -> bool:
        """Is the period of a figure told in its own sentence or row, not only before it?"""
        if self.row(figure):
            return True
        return self.sure_of_time(figure) and bool(self.times(figure.context))

    def sentence(self, figure: Figure) -> str:
        """The sentence or row that a figure stands in, with its heading."""
        return f"{figure.locator.heading} {self.documents[figure.span.document].quote(figure.context)}"

    def spoken_of(self, figure: Figure) -> str:
        """All that stands over and around a figure: its sentence or row, its heading, its column, its table's lead."""
        place, text = self.row(figure), self.documents[figure.span.document].text
        heads = [c.text.replace("_", " ") for c in place[0].columns] if place else []
        lead = text[slice(*place[0].lead)] if place and place[0].lead else ""
        return " ".join((self.sentence(figure), figure.label, *heads, lead))

    def names_places(self, figure: Figure) -> bool:
        """Are the places of a figure named in its own sentence or row, not only in a title?"""
        named = {p.name for p in places(self.documents[figure.span.document].quote(figure.context))}
        return bool(figure.entities) and set(figure.entities) <= named

    def sure_of_time(self, figure: Figure) -> bool:
        """Is the period of a figure of a sentence told there, or does its sentence tell no other?

        A value that something is compared with ("up from $6.6 billion", "than with Rs 19,803 crore") is unsure.
        """
        if figure.period is None:
            return False
        if self.row(figure):
            return not self._of_less_time_than_told(figure)
        document = self.documents[figure.span.document]
        before = document.text[max(figure.context.start, figure.span.start - 40) : figure.span.start]
        after = document.text[figure.span.end : figure.span.end + 30]
        if _COMPARED.search(before) and not _DATED.match(after):
            return False
        if self._of_less_time(figure):
            return False
        if _YEAR_BEFORE.search(document.quote(figure.context)) and not self.times(figure.context):
            return False  # before which year is told elsewhere
        if _SAME_PERIOD.search(document.quote(figure.context)):
            return figure.period.kind not in ("year", "fiscal_year")
        year = _BRACKETED.search(before)
        if year and not figure.period.start.year <= int(year[1]) <= figure.period.end.year:
            return False
        heading = figure.locator.heading if figure.locator.heading != document.title else ""
        told = [p.period for p in (*self.times(figure.context), *periods.read(heading, document.date))]
        return not told or any(p.start <= figure.period.end and figure.period.start <= p.end for p in told)

    def _of_less_time_than_told(self, figure: Figure) -> bool:
        """Does a row tell of a week or a month, of which only the year could be read?"""
        place = self.row(figure)
        whole = figure.period is not None and figure.period.kind in ("year", "fiscal_year")
        return bool(place and whole and any(_SMALL_TIME.search(head) for head in _heads(place[0])))

    def _of_less_time(self, figure: Figure) -> bool:
        """Is a part of its time told right behind a figure: "during April to January this fiscal"?"""
        at, period = figure.span.end - figure.context.start, figure.period
        text = self.documents[figure.span.document].text[figure.span.end : figure.context.end]
        if period is not None and period.kind in ("year", "fiscal_year") and _MONTHS.match(text):
            return True
        for m in self.times(figure.context):
            inside = period is not None and period.start <= m.period.start and m.period.end <= period.end
            if inside and 0 < m.start - at < _BEHIND and period is not None and not m.period.same_as(period):
                return True
        return False

    def times(self, span: Span) -> tuple[PeriodMention, ...]:
        """The periods that a sentence or row mentions, offsets within it."""
        if span not in self._times:
            document = self.documents[span.document]
            self._times[span] = tuple(periods.read(SOURCE_MARK.sub(_blank, document.quote(span)), document.date))
        return self._times[span]

    def is_second(self, figure: Figure) -> bool:
        """Is a figure only the equivalent, in another currency, of the one before it?"""
        mate = self.evidence.by_id.get(figure.equivalent or "")
        return mate is not None and mate.span.start < figure.span.start

    def is_enumerated(self, figure: Figure) -> bool:
        """Is a figure one of three and more of its unit in a sentence, as the parts of something are?"""
        mates = self.by_context.get(figure.context, [])
        return self.row(figure) is None and sum(f.quantity.unit == figure.quantity.unit for f in mates) > 2

    def is_part(self, figure: Figure) -> bool:
        """Is a figure said to be a part of something: "crude oil alone", "32 per cent of a basket of", "of which"?"""
        if PART & {*figure.own, *figure.near}:
            return True
        mates = self.by_context.get(figure.context, [])
        larger = any(
            f.quantity.unit == figure.quantity.unit and f.quantity.value > figure.quantity.value for f in mates
        )
        shares = any(f.kind == "share" and f.span.start > figure.span.start for f in mates)
        before = self.documents[figure.span.document].text[figure.context.start : figure.span.start]
        after = self.documents[figure.span.document].text[figure.span.end : figure.span.end + 20]
        if self.row(figure) is None and (_OF_THESE.search(before) or _OF_ALL.match(after) or _SUMMED.search(before)):
            return True
        return self.row(figure) is None and shares and (larger or len(mates) > 1)

    def is_sum(self, figure: Figure) -> bool:
        """Is a figure what somebody adds some values to: "adds the five values to Rs 37,519 crore"?"""
        before = self.documents[figure.span.document].text[figure.context.start : figure.span.start]
        return self.row(figure) is None and bool(_SUM_OF.search(before))

    def same_labels(self, a: Figure, b: Figure) -> bool:
        """For two cells of one table: are they in one column, of rows that say the same of themselves?

        Columns that only credit a source are not looked at. True for figures that do not share a table.
        """
        one, other = self.row(a), self.row(b)
        if one is None or other is None or one[0] is not other[0] or a.span.document != b.span.document:
            return True
        table, r, c = one
        return (
            c == other[2]
            and self._same_rows_time(a, table, r, other[1])
            and self.labels(table, r, c) == self.labels(table, other[1], c)
            and self.beside(a) == self.beside(b)
        )

    def _same_rows_time(self, figure: Figure, table: Table, row: int, other: int) -> bool:
        """May two rows be of one time: do their time cells name a time in common, or else say the same ("Q1")?"""
        day = self.documents[figure.span.document].date
        for i, head in enumerate(_heads(table)):
            if not _TIME.search(head):
                continue
            a, b = (table.rows[r][i].text for r in (row, other))
            one, two = periods.read(a, day), periods.read(b, day)
            if not any(p.period.same_as(q.period) for p in one for q in two) and (
                a.strip().lower() != b.strip().lower()
            ):
                return False
        return True

    def labels(self, table: Table, row: int, column: int = -1, *, times: bool = False) -> tuple[str, ...]:
        """What a row says of itself apart from its numbers, its sources and `column`; its time only with `times`."""
        return tuple(
            ""
            if self.is_value(cell.text) and not _TIME.search(head) and not CODE.search(head)
            else cell.text.strip().lower()
            for head, cell in zip(_heads(table), table.rows[row], strict=False)
            if cell.column != column and not _CREDIT.search(head) and (times or not _TIME.search(head))
        )

    @staticmethod
    def is_value(text: str) -> bool:
        """Is a cell a number, or a remark that there is none, rather than words?"""
        return bool(_NUMERIC.match(text) or _UNKNOWN.match(text.strip()))

    def beside(self, figure: Figure) -> str:
        """What a table cell says beside its numbers, without qualifiers and source marks."""
        place = self.row(figure)
        if place is None or place[2] < 0:
            return ""
        cell = place[0].rows[place[1]][place[2]]
        text = self.documents[figure.span.document].text
        around = f"{text[cell.start : figure.span.start]} {text[figure.span.end : cell.end]}"
        said = _QUALIFIERS.sub(" ", _PLAIN.sub(" ", SOURCE_MARK.sub(" ", around))).lower().split()
        while said and said[-1] in _JOINING:
            said.pop()
        return " ".join(said)

    def operand(self, figure: Figure) -> Operand:
        """A figure as an operand of the calculator."""
        return self.draft.operand(figure)

    def printed(self, figure: Figure) -> str:
        """A figure as people read it; a share in words as the document has it: “two thirds”."""
        words = self.documents[figure.span.document].quote(figure.span)
        if figure.quantity.unit == "percent" and not any(c.isdigit() for c in words):
            return f"“{' '.join(words.split())}”"
        return self.draft.printed(figure)

    def about(self, figure: Figure, *, titled: bool = True) -> str:
        """What a figure is about, in words; its heading where nothing is bound.

        With `titled` the partner and the goods are named too where only the title, the section or its words name them.
        """
        figure = replace(figure, item=tuple(s for s in figure.item if self._says(s, figure)))
        named = self.scopes.named(figure) if titled else figure
        parts = [p for p in self.draft.described(named).split(", ") if not _AMOUNT.match(p)]
        if figure.period and parts == [figure.period.label]:
            parts.insert(0, _heading(figure.locator.heading))
        told = _ARTICLE.sub(r"\1 the \2", ", ".join(filter(None, parts)))
        return told or figure.locator.heading or self.documents[figure.span.document].title

    def _says(self, stem: str, figure: Figure) -> bool:
        """Does a word of a figure tell what it is of: is it no number, no filler and not the name of who reports?"""
        reports = bool(figure.flow) and self.evidence.is_name(stem) and self.evidence.speaks(stem)
        return stem in item(figure) and stem not in SCALES and not reports

    def whose(self, figure: Figure) -> str:
        """Who gives a figure: its attribution, the source its document cites for it, or the document's publisher."""
        document = self.documents[figure.span.document]
        cited = (s.publisher for i in figure.sources if (s := document.source(i)))
        named = figure.attribution if len(figure.attribution) > 3 else ""
        return _DATED_NAME.sub("", named or next(cited, document.publisher or document.title))

    def finding(
        self,
        kind: Kind,
        severity: Severity,
        sentence: str,
        claims: Iterable[Figure | Span],
        calculation: Calculation | None = None,
        explanation: str = "",
        against: Iterable[Figure | Span] = (),
        others: Iterable[Calculation] = (),
        because: Iterable[Span] = (),
    ) -> Finding:
        """Puts a finding together; every claim and every operand of the calculation is cited.

        `against` are the claims that contradict the others, `because` what the explanation quotes.
        """
        draft = Draft(self.evidence)
        made = []
        for claim, side in (*((c, 0) for c in claims), *((c, 1) for c in against)):
            span = claim.span if isinstance(claim, Figure) else claim
            marker = draft.cite_figure(claim) if isinstance(claim, Figure) else draft.cite(self.around(claim))
            made.append(Claim(self.documents[span.document].quote(span), span, marker, side))
        for span in because:
            draft.cite(span)
        calculation, *more = (_cited(draft, c) if c else None for c in (calculation, *others))
        unique = tuple(dict.fromkeys(made))
        also = tuple(c for c in more if c)
        found = Finding(kind, severity, sentence, unique, tuple(draft.citations), calculation, explanation, also)
        return replace(found, id=found.digest)

    def around(self, span: Span) -> Span:
        """The sentence, row or heading that a span stands in; the span itself where it is in none."""
        for block in self.documents[span.document].blocks:
            if block.start <= span.start < block.end:
                for start, end in block.sentences:
                    if start <= span.start < end:
                        return Span(span.document, start, max(end, span.end))
                return Span(span.document, block.start, max(block.end, span.end))
        return span


def _cited(draft: Draft, calculation: Calculation) -> Calculation:
    """A calculation whose operands from documents know the markers of their sources."""
    operands = (replace(o, citation=draft.cite_figure(o.figure)) if o.figure else o for o in calculation.operands)
    return replace(calculation, operands=tuple(operands))


def _heading(text: str) -> str:
    """A heading in place of a subject; in quotes where it is a sentence."""
    return f"“{text}”" if len(text.split()) > _LONG_HEADING else text


def same_time(a: Period | None, b: Period | None) -> bool:
    """Do two figures cover the same days, both of them stated?"""
    return a is not None and b is not None and a.same_as(b)


def upper(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """A list as people write it: `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _grouped(pairs: Iterable[tuple[K, Figure]]) -> dict[K, list[Figure]]:
    out: dict[K, list[Figure]] = defaultdict(list)
    for key, figure in pairs:
        out[key].append(figure)
    return dict(out)


def _heads(table: Table) -> list[str]:
    return [c.text.replace("_", " ") for c in table.columns]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())

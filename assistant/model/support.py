"""What one sentence of a draft rests on, or why it may not be said.

Its numbers are bound by the reader of the documents and must be, facet by facet, figures of the documents or results
of calculations; its words for quantities must hold; its quotes must be exact; and every other word must be one of
what it rests on. Nothing is taken on the model's word, its marks included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.model import orders, quotes, wording
from assistant.model import vocabulary as v
from assistant.model.binding import Setting, agrees, difference, same_amount
from assistant.model.grounds import Grounds, Piece, speaks_to_reader, stems_of
from assistant.model.orders import Support
from assistant.model.reading import Reading, amounts, read
from assistant.types import Calculation
from index import lexicon, numbers
from index.types import Figure, Span

MOST_CHARACTERS = 700
_MARKUP = re.compile(
    r"https?:|www\.|\]\(|!\[|<[a-z/!]|&[a-z#]+;|`|\bdata:|javascript:|\$\(|\{\{|\w@\w|\w\.(?:com|net|org|io)\b", re.I
)
_QUESTION = re.compile(r"\?\s*$")
_PRICE = stems_of("price cost tariff fee")
_MOST_CANDIDATES, _MOST_DOCUMENTS = 60, 4
_NEXT = 3
"""Words after a number within which what it counts is named."""
_EXACTLY = re.compile(r"\b(?:exactly|precisely)\b", re.I)
_POINTS_BACK = re.compile(r"(?i)[“\"‘']?(?:this|that|these|those|it|its|they|their|he|she|his|her|both|such)\b")
_LOOSE = ("count", "year", "month", "day", "week", "hour")
"""Units of what is often counted in passing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that may be said, with what it rests on; or `why` it may not."""

    text: str
    spans: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    why: str = ""

    @property
    def kept(self) -> bool:
        """May it be said?"""
        return not self.why


def _is_price(said: Figure, held: Figure) -> bool:
    """Is a price said without what it is for, "$228.60" for "$228.60 a bag"?"""
    return held.quantity.unit.startswith(f"{said.quantity.unit}/")


class Judge:
    """Judges the sentences of one draft, each in the light of those said before it."""

    def __init__(self, grounds: Grounds, question: str) -> None:
        """For one answer."""
        self.grounds, self.question = grounds, question
        self.said: list[str] = []
        self._last: tuple[Figure, ...] = ()

    def judge(self, text: str) -> Judged:
        """What a sentence rests on, or why it may not be said. What may be said counts as said."""
        judged = self._judged(" ".join(text.split()))
        if judged.kept:
            self.said.append(judged.text)
            self._last = judged.figures
        return judged

    def _judged(self, text: str) -> Judged:
        if not re.search(r"\w", text):
            return Judged(text, why="empty")
        if len(text) > MOST_CHARACTERS or _MARKUP.search(text) or _QUESTION.search(text) or speaks_to_reader(text):
            return Judged(text, why="form")
        quoted = quotes.find(text, self.grounds)
        if quoted is None:
            return Judged(text, why="quote")
        today = self._today()
        bare = quotes.without(text, quoted)
        before = self.said[-1:]
        reading = read(bare, self.question, before, self.grounds.evidence.home, today)
        judged = self._read(text, reading, quoted)
        if judged.kept or reading.points_back or not before:
            return judged
        return self._read(text, read(bare, self.question, (), self.grounds.evidence.home, today), quoted)

    def _read(self, text: str, reading: Reading, quoted: Sequence[quotes.Quoted]) -> Judged:
        if quoted:
            return self._around_quotes(text, reading, [q.piece for q in quoted])
        if amounts(text, reading.periods):
            return self._numbers(text, reading)
        return self._words(text, reading, self.grounds.pieces)

    def _today(self) -> date | None:
        """The date that the answer is read at: that of the document which the built-in answer rests on first."""
        documents = self.grounds.evidence.documents
        first = next((documents[c.span.document].date for c in self.grounds.answer.citations), None)
        return first or self.grounds.evidence.today

    # -- sentences with numbers ----------------------------------------------------------------------------------

    def _numbers(self, text: str, reading: Reading) -> Judged:
        """A sentence with numbers, read against one document after the other that may have them."""
        if len(reading.figures) < len(amounts(reading.text, reading.periods)):
            return Judged(text, why="number")
        held = [(said, *self._held(said, reading)) for said in reading.figures]
        votes = Counter(d for _, found, _ in held for d in {f.span.document for f in found})
        judged = None
        for document in [d for d, _ in votes.most_common(_MOST_DOCUMENTS)] or [""]:
            judged = self._against(document, held, text, reading)
            if judged.kept:
                return judged
        return judged or Judged(text, why="number")

    def _against(
        self, document: str, held: Sequence[tuple[Figure, list[Figure], str]], text: str, reading: Reading
    ) -> Judged:
        """A sentence with numbers, its figures taken from one document as far as it has them."""
        pairs: list[tuple[Figure, Figure]] = []
        done: list[Calculation] = []
        printed: list[Piece] = []
        unknown: list[tuple[Figure, str]] = []
        for said, found, why in held:
            if found:
                pairs.append((said, next((f for f in found if f.span.document == document), found[0])))
            elif made := self._made(said, reading):
                done.append(made)
            elif piece := self._printed(said, reading):
                printed.append(piece)
            else:
                unknown.append((said, why))
        pairs += self._named_besides(reading, pairs)
        earlier = self._last if reading.points_back else ()
        support = Support(self.grounds, pairs, done, printed, earlier)
        for said, why in unknown:
            found_so = orders.computed(said, support) if said.quantity.unit in ("ratio", "percent") else None
            if isinstance(found_so, Calculation) and self._is_about(found_so, reading, said):
                done.append(found_so)
            elif not isinstance(found_so, Figure) and not self._is_count(said, reading, support):
                return Judged(text, why=why)
        support = Support(self.grounds, pairs, done, printed, earlier)
        why = self._worded(reading, support)
        if why:
            return Judged(text, why=why)
        return Judged(text, tuple(p.span for p in printed), support.held, tuple(dict.fromkeys(done)))

    def _named_besides(self, reading: Reading, pairs: Sequence[tuple[Figure, Figure]]) -> list[tuple[Figure, Figure]]:
        """The figures of places that a sentence sets beside those of its numbers: "Germany, behind the US at $5"."""
        held = {p for _, f in pairs for p in (*f.entities, *f.background)} | {self.grounds.evidence.home}
        support = Support(self.grounds, pairs, ())
        found = []
        for place in reading.places:
            figure = orders.figure_of(place.name, reading, support) if place.name not in held and pairs else None
            if figure is not None:
                found.append((replace(figure, span=Span("", place.start, place.start)), figure))
        return found

    def _held(self, said: Figure, reading: Reading) -> tuple[list[Figure], str]:
        """The figures of the documents that a number may be, the likeliest first; else how the nearest differs."""
        grounds = self.grounds
        setting = Setting(grounds.evidence, grounds.known)
        shown = {f.id for f in grounds.evidence.index.within(p.span for p in grounds.shown)}
        candidates = [f for f in self._equal(said, reading) if not self._is_told(f)]
        candidates.sort(key=lambda f: (f.id not in grounds.known, f.id not in shown, f.id))
        found, facets = [], []
        for held in candidates[:_MOST_CANDIDATES]:
            if not held.bound and held.id not in grounds.known:
                continue
            same_unit = replace(said, quantity=replace(said.quantity, unit=held.quantity.unit))
            facet = difference(same_unit if _is_price(said, held) else said, held, reading, setting)
            if facet == "flow":
                facet = self._without_home(said, held, reading, setting)
            if facet:
                facets.append(facet)
            else:
                found.append(held)
        return found, facets[0] if facets else "number"

    def _without_home(self, said: Figure, held: Figure, reading: Reading, setting: Setting) -> str:
        """The difference where the document does not know whose trade it tells, so that a flow has another side."""
        if setting.evidence.home in (*held.background, *held.entities):
            return "flow"
        words, theirs = stems_of(reading.text), {*held.own, *held.near, *held.frame}
        for one, other in (("export", "import"), ("import", "export")):
            if one in words and other in theirs and one not in theirs:
                return "flow"
        if not any(words & side and theirs & side for side in (v.BUYING, v.SELLING)):
            return "flow"
        return difference(replace(said, flow=held.flow), held, replace(reading, flow=held.flow), setting)

    def _equal(self, said: Figure, reading: Reading) -> list[Figure]:
        """The figures of the documents with the amount said, in its own unit or in another of its kind."""
        index, q = self.grounds.evidence.index, said.quantity
        slack = abs(q.value) * 2 / 5 if said.qualifier != "exact" else max(q.half_ulp(), abs(q.value) / 1000)
        found = [*index.valued(q.unit, q.value, slack), *index.valued(q.unit, -q.value, slack)]
        if reading.points_back or stems_of(reading.text) & _PRICE:
            units = {f.quantity.unit for f in self.grounds.figures if f.quantity.unit.startswith(f"{q.unit}/")}
            priced = [f for unit in units for f in index.valued(unit, q.value, slack)]
            if priced:
                return [f for f in priced if agrees(q, said.qualifier, replace(f.quantity, unit=q.unit))]
        if not found:
            found = index.worth(q.base[0])
        return [f for f in dict.fromkeys(found) if same_amount(said, f)]

    def _printed(self, said: Figure, reading: Reading) -> Piece | None:
        """The passage whose words a sentence repeats, with a count or time in it that is bound to nothing sure."""
        if said.quantity.unit not in _LOOSE:
            return None
        for piece in self.grounds.pieces:
            if not self._is_printed_in(said, reading, piece):
                continue
            if not wording.strange_words(reading, piece.with_before) and not self._differs(reading, piece.text, piece):
                return piece
        return None

    def _is_printed_in(self, said: Figure, reading: Reading, piece: Piece) -> bool:
        """Does a passage print the number, as exactly, and before the same words?"""
        after = [t.stem for t in lexicon.tokens(reading.text[said.span.end :])[:1]]
        for m in amounts(piece.text):
            following = {t.stem for t in lexicon.tokens(piece.text[m.end :])[:_NEXT]}
            if m.quantity.value == said.quantity.value and m.qualifier == said.qualifier and {*after} <= following:
                return not _EXACTLY.search(reading.text) or m.qualifier == "exact"
        return False

    def _is_told(self, figure: Figure) -> bool:
        """Does a figure stand in words that speak to a model?"""
        return speaks_to_reader(self.grounds.evidence.documents[figure.span.document].quote(figure.context))

    def _made(self, said: Figure, reading: Reading) -> Calculation | None:
        """The calculation that yields a number of the sentence, or that the user's own number enters."""
        for done in self.grounds.calculations:
            shown = [m.quantity for m in numbers.read(done.shown)] or [done.result]
            given = [o.quantity for o in done.operands if not o.figure]
            if any(agrees(said.quantity, said.qualifier, q) for q in (*shown, *given)) and self._is_about(
                done, reading, said
            ):
                return done
        return None

    def _is_about(self, done: Calculation, reading: Reading, said: Figure) -> bool:
        """Does the sentence say the result of what was computed: its places, times, and the operation?"""
        figures = [o.figure for o in done.operands if o.figure]
        home = self.grounds.evidence.home
        around = {p for f in figures for p in (*f.entities, *f.background)} | {home}
        bound = {p for p in said.entities if p != home}
        flows = {f.flow for f in figures if f.flow}
        if figures and (not bound <= around or (reading.flow and flows and reading.flow not in flows)):
            return False
        ours = done in self.grounds.answer.calculations
        partners = {f.entities[0] for f in figures if f.entities and f.entities[0] != home}
        if not ours and len(partners) == 1 and not partners & {p.name for p in reading.places}:
            return False
        times = [f.period for f in figures if f.period]
        if not all(
            any(p.period.same_as(t) or p.period.label == t.label for t in times)
            or self._is_asked(reading.text[p.start : p.end])
            for p in reading.periods
        ):
            return False
        given = any(agrees(said.quantity, said.qualifier, o.quantity) for o in done.operands)
        family = v.OPERATION_STEMS.get(done.operation)
        return (
            given
            or family is None
            or bool(stems_of(reading.text) & family)
            or said.quantity.unit not in ("percent", "ratio", "percentage_point")
        )

    def _is_asked(self, words: str) -> bool:
        return words.lower() in f"{self.question} {' '.join(s.text for s in self.grounds.answer.sentences)}".lower()

    def _is_count(self, said: Figure, reading: Reading, support: Support) -> bool:
        """Does a small number count what the sentence itself names, or stand in what it rests on as written?"""
        if said.quantity.unit not in ("count", "year", "month", "day"):
            return False
        written = reading.said(said).lower()
        if said.quantity.unit == "count" and len({p.name for p in reading.places}) == said.quantity.value:
            return True
        return bool(re.search(rf"(?<![\w.,]){re.escape(written)}(?![\w.,]*\d)", support.text().lower())) and bool(
            support.held or support.done or support.printed
        )

    def _worded(self, reading: Reading, support: Support) -> str:
        """Why the words around the numbers may not be said; "" where they may."""
        grounds = self.grounds
        figures = [*support.held, *(o.figure for c in support.done for o in c.operands if o.figure)]
        allowed = frozenset[str]().union(*(grounds.words(f) for f in figures))
        allowed |= stems_of(" ".join(f"{p.text} {p.around}" for p in support.printed))
        said = support.text()
        if support.done or any(f.id in grounds.known for f in support.held):
            allowed |= stems_of(" ".join(s.text for s in grounds.answer.sentences))
        for done in support.done:
            allowed |= v.OPERATION_STEMS.get(done.operation, frozenset())
            allowed |= stems_of(" ".join((*done.working, *(o.text for o in done.operands))))
        if any(f.status in ("target", "projected") for f in figures):
            allowed |= stems_of("target goal projected projection forecast expected aim potential possible")
        if any(f.period and f.period.kind in ("year", "fiscal_year") for f in figures):
            allowed |= stems_of("annual annually year")
        allowed |= {s for f in figures for s in stems_of(f.period.label if f.period else "")}
        flows = {f.flow for f in figures if f.flow}
        if wording.strange_words(reading, allowed, flows):
            return "words"
        held = {p for f in figures for p in (*f.entities, *f.background)} | {grounds.evidence.home}
        if wording.strange_places(reading, held, said):
            return "place"
        if wording.strange_times(reading.text, f"{said} {' '.join(f.period.label for f in figures if f.period)}"):
            return "time"
        if v.NEGATION.search(reading.text) and not v.NEGATION.search(said):
            return "negation"
        if wording.strange_codes(reading, f"{said} {support.heads()}"):
            return "number"
        if self._strange_periods(reading, figures, said):
            return "period"
        ahead = any(f.status in ("target", "projected", "hypothetical") for f in support.held)
        if ahead and wording.adds(v.ACHIEVED, reading.text, said) or wording.adds(v.CERTAIN, reading.text, said):
            return "status"
        return "order" if orders.faults(reading, support) else ""

    def _strange_periods(self, reading: Reading, figures: Sequence[Figure], said: str) -> bool:
        times = [f.period for f in figures if f.period]
        for p in reading.periods:
            words = reading.text[p.start : p.end]
            same = any(p.period.same_as(t) or p.period.label == t.label or p.period.end == t.end for t in times)
            if not same and words.lower() not in said.lower():
                return True
        return False

    # -- sentences without numbers, and quotes -------------------------------------------------------------------

    def _words(self, text: str, reading: Reading, pieces: Sequence[Piece]) -> Judged:
        for piece, with_before in wording.best_pieces(reading, pieces):
            source = f"{piece.before} {piece.text}" if with_before else piece.text
            if with_before and self._is_mixed(reading, piece):
                continue
            if not self._differs(reading, source, piece):
                return Judged(text, (piece.span,))
        ranked = self._ranked(text, reading) or self._compared(text, reading)
        return ranked or Judged(text, why="words")

    def _is_mixed(self, reading: Reading, piece: Piece) -> bool:
        """Are times or numbers of the sentence before told of what the passage itself tells?"""
        own = f"{piece.text} {piece.around}"
        dated = any(reading.text[p.start : p.end].lower() not in own.lower() for p in reading.periods)
        return dated or bool(wording.strange_codes(reading, own)) or not _POINTS_BACK.match(piece.text)

    def _differs(self, reading: Reading, source: str, piece: Piece) -> bool:
        whole = f"{source} {piece.around}"
        claims = {t for t in stems_of(reading.text) & v.CLAIMS if t not in stems_of(source)}
        return bool(
            claims
            or wording.strange_places(reading, {self.grounds.evidence.home}, whole)
            or wording.strange_times(reading.text, source)
            or wording.strange_codes(reading, whole)
            or any(reading.text[p.start : p.end].lower() not in whole.lower() for p in reading.periods)
            or wording.denies_otherwise(reading.text, source)
            or wording.is_surer(reading.text, source)
            or wording.adds(v.CERTAIN, reading.text, source)
            or not wording.in_order(reading.text, source)
        )

    def _ranked(self, text: str, reading: Reading) -> Judged | None:
        """A sentence that only ranks places, "the US is the largest buyer", by their figures."""
        claims = stems_of(reading.text) & (v.MOST | v.LEAST | v.MORE | v.FEWER | frozenset(v.ORDINALS))
        home = self.grounds.evidence.home
        named = [p for p in reading.places if p.name != home]
        if not claims or not named:
            return None
        empty = Support(self.grounds, (), ())
        figures = [f for p in named if (f := orders.figure_of(p.name, reading, empty))]
        if len(figures) < len({p.name for p in named}):
            return None
        support = Support(self.grounds, [(replace(f, span=Span("", -1, -1)), f) for f in figures], ())
        if any(f.flow != figures[0].flow for f in figures) or (reading.flow and reading.flow != figures[0].flow):
            return None
        return None if self._worded(reading, support) else Judged(text, (), tuple(figures))

    def _compared(self, text: str, reading: Reading) -> Judged | None:
        """A sentence that only compares two things which are no places, by their figures."""
        if reading.places or not stems_of(reading.text) & (v.MORE | v.FEWER):
            return None
        figures = orders.compared(reading, Support(self.grounds, (), ()))
        if not figures:
            return None
        support = Support(self.grounds, [(replace(f, span=Span("", -1, -1)), f) for f in figures], ())
        return None if self._worded(reading, support) else Judged(text, (), tuple(figures))

    def _around_quotes(self, text: str, reading: Reading, pieces: Sequence[Piece]) -> Judged:
        """A sentence with exact quotes: what stands around them must be said where they stand, or just before."""
        spans = tuple(dict.fromkeys(p.span for p in pieces))
        near = quotes.neighbourhood(pieces, self.grounds)
        allowed = stems_of(near) | frozenset().union(*(stems_of(p.around) for p in pieces))
        if reading.figures or wording.strange_words(reading, allowed | quotes.SAYING):
            return Judged(text, why="quote")
        if wording.strange_places(reading, {self.grounds.evidence.home}, near):
            return Judged(text, why="place")
        claims = stems_of(reading.text) & v.CLAIMS
        strange = any(reading.text[p.start : p.end].lower() not in near.lower() for p in reading.periods)
        strange = strange or bool(wording.strange_codes(reading, near))
        strange = strange or bool(claims - stems_of(near) or wording.strange_times(reading.text, near))
        denied = v.NEGATION.search(reading.text) and not v.NEGATION.search(near)
        faulty = strange or denied or wording.adds(v.CERTAIN, reading.text, near)
        return Judged(text, why="words") if faulty else Judged(text, spans)

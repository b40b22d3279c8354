"""How alike a question and a figure are, as numbers, from which fitted weights tell how likely it is the one meant.

Each candidate becomes a row of features between about -1 and 1, named in `FEATURES`; `assistant.figure_choice` weighs
them. Nothing here decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from assistant.bind import MOST_RARE, RARE, RAREST, Evidence
from assistant.contrast import CONTRAST, contrast
from assistant.fitting import fits_kind, fits_period, fits_unit
from assistant.query import Query, Request
from index import lexicon, periods
from index.measures import unit_of
from index.names import GROUPINGS, places
from index.types import Figure, Hit, Period, Span
from index.units import dimension, is_money

Features = NDArray[np.float64]
"""(n_candidates, n_features)"""

FEATURES = (
    "covered",
    "covered_own",
    "rarest_missing",
    "unknown",
    "no_terms",
    "words_in_context",
    "words_around",
    "fragments",
    "clause",
    "near",
    "company",
    "numbers",
    "numbers_missing",
    "word_missing",
    "name_missing",
    "strange",
    "given",
    "twin",
    "kind_of_unit",
    "dense",
    "dense_best",
    "lexical_best",
    "hit_rank",
    "place_own",
    "place_around",
    "place_missing",
    "place_extra",
    "place_unasked",
    "period_fits",
    "period_unsaid",
    "period_around",
    "period_other",
    "period_part",
    "period_newest",
    "unit_fits",
    "unit_around",
    "unit_other",
    "unit_bare",
    "counted",
    "percent_unasked",
    "kind_fits",
    "flow_same",
    "flow_unsaid",
    "flow_other",
    "flow_unasked",
    "future_both",
    "future_missing",
    "future_unasked",
    "special",
    "rare_own",
    "unbound",
    "qualified",
    "cell",
    "strict",
    *CONTRAST,
)
_MOST_CANDIDATES = 150
_NEAR = 40
"""Characters over which a word's nearness to a number fades."""
_FUTURE = ("target", "projected", "hypothetical")
_CLAUSE = re.compile(r"[;:()]|, (?:and|but|while|against|after|compared)\b|\b(?:while|whereas|against|compared)\b")
_FOR_WORDS = re.compile(
    r"(?i)\b(?:why|who|whom|whose|explain|describe|how come)\b"
    r"|\bhow (?:do|does|did|is|are|was|were|can)\b(?! (?:much|many))"
    r"|\bwhat (?:made|drove|caused|explains|happens|happened|is behind|are the (?:reasons|conditions))\b"
)
_PARTS = ("range", "month", "quarter", "half", "day")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the figures of one sentence or row: stems, and places and periods as read."""

    context: frozenset[str]
    around: frozenset[str]
    places: frozenset[str]
    periods: tuple[Period, ...]
    text: str
    tokens: tuple[lexicon.Token, ...] = ()
    pieces: frozenset[str] = frozenset()


def wording(query: Query) -> str:
    """The words of a question with those that a follow-up takes over from the conversation."""
    if not query.follow_up:
        return query.text
    said = {t.stem for t in lexicon.tokens(query.text)}
    taken = [t.word for t in query.request.terms if t.stem not in said]
    told = {p.name for p in places(query.text, any_case=True)}
    taken += [p for p in query.request.places if p not in told]
    if not periods.read(query.text):
        taken += [p.label for p in query.request.periods]
    return " ".join((query.text, *taken))


def asks_for_words(text: str) -> bool:
    """Does a question ask why, who or how rather than how much?"""
    return bool(_FOR_WORDS.search(text))


def candidates(evidence: Evidence, query: Query, hits: Sequence[Hit]) -> list[Figure]:
    """Figures of the passages found, of the places asked for, and those that share a telling word; by document order.

    At most `_MOST_CANDIDATES`, those of the best passages first.
    """
    found = {f.id: f for h in hits for f in evidence.index.within([h.passage.span])}
    request = query.request
    stems = {s for t in request.terms for s in (t.stem, *lexicon.synonyms(t.stem)) if evidence.weight(s) > 2.0}
    rows = [*evidence.index.any_of(stems)] if stems else []
    if request.places:
        rows += [*evidence.index.all_of([f"@{p}"] for p in request.places)]
    for row in rows:
        if len(found) >= _MOST_CANDIDATES:
            break
        figure = evidence.figures[row]
        found.setdefault(figure.id, figure)
    return sorted(found.values(), key=lambda f: (evidence.order[f.span.document], f.span.start))


def features(
    evidence: Evidence, query: Query, figures: Sequence[Figure], hits: Sequence[Hit], kinds: Mapping[str, float]
) -> Features:
    """A row of `FEATURES` for each figure, in their order; `kinds` says how likely each kind of unit answers."""
    if not figures:
        return np.zeros((0, len(FEATURES)))
    asked = Asked(evidence, query, hits, kinds)
    newest = _newest(figures)
    return np.array([[*_row(evidence, asked, f, newest)] for f in figures], np.float64)


class Asked:
    """A question with what is the same for all candidates."""

    def __init__(self, evidence: Evidence, query: Query, hits: Sequence[Hit], kinds: Mapping[str, float]) -> None:
        self.kinds = kinds
        self.query, self.request, self.text = query, query.request, wording(query)
        self.stems = {
            t.stem: max(0.5, evidence.weight(t.stem))
            for t in lexicon.tokens(self.text)
            if not lexicon.is_stop(t) and not t.word[0].isdigit()
        }
        self.telling = self._telling()
        capitals = [t for t in lexicon.tokens(self.text)[1:] if t.word[0].isupper()]
        self.names = {t.stem for t in capitals} | {s for s in self.stems if evidence.is_name(s)}
        self.strange = max((w for s, w in self.stems.items() if not evidence.knows(s)), default=0.0) / RAREST
        self.meant: dict[str, set[str]] = {}
        for stem in self.stems:
            for word in (stem, *lexicon.synonyms(stem)):
                self.meant.setdefault(word, set()).add(stem)
        self.total = sum(self.stems.values()) or 1.0
        self.digits = [d for d in digits_of(without_times(self.text)) if not re.fullmatch(r"(?:19|20)\d\d", d)]
        self.fragments = {f for stem in self.stems for f in _fragments(stem)}
        self.strict = {m.figure.id: m.score for m in evidence.find(query.request, limit=20)}
        self.hits = tuple(hits)
        dense = [dict(h.why).get("dense", 0.0) for h in hits]
        lexical = [dict(h.why).get("bm25", 0.0) for h in hits]
        self.best_dense, self.best_lexical = max(dense, default=0.0) or 1.0, max(lexical, default=0.0) or 1.0
        terms = query.request.terms
        weights = [max(1.0, evidence.weight(t.stem)) for t in terms]
        self.terms = tuple(zip(terms, weights, strict=True))
        self.weight = sum(weights)
        self.unknown = sum(w for t, w in self.terms if not evidence.knows(t.stem)) / self.weight if terms else 0.0

    def _telling(self) -> dict[str, float]:
        """The stems that are no place, time or unit, and how telling each is: those have features of their own."""
        read = [(m.start, m.end) for m in periods.read(self.text)]
        read += [(m.start, m.end) for m in places(self.text, any_case=True)]
        light = lexicon.light_stems()
        apart = {t.stem for t in lexicon.tokens(self.text) if any(a <= t.start < b for a, b in read)}
        apart |= {t.stem for t in lexicon.tokens(self.text) if unit_of(t.word.lower()) not in (None, "count")}
        return {s: w for s, w in self.stems.items() if s not in apart and s not in light}

    def said(self, words: Iterable[str]) -> set[str]:
        """The question's stems that some words say, or mean."""
        return {stem for word in words for stem in self.meant.get(word, ())}

    def share(self, stems: Iterable[str]) -> float:
        """The share of the question's weight that some of its stems have."""
        return sum(self.stems[s] for s in stems) / self.total


def _row(evidence: Evidence, asked: Asked, figure: Figure, newest: dict[object, int]) -> Iterator[float]:
    around = surroundings(evidence, figure)
    yield from _words(evidence, asked, figure, around)
    yield from _found(asked, figure)
    yield from _place(asked, evidence.home, figure, around)
    yield from _time(asked.request, figure, around, newest)
    yield from _unit(asked, evidence, figure, around)
    yield from _flow(asked.request, figure)
    yield from _status(asked.request, figure)
    yield min(1.0, evidence.special(asked.request, figure))
    own = [s for s in figure.own if s not in asked.stems]
    yield min(1.0, sum(evidence.weight(s) > RARE for s in own) / MOST_RARE)
    yield float(not figure.bound)
    yield float(figure.qualifier not in ("exact", "about"))
    yield float(bool(figure.label))
    yield asked.strict.get(figure.id, 0.0)
    at, end = figure.span.start - figure.context.start, figure.span.end - figure.context.start
    told = [(asked.meant[t.stem], t) for t in around.tokens if t.stem in asked.meant and not at <= t.start < end]
    gaps = [(stems, t.start - end if t.start >= end else t.end - at - 1) for stems, t in told]
    yield from contrast(figure, asked.meant, evidence.index.beside(figure), asked.telling, asked.names, gaps)


def _words(evidence: Evidence, asked: Asked, figure: Figure, around: Surroundings) -> Iterator[float]:
    got = own = missing = 0.0
    for term, weight in asked.terms:
        level = evidence.level(term.stem, figure)
        got += weight * level
        own += weight * (level >= 0.92)
        if level < 0.5 and term.hard:
            missing = max(missing, weight)
    yield got / asked.weight if asked.terms else 0.0
    yield own / asked.weight if asked.terms else 0.0
    yield missing / RAREST
    yield asked.unknown
    yield float(not asked.terms)
    bound = asked.said((*figure.own, *figure.item))
    own_words = bound | asked.said(around.context)
    all_words = own_words | asked.said(around.around)
    yield asked.share(own_words)
    yield asked.share(all_words)
    yield len(asked.fragments & around.pieces) / max(1, len(asked.fragments))
    yield from _clause(evidence, asked, figure, around, bound, all_words)


def _clause(
    evidence: Evidence, asked: Asked, figure: Figure, around: Surroundings, bound: set[str], held: set[str]
) -> Iterator[float]:
    """How much of the question stands in the figure's own clause, and how near."""
    document = evidence.documents[figure.span.document]
    text, at = document.quote(figure.context), figure.span.start - figure.context.start
    end = figure.span.end - figure.context.start
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, at)), default=0)
    stop = next((m.start() for m in _CLAUSE.finditer(text, end)), len(text))
    tokens = [t for t in around.tokens if t.stem in asked.meant]
    inside = bound if figure.label else asked.said(t.stem for t in tokens if start <= t.start < stop)
    yield asked.share(inside)
    gaps = [
        math.exp(-(t.start - end if t.start >= end else at - t.end) / _NEAR) for t in tokens if not at <= t.start < end
    ]
    yield max(gaps, default=0.0)
    beside = evidence.index.beside(figure)
    yield min(1.0, sum(f.quantity.unit == figure.quantity.unit for f in beside) / 6)
    digits = set(digits_of(f"{text} {figure.label} {figure.locator.heading}")) if asked.digits else ()
    share = sum(d in digits for d in asked.digits) / len(asked.digits) if asked.digits else 0.0
    yield share
    yield 1 - share if asked.digits else 0.0
    lacking = asked.stems.keys() - held
    yield max((asked.stems[s] for s in lacking), default=0.0) / RAREST
    yield max((asked.stems[s] for s in lacking if s in asked.names), default=0.0) / RAREST
    yield asked.strange
    yield float(any(d in text[at:end] for d in asked.digits))
    yield float(figure.equivalent is not None and "(" in text[max(0, at - 3) : at + 1])
    yield asked.kinds.get(kind_of_unit(figure), 0.0)


def digits_of(text: str) -> list[str]:
    """The numbers of a text as written in digits, in order."""
    return re.findall(r"\d[\d.,]*\d|\d", text)


def without_times(text: str) -> str:
    """A text without its periods."""
    for mention in reversed(periods.read(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def kind_of_unit(figure: Figure) -> str:
    """What a figure measures, roughly: `money`, `price`, `percent`, `time`, `mass`, `length`, `count`, ..."""
    unit = figure.quantity.unit
    above, slash, below = unit.partition("/")
    if is_money(above):
        return "price" if slash else "money"
    if unit in ("percent", "percentage_point"):
        return "percent"
    if unit in ("count", "ratio"):
        return unit
    return {"[time]": "time", "[mass]": "mass", "[length]": "length"}.get(dimension(unit), "other")


def _found(asked: Asked, figure: Figure) -> Iterator[float]:
    for rank, hit in enumerate(asked.hits):
        span = hit.passage.span
        if span.document == figure.span.document and span.start <= figure.span.start < span.end:
            why = dict(hit.why)
            yield why.get("dense", 0.0)
            yield why.get("dense", 0.0) / asked.best_dense
            yield why.get("bm25", 0.0) / asked.best_lexical
            yield 1 / (1 + rank)
            return
    yield from (0.0, 0.0, 0.0, 0.0)


def _place(asked: Asked, home: str, figure: Figure, around: Surroundings) -> Iterator[float]:
    wanted = set(asked.request.places)
    own, wide = set(figure.entities), {*figure.entities, *figure.background, *around.places}
    missing = wanted - wide
    extra = {e for e in own if e != home and e not in GROUPINGS} - wanted
    yield float(bool(wanted) and wanted <= own)
    yield float(bool(wanted) and not wanted <= own and not missing)
    yield len(missing) / len(wanted) if wanted else 0.0
    yield float(bool(wanted) and bool(extra))
    yield float(not wanted and bool(extra))


def _time(request: Request, figure: Figure, around: Surroundings, newest: dict[object, int]) -> Iterator[float]:
    given, wanted = figure.period, request.periods
    fits = bool(wanted) and fits_period(request, figure)
    told = bool(wanted) and not fits and any(p.same_as(w) for p in around.periods for w in wanted)
    yield float(fits)
    yield float(bool(wanted) and given is None and not told)
    yield float(told)
    yield float(bool(wanted) and given is not None and not fits and not told)
    yield float(not wanted and given is not None and given.kind in _PARTS)
    latest = newest.get(_measure(figure))
    yield float(not wanted and given is not None and given.end.toordinal() == latest)


def _unit(asked: Asked, evidence: Evidence, figure: Figure, around: Surroundings) -> Iterator[float]:
    request, unit = asked.request, figure.quantity.unit
    fits = bool(request.unit) and fits_unit(figure, request.unit)
    words = {w for w in request.unit.replace("/", " ").split("_") for w in w.split()}
    near = bool(request.unit) and not fits and any(w[:4].lower() in around.text for w in words if len(w) > 3)
    yield float(fits)
    yield float(near)
    yield float(bool(request.unit) and not fits and not near)
    yield float(unit == "count" and not figure.quantity.noun and not figure.label)
    counted = request.counted
    noun = {lexicon.stem(w) for w in figure.quantity.noun.split()}
    yield float(bool(counted) and any(s in noun or s in figure.own for s in counted))
    yield float(unit in ("percent", "percentage_point") and request.unit != "percent" and request.kind != "share")
    yield float(fits_kind(request, figure))


def _flow(request: Request, figure: Figure) -> Iterator[float]:
    yield float(bool(request.flow) and request.flow == figure.flow)
    yield float(bool(request.flow) and not figure.flow)
    yield float(bool(request.flow) and bool(figure.flow) and request.flow != figure.flow)
    yield float(not request.flow and bool(figure.flow))


def _status(request: Request, figure: Figure) -> Iterator[float]:
    future, wanted = figure.status in _FUTURE, request.status == "future"
    yield float(future and wanted)
    yield float(wanted and not future)
    yield float(future and not wanted)


def _measure(figure: Figure) -> tuple[object, ...]:
    return (figure.span.document, figure.quantity.unit, figure.entities, figure.item, figure.flow)


def _newest(figures: Sequence[Figure]) -> dict[object, int]:
    """The last day that is held of each measure."""
    found: dict[object, int] = {}
    for f in figures:
        if f.period:
            found[_measure(f)] = max(found.get(_measure(f), 0), f.period.end.toordinal())
    return found


def _fragments(stem: str) -> set[str]:
    """Pieces of four letters: "desal" and "desalination" share theirs."""
    return {stem[i : i + 4] for i in range(len(stem) - 3)} if len(stem) > 4 else {stem}


def surroundings(evidence: Evidence, figure: Figure) -> Surroundings:
    """What stands around a figure; made once for each sentence or row."""
    held = _HELD.setdefault(evidence, {})
    key = (figure.context, figure.locator.heading)
    known = held.get(key)
    if known is None:
        document = evidence.documents[figure.context.document]
        text = document.quote(figure.context)
        heads = f"{figure.locator.heading} {document.title} {' '.join(figure.frame)}"
        name = document.id.rpartition("/")[2].rpartition(".")[0].replace("-", " ") if "." in document.id else ""
        # Read apart: many sentences stand under one heading, and reading is cached by text.
        tokens = tuple(lexicon.tokens(text))
        context = frozenset(t.stem for t in (*tokens, *lexicon.tokens(figure.label)))
        parts = (text, heads, name)
        known = Surroundings(
            context,
            frozenset(t.stem for t in lexicon.tokens(f"{heads} {name}")) | frozenset(figure.frame),
            frozenset(p.name for part in parts for p in places(part, any_case=True)),
            tuple(m.period for part in (text, figure.locator.heading, document.period) for m in periods.read(part)),
            f"{text} {heads} {figure.label}".lower(),
            tokens,
            frozenset(f for s in context for f in _fragments(s)),
        )
        held[key] = known
    return known


_HELD: WeakKeyDictionary[Evidence, dict[tuple[Span, str], Surroundings]] = WeakKeyDictionary()

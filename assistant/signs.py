"""What speaks for a sentence as an answer, in numbers: the features that `assistant.sentence_choice` weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant import asking, speech, thesaurus
from assistant.asking import ABSENCE
from assistant.carry_over import period_shift
from assistant.query import Query, Term
from assistant.sentences import Sentences, Unit
from index import lexicon, periods
from index.figures import SOURCE_MARK
from index.names import places
from index.types import Hit, Period

Array = NDArray[np.float64]

COVER = ("own", "alike", "frame", "before", "before_back", "after", "lead", "section", "nowhere")
PLACE = ("rarest", "pairs", "density", "verb", "number", "place", "when", "when_else")
NEAR = ("sentence", "sentence_mean", "passage", "rank")
FORM = ("two", "row", "item", "absence", "open", "short", "long", "back", "new_number", "novel", "restates")
KINDS = (
    "who",
    "when",
    "why",
    "scope",
    "condition",
    "definition",
    "how",
    "where",
    "outcome",
    "rule",
    "code",
    "view",
    "other",
)
SIGNS = (*COVER, *PLACE, *NEAR, *FORM, *(f"is_{k}" for k in KINDS))
"""The names of the features of a window, in order."""

Window = tuple[Unit, ...]
"""One sentence or row, or two sentences that follow each other."""

_BACKWARD = re.compile(
    r"(?i)(?:^|.*,[”\"]? )(?:he|she|they) (?:said|added|told|noted|put)\b|^[“\"]?(?:this|that|"
    r"these|those|it|they|both|he|she|its|their|such|the former|the latter|neither|under an?|"
    r"at the|the (?:older|newer|other|same|rest|two))\b"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of the question: the stems that may stand for it, and how much it tells here.

    `known`: some document has it; `done`: it says what is done, as "ban" does in "Why did they ban it?".
    """

    stem: str
    word: str
    weight: float
    alike: frozenset[str]
    known: bool
    noun: bool
    verb: bool = False
    name: bool = False
    done: bool = False


_ASKING_VERBS = frozenset(
    lexicon.stem(w)
    for w in "be do have make take get come go happen say know tell explain mean ask want need give "
    "use call look see become "
    "put keep let seem think believe concern find hold cause lead drive blame describe "
    "define prompt trigger matter belong "
    "name state refer stand work look turn need require involve count begin start end expire "
    "finish last run stop open".split()
)
_OF_KIND = {
    "who": "name names person",
    "why": "reason reasons explain explains",
    "definition": "mean means meaning definition define stand stands explain",
    "difference": "difference differences differ compare",
    "when": "date dates day",
    "outcome": "happen happens happened",
}
"""Words that only say what kind of answer is wanted."""
_BY_WORDS = 0.7
"""How near in meaning a sentence is taken for that has all words of the question, where no vectors are held."""
_AMOUNT = re.compile(r"(?i)\d|\b(?:half|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)\b")
_EXACT = ("day", "month")
"""Periods that few sentences name by chance."""
_CARRIED = 0.3
"""What a word of the conversation counts for, beside one of the question."""
_LEVEL = {
    "own": 1.0, "alike": 0.7, "frame": 0.6, "lead": 0.6, "before": 0.4, "after": 0.3, "section": 0.2, "nowhere": 0.0
}  # fmt: skip


def points_back(text: str) -> bool:
    """Does a sentence need the one before it to be understood?"""
    return bool(_BACKWARD.match(text))


def main_verbs(query: Query) -> tuple[str, ...]:
    """What the question says is done, left out what any question says: the "ban" of "Why did they ban it?"."""
    parts = speech.parts(query.text)
    return tuple(
        t.word
        for t in lexicon.tokens(query.text)
        if parts.get(t.start) == "VERB" and not lexicon.is_stop(t) and t.stem not in _ASKING_VERBS
    )


def content_words(query: Query, sentences: Sentences, extra: Sequence[Term] = ()) -> tuple[Word, ...]:
    """The words of a question that sentences are compared with; places count under one name, periods not at all."""
    text = thesaurus.plain(query.text)
    parts = speech.parts(text)
    when = [(p.start, p.end) for p in periods.read(text)]
    where = [(p.start, p.end, p.name) for p in places(text, any_case=True)]
    out: dict[str, Word] = {}
    doing = {lexicon.stem(verb) for verb in main_verbs(query)}
    asking_words = {word for kind in asking.kinds(query.text) for word in _OF_KIND.get(kind, "").split()}
    for t in lexicon.tokens(text):
        if lexicon.is_stop(t) or len(t.word) < 2 or any(s < t.end and t.start < e for s, e in when):
            continue
        if t.word.lower() in asking_words:
            continue
        place = next((name for s, e, name in where if s <= t.start < e), "")
        place = place or thesaurus.seat_of(t.word)
        if place:
            stem = f"@{place}"
            out.setdefault(stem, Word(stem, place, sentences.weight(stem), frozenset(), sentences.occurs(stem), True))
            continue
        typed = frozenset({lexicon.stem(lexicon.unaccented(t.word))}) - {t.stem}
        alike = typed | lexicon.synonyms(t.stem) | thesaurus.near(t.stem) | sentences.alias.get(t.stem, frozenset())
        known = sentences.occurs(t.stem) or any(sentences.occurs(s) for s in alike)
        part = parts.get(t.start, "NOUN")
        noun = part in ("NOUN", "PROPN", "NUM", "X")
        name = part == "PROPN" or (t.word[0].isupper() and t.start > 0) or sentences.evidence.is_name(t.stem)
        weight = sentences.weight(t.stem)
        out.setdefault(t.stem, Word(t.stem, t.word, weight, alike, known, noun, part == "VERB", name, t.stem in doing))
    for term in extra:
        if sentences.occurs(term.stem):
            weight = _CARRIED * sentences.weight(term.stem)
            out.setdefault(term.stem, Word(term.stem, term.word, weight, lexicon.synonyms(term.stem), True, False))
    return tuple(out.values())


class Asked:
    """One question, ready to be compared with sentences."""

    def __init__(
        self,
        query: Query,
        sentences: Sentences,
        hits: Sequence[Hit],
        extra: Sequence[Term] = (),
    ) -> None:
        """Reads the question once.

        Args:
            query: the question.
            sentences: the corpus.
            hits: the passages that search found for it.
            extra: words of the conversation that it leans on, counted softly.
        """
        self.query = query
        self.sentences = sentences
        self.words = content_words(query, sentences, extra)
        self.kinds = asking.kinds(query.text)
        self._told = [w for w in self.words if w.known]
        self._total = sum(w.weight for w in self._told) or 1.0
        self._similar: Mapping[int, float] = {}
        self._passage, self._rank = _of_hits(sentences, hits)
        pairs = list(pairwise(w.stem for w in self._told))
        self._pairs = [(a, b) for a, b in pairs if not a.startswith("@") and not b.startswith("@")]
        verbs = {w.stem for w in self.words if w.verb}
        self._doing = verbs.union(*(w.alike for w in self.words if w.verb))
        self._stems = frozenset(self.stems)
        self._rarest = max(self._told, key=lambda w: w.weight).stem if self._told else ""
        self._weight: dict[int, float] = {}
        self._fresh: dict[int, float] = {}
        self._fit: dict[tuple[str, int], float] = {}
        self.when = _own_periods(query)
        self._numbers = {w.stem for w in self.words if w.stem[0].isdigit()}
        self._places = {w.stem for w in self.words if w.stem.startswith("@") and w.known}

    def compare(self, similar: Mapping[int, float]) -> None:
        """Takes how near sentences are to the question in meaning, by index; nothing where no vectors are held."""
        self._similar = similar if any(similar.values()) else {}

    def _nearness(self, unit: Unit) -> float:
        """How near a sentence is to the question in meaning; without vectors, as far as its words tell."""
        if self._similar:
            return max(0.0, self._similar.get(unit.index, 0.0))
        total = sum(w.weight for w in self.words) or 1.0
        return _BY_WORDS * sum(w.weight for w in self.words if not unit.own.isdisjoint((w.stem, *w.alike))) / total

    @property
    def stems(self) -> set[str]:
        """All stems that a candidate may share."""
        return {s for w in self.words for s in (w.stem, *w.alike)}

    def covered(self, window: Window) -> dict[str, str]:
        """Where each word of the question is found: in the window, its headings, its neighbours, its section."""
        s = self.sentences
        own = window[0].own if len(window) == 1 else frozenset().union(*(u.own for u in window))
        first, last = window[0], window[-1]
        before, after, lead = self._beside(first, -1), self._beside(last, 1), s.lead(first)
        around = s.around(first)
        empty: frozenset[str] = frozenset()
        places = (
            ("frame", first.frame),
            ("lead", lead.own if lead else empty),
            ("before", before.own if before else empty),
            ("after", after.own if after else empty),
            ("section", around),
        )
        out = {}
        for w in self._told:
            if w.stem in own:
                out[w.stem] = "own"
            elif w.alike & own:
                out[w.stem] = "alike"
            else:
                out[w.stem] = next((n for n, stems in places if w.stem in stems or w.alike & stems), "nowhere")
        return out

    def signs(self, window: Window) -> Array:
        """The features of a window, in the order of `SIGNS`."""
        where = self.covered(window)
        share = dict.fromkeys(COVER, 0.0)
        for w in self._told:
            share[where[w.stem]] += w.weight / self._total
        back = points_back(window[0].text)
        share["before_back"] = share["before"] if back else 0.0
        return np.array(
            [
                *share.values(),
                *self._place(window, where),
                *self._near(window),
                *self._form(window, back),
                *self._kind(window),
            ]
        )

    def _place(self, window: Window, where: Mapping[str, str]) -> list[float]:
        own = frozenset().union(*(u.own for u in window))
        told = sum(w.weight for w in self._told if where[w.stem] in ("own", "alike"))
        said = sum(self._said(u) for u in window) or 1.0
        when = self._times(window)
        hit = any(_meets(a, b) for a in when for b in self.when)
        frame = own | window[0].frame
        return [
            _LEVEL[where[self._rarest]] if self._rarest else 0.0,
            sum(a in own and b in own for a, b in self._pairs) / max(1, len(self._pairs)),
            min(1.0, told / said * 2),
            float(bool(self._doing & own)),
            len(self._numbers & own) / len(self._numbers) if self._numbers else 0.0,
            len(self._places & frame) / len(self._places) if self._places else 0.0,
            float(hit),
            float(bool(when) and not hit),
        ]

    def names_time(self, window: Window) -> bool:
        """Does a window, its headings or the sentence before it name a time that the question asks about?"""
        before = self._beside(window[0], -1)
        headings = [p.period for h in window[0].headings for p in periods.read(h)]
        wide = self._dated(window) + (self._dated((before,)) if before else [])
        near = [*wide, *headings]
        return any(_meets(a, b) for a in near for b in self.times(window))

    def times(self, window: Window) -> tuple[Period, ...]:
        """The times of which a window must be: what the question takes over counts where an amount is told."""
        told = any(_AMOUNT.search(SOURCE_MARK.sub("", u.text)) for u in window)
        return self.query.request.periods if told else self.when

    def _times(self, window: Window) -> list[Period]:
        return self._dated(window) if self.when else []

    def _dated(self, window: Window) -> list[Period]:
        if not self.query.request.periods:
            return []
        date = self.sentences.evidence.documents[window[0].span.document].date
        return [p.period for u in window for p in periods.read(u.text, date, self._year_over(u))]

    def names_day(self, window: Window) -> bool:
        """Does a window tell a day or a month, its year too, that lies in one that the question asks about?"""
        asked = [p for p in self.when if p.kind in _EXACT]
        return any(self._tells_day(u, p) for p in asked for u in window)

    def _tells_day(self, unit: Unit, asked: Period) -> bool:
        year = self._year_over(unit)
        told = [p for p in periods.read(unit.text, None, year) if p.year_given or year]
        return any(p.period.kind in _EXACT and periods.contains(asked, p.period) for p in told)

    def _year_over(self, unit: Unit) -> Period | None:
        """The one year that the lead of a list item, or else the heading over a sentence, names for it."""
        lead = self.sentences.lead(unit)
        for text in (lead.text if lead else "", *unit.headings[:0:-1]):
            years = [p.period for p in periods.read(text) if p.period.kind == "year"]
            if years:
                return years[0] if len(years) == 1 else None
        return None

    def _said(self, unit: Unit) -> float:
        known = self._weight.get(unit.index)
        if known is None:
            known = sum(self.sentences.weight(s) for s in unit.own if s[0] != "@")
            self._weight[unit.index] = known
        return known

    def _new(self, unit: Unit) -> float:
        """The weight of what a sentence says beyond the question's own words."""
        known = self._fresh.get(unit.index)
        if known is None:
            known = sum(self.sentences.weight(s) for s in unit.own if s[0] != "@" and s not in self._stems)
            self._fresh[unit.index] = known
        return known

    def _near(self, window: Window) -> list[float]:
        cosines = [self._nearness(u) for u in window]
        first = window[0].index
        return [
            max(cosines),
            sum(cosines) / len(cosines),
            max(0.0, self._passage.get(first, 0.0)),
            self._rank.get(first, 0.0),
        ]

    def _form(self, window: Window, back: bool) -> list[float]:
        words = sum(len(u.own) for u in window)
        asked = {w.word for w in self.words}
        new_number = any(t.word[0].isdigit() and t.word not in asked for u in window for t in lexicon.tokens(u.text))
        new = [self._new(u) for u in window]
        return [
            float(len(window) > 1),
            float(window[0].kind == "row"),
            float(window[0].kind == "item"),
            float(any(ABSENCE.search(u.text) for u in window)),
            float(window[-1].text.rstrip("*_ ").endswith(":")),
            float(words < 4),
            max(0.0, math.log(max(1, words) / 12)),
            float(back),
            float(new_number),
            math.log1p(sum(new)),
            math.log1p(new[0]) if len(new) > 1 else 0.0,
        ]

    def _kind(self, window: Window) -> list[float]:
        out = dict.fromkeys(KINDS, 0.0)
        for i, kind in enumerate(self.kinds[:2]):
            name = kind if kind in out else "other"
            out[name] += max(self._fits(kind, u) for u in window) * (0.5 if i else 1.0)
        return [5 * v for v in out.values()]

    def _fits(self, kind: str, unit: Unit) -> float:
        known = self._fit.get((kind, unit.index))
        if known is None:
            known = asking.fit(kind, unit.text, self.query, row=unit.kind == "row")
            self._fit[kind, unit.index] = known
        return known

    def _beside(self, unit: Unit, step: int) -> Unit | None:
        other = self.sentences.near(unit, step)
        return other if other is not None and other.headings == unit.headings else None


def _own_periods(query: Query) -> tuple[Period, ...]:
    """The times that a question names or moves to, without those that it only takes over from the one before."""
    own = query.notes.get("own_request", query.request)
    return query.request.periods if own.periods or period_shift(query.text) is not None else ()


def _meets(a: Period, b: Period) -> bool:
    return periods.contains(a, b) or periods.contains(b, a)


def windows(units: Sequence[Unit], sentences: Sentences) -> list[Window]:
    """Each of some sentences by itself, with the one before it and with the one after it."""
    out: dict[tuple[int, ...], Window] = {}
    for unit in units:
        out[unit.index,] = (unit,)
        for step in (-1, 1):
            other = sentences.near(unit, step)
            if other is None or "row" in (unit.kind, other.kind) or other.headings != unit.headings:
                continue
            if "item" in (unit.kind, other.kind) and other.block != unit.block:
                continue
            a, b = (other, unit) if step < 0 else (unit, other)
            out[a.index, b.index] = (a, b)
    return list(out.values())


def _of_hits(sentences: Sentences, hits: Sequence[Hit]) -> tuple[dict[int, float], dict[int, float]]:
    """The cosine of the passage that each sentence stands in, and how early the search found it."""
    near: dict[int, float] = {}
    rank: dict[int, float] = {}
    for number, hit in enumerate(hits):
        dense = dict(hit.why).get("dense", 0.0)
        for unit in sentences.at(hit.passage.span):
            near.setdefault(unit.index, dense)
            rank.setdefault(unit.index, 1 - number / len(hits))
    return near, rank

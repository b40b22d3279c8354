"""How well sentences cover the words of a question: for denials, disagreements and what is said to be missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import asking, speech, thesaurus
from assistant.asking import ABSENCE
from assistant.query import Query, Term
from assistant.sentences import Sentences, Unit
from assistant.signs import main_verbs, points_back
from index import lexicon, periods
from index.names import places
from index.types import Hit

_HELD = 0.45
"""A word whose level is below this is not said."""
_NAMING = re.compile(
    r"(?i)^\W*(?:so |and |ok |please |remind me )*(?:what(?:'s| is| are| does| do| was)|"
    r"define|explain|meaning of|what)"
    r" (?:an? |the |is )?[\w.-]+(?: [\w.-]+){0,3}?(?: mean| means| stand for| stands for)?\W*$"
)
_KEEP = re.compile(
    r"(?i)^(?:first|second|third|last|percentage|stand|stood|position|role|job|purpose|reason|"
    r"incomplete|lists?|deals?)$"
)
_COMPARED = re.compile(r"(?i)^(?:long|high|low|larg|bigg|small|short|fast|slow|cheap|dear|old|new|earli|lat)i?er$")
_BOUND = re.compile(r"(?i)\b(?:lower|higher|less|more|under|over|below|above|least|most) (?:[$€£₹]|Rs |EUR |US)?$")
_ORDINAL = re.compile(r"(?i)^(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth)$")
_SHORTLIST = 40
"""So many sentences, best covered first, are looked at closely."""
_PLAIN_VERBS = frozenset("be have do make get go come take give put tell say know find want need see".split())


def question_terms(query: Query) -> tuple[Term, ...]:
    """The content words of a question for matching sentences; names and nouns are hard."""
    out: dict[str, Term] = {}
    hard = {t.stem for t in query.request.terms if t.hard}
    text = thesaurus.plain(query.text)
    when = [(p.start, p.end) for p in periods.read(text)]
    where = _where(text)
    doing = {*_verbs(query.text), *main_verbs(query)}
    naming = bool(_NAMING.match(query.text))  # "What is a crore?" asks about the very word
    asked = {t.stem for t in lexicon.tokens(query.text)}
    light = lexicon.light_stems()
    for t in lexicon.tokens(text):
        if lexicon.is_stop(t) or len(t.word) < 2 or any(s < t.end and t.start < e for s, e in when):
            continue
        place = next((name for s, e, name in where if s <= t.start < e), "")
        if place:
            out.setdefault(f"@{place}", Term(f"@{place}", place))
            continue
        joined = text[t.end : t.end + 1] == "-" or text[t.start - 1 : t.start] == "-"  # "long-term"
        kept = naming or joined or t.word in doing or t.word[0].isdigit() or _KEEP.match(t.word)
        if t.stem in light and not kept:
            continue
        exact = (
            _ORDINAL.match(t.word)
            or (t.stem in hard and t.stem not in thesaurus.GENERIC and not _COMPARED.match(t.word))
            or (t.word[0].isdigit() and not _BOUND.search(text[: t.start]))
        )
        out.setdefault(t.stem, Term(t.stem, t.word, hard=bool(exact) and t.stem in asked))
    return tuple(out.values())


def _where(text: str) -> list[tuple[int, int, str]]:
    """The places a question names, capitals for their countries."""
    found = [(p.start, p.end, p.name) for p in places(text, any_case=True)]
    return found + [(t.start, t.end, c) for t in lexicon.tokens(text) if (c := thesaurus.seat_of(t.word))]


def _verbs(text: str) -> set[str]:
    """The words that say what is done: "to share" in "what did they agree to share?"."""
    parts = speech.parts(text)
    words = lexicon.tokens(text)
    return {
        b.word
        for a, b in pairwise(words)
        if a.word.lower() == "to" and parts.get(b.start) == "VERB" and b.word not in _PLAIN_VERBS
    }


class Matcher:
    """How well sentences cover the words of one question."""

    def __init__(self, sentences: Sentences, terms: Sequence[Term], extra: frozenset[str] = frozenset()) -> None:
        """Looks up what else may stand for each term; `extra` are stems that count for little."""
        self._sentences = sentences
        self.terms = tuple(terms)
        self._weights = [self._weight(t, sentences.weight(t.stem), sentences.occurs(t.stem), extra) for t in self.terms]
        self._alike = [_alike(t, sentences.alias.get(t.stem, ())) for t in self.terms]

    @staticmethod
    def _weight(term: Term, rarity: float, known: bool, extra: frozenset[str]) -> float:
        if term.hard:
            return max(0.6, rarity)
        if term.stem in extra:
            return 0.15 * rarity
        return (0.4 if known else 0.12) * max(0.6, rarity)

    @property
    def stems(self) -> set[str]:
        """All stems that a candidate may share."""
        return {s for alike in self._alike for s, factor in alike.items() if factor >= 0.7}

    def level(self, unit: Unit, number: int) -> float:
        """How surely a unit is about a term: 1 its own word, less for a like word, a heading or a neighbour."""
        alike = self._alike[number]
        best = max((f for s, f in alike.items() if s in unit.own), default=0.0)
        if best >= 0.9:
            return best
        best = max(best, 0.8 * max((f for s, f in alike.items() if s in unit.frame), default=0.0))
        if best >= 0.7 or unit.kind == "row":
            return best
        backward = 0.85 if points_back(unit.text) else 0.6
        before, after = self._sentences.near(unit, -1), self._sentences.near(unit, 1)
        for other, factor in ((before, backward), (after, 0.6)):
            if other and other.headings == unit.headings:
                best = max(best, factor * max((f for s, f in alike.items() if s in other.own), default=0.0))
        lead = self._sentences.lead(unit)
        if lead is not None:
            best = max(best, 0.8 * max((f for s, f in alike.items() if s in lead.own), default=0.0))
        if best < 0.5 and any(s in u.own for u in self._sentences.block(unit) for s in alike):
            best = 0.5
        if any(s in self._sentences.around(unit) for s in alike):
            exact = self.terms[number].stem[0] in "@0123456789" and len(unit.headings) > 1
            best = max(best, _HELD if exact else 0.4 if len(unit.headings) > 1 else 0.3)
        return best

    def coverage(self, units: Sequence[Unit]) -> tuple[float, tuple[str, ...]]:
        """Share of the question's weight that units cover together, and the hard words that none really covers."""
        total = got = 0.0
        missing = []
        for number, term in enumerate(self.terms):
            level = max(self.level(u, number) for u in units)
            total += self._weights[number]
            got += self._weights[number] * level
            if level < _HELD and term.hard:
                missing.append(term.word)
        return (got / total if total else 0.0), tuple(missing)

    def lacks(self, units: Sequence[Unit], words: Iterable[str]) -> bool:
        """Is one of some words of the question covered by none of the units?"""
        wanted = set(words)
        numbers = [i for i, t in enumerate(self.terms) if t.word in wanted]
        return any(max(self.level(u, i) for u in units) < _HELD for i in numbers)

    def matched(self, unit: Unit) -> int:
        """How many terms a unit covers by its own words."""
        return sum(any(s in unit.own for s, f in alike.items() if f > 0.7) for alike in self._alike)

    def direct(self, unit: Unit) -> float:
        """Share of the weight of hard terms that a unit covers by its own words."""
        hard = [i for i, t in enumerate(self.terms) if t.hard]
        total = sum(self._weights[i] for i in hard)
        got = sum(self._weights[i] for i in hard if any(s in unit.own for s, f in self._alike[i].items() if f > 0.7))
        return got / total if total else 0.0


def _alike(term: Term, aliases: Iterable[str]) -> dict[str, float]:
    """Stems that may stand for a term, with how surely they do."""
    out = dict.fromkeys(aliases, 0.6) | dict.fromkeys(thesaurus.near(term.stem), 0.8)
    out.update(dict.fromkeys(lexicon.synonyms(term.stem), 0.9))
    out[term.stem] = 1.0
    return out


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score."""

    score: float
    unit: Unit
    coverage: float


def by_coverage(
    query: Query,
    matcher: Matcher,
    sentences: Sentences,
    hits: Sequence[Hit],
    only: re.Pattern[str],
) -> list[Scored]:
    """Candidates, best first: by coverage, then the best of them by what the question asks for.

    Those in whose text `only` finds nothing are left out.
    """
    near = _nearness(sentences, hits)
    first = []
    for unit in sentences.candidates(matcher.stems, hits):
        if not only.search(unit.text):
            continue
        coverage, _ = matcher.coverage((unit,))
        bonus = near.get(unit.index, 0.0)
        first.append((coverage + bonus, coverage, unit))
    first.sort(key=lambda x: (-round(x[0], 6), x[2].index))
    kinds = [k for k in asking.kinds(query.text) if k != "rule"]
    scored = []
    for score, coverage, unit in first[:_SHORTLIST]:
        score += _kind_bonus(kinds, unit, query) + period_bonus(query, unit, sentences) - _length(unit)
        if ABSENCE.search(unit.text) and not re.search(r"(?i)\bnot\b|\bmissing\b|\bunknown\b|\babsent\b", query.text):
            score -= 0.15
        scored.append(Scored(score, unit, coverage))
    return sorted(scored, key=lambda x: (-round(x.score, 6), x.unit.index))


def _kind_bonus(kinds: Sequence[str], unit: Unit, query: Query) -> float:
    """The first kind counts fully, the others by half."""
    return sum(
        asking.fit(k, unit.text, query, row=unit.kind == "row") * (0.5 if i else 1.0) for i, k in enumerate(kinds)
    )


def _nearness(sentences: Sentences, hits: Sequence[Hit]) -> dict[int, float]:
    """Nearness in meaning of the passage a sentence stands in, by the sentence's place: most for the first hit."""
    out: dict[int, float] = {}
    for rank, hit in enumerate(hits):
        for unit in sentences.at(hit.passage.span):
            out.setdefault(unit.index, 0.16 * (1 - rank / max(1, len(hits))))
    return out


def period_bonus(query: Query, unit: Unit, sentences: Sentences) -> float:
    """A sentence that names the period asked for, or stands under it."""
    if not query.request.periods:
        return 0.0
    date = sentences.evidence.documents[unit.span.document].date
    lead = sentences.lead(unit)
    year = next((p.period for p in periods.read(lead.text) if p.period.kind == "year"), None) if lead else None
    named = [p.period for p in periods.read(unit.text, date, year)]
    before = sentences.near(unit, -1) if points_back(unit.text) else None
    named += [p.period for p in periods.read(before.text, date)] if before else []
    if year and any(periods.contains(w, p) for p in named for w in query.request.periods):
        return 0.15
    if any(p.same_as(w) for p in named for w in query.request.periods):
        return 0.15
    above = [p.period for h in unit.headings for p in periods.read(h)]
    return 0.08 if any(p.same_as(w) for p in above for w in query.request.periods) else -0.05


def _length(unit: Unit) -> float:
    """Very short fragments and very long sentences answer less well."""
    words = len(unit.own)
    return 0.08 if words < 4 and unit.kind != "row" else 0.0 if words < 40 else 0.04

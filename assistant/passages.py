"""Answers in the documents' own words: the fewest sentences that answer, whole and in order, each cited.

Sentences are scored by how well they, their headings and their neighbours cover the words of the question, by how
near their passage is to it in meaning, and by whether they hold what is asked for: a person, a date, a reason, a
condition, a definition. A question whose telling words nothing covers is declined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import asking, speech, thesaurus
from assistant.asking import ABSENCE
from assistant.query import Query, Term
from assistant.sentences import Sentences, Unit
from index import lexicon, periods
from index.names import places
from index.types import Hit, Span

Search = Callable[[str, int], tuple[Hit, ...]]

ACCEPT = 0.6
"""Least share of the question's term weight that the chosen sentences, with their headings, must cover."""

_HELD = 0.45
"""A word whose level is below this is not said."""
_SHORTLIST = 40
"""So many sentences, best covered first, are looked at closely."""

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
_ARTICLE = re.compile(r"(?i)\b(?:newspaper|press|article|news (?:piece|story|item|report))\b")
_CHOICES, _BEHIND = 4, 0.25
_USUAL = 10
_ORDINAL = re.compile(r"(?i)^(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth)$")
_ASKING_VERBS = frozenset(
    lexicon.stem(w)
    for w in "be do have make take get come go happen say know tell explain mean ask want need give "
    "use call look see become "
    "put keep let seem think believe concern find hold cause lead drive blame describe "
    "define prompt trigger matter belong "
    "name state refer stand work look turn need require involve count begin start end expire "
    "finish last run stop open".split()
)
_PLAIN_VERBS = frozenset("be have do make get go come take give put tell say know find want need see".split())
_BACKWARD = re.compile(
    r"(?i)(?:^|.*,[”\"]? )(?:he|she|they) (?:said|added|told|noted|put)\b|^[“\"]?(?:this|that|"
    r"these|those|it|they|both|he|she|its|their|such|the former|the latter|neither|under an?|"
    r"at the|the (?:older|newer|other|same|rest|two))\b"
)
_ONWARD = re.compile(
    r"(?i)^[“\"]?(?:this|it|they|these|those|such|but|however|instead|for example|otherwise|before that|after that|"
    r"under an?|the (?:older|newer|other|former|latter)|both|only|an?other|finally|nor|neither)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences chosen for an answer.

    `coverage` of the question's weight; `missing` hard terms nothing covers; `in_focus`: beside what the last answer
    rested on; `idle`: what the question says is done is not said; `direct`: share of the hard terms in its own words.
    """

    units: tuple[Unit, ...]
    score: float
    coverage: float
    missing: tuple[str, ...]
    in_focus: bool = False
    idle: bool = False
    direct: float = 1.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score."""

    score: float
    unit: Unit
    coverage: float


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


def main_verbs(query: Query) -> tuple[str, ...]:
    """What the question says is done, left out what any question says: the "ban" of "Why did they ban it?"."""
    parts = speech.parts(query.text)
    return tuple(
        t.word
        for t in lexicon.tokens(query.text)
        if parts.get(t.start) == "VERB" and not lexicon.is_stop(t) and t.stem not in _ASKING_VERBS
    )


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
        backward = 0.85 if _BACKWARD.match(unit.text) else 0.6
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


def find(
    query: Query,
    sentences: Sentences,
    search: Search,
    extra: Sequence[Term] = (),
    focus: Sequence[Span] = (),
    *,
    said: bool = True,
) -> tuple[Found, ...]:
    """The best sentences for a question: a few choices, best first.

    Args:
        query: the question; its places and periods must be matched.
        sentences: the corpus.
        search: hybrid search over passages.
        extra: words of the conversation that the question leans on, counted softly.
        focus: spans that the conversation is about; sentences in their section are preferred.
        said: whether the last answer read those spans out; else they may answer themselves.
    """
    own = question_terms(query)
    more = tuple(t for t in extra if t.stem not in {x.stem for x in own})
    matcher = Matcher(sentences, own + more, frozenset(t.stem for t in more))
    hits = search(" ".join([query.text, *(t.word for t in extra)]), 8)
    scored = ranked(query, matcher, sentences, hits, focus, said=said)
    around = {(u.span.document, u.block) for span in focus for u in sentences.at(span)}
    verbs = main_verbs(query)
    out = []
    for begin in range(min(_CHOICES, len(scored))):
        if scored[begin].score < scored[0].score - _BEHIND:
            break
        chosen = _extended(query, sentences, matcher, scored[begin:])
        covered, missing = matcher.coverage(chosen)
        in_focus = any((u.span.document, u.block) in around for u in chosen)
        idle = matcher.lacks(chosen, verbs)
        direct = max(matcher.direct(u) for u in chosen)
        out.append(Found(chosen, scored[begin].score, covered, missing, in_focus, idle, direct))
    return tuple(out)


def ranked(
    query: Query,
    matcher: Matcher,
    sentences: Sentences,
    hits: Sequence[Hit],
    focus: Sequence[Span] = (),
    *,
    said: bool = True,
    only: re.Pattern[str] | None = None,
) -> list[Scored]:
    """Candidates, best first: by coverage, then the best of them by what the question asks for.

    `only` leaves out those in whose text it finds nothing.
    """
    near = _nearness(sentences, hits)
    meant = "article" if _ARTICLE.search(query.text) else None
    first = []
    for unit in sentences.candidates(matcher.stems, hits):
        if only is not None and not only.search(unit.text):
            continue
        coverage, _ = matcher.coverage((unit,))
        bonus = near.get(unit.index, 0.0) + _focus_bonus(unit, focus, said)
        bonus += 0.2 if sentences.evidence.documents[unit.span.document].kind == meant else 0.0
        first.append((coverage + bonus, coverage, unit))
    first.sort(key=lambda x: (-round(x[0], 6), x[2].index))
    kinds = asking.kinds(query.text)
    scored = []
    for score, coverage, unit in first[:_SHORTLIST]:
        score += _kind_bonus(kinds, unit, query) + _period_bonus(query, unit, sentences) - _length(unit)
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


def _period_bonus(query: Query, unit: Unit, sentences: Sentences) -> float:
    """A sentence that names the period asked for, or stands under it."""
    if not query.request.periods:
        return 0.0
    date = sentences.evidence.documents[unit.span.document].date
    lead = sentences.lead(unit)
    year = next((p.period for p in periods.read(lead.text) if p.period.kind == "year"), None) if lead else None
    named = [p.period for p in periods.read(unit.text, date, year)]
    before = sentences.near(unit, -1) if points_back(unit) else None
    named += [p.period for p in periods.read(before.text, date)] if before else []
    if year and any(periods.contains(w, p) for p in named for w in query.request.periods):
        return 0.15
    if any(p.same_as(w) for p in named for w in query.request.periods):
        return 0.15
    above = [p.period for h in unit.headings for p in periods.read(h)]
    return 0.08 if any(p.same_as(w) for p in above for w in query.request.periods) else -0.05


def _focus_bonus(unit: Unit, focus: Sequence[Span], said: bool) -> float:
    if unit.span in focus:
        return -0.12 if said else 0.3
    best = 0.0
    for span in focus:
        if span.document == unit.span.document:
            best = max(best, 0.1 + (0.12 if abs(span.start - unit.span.start) < 700 else 0.0))
    return best


def _length(unit: Unit) -> float:
    """Very short fragments and very long sentences answer less well."""
    words = len(unit.own)
    return 0.08 if words < 4 and unit.kind != "row" else 0.0 if words < 40 else 0.04


def _extended(query: Query, sentences: Sentences, matcher: Matcher, scored: Sequence[Scored]) -> tuple[Unit, ...]:
    """The first sentence with those it needs: what it points back to, what goes on from it, the other side of it."""
    first = scored[0].unit
    kinds = asking.kinds(query.text)
    if "difference" in kinds:
        return _both_sides(matcher, scored)
    chosen = [first]
    before = sentences.near(first, -1)
    if _BACKWARD.match(first.text) and before and before.kind != "row" and before.headings == first.headings:
        chosen.insert(0, before)
    last = first
    for _ in range(2):
        after = sentences.near(last, 1)
        if after is None or after.block != last.block or after.kind == "row" or len(chosen) > 2:
            break
        gain = matcher.coverage([*chosen, after])[0] - matcher.coverage(chosen)[0]
        enough = 0.3 if ABSENCE.search(after.text) else 0.1
        if not (gain > enough or _goes_on(kinds, after, query)):
            break
        chosen.append(after)
        last = after
    return tuple(chosen)


def _goes_on(kinds: Sequence[str], after: Unit, query: Query) -> bool:
    """Does a sentence carry on the answer of the one before it?"""
    if ABSENCE.search(after.text):
        return False
    wanted = [k for k in kinds if k not in ("who", "code", "where", "definition")]
    if _ONWARD.match(after.text):
        return not kinds or any(asking.holds(k, after.text, query) for k in wanted) or "how" in wanted
    return bool(wanted) and wanted[0] in ("how", "condition") and asking.fit(wanted[0], after.text, query) > 0.05


def _both_sides(matcher: Matcher, scored: Sequence[Scored]) -> tuple[Unit, ...]:
    """For a difference: the sentence on one thing, and the best one on the other."""
    first = scored[0].unit
    rest = [t for t in matcher.terms if t.hard and t.stem not in first.own]
    for other in scored[1:12]:
        if any(t.stem in other.unit.own for t in rest) and other.score > 0.4 * scored[0].score:
            return tuple(sorted((first, other.unit), key=lambda u: u.index))
    return (first,)


def points_back(unit: Unit) -> bool:
    """Does a sentence need the one before it to be understood?"""
    return bool(_BACKWARD.match(unit.text))


def absences(query: Query, sentences: Sentences) -> list[Unit]:
    """Sentences that say that the very thing the question asks for is not known, most alike first.

    The first noun of a question is what is asked for ("fees", "a breakdown", "shares"): the sentence must name it, or
    else nearly everything the question names; and no place that is asked about may be foreign to it.
    """
    terms = question_terms(query)
    matcher = Matcher(sentences, terms)
    wanted = next((t for t in terms if t.hard and t.stem[0] not in "@0123456789"), None)
    places_asked = [t.word for t in terms if t.stem.startswith("@")]
    out = []
    for unit in sentences.candidates(matcher.stems, ()):
        if unit.kind == "row" or not ABSENCE.search(unit.text) or matcher.lacks((unit,), places_asked):
            continue
        coverage, missing = matcher.coverage((unit,))
        told = Matcher(sentences, [t for t in terms if t.hard and not _usual_place(sentences, t)]).matched(unit)
        names_it = wanted is not None and Matcher(sentences, (wanted,)).matched(unit) > 0
        direct = matcher.direct(unit)
        nearly_all = direct >= 0.6 and (not missing or (coverage >= 0.75 and direct >= 0.75))
        if told and ((names_it and coverage >= 0.5 and direct >= 0.4) or nearly_all):
            out.append((coverage + direct + 2 * _period_bonus(query, unit, sentences), unit))
    return [u for _, u in sorted(out, key=lambda x: (-round(x[0], 6), x[1].index))]


def _usual_place(sentences: Sentences, term: Term) -> bool:
    """A place that the documents name all the time tells nothing."""
    return term.stem.startswith("@") and sentences.count(term.stem) > _USUAL

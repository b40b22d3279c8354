"""Answers in the documents' own words: the fewest sentences that answer, whole and in order, each cited.

Sentences are scored by how well they and their headings cover the words of the question, by how near their passage
is to it in meaning, and by whether they hold what the question word asks for: a person, a date, a reason, a
definition. A question whose telling words nothing covers is declined.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.bind import Evidence
from assistant.query import Query, Term
from index import lexicon, periods
from index.figures import SOURCE_MARK
from index.names import places
from index.types import Document, Hit, Span

Search = Callable[[str, int], tuple[Hit, ...]]

ACCEPT = 0.62
"""Least share of the question's term weight that the chosen sentence, with its headings, must cover."""

ABSENCE = re.compile(
    r"(?i)\b(?:not (?:found|available|given|stated|published|known|seen|covered|disclosed|reported|shown|confirmed|described|measured|broken down)|no (?:[\w-]+ ){0,6}?(?:was|were|is|are) (?:found|available|given|published|seen|held|measured|stated)|"
    r"(?:was|were|is|are|could) not (?:be )?(?:found|available|given|published|measured|confirmed|stated|broken down)|no (?:source|report|document|figure|breakdown|list|number|data|split|recent|official|full|comparable|independent)s?\b|cannot be (?:measured|confirmed|told|converted|given|computed|said)|not possible|neither (?:report|article|text|source)|nothing (?:seen|in the))"
)
_WHO = re.compile(r"(?i)\b(?:said|says|according|signed|minister|director|chair\w*|president|secretary|coordinator|chief|head|officer|spokes\w+|association|ministry|council|commission|told|manager|analyst|led by|by)\b")
_WHY = re.compile(r"(?i)\b(?:because|since|due to|owing to|as a result|reason|caused?|so that|therefore|which is why|explain\w*|driven|led to|after|thanks to|on account|reflect\w*|suggests?|when|follow\w*|amid|blam\w+|attribut\w+|so\b)")
_HOW = re.compile(r"(?i)\b(?:by|through|first|then|must|into|out of|holds?|pays?|paid|under|via|using|requires?|works?|each|after)\b")
_CONDITION = re.compile(r"(?i)\b(?:if|provided|condition\w*|unless|subject to|depend\w*|as long as|only when|tied|requires?|must)\b")
_DEFINITION = re.compile(r"(?i)^\W*(?:[-*]\s*)?\W*(?P<term>[^—–:-]{1,60}?)\**\s*(?:[-–—:]\s|\bis\b|\bare\b|\bmeans\b|\bstands for\b|\brefers to\b)")
_PURPOSE = re.compile(r"(?i)\b(?:to (?:explore|discuss|boost|promote|help|review|agree|launch|mark|examine|find|raise|share|support|set|hold|protect|widen|cut|keep|build|give|pay|cover|fund|replace)|for the purpose|aim\w*|in order to|so that|meant)\b")


_NAMING = re.compile(r"(?i)^\W*(?:so |and |ok |please |remind me )*(?:what(?:'s| is| are| does| do| was)|define|explain|meaning of|what) (?:an? |the |is )?[\w.-]+(?: [\w.-]+){0,3}?(?: mean| means| stand for| stands for)?\W*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a table row as a candidate answer."""

    span: Span
    text: str
    own: frozenset[str]
    frame: frozenset[str]
    headings: tuple[str, ...]
    kind: str
    index: int
    block: int


class Sentences:
    """All sentences and rows of a corpus, findable by their words. Immutable; thread-safe."""

    def __init__(self, evidence: Evidence) -> None:
        """Reads them from the documents' blocks."""
        self.evidence = evidence
        self.units: list[Unit] = []
        self._posting: dict[str, list[int]] = defaultdict(list)
        self._by_place: dict[tuple[str, int], int] = {}
        for document in evidence.documents.values():
            self._read(document)
        for i, unit in enumerate(self.units):
            for s in unit.own:
                self._posting[s].append(i)

    def _read(self, document: Document) -> None:
        for number, block in enumerate(document.blocks):
            spans: Sequence[tuple[int, int]] = block.sentences if block.kind in ("paragraph", "item") else ()
            head = ""
            if block.kind == "row" and block.table is not None:
                spans = ((block.start, block.end),)
                head = " ".join(c.text for c in document.tables[block.table].columns)
            frame = frozenset(t.stem for t in lexicon.content(" ".join((document.title, document.publisher, *block.headings, head))))
            for start, end in spans:
                text = document.text[start:end]
                own = frozenset(t.stem for t in lexicon.tokens(SOURCE_MARK.sub("", text)) if not lexicon.is_stop(t))
                self._by_place[document.id, start] = len(self.units)
                self.units.append(Unit(Span(document.id, start, end), text, own, frame, (document.title, *block.headings), block.kind, len(self.units), number))

    def near(self, unit: Unit, step: int) -> Unit | None:
        """The unit so many places later (earlier when negative) in the same document."""
        i = unit.index + step
        if 0 <= i < len(self.units) and self.units[i].span.document == unit.span.document:
            return self.units[i]
        return None

    def candidates(self, terms: Sequence[Term], hits: Sequence[Hit]) -> list[Unit]:
        """Units that share a telling word with the question, or lie in a passage that search found."""
        chosen: set[int] = set()
        for term in terms:
            for s in (term.stem, *lexicon.synonyms(term.stem)):
                found = self._posting.get(s, ())
                if len(found) < 400:
                    chosen.update(found)
        for hit in hits:
            span = hit.passage.span
            chosen.update(i for (d, start), i in self._by_place.items() if d == span.document and span.start <= start < span.end)
        return [self.units[i] for i in sorted(chosen)]


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences chosen for an answer. `coverage` of the question's weight; `missing` hard terms nothing covers."""

    units: tuple[Unit, ...]
    score: float
    coverage: float
    missing: tuple[str, ...]


def question_terms(query: Query) -> tuple[Term, ...]:
    """The words a passage must cover: content words, names and periods of the question."""
    light = lexicon.light_stems()
    keep = re.compile(r"(?i)^(?:report|source|rate|share|price|cost|number|long|figure|document|date|name|rupee|dollar|euro|term|point|second|first|third|last|percentage|stand|stood|go)$")
    out: dict[str, Term] = {}
    hard = {t.stem for t in query.request.terms if t.hard}
    when = [(p.start, p.end) for p in periods.read(query.text)]
    naming = bool(_NAMING.match(query.text))  # "What is a crore?" asks about the very word
    for t in lexicon.tokens(query.text):
        if lexicon.is_stop(t) or len(t.word) < 2 or any(s < t.end and t.start < e for s, e in when):
            continue
        if not naming and t.stem in light and not keep.match(t.word) and not t.word[0].isdigit():
            continue
        out.setdefault(t.stem, Term(t.stem, t.word, hard=t.stem in hard or t.word[0].isdigit() or bool(places(t.word))))
    return tuple(out.values())


def find(query: Query, sentences: Sentences, search: Search, extra: Sequence[Term] = (), focus: Sequence[Span] = ()) -> Found | None:
    """The best sentences for a question, or None.

    Args:
        query: the question; its places and periods must be matched.
        sentences: the corpus.
        search: hybrid search over passages.
        extra: words of the conversation that the question leans on, counted softly.
        focus: spans that the conversation is about; sentences in their section are preferred.
    """
    own = question_terms(query)
    terms = own + tuple(t for t in extra if t.stem not in {x.stem for x in own})
    hits = search(" ".join([query.text, *(t.word for t in extra)]), 8)
    rank = {h.passage.span: i for i, h in enumerate(hits)}
    best: tuple[float, Unit, float, tuple[str, ...]] | None = None
    scored: list[tuple[float, Unit, float, tuple[str, ...]]] = []
    for unit in sentences.candidates(terms, hits):
        coverage, missing = _coverage(sentences, unit, terms)
        score = coverage + _period_bonus(query, unit, sentences) + _type_bonus(query, unit) + _near_bonus(unit, rank, hits) + _focus_bonus(unit, focus) - _length(unit)
        scored.append((score, unit, coverage, missing))
    if not scored:
        return None
    scored.sort(key=lambda x: (-round(x[0], 6), x[1].index))
    best = scored[0]
    chosen = _extended(query, sentences, best[1], terms, scored)
    covered, left = _joint(sentences, chosen, terms)
    return Found(chosen, best[0], covered, left)


def _period_bonus(query: Query, unit: Unit, sentences: Sentences) -> float:
    """A sentence that names the period asked for, or stands under it."""
    if not query.request.periods:
        return 0.0
    date = sentences.evidence.documents[unit.span.document].date
    named = [p.period for p in periods.read(unit.text, date)]
    if any(p.same_as(w) for p in named for w in query.request.periods):
        return 0.15
    above = [p.period for h in unit.headings for p in periods.read(h)]
    return 0.08 if any(p.same_as(w) for p in above for w in query.request.periods) else -0.05


def _level(sentences: Sentences, unit: Unit, stem: str) -> float:
    evidence = sentences.evidence
    stems = (stem, *lexicon.synonyms(stem))
    for s, factor in zip(stems, (1.0, *([0.9] * (len(stems) - 1))), strict=True):
        if s in unit.own:
            return factor
    for s, factor in zip(stems, (0.8, *([0.7] * (len(stems) - 1))), strict=True):
        if s in unit.frame:
            return factor
    for step in (-1, 1):
        other = sentences.near(unit, step)
        if other and other.headings == unit.headings and any(s in other.own for s in stems):
            return 0.6
    _ = evidence
    return 0.0


def _coverage(sentences: Sentences, unit: Unit, terms: Sequence[Term]) -> tuple[float, tuple[str, ...]]:
    total = got = 0.0
    missing = []
    for term in terms:
        weight = max(0.6, sentences.evidence.weight(term.stem)) * (1.0 if term.hard else 0.25)
        level = _level(sentences, unit, term.stem)
        total += weight
        got += weight * level
        if level == 0.0 and term.hard:
            missing.append(term.word)
    return (got / total if total else 0.0), tuple(missing)


def _joint(sentences: Sentences, chosen: Sequence[Unit], terms: Sequence[Term]) -> tuple[float, tuple[str, ...]]:
    """Coverage of the chosen sentences taken together."""
    total = got = 0.0
    missing = []
    for term in terms:
        weight = max(0.6, sentences.evidence.weight(term.stem)) * (1.0 if term.hard else 0.25)
        level = max(_level(sentences, u, term.stem) for u in chosen)
        total += weight
        got += weight * level
        if level == 0.0 and term.hard:
            missing.append(term.word)
    return (got / total if total else 0.0), tuple(missing)


def _type_bonus(query: Query, unit: Unit) -> float:
    """How well a sentence holds the kind of thing asked for, 0 to 0.25."""
    text, q = unit.text, query.text.lower()
    bonus = 0.0
    if re.search(r"\bwho\b|\bwhom\b|\bwhose\b", q):
        bonus += 0.1 if _WHO.search(text) or re.search(r"[A-Z][a-z]+ [A-Z][a-z]+", text) else 0.0
    if re.search(r"\bwhy\b|\bhow come\b|\breason\b|\bwhat (?:explains|caused|led|made|drove)\b", q):
        bonus += 0.12 if _WHY.search(text) else 0.0
    if re.search(r"\bwhen\b|\bwhich (?:day|date|year|month)\b|\bwhat (?:day|date|year|month)\b|\bsince when\b|\buntil when\b|\bdate\b|\bdeadline\b|\bby when\b", q):
        bonus += 0.15 if periods.read(text) else -0.1
    if re.search(r"\bcondition|\bunder what\b|\bwhat would have to|\bdepend", q):
        bonus += 0.2 if _CONDITION.search(text) else 0.0
    if re.search(r"\bhow (?:does|do|is|are|did|can)\b", q):
        bonus += 0.06 if _HOW.search(text) else 0.0
    if re.search(r"\bwhat(?:'s| is| are| was| does)? (?:an? |the )?[\w\s-]{1,40}\??$|\bmean(?:s|ing)?\b|\bstand for\b|\bdefin", q) and not re.search(r"\bwhat (?:is|are|was|were) (?:the )?\w+ (?:of|to|for|in|on)\b", q):
        bonus += _definition_bonus(query, text)
    if re.search(r"\bwhat\b[^?]*\bfor\b|\bpurpose\b|\baim\b|\bheld for\b|\bwhat for\b", q):
        bonus += 0.15 if _PURPOSE.search(text) else 0.0
    if re.search(r"\bdifference between\b", q):
        bonus += 0.05 if _DEFINITION.match(text) else 0.0
    if unit.kind == "row" and re.search(r"\bwhich\b|\bwhat\b.*\b(?:code|number|class)\b", q):
        bonus += 0.05
    if unit.kind == "row" and re.search(r"\bwhy\b|\bhow (?:does|do|did|come)\b|\bwhat (?:drove|caused|led|explains)\b|\bwhat happens\b", q):
        bonus -= 0.3
    if ABSENCE.search(text) and not re.search(r"\bnot\b|\bmissing\b|\bunknown\b|\babsent\b", q):
        bonus -= 0.12
    return bonus


def _definition_bonus(query: Query, text: str) -> float:
    """A glossary entry whose term is what is asked about."""
    m = _DEFINITION.match(text)
    if not m:
        return 0.0
    term = {t.stem for t in lexicon.content(m["term"])}
    asked = {t.stem for t in lexicon.content(re.sub(r"(?i)\b(?:what|mean\w*|define|stand|definition)\b", " ", query.text))}
    if not term or not asked:
        return 0.0
    return 0.5 if term == asked else 0.35 if asked <= term or term <= asked else 0.0


def _near_bonus(unit: Unit, rank: dict[Span, int], hits: Sequence[Hit]) -> float:
    """Nearness in meaning of the passage a sentence stands in: most for the first hit."""
    for hit in hits:
        span = hit.passage.span
        if span.document == unit.span.document and span.start <= unit.span.start < span.end:
            return 0.16 * (1 - rank[span] / max(1, len(hits)))
    return 0.0


def _focus_bonus(unit: Unit, focus: Sequence[Span]) -> float:
    if unit.span in focus:
        return -0.12  # it was just said
    best = 0.0
    for span in focus:
        if span.document == unit.span.document:
            best = max(best, 0.1 + (0.12 if abs(span.start - unit.span.start) < 700 else 0.0))
    return best


def _length(unit: Unit) -> float:
    """Very short fragments and very long sentences answer less well."""
    words = len(unit.own)
    return 0.08 if words < 4 else 0.0 if words < 40 else 0.04


def _extended(query: Query, sentences: Sentences, first: Unit, terms: Sequence[Term], scored: Sequence[tuple[float, Unit, float, tuple[str, ...]]]) -> tuple[Unit, ...]:
    """The first sentence with those it needs: what it points back to, what follows it, the other side of a comparison."""
    chosen = [first]
    if re.search(r"(?i)\bdifference between\b|\bcompare\b|\bversus\b|\bvs\b|\bdiffer\b", query.text):
        covered = set(first.own)
        for score, unit, _, _ in scored[1:12]:
            new = [t for t in terms if t.stem in unit.own and t.stem not in covered and t.hard]
            if new and score > 0.4 * scored[0][0]:
                chosen.append(unit)
                break
        return tuple(sorted(chosen, key=lambda u: u.index))
    if re.match(r"(?i)[“\"]?(?:this|that|these|those|it|they|both|he|she|its|their|such|the former|the latter|under a|at the)\b", first.text):
        before = sentences.near(first, -1)
        if before and before.block == first.block or (before and before.kind == "paragraph" and first.kind == "paragraph" and before.headings == first.headings and re.match(r"(?i)[“\"]?(?:this|that|these|those|it|he|she)\b", first.text)):
            chosen.insert(0, before)
    wants_more = re.search(r"(?i)\bhow (?:does|do|did|is|are|was|were|can)\b|\bwhat happen|\bexplain\b|\bdescribe\b|\bwhy\b|\bconditions?\b|\bwhat (?:must|should|did|do|does)\b|\bunder\b", query.text)
    after = sentences.near(first, 1)
    if after and after.block == first.block and after.kind != "row":
        gain = _joint(sentences, [*chosen, after], terms)[0] - _joint(sentences, chosen, terms)[0]
        negative = re.search(r"(?i)\b(?:cannot|not|no longer|never)\b", first.text) and not re.search(r"(?i)\bnot\b|n't\b", query.text)
        if wants_more or gain > 0.12 or negative or re.match(r"(?i)(?:under|but|it |this|they|for example|such)", after.text):
            chosen.append(after)
            further = sentences.near(after, 1)
            if further and further.block == first.block and re.search(r"(?i)\bhow does\b|\bhow do\b|\bexplain\b|\bdescribe\b|\bwhat happen", query.text):
                chosen.append(further)
    return tuple(chosen)


def absences(query: Query, sentences: Sentences, terms: Sequence[Term]) -> list[Unit]:
    """Sentences that say that something the question asks about is not known, most alike first."""
    out = []
    for unit in sentences.units:
        if unit.kind == "row" or not ABSENCE.search(unit.text):
            continue
        coverage, _ = _coverage(sentences, unit, terms)
        direct = sum(sentences.evidence.weight(t.stem) for t in terms if t.stem in unit.own or any(s in unit.own for s in lexicon.synonyms(t.stem)))
        if coverage >= 0.5 and direct > 3:
            out.append((coverage, unit))
    return [u for _, u in sorted(out, key=lambda x: (-x[0], x[1].index))]


def summary(document: Document, sentences: Sentences, terms: Sequence[Term], count: int = 4) -> tuple[Unit, ...]:
    """A document's main points: the sentences that say most of what the whole says, not its first lines.

    Greedy choice by the weight of words newly covered (words weighted by how often this document uses them), numbers
    and the question's own words counted double.
    """
    units = [u for u in sentences.units if u.span.document == document.id and u.kind in ("paragraph", "item")]
    if not units:
        units = [u for u in sentences.units if u.span.document == document.id][:count]
    frequency: dict[str, int] = defaultdict(int)
    for u in units:
        for s in u.own:
            frequency[s] += 1
    title = {t.stem for t in lexicon.content(document.title)}
    asked = {t.stem for t in terms}
    def worth(stem: str) -> float:
        base = (frequency[stem] if frequency[stem] > 1 else 0.4) * min(3.0, sentences.evidence.weight(stem))
        return base * (1.6 if stem in title else 1.0) * (1.8 if stem in asked else 1.0)

    chosen: list[Unit] = []
    covered: set[str] = set()
    while units and len(chosen) < count:
        def gain(u: Unit) -> float:
            fresh = sum(worth(s) for s in u.own - covered)
            has_number = bool(re.search(r"\d", SOURCE_MARK.sub("", u.text)))
            return fresh / (8 + len(u.own)) * (1.35 if has_number else 1.0)
        best = max(units, key=lambda u: (gain(u), -u.index))
        chosen.append(best)
        covered |= best.own
        units.remove(best)
    return tuple(sorted(chosen, key=lambda u: u.index))

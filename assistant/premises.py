"""Questions that take for granted what the documents deny are corrected in the documents' words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import asking, question, thesaurus
from assistant.asking import ABSENCE
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.matcher import Matcher, question_terms
from assistant.query import Query, Term
from assistant.quoting import quoted
from assistant.sentences import Unit
from assistant.signs import points_back
from index import lexicon, periods
from index.types import Span

_PRESUMES = re.compile(
    r"(?i)^\W*(?:and |so |but |ok |then )*(?:why|how come|since when|when|how did|"
    r"what (?:drove|caused|led to|explains?|"
    r"explained|made|lies behind|was behind|is behind)|what(?:'s| is) (?:the reason|behind)|"
    r"on (?:what|which) (?:day|date)|"
    r"from (?:what|which) (?:day|date)|who(?:m|se)?\b|which\b|what [\w-]+ [\w-]+ (?:does|do|"
    r"did)\b|what [\w-]+ (?:does|do|did)\b|"
    r"under which|by whom|to whom)"
)
_CAUSAL = re.compile(
    r"(?i)^\W*(?:and |so |but )*(?:why|how come|what (?:drove|caused|led|made|explain\w*|lies|was|is) )"
)
_DENIES = re.compile(
    r"(?i)\b(?:not|no(?! (?:more|less|fewer|later|earlier) than)|never|nothing|neither|nor|nobody|"
    r"without|none|cannot)\b|n[’']t\b"
)
_NONE = re.compile(r"(?i)no|neither|none|nothing|nobody|without")
_CASE = re.compile(
    r"(?i)^\W*(?:and |so |but |ok |then )*(?:why|how come|since when|when|how did|"
    r"what (?:drove|caused|led|made|explain\w*|lies|was|is) )"
)
_RANKS = frozenset(("top", "five", "three", "ten", "first", "second"))
_ENDLESS = re.compile(
    r"(?i)\b(?:no|without an?) (?:fixed |set )?(?:end|expiry|time limit|deadline)\b|"
    r"\bnever expires?\b|\bnot (?:end|expire)\b|"
    r"\b(?:no|nothing|not)\b[^.;]*\bdate (?:on which|by which|for)\b"
)
_TELLING = 2.0
_REACH = 9
"""So many words after a "no" or "not" are denied by it."""


def premise(desk: Desk, query: Query) -> Draft | None:
    """A correction, or None where nothing in the documents denies what the question presumes."""
    if not _PRESUMES.match(query.text) or _DENIES.search(query.text):
        return None
    return _direction(desk, query) or _no_date(desk, query) or _denial(desk, query)


def _no_date(desk: Desk, query: Query) -> Draft | None:
    """Corrects a question that asks for an end where the documents say that none is set."""
    if "when" not in asking.kinds(query.text) or not re.search(
        r"(?i)\b(?:end\w*|expir\w+|laps\w+|last|until)\b", query.text
    ):
        return None
    matcher = Matcher(desk.sentences, question_terms(query))
    found = []
    for unit in desk.sentences.candidates({*matcher.stems, "end", "expir"}, ()):
        coverage, missing = matcher.coverage((unit,))
        if unit.kind != "row" and not missing and coverage >= 0.4 and _ENDLESS.search(unit.text):
            found.append((coverage, unit))
    return _said(desk, max(found, key=lambda x: (x[0], -x[1].index))[1]) if found else None


def _direction(desk: Desk, query: Query) -> Draft | None:
    """Corrects a question that presumes a rise where the documents say that it fell, and the other way round."""
    rising = bool(re.search(rf"(?i)\b{question._GROW}\b", query.text))
    falling = bool(re.search(rf"(?i)\b{question._FALL}\b", query.text))
    if rising == falling or not _CAUSAL.match(query.text):
        return None
    hard = tuple(t for t in query.request.terms if t.hard)
    for m in desk.evidence.find(replace(query.request, kind="change", unit="percent", terms=hard))[:1]:
        document = desk.evidence.documents[m.figure.span.document]
        words = document.text[max(0, m.figure.span.start - 60) : m.figure.span.end + 30]
        down = bool(re.search(rf"(?i)\b(?:{question._FALL}|down|lower|less)\b", words))
        up = bool(re.search(rf"(?i)\b(?:{question._GROW}|up|higher|more)\b", words))
        if down != up and down == rising:
            draft = Draft(desk.evidence)
            sentence = _words_at(desk, m.figure.context)
            draft.say(f"No, they did not {'rise' if rising else 'fall'}: {sentence}", [m.figure])
            return draft
    return None


def _words_at(desk: Desk, span: Span) -> str:
    """The words of a span as they are said."""
    unit = next((u for u in desk.sentences.units if u.span == span), None)
    return quoted(unit, desk) if unit else ""


def _denial(desk: Desk, query: Query) -> Draft | None:
    """A sentence that says "no X" or "not X" of what the question takes for granted."""
    terms = tuple(Term(t.stem, t.word, hard=True) for t in _with_rank(query) if t.hard or t.stem in _RANKS)
    causal = bool(_CASE.match(query.text))
    dated = "when" in asking.kinds(query.text)
    telling = [t for t in terms if desk.sentences.weight(t.stem) > _TELLING and not t.stem.startswith("@")]
    if not causal:
        telling = [t for t in telling if t.stem not in _RANKS]
    if len(terms) < 2 or not telling:
        return None
    matcher = Matcher(desk.sentences, terms)
    whole = Matcher(desk.sentences, _with_rank(query))
    best: tuple[float, Unit] | None = None
    for unit in desk.sentences.candidates(matcher.stems, ()):
        if unit.kind == "row" or ABSENCE.search(unit.text) or not _DENIES.search(unit.text):
            continue
        if dated and periods.read(unit.text):
            continue  # "No new contracts may be signed from 1 January 2026" answers when, and denies nothing
        coverage, missing = matcher.coverage((unit,))
        if len(missing) > (0 if causal else 1) or coverage < 0.68 or matcher.direct(unit) < 0.4:
            continue
        if whole.matched(unit) < 2 or not _denied(unit, terms if causal else telling, any_denial=causal):
            continue
        if best is None or coverage > best[0]:
            best = (coverage, unit)
    if best is None:
        return None
    return _said(desk, best[1])


def _with_rank(query: Query) -> tuple[Term, ...]:
    terms = {t.stem: t for t in question_terms(query)}
    for t in lexicon.tokens(query.text):
        if t.stem in _RANKS:
            terms.setdefault(t.stem, Term(t.stem, t.word))
    return tuple(terms.values())


def _denied(unit: Unit, terms: Sequence[Term], *, any_denial: bool) -> bool:
    """Is a telling word of the question what the sentence denies, by "no X" or also by "not X"?"""
    found = lexicon.tokens(unit.text)
    wanted = {s for t in terms for s in (t.stem, *lexicon.synonyms(t.stem), *thesaurus.near(t.stem))}
    denies = _DENIES if any_denial else _NONE
    total = sum(1 for x in found if x.stem in wanted)
    for i, t in enumerate(found):
        bound = found[i + 1 : i + 3]  # "no more than 300 tonnes" denies nothing
        if t.word.lower() == "no" and [x.word.lower() for x in bound][1:] == ["than"]:
            continue
        said = denies.fullmatch(t.word) or (any_denial and t.word.lower().endswith(("n't", "n’t")))
        after = sum(1 for x in found[i + 1 : i + 1 + _REACH] if x.stem in wanted)
        if said and after and after * 2 >= total:
            return True
    return False


def _said(desk: Desk, unit: Unit) -> Draft:
    draft = Draft(desk.evidence)
    before = desk.sentences.near(unit, -1)
    if points_back(unit.text) and before and before.headings == unit.headings and before.kind != "row":
        draft.say(f"No: {quoted(before, desk)}", spans=[before.span])
        draft.say(quoted(unit, desk), spans=[unit.span])
    else:
        draft.say(f"No: {quoted(unit, desk)}", spans=[unit.span])
    return draft

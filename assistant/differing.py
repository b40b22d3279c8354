"""Sources that give different figures for one thing, found by their sentences where no binding sets them side by side.

The sentences that answer best are ranked as for any question in words; two figures of the same kind and time in them
that differ, but not by much, are two accounts of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from assistant import passages
from assistant.agreement import without_doubt
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.pick import agrees
from assistant.query import Query
from assistant.quoting import quoted
from assistant.scope import Scopes
from assistant.sentence_choice import ranked
from assistant.sentences import Unit
from assistant.signs import Asked
from index import lexicon
from index.figures import SOURCE_MARK
from index.types import Figure

ASKS = re.compile(
    r"(?i)\b(?:do|does|did|are|is|whether)\b[^?]*\bagree[sd]?\b(?! to\b)|"
    r"\b(?:disagree\w*|undisputed|disput\w+|contradict\w*|conflict\w*|discrepan\w*|"
    r"(?:every(?:body|one)|they|all|both) (?:say|says|tell|tells|report|give|have|has)\b[^?]*\b(?:same|differ\w*|else)|"
    r"(?:the )?same (?:number|figure|value|total|date|year|amount|in both|for (?:all|both|every)|everywhere|at the|as)|"
    r"(?:two|several|different|other|various) (?:\w+ )?(?:figures?|numbers?|totals?|percentages?|readings?|values?|"
    r"tonnages?|amounts?|counts?|dates?|billions|millions|versions?|things|answers?)|"
    r"one (?:\w+ )?(?:figure|number|value|total) or (?:several|more|two)|"
    r"which (?:one|figure|number|total|value)s? (?:is|are|do|should|shall|to)\b|hear\w* (?:different|two|other))"
    r"|\w[’']s? (?:number|figure|count|total|tonnage)s? (?:vs\.?|versus|or|against|and) \w+"
)
_SAYS_DOUBT = re.compile(
    r"(?i)\b(?:agree\w*|disagree\w*|undisputed|same|different|two|several|which|everyone|everybody|i|hear\w*|heard|seen|"
    r"keep|seeing|given|was|my|papers?|sources?|reports?|use|one|does|do|is|there|both|number|figure|vs|versus|totals?|"
    r"readings?|percentages?|correct|right|amounts?|mind|have)\b"
)
_CLOSE_CALL = 6.0
"""How far below the best a sentence may rank and still tell of the same thing."""
_LOOK = 14
_FAR = 2
"""Accounts of one thing differ by less than this factor."""
_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Account:
    """A figure and the sentence that tells it, with the sentence's score."""

    figure: Figure
    unit: Unit
    score: float


def asks_whether_one(query: Query) -> bool:
    """Does a question ask whether there is one account of a figure or several?"""
    return query.operation == "conflict" or bool(ASKS.search(query.text))


def differing(desk: Desk, query: Query) -> Draft | None:
    """The two accounts that differ, each with its sentence; None where there are none."""
    accounts, scopes = _accounts(desk, query), Scopes(desk.evidence)
    pairs = [(a, b) for a, b in combinations(accounts, 2) if _differ(a, b, scopes)]
    if not pairs:
        return None
    a, b = max(pairs, key=lambda p: (round(_worth(p), 6), -p[0].unit.index, -p[1].unit.index))
    draft = Draft(desk.evidence)
    draft.say(f"No, the documents differ: {draft.printed(a.figure)}; {draft.printed(b.figure)}.", [a.figure, b.figure])
    for unit in dict.fromkeys((a.unit, b.unit)):
        draft.say(quoted(unit, desk), spans=[unit.span])
    return draft


def _accounts(desk: Desk, query: Query) -> list[Account]:
    """The figures of the sentences that answer best, without the words that only ask whether it is so."""
    request = replace(query.request, terms=without_doubt(query.request.terms))
    plain = replace(query, text=_SAYS_DOUBT.sub(" ", query.text), request=request)
    asked, near = passages.looked_at(plain, desk.sentences, desk.search)
    found = ranked(asked, [w for w in near if len(w) == 1])
    out = []
    for r in found[:_LOOK]:
        if r.score < found[0].score - _CLOSE_CALL or _covered(asked, r.window) < _COVERED:
            continue
        unit = r.window[0]
        out += [Account(f, unit, r.score) for f in desk.evidence.index.within([unit.span]) if _fits(query, f)]
    return out


def _covered(asked: Asked, window: tuple[Unit, ...]) -> float:
    """The share of the question's known words that a sentence, its headings or its lead says."""
    where = asked.covered(window)
    told = [w for w in asked.words if w.stem in where]
    total = sum(w.weight for w in told)
    held = sum(w.weight for w in told if where[w.stem] in ("own", "alike", "frame", "lead", "before"))
    return held / total if total else 0.0


def _fits(query: Query, figure: Figure) -> bool:
    """May a figure be what is asked about: of the wanted time, not one of the question's own numbers?"""
    if figure.kind == "change" and query.request.kind != "change":
        return False
    when = figure.period
    return not (query.periods and when and not any(when.same_as(p) for p in query.periods))


def _differ(a: Account, b: Account, scopes: Scopes) -> bool:
    """Are they two accounts of one thing: of one kind and time, by different voices, and not the same value?"""
    x, y = a.figure, b.figure
    if not x.quantity.measures_same_as(y.quantity) or x.kind != y.kind or agrees(x, y):
        return False
    if x.context == y.context or (x.period and y.period and not x.period.same_as(y.period)):
        return False
    if len({*x.entities[:1], *y.entities[:1]}) > 1 or scopes.partners(x) != scopes.partners(y):
        return False
    low, high = sorted(abs(q.base[0]) for q in (x.quantity, y.quantity))
    return bool(low) and high < _FAR * low and _voices(a) != _voices(b)


def _voices(account: Account) -> frozenset[str]:
    """Who says it: the document, its sources, and the bodies and people that the sentence names."""
    f = account.figure
    names = {t.stem for t in _capitalised(account.unit.text)}
    return frozenset({f.span.document, f.attribution, *f.sources, *names})


def _capitalised(text: str) -> Iterator[lexicon.Token]:
    return (t for t in lexicon.tokens(SOURCE_MARK.sub("", text)) if t.word[0].isupper())


def _worth(pair: Sequence[Account]) -> float:
    """Pairs of well ranked sentences first, those of different documents before those of one."""
    a, b = pair
    return a.score + b.score + (1.0 if a.figure.span.document != b.figure.span.document else 0.0)

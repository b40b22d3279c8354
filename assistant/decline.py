"""Declining is an answer too: what is not held, what the documents say of the gap, and what is held nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import passages, speech
from assistant.bind import Evidence
from assistant.draft import Draft
from assistant.query import Query, Request, Term
from assistant.quoting import quoted
from assistant.sentences import Sentences
from assistant.verify import read_numbers
from index import lexicon, periods
from index.types import Figure

_MOST_NEAR = 3
_MOST_PLACES = 5
_ASKS = re.compile(
    r"(?i)^(?:what|which|who|whose|how|why|when|where|much|many|name|names|exactly|please|far|big|large|long|percent|"
    r"per|cent|percentage|times|take|took|come|show|list|rank|put|check|compare|suppose|say|whole|next|total|all|"
    r"dollars?|rupees?|euros?|average|add|up|line|year|years|year's)$"
)


def decline(evidence: Evidence, query: Query, sentences: Sentences | None) -> Draft:
    """A draft with status `not_in_corpus`: what is missing, the documents' own words on it, and what is near."""
    draft = Draft(evidence)
    draft.status = "not_in_corpus"
    draft.say(f"{_missing(evidence, query)}.")
    if sentences is not None:
        for unit in passages.absences(query, sentences)[:1]:
            draft.say(f"They say: “{quoted(unit)}”", spans=[unit.span])
    unknown = _unknown_places(evidence, query.request)
    others = _other_places(evidence, query.request) if unknown else []
    if others:
        names = [f.entities[0] for f in others]
        draft.say(f"They give it for {_joined(names)}.", others)
        draft.nearest += others
    elif near := nearest(evidence, query):
        said = "; ".join(f"{what}: {draft.printed(f)}" for f in near if (what := draft.described(f)))
        draft.say(f"Held nearest: {said}.", near)
        draft.nearest += near
    draft.figures.clear()
    return draft


def _missing(evidence: Evidence, query: Query) -> str:
    """What is asked for and not there: the place, the word, the period, or all of it."""
    request = query.request
    unknown = _unknown_places(evidence, request)
    if unknown:
        return f"The documents give no figure for {' or '.join(unknown)}"
    words = _unknown_words(evidence, query)
    if words:
        return f"The documents say nothing of {' or '.join(f'“{w}”' for w in words[:2])}"
    when = " or ".join(p.label for p in request.periods)
    subject = _subject(query)
    if subject:
        return f"The documents do not give this{f' for {when}' if when else ''}: {subject}"
    return f"The documents do not give this for {when}" if when else "The documents do not answer this"


def _subject(query: Query) -> str:
    """The question's own noun phrases, in its order: "market share, Indian syringes, Russia"."""
    parts = speech.parts(query.text)
    when = [(p.start, p.end) for p in periods.read(query.text)]
    runs: list[list[lexicon.Token]] = []
    last = -9
    for i, t in enumerate(lexicon.tokens(query.text)):
        dated = any(s < t.end and t.start < e for s, e in when)
        if (
            dated
            or lexicon.is_stop(t)
            or _ASKS.match(t.word)
            or parts.get(t.start) not in ("NOUN", "PROPN", "ADJ", "NUM")
        ):
            continue
        joins = i == last + 1 and query.text[runs[-1][-1].end : t.start].strip("-/&") in ("", " ")
        runs[-1].append(t) if joins else runs.append([t])
        last = i
    kept = [r for r in runs if any(parts.get(t.start) in ("NOUN", "PROPN") for t in r)]
    return ", ".join(dict.fromkeys(query.text[r[0].start : r[-1].end] for r in kept[:4]))


def _unknown_places(evidence: Evidence, request: Request) -> list[str]:
    return [p for p in request.places if not len(evidence.index.rows(f"@{p}"))]


def _unknown_words(evidence: Evidence, query: Query) -> list[str]:
    """Nouns and names of the question that the documents never use."""
    parts = speech.parts(query.text)
    nouns = {
        t.stem
        for t in lexicon.tokens(query.text)
        if parts.get(t.start, "NOUN") in ("NOUN", "PROPN") and len(t.word) > 2
    }
    return [t.word for t in query.request.terms if t.hard and t.stem in nouns and not evidence.knows(t.stem)]


def nearest(evidence: Evidence, query: Query, count: int = _MOST_NEAR) -> list[Figure]:
    """Figures that share most with the request: another period of the same, another unit of the same; often none."""
    request = query.request
    hard = tuple(t for t in request.terms if t.hard)
    if not hard and not (request.places and request.flow):
        return []
    out: list[Figure] = []
    seen: set[str] = set()
    draft = Draft(evidence)
    for relaxed in (
        replace(request, periods=()),
        replace(request, unit=""),
        replace(request, periods=(), unit="", kind="", status=""),
    ):
        for m in evidence.find(relaxed)[: count * 3]:
            said = f"{draft.described(m.figure)}: {draft.printed(m.figure)}"
            what = draft.described(m.figure)
            if said in seen or not what or read_numbers(what) or not _alike(evidence, hard, m.figure):
                continue  # a description with a number in it cannot be traced
            seen.add(said)
            out.append(m.figure)
        if len(out) >= count:
            break
    return out[:count]


def _alike(evidence: Evidence, hard: Sequence[Term], figure: Figure) -> bool:
    """Are all the telling words of the question about the figure too?"""
    return not evidence.coverage(tuple(hard), figure)[2] if hard else True


def _other_places(evidence: Evidence, request: Request) -> list[Figure]:
    """One figure for each of the places that the same is given for, the latest period or the one asked for."""
    found = evidence.find(replace(request, places=()), limit=120, ranging=True)
    by_place: dict[str, Figure] = {}
    for m in found:
        if len(m.figure.entities) == 1 and m.figure.flow == request.flow:
            by_place.setdefault(m.figure.entities[0], m.figure)
    return list(by_place.values())[:_MOST_PLACES] if len(by_place) > 1 else []


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

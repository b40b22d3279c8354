"""Declining is an answer too: what is not held, what is held nearest, and what the documents say of the gap."""

from __future__ import annotations

from dataclasses import replace

from assistant import passages
from assistant.bind import Evidence
from assistant.draft import Draft
from assistant.query import Query
from assistant.sentences import Sentences
from index.figures import SOURCE_MARK


def decline(evidence: Evidence, query: Query, sentences: Sentences | None) -> Draft:
    """A draft with status `not_in_corpus`: the documents' own words on the gap where they have some, and what is near."""
    draft = Draft(evidence)
    draft.status = "not_in_corpus"
    r = query.request
    unknown = [t.word for t in r.terms if t.hard and not evidence.knows(t.stem)]
    missing_places = [p for p in r.places if not any(p in (*f.entities, *f.background) for f in evidence.figures)]
    if missing_places:
        reason = f"The documents give no figure for {' or '.join(missing_places)}"
    elif unknown:
        reason = f"The documents say nothing of {' or '.join(f'“{w}”' for w in unknown[:2])}"
    elif r.periods:
        reason = f"The documents do not give this for {' or '.join(p.label for p in r.periods)}"
    else:
        reason = "The documents do not answer this"
    draft.say(f"{reason}.")
    if sentences is not None:
        for unit in passages.absences(query, sentences)[:1]:
            draft.say(f"They say: “{SOURCE_MARK.sub('', unit.text).strip()}”", spans=[unit.span])
    near = nearest(evidence, query)
    if near:
        said = "; ".join(f"{draft.described(f) or 'without further detail'}: {draft.printed(f)}" for f in near)
        draft.say(f"Held nearest: {said}.", near)
        draft.nearest += near
        draft.figures.clear()
    return draft


def nearest(evidence: Evidence, query: Query, count: int = 3) -> list:  # type: ignore[type-arg]
    """Figures that share most with the request: another period of the same, other places of the same."""
    r = query.request
    out = []
    tries = [replace(r, periods=()), replace(r, places=(), periods=()), replace(r, unit="", periods=()), replace(r, unit="", kind="", status="", periods=())]
    for request in tries:
        for m in evidence.find(request, ranging=not request.places)[: count * 2]:
            if m.figure.id not in {f.id for f in out} and not any(f.context == m.figure.context for f in out):
                out.append(m.figure)
        if len(out) >= count:
            break
    return out[:count]


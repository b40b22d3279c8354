"""Puts the sentences that were kept and those of the built-in answer together.

The figure comes first: the built-in answer's first sentence is said, unless a sentence of the draft says the very same
with the same numbers and no other. Its other sentences are left out where the draft says what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.draft import Draft
from assistant.model.grounds import Grounds, stems_of
from assistant.model.reading import amounts
from assistant.model.support import Judged
from assistant.types import Answer, Sentence
from index import lexicon
from index.names import places

LEFT_OUT = "Part of what the model wrote was left out, since it could not be traced to a source."
STANDS_IN = "This is the built-in answer."
_LEADING_UP = re.compile(
    r"^(?:[A-Z][a-z]*(?: [a-z]+){0,3} (?:this|that|it|these|those)(?: [a-z]+){0,3}|However|Moreover|Besides|Then), "
)
_ASIDE = re.compile(r"\([^()]*\)")
"""What is left out of a built-in sentence where another says the rest: how it joins on, and short forms of names."""
_VERDICT = re.compile(r"^(?:Yes|No|Roughly|The documents)\b")
_LIST = re.compile(r"^In order:|^All \d+:|;|^\|")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a draft: how many of its sentences were kept; `trouble` is what went wrong, "" for nothing."""

    model: str
    kept: int
    dropped: int
    trouble: str = ""
    done: bool = True

    def as_json(self) -> dict[str, Any]:
        """For an answer's `model`."""
        total = self.kept + self.dropped
        share = round(self.kept / total, 4) if total else None
        return {
            "name": self.model,
            "sentences": total,
            "kept": self.kept,
            "left_out": self.dropped,
            "kept_share": share,
            "trouble": self.trouble,
        }


def compose(grounds: Grounds, kept: Sequence[Judged], written: Written) -> Answer:
    """The answer of the kept sentences and the built-in ones, its markers in the order in which they are said."""
    answer = grounds.answer
    draft = Draft(grounds.evidence)
    draft.citations, draft.calculations = list(answer.citations), list(answer.calculations)
    said: list[Sentence] = []
    for judged in kept:
        at = len(draft.calculations)
        new = [c for c in judged.calculations if c not in answer.calculations]
        draft.say(judged.text, judged.figures, judged.spans, new)
        held = [i for i, c in enumerate(answer.calculations) if c in judged.calculations]
        markers = [o.citation for i in held for o in answer.calculations[i].operands if o.citation]
        sentence = draft.sentences[-1]
        said.append(
            replace(
                sentence,
                citations=tuple(dict.fromkeys((*sentence.citations, *markers))),
                calculations=(*held, *range(at, len(draft.calculations))),
            )
        )
    order = _order(answer.sentences, said)
    said = [s for s in said if s in order]
    order += [Sentence(note) for note in _notes(written, bool(said))]
    return _numbered(answer, draft, order, written)


def _order(built_in: Sequence[Sentence], said: Sequence[Sentence]) -> list[Sentence]:
    """The first of the built-in sentences or what says the same, then what the draft does not say, then the draft.

    A sentence of the draft that only repeats a built-in one that stays is not said again.
    """
    if not built_in or not said:
        return [*built_in, *said]
    first = next((s for s in said if _says_the_same(s, built_in[0])), built_in[0])
    rest = [s for s in built_in[1:] if not any(_says_the_same(k, s) for k in said)]
    stay = [s.text for s in (first, *rest) if s in built_in]
    # A list, a table or a second value that the built-in answer gives belongs right after its first sentence.
    return [first, *rest, *(s for s in said if s is not first and not _repeats(s.text, stay))]


def _says_the_same(said: Sentence, built_in: Sentence) -> bool:
    """Does a sentence of the draft give the numbers, places and sources of a built-in one, and no other number?"""
    if _VERDICT.match(built_in.text) or _LIST.search(built_in.text):
        return False
    ours, theirs = ({m.quantity.base for m in amounts(s.text)} for s in (said, built_in))
    named = {p.name for p in places(built_in.text)} <= {p.name for p in places(said.text)}
    rests = {*built_in.calculations} <= {*said.calculations} and {*built_in.citations} <= {*said.citations}
    told = bool(theirs) or _telling(built_in.text) <= stems_of(said.text)
    return told and ours == theirs and named and rests


def _telling(text: str) -> set[str]:
    """The words of a sentence without numbers that must not be lost: all but its asides and what leads up to it."""
    return {t.stem for t in lexicon.content(_ASIDE.sub(" ", _LEADING_UP.sub("", text)))}


def _repeats(text: str, before: Sequence[str]) -> bool:
    """Does a sentence without numbers say what was said, word for word?"""
    words = {t.stem for t in lexicon.content(text)}
    return not amounts(text) and any(words <= stems_of(b) for b in before)


def _notes(written: Written, said: bool) -> list[str]:
    if not written.done:
        return []
    if written.trouble:
        return [written.trouble if said else f"{written.trouble} {STANDS_IN}"]
    if written.dropped:
        return [LEFT_OUT if said else f"Nothing that the model wrote could be traced to a source. {STANDS_IN}"]
    return []


def _numbered(answer: Answer, draft: Draft, order: Sequence[Sentence], written: Written) -> Answer:
    """The answer with its markers and calculations numbered anew; those of the built-in answer stand last."""
    used = {i for s in order for i in s.calculations}
    ours = len(answer.calculations)
    kept = [i for i in [*range(ours, len(draft.calculations)), *range(ours)] if i in used]
    place = {i: at for at, i in enumerate(kept)}
    calculations = [draft.calculations[i] for i in kept]
    markers = [m for s in order for m in s.citations]
    markers += [o.citation for c in calculations for o in c.operands if o.citation]
    marker = {m: at for at, m in enumerate(dict.fromkeys(markers), 1)}
    by = {c.marker: c for c in draft.citations}
    return replace(
        answer,
        sentences=tuple(
            replace(
                s,
                citations=tuple(marker[m] for m in s.citations),
                calculations=tuple(place[i] for i in s.calculations),
            )
            for s in order
        ),
        citations=tuple(replace(by[m], marker=at) for m, at in marker.items()),
        calculations=tuple(
            replace(c, operands=tuple(replace(o, citation=o.citation and marker[o.citation]) for o in c.operands))
            for c in calculations
        ),
        figures=tuple(dict.fromkeys((*answer.figures, *draft.figures))),
        drafted=written.as_json(),
    )

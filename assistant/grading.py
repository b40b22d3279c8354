"""Judges one answer, as printed, against the checked answer of its question.

Right is an answer whose last calculation is right, or whose first amount of a compatible unit in its first sentence
is right; no other number counts for it, so an answer full of figures earns nothing by chance. A figure that the
question gives is passed over when another follows it. Signs are ignored: "fell by 11.6 per cent" and -11.6 agree.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.amounts import compatible, convert, first_sentence, plain, read_amounts

PHRASE_WORDS = 150
"""Accepted phrases must stand within so many words: a dump earns nothing."""
QUOTE_CHARACTERS = 1500
"""A longer quote is evidence of nothing in particular."""

_DENIAL = re.compile(
    r"\b(?:no|not|never|nor|cannot|incorrect|wrong|mistaken|contrary|rather|instead)\b|n't\b", re.IGNORECASE
)
_COMPARES = re.compile(r"\W*(?:of|among|between|comparing)\b", re.IGNORECASE)

Texts = Mapping[str, str | None]
"""Canonical text by document id; None where the text is not the file itself."""


class GoldQuestion(BaseModel):
    """A question with its checked answer; tests/acceptance/README.md says what each field means."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: str
    kind: str
    base_kind: str
    conversation: str | int | None = None
    answers: tuple[str, ...] = ()
    match: Literal["any", "all", "order"] | None = None
    value: float | None = None
    alt_values: tuple[float, ...] = ()
    base_unit: str | None = None
    tolerance: float | None = None
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    false_premise: bool = False
    gold_rank: dict[str, str] | None = None

    @property
    def refuses(self) -> bool:
        """Do the documents not hold an answer?"""
        return self.base_kind == "unanswerable"

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the report that it counts under."""
        typed = self.base_kind == "compute" and not self.documents
        return ("typed" if typed else self.base_kind, *(("followup",) if self.kind == "followup" else ()))


@dataclass(frozen=True, slots=True)
class Cited:
    """What the citations of an answer are worth: quotes checked and exact, gold documents and evidence reached."""

    quotes: int = 0
    exact: int = 0
    first_document: bool = False
    any_document: bool = False
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one question; `status` is None where there was no answer."""

    gold: GoldQuestion
    status: str | None = None
    answer: str | None = None
    correct: bool = False
    wrong_figure: bool = False
    cited: Cited = Cited()
    milliseconds: float | None = None
    understood: Mapping[str, Any] | None = None

    @property
    def cites(self) -> bool:
        """Do its citations count: answered, and there are gold documents?"""
        return self.status == "answered" and bool(self.gold.documents)

    @property
    def stage(self) -> str:
        """The step where a wrong answer first left the right way; "" for a right one."""
        if self.correct:
            return ""
        if self.status is None:
            return "no answer"
        if self.gold.refuses:
            return "should decline"
        if self.status != "answered":
            return "declined"
        if self.gold.documents and not self.cited.any_document:
            return "document"
        return "compute or compose" if self.cited.evidence or not self.gold.documents else "evidence"


def judge(gold: GoldQuestion, answer: Mapping[str, Any] | None, texts: Texts) -> Verdict:
    """The verdict on one answer in its JSON form; `answer` is None where there is none."""
    if answer is None:
        return Verdict(gold)
    answered = answer["status"] == "answered"
    cited = judge_citations(gold, answer, texts)
    correct = _declines_right(gold, answer, cited) if gold.refuses else answered and _answers_right(gold, answer)
    numeric = gold.refuses or gold.base_kind == "compute" or gold.value is not None
    figure = answer["calculations"] or any(not a.in_words for a in read_amounts(plain(answer["answer"])))
    timings = answer.get("timings_ms")
    total = timings.get("total") if isinstance(timings, dict) else None
    return Verdict(
        gold,
        status=answer["status"],
        answer=answer["answer"],
        correct=correct,
        wrong_figure=bool(answered and not correct and numeric and figure),
        cited=cited,
        milliseconds=total if isinstance(total, int | float) else None,
        understood=answer.get("understood"),
    )


def _declines_right(gold: GoldQuestion, answer: Mapping[str, Any], cited: Cited) -> bool:
    """Declined, or a false premise denied in the first sentence with a gold document cited."""
    if answer["status"] == "not_in_corpus":
        return True
    denies = answer["status"] == "answered" and gold.false_premise and _DENIAL.search(first_sentence(answer["answer"]))
    return bool(denies and cited.any_document)


def _answers_right(gold: GoldQuestion, answer: Mapping[str, Any]) -> bool:
    """Is the number right or, where there are accepted phrases, are these?"""
    if gold.value is not None and _number_right(gold, answer):
        return True
    return bool(gold.answers) and _phrases_right(gold, answer["answer"])


def _number_right(gold: GoldQuestion, answer: Mapping[str, Any]) -> bool:
    """The rule for numbers at the head of this file."""
    unit = gold.base_unit or ""
    last = answer["calculations"][-1] if answer["calculations"] else {}
    if isinstance(last.get("base_value"), int | float):
        value = convert(last["base_value"], str(last.get("base_unit") or ""), unit)
        if value is not None and _close(value, gold):
            return True
    given = compatible(read_amounts(first_sentence(answer["answer"])), unit)
    asked = read_amounts(gold.question)
    new = [a for a in given if not any(a.unit == b.unit and math.isclose(a.value, b.value) for b in asked)]
    values = (convert(a.value, a.unit, unit) for a in given[:1] + new[:1])
    return any(value is not None and _close(value, gold) for value in values)


def _close(value: float, gold: GoldQuestion) -> bool:
    """Is a value in base units one of the gold values, within the tolerance?"""
    golds = (gold.value or 0.0, *gold.alt_values)
    return any(abs(abs(value) - abs(g)) <= ((gold.tolerance or 0) + 1e-9) * abs(g) for g in golds)


def _pattern(phrase: str) -> re.Pattern[str]:
    """An accepted phrase: `a|b` is either, a digit at its end matches whole numbers, ALL CAPS whole words."""
    parts = []
    for part in phrase.split("|"):
        text = re.escape(part) + (r"(?!\d|[.,]\d)" if part[-1].isdigit() else "")
        parts.append(rf"{text}\b" if part.isupper() else f"(?i:{text})")
    return re.compile(r"(?<![\w.])(?<!\d,)(?:" + "|".join(parts) + ")")


def _phrases_right(gold: GoldQuestion, text: str) -> bool:
    """Are the accepted phrases in the answer, as `match` asks: any, all, or all in this order?"""
    text = " ".join(plain(text).split()[:PHRASE_WORDS])
    if gold.match == "any" and gold.gold_rank:
        return _leads(gold, gold.gold_rank, text)
    matches = [_pattern(phrase).search(text) for phrase in gold.answers]
    places = [m.start() for m in matches if m]
    if gold.match == "any":
        return bool(places)
    return len(places) == len(matches) and (gold.match != "order" or places == sorted(places))


def _leads(gold: GoldQuestion, rank: Mapping[str, str], text: str) -> bool:
    """Is the ranked name that the answer settles on the right one?

    It is the first it mentions; after "Of A, B and C, ..." the first it mentions again. Names in the question do not
    count, unless the right one is among them.
    """
    right = next(name for name in rank if any(_pattern(phrase).search(name) for phrase in gold.answers))
    names = {name: _pattern("|".join(gold.answers) if name == right else name) for name in rank}
    if not names[right].search(gold.question):
        names = {name: p for name, p in names.items() if not p.search(gold.question)}
    mentions = [name for _, name in sorted((m.start(), name) for name, p in names.items() for m in p.finditer(text))]
    if _COMPARES.match(text):
        mentions = [name for i, name in enumerate(mentions) if name in mentions[:i]] or mentions
    return mentions[:1] == [right]


def judge_citations(gold: GoldQuestion, answer: Mapping[str, Any], texts: Texts) -> Cited:
    """What the citations of an answer are worth; a conflict needs two gold documents."""
    documents = [str(c.get("document")) for c in answer["citations"]]
    quotes = [_Quote.read(c, texts) for c in answer["citations"] if texts.get(str(c.get("document")), "") is not None]
    exact = [q for q in quotes if q is not None]
    needed = 2 if gold.base_kind == "conflict" else 1
    return Cited(
        quotes=len(quotes),
        exact=len(exact),
        first_document=bool(documents) and documents[0] in gold.documents,
        any_document=len(set(gold.documents) & set(documents)) >= needed,
        evidence=any(q.touches(gold, texts[q.document] or "") for q in exact),
    )


@dataclass(frozen=True, slots=True)
class _Quote:
    """A citation whose words are exactly those of the document."""

    document: str
    start: int
    end: int

    @classmethod
    def read(cls, citation: Mapping[str, Any], texts: Texts) -> _Quote | None:
        """The quote, None where its words or offsets are not exact."""
        document, start, end = str(citation.get("document")), citation.get("start"), citation.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            return None
        exact = (texts.get(document) or "")[start:end] == citation.get("quote")
        return cls(document, start, end) if exact else None

    def touches(self, gold: GoldQuestion, text: str) -> bool:
        """Does it overlap the gold evidence, without being so long that it must?"""
        if self.document not in gold.documents or self.end - self.start > QUOTE_CHARACTERS:
            return False
        found = (m for evidence in gold.evidence for m in re.finditer(re.escape(evidence), text))
        return any(self.start < m.end() and m.start() < self.end for m in found)

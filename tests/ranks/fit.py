"""Fits the weights by which what a ranking question sets in order is chosen: `python -m tests.ranks.fit [--check]`.

Each line of `questions.jsonl` names a corpus, a question, the document that answers it, the members of the gold group
as the document prints them (a name and a value, or two values where growth is asked for), the names that come first in
the gold order as far as they are asked for, and the place: 1 for the first, 0 for a list. The questions of the other
sets that rank are taken as well: of these the names that answer are known, and the lines that they stand in. `--check`
only tells how good the choice is on topics left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import answer, figure_choice, fitted, order_choice, order_likeness, ranking
from assistant.assistant import Assistant, Conversation
from assistant.context import Context
from assistant.order_types import Entry, Ordering
from assistant.query import Query
from assistant.question import understand
from index.errors import CalculationError
from tests import fitting
from tests.ranking.fit import files

ROOT = Path(__file__).parents[2]
LOUD = 0.8
OUT = ROOT / "assistant" / "order_weights.json"
Array = NDArray[np.float64]


@dataclass
class Case:
    """One question: its orderings as rows, which of them hold the gold group, and which tell the gold answer."""

    topic: str
    question: str
    query: Query
    found: list[Ordering]
    rows: Array
    gold: NDArray[np.bool_]
    told: NDArray[np.bool_]
    strict: frozenset[str]
    strict_right: bool | None
    answerable: bool


def topic_of(corpus: str) -> str:
    """What a corpus is called."""
    return Path(corpus).parent.name or "corpus"


def questions() -> list[dict[str, Any]]:
    """The labelled questions."""
    return [json.loads(line) for line in (Path(__file__).parent / "questions.jsonl").read_text("utf-8").splitlines()]


def questions_of_sets() -> list[dict[str, Any]]:
    """The questions of the acceptance sets that rank, outside conversations, and those that only seem to."""
    out = []
    for _, corpus, paths in files():
        for line in (line for path in paths for line in path.read_text("utf-8").splitlines() if line):
            row = json.loads(line)
            ranks, unanswerable = row["base_kind"] == "rank", not row["answers"]
            query = understand(row["question"], "")
            alone = not row["conversation"] and len(query.items) != 2  # two that are named are compared otherwise
            if alone and query.operation == "rank" and (ranks or unanswerable):
                out.append({**row, "corpus": str(corpus.relative_to(ROOT))})
    return out


def cases(rows: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """All questions, corpus by corpus."""
    for corpus in dict.fromkeys(row["corpus"] for row in rows):
        with tempfile.TemporaryDirectory() as store:
            desk = Assistant.open([ROOT / corpus], Path(store)).desk
            for row in rows:
                if row["corpus"] != corpus:
                    continue
                query = answer._understand(desk, row["question"], Conversation())
                strict, said = strict_of(Context(query, desk.evidence, Conversation()))
                assert desk.embed is not None
                likely = figure_choice.rank(desk.evidence, query, desk.search, desk.embed)
                found, x = order_choice.weighed(desk.evidence, query, likely, desk.search, desk.embed, strict)
                quote = desk.evidence.documents
                yield Case(
                    topic_of(corpus),
                    row["question"],
                    query,
                    found,
                    x,
                    np.array([(holds if "order" in row else names)(o, row, quote) for o in found], np.bool_),
                    np.array([(tells if "order" in row else names)(o, row, quote) for o in found], np.bool_),
                    strict,
                    (says(said, row) if "order" in row else _named(said, row)) if strict else None,
                    bool(row.get("order") or row.get("answers")),
                )
        sys.stderr.write(f"{corpus} ")


def strict_of(context: Context) -> tuple[frozenset[str], str]:
    """The figures that the strict search sets in order, and what it says first."""
    if context.query.operation != "rank":
        return frozenset(), ""
    try:
        draft = ranking.strictly(context)
    except CalculationError:
        return frozenset(), ""
    return (frozenset(f.id for f in draft.figures), draft.sentences[0].text) if draft else (frozenset(), "")


def says(said: str, row: dict[str, Any]) -> bool:
    """Does a sentence say the gold answer: its values, in their order?"""
    values = {name: _digits(rest[-1]) for name, *rest in row["members"]}
    wanted = [values[n] for n in row["order"]][-1:] if row["place"] else [values[n] for n in row["order"]]
    told = [_digits(d) for d in re.findall(r"\d[\d.,]*", said)]
    at = [told.index(w) if w in told else -1 for w in wanted]
    return bool(wanted) and -1 not in at and at == sorted(at)


def _digits(text: str) -> str:
    found = re.search(r"\d[\d.,]*", text)
    return found[0].replace(",", "").rstrip(".") if found else ""


def _values(entry: Entry, documents: Any) -> tuple[str, ...]:
    figures = [f for f in (entry.start, entry.figure) if f is not None]
    return tuple(_digits(documents[f.span.document].quote(f.span)) for f in figures)


def holds(ordering: Ordering, row: dict[str, Any], documents: Any) -> bool:
    """Does an ordering, in whichever direction, hold most of the gold group's members, and few others?"""
    gold = {tuple(map(_digits, values)) for _, *values in row["members"]}
    mine = {_values(e, documents) for e in ordering.entries}
    return bool(gold) and len(gold & mine) >= max(0.6 * len(gold), 0.8 * len(mine))


def tells(ordering: Ordering, row: dict[str, Any], documents: Any) -> bool:
    """Does an ordering tell the gold answer: the same values in the same places?"""
    if not row["order"] or not holds(ordering, row, documents) or ordering.place != row["place"]:
        return False
    values = {name: tuple(map(_digits, rest)) for name, *rest in row["members"]}
    wanted = [values[n] for n in row["order"]][-1:] if row["place"] else [values[n] for n in row["order"]]
    return [_values(e, documents) for e in ordering.asked] == wanted


def _named(said: str, row: dict[str, Any]) -> bool:
    """Does a text give the names that answer, in their order?"""
    at = [
        min((said.lower().find(n.lower()) for n in a.split("|") if n.lower() in said.lower()), default=-1)
        for a in row["answers"]
    ]
    return bool(at) and -1 not in at and (at == sorted(at) or len(set(at)) == 1)


def names(ordering: Ordering, row: dict[str, Any], documents: Any) -> bool:
    """Does an ordering tell the names that answer a question of the other sets, from the lines named as evidence?"""
    asked = ordering.asked
    if not row["answers"] or ordering.place and not _named(asked[0].name, {"answers": ["|".join(row["answers"])]}):
        return False
    if not ordering.place and not _named("; ".join(e.name for e in asked), row):
        return False
    figure = asked[0].figure
    line = documents[figure.span.document].quote(figure.context)
    return any(e.strip() in line or line.strip() in e for e in row["evidence"])


def fit_score(told: Sequence[Case]) -> Array:
    """Weights that put the gold orderings of each question before its others."""
    found: Array = fitting.fit_score([(c.rows, c.gold) for c in told if c.gold.any() and not c.gold.all()])
    return found


def told_by(case: Case, score: Array) -> tuple[Array, bool, int] | None:
    """What is known of a case's best ordering, whether it tells the gold answer, and which it is."""
    if not case.found:
        return None
    scores = case.rows @ score
    best = int(np.argmax(scores))
    x = order_choice.confidence_features(case.query, case.found, case.rows, scores, case.strict)
    return x, bool(case.told[best]), best


def fit(told: Sequence[Case], folds: int = 5) -> tuple[Array, Array]:
    """Both sets of weights; the chance is fitted on topics that the score's weights have not seen."""
    topics = sorted({c.topic for c in told})
    seen: list[tuple[Array, bool]] = []
    for fold in range(folds):
        mine = [c for c in told if topics.index(c.topic) % folds == fold]
        score = fit_score([c for c in told if topics.index(c.topic) % folds != fold])
        seen += [(found[0], found[1]) for c in mine if (found := told_by(c, score))]
    return fit_score(told), fitting.fit_chance(seen)


def left_out(told: Sequence[Case], *, loud: bool = False) -> None:
    """Prints how often the best ordering is right, and how sure one may be, each topic left out in turn."""
    judged: list[tuple[float, bool, Case, Ordering]] = []
    for topic in sorted({c.topic for c in told}):
        score, chance = fit([c for c in told if c.topic != topic])
        mine = [c for c in told if c.topic == topic]
        asked = [c for c in mine if c.answerable]
        reached = sum(bool(c.gold.any()) for c in asked)
        first = sum(bool(c.gold[int(np.argmax(c.rows @ score))]) for c in asked if c.found)
        print(f"{topic}: the gold group is first in {first} of {len(asked)}, among the candidates in {reached}")
        for case in mine:
            found = told_by(case, score)
            if found:
                x, right, best = found
                sure = fitted.chance(x, chance)
                judged.append((sure, right, case, case.found[best]))
    every = sum(c.answerable for c in told)
    for low in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.0):
        held = [(right, c.answerable) for sure, right, c, _ in judged if sure >= low]
        good = sum(right for right, _ in held)
        lost = sum(not answerable for _, answerable in held)
        print(f"from {low}: {good} right of {every}, {len(held) - good} wrong, {lost} of them not to be answered")
    if loud:
        for sure, right, case, ordering in sorted(judged, key=lambda j: -j[0]):
            if right != (sure >= LOUD):
                group, names = ordering.group, [e.name for e in ordering.asked][:4]
                print(f"{sure:.2f} {'right' if right else 'wrong'} {case.topic}: {case.question}")
                print(f"    {group.place} {group.head} {group.measure[:60]!r} {names} {'' if case.answerable else '-'}")


def main() -> None:
    """Says how good the choice is, and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits the weights by which an ordering is chosen.")
    parser.add_argument("--check", action="store_true", help="only say how good the choice is on topics left out")
    parser.add_argument("--loud", action="store_true", help="also list what is wrong or not told")
    options = parser.parse_args()
    told = list(cases([*questions(), *questions_of_sets()]))
    left_out(told, loud=options.loud)
    if not options.check:
        score, chance = fit(told)
        held = {
            "features": list(order_likeness.FEATURES),
            "score": [round(float(w), 4) for w in score],
            "chance": [round(float(w), 4) for w in chance],
        }
        OUT.write_text(json.dumps(held, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

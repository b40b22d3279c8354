"""Asks the assistant the questions of the swap attack and counts the wrong figures it gives.

    python tests/swaps/score.py [--store DIR] [--failures] [--limit N]

No document answers these questions, so a figure given as if they did is wrong: status `answered`, no denial or
correction in the first sentence, and there the original figure or any amount that could answer what was asked. An
answer without such an amount is counted as `other`, one that declines or asks back as safe.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.amounts import Amount, compatible, first_sentence, plain, read_amounts  # noqa: E402
from assistant.assistant import Assistant  # noqa: E402
from assistant.types import Answer  # noqa: E402

QUESTIONS = Path(__file__).with_name("corpus.jsonl")
CORPUS = ROOT / "corpus"
KINDS = ("subject", "year", "unit", "flow")
MONEY = ("USD", "INR", "EUR", "GBP", "RUB")
DENIAL = re.compile(
    r"\b(?:no|not|none|never|nor|cannot|without|incorrect|wrong|rather than|instead of|do(?:es)?n['’]t|isn['’]t)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question with its answer: `safe`, `original`, `figure` (another one) or `other` (no figure at all)."""

    question: Mapping[str, Any]
    answer: Answer
    outcome: str

    @property
    def wrong(self) -> bool:
        """Does it give a figure that was not there to give?"""
        return self.outcome in ("original", "figure")


def read(path: Path = QUESTIONS) -> list[dict[str, Any]]:
    """The questions, one object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def outcome(question: Mapping[str, Any], answer: Answer) -> str:
    """How the answer took the swap."""
    if answer.status != "answered":
        return "safe"
    sentence = first_sentence(plain(answer.text))
    if DENIAL.search(sentence):
        return "safe"
    asked = {a.value for a in read_amounts(question["question"])}
    new = [a for a in read_amounts(sentence) if a.value not in asked]
    if any(is_original(question, a) for a in new):
        return "original"
    return "figure" if fitting(new, question["asked_unit"]) else "other"


def is_original(question: Mapping[str, Any], amount: Amount) -> bool:
    """Is it the figure that the swapped question was made from?"""
    wanted = abs(float(question["original_value"]))
    return (
        bool(amount.unit or question["original_unit"] == "count") and abs(abs(amount.value) - wanted) <= 0.002 * wanted
    )


def fitting(found: Sequence[Amount], unit: str) -> bool:
    """Could one of the amounts pass for an answer? Money in any currency answers a question for money."""
    if unit == "money":
        return any(a.unit.split(" per ")[0] in MONEY for a in found)
    return bool(compatible(list(found), unit))


def judge(questions: Sequence[Mapping[str, Any]], assistant: Assistant) -> list[Verdict]:
    """Each question asked on its own."""
    verdicts = []
    for question in questions:
        answer = assistant.ask(question["question"])
        verdicts.append(Verdict(question, answer, outcome(question, answer)))
    return verdicts


def wrong_share(verdicts: Sequence[Verdict]) -> float:
    """How many of them give a wrong figure."""
    return sum(v.wrong for v in verdicts) / len(verdicts) if verdicts else 0.0


def summary(verdicts: Sequence[Verdict]) -> str:
    """The report as text, by what was swapped."""
    lines = [f"{'swapped':<10}{'asked':>7}{'safe':>7}{'other':>7}{'figure':>8}{'original':>10}{'wrong':>9}"]
    for kind in (*KINDS, "all"):
        own = [v for v in verdicts if kind in (v.question["swapped"], "all")]
        counts = [sum(v.outcome == o for v in own) for o in ("safe", "other", "figure", "original")]
        lines.append(
            f"{kind:<10}{len(own):>7}{counts[0]:>7}{counts[1]:>7}{counts[2]:>8}{counts[3]:>10}{wrong_share(own):>9.1%}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report."""
    parser = argparse.ArgumentParser(description="Counts wrong figures given to questions the documents do not answer.")
    parser.add_argument("--store", type=Path, help="folder of the search store; a fresh one unless given")
    parser.add_argument("--failures", action="store_true", help="also print each answer that is not safe")
    parser.add_argument("--limit", type=int, help="ask only the first so many")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open([CORPUS], options.store or Path(folder))
        verdicts = judge(read()[: options.limit], assistant)
    lines = [summary(verdicts)]
    if options.failures:
        for v in verdicts:
            if v.outcome != "safe":
                first = first_sentence(plain(v.answer.text))
                lines.append(
                    f"{v.question['id']} {v.question['swapped']} {v.outcome}: {v.question['question']}\n    {first}"
                )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Exports that are confirmed and answers that are replayed, counted: `python -m tests.export.measure [--store DIR]`.

Answers questions over the corpus with the real assistant. Thirty answers are exported in every format, read again and
confirmed, and then single digits of the Markdown are changed, each of which must be found. Ninety answers are replayed:
over the same documents each must be the same to the byte; after one document has changed only those that rest on it
may differ, and the replay has to name it.
"""

import argparse
import random
import re
import shutil
import tempfile
from pathlib import Path

from assistant import export
from assistant.assistant import Assistant
from assistant.batch import BadLine, answer_lines, read_lines
from assistant.export import markdown
from assistant.receipts import Keeper, Receipts, replay

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "tests" / "acceptance" / "questions.jsonl"
EXPORTED, REPLAYED, DIGITS = 30, 90, 300
SEEDS = (7, 8, 9)
"""Of the drawing of the digits."""


def exported(answers, documents, folder):
    """Prints how many entries of each format are confirmed; returns the Markdown."""
    record = export.of_answers(answers)
    for ending in export.FORMATS:
        path = folder / f"brief{ending}"
        export.write(record, path)
        problems = export.verify(export.read(path), documents)
        wrong = {p.entry for p in problems}
        print(f"export {ending:5} {len(record.entries) - len(wrong)} of {len(record.entries)} entries confirmed")
        print("".join(f"  {p}\n" for p in problems), end="")
    return markdown.write(record)


def digits_found(text, documents, seed):
    """Prints how many single changed digits of answers, workings and notes are found."""
    rng = random.Random(seed)
    asked = [m.span() for m in re.finditer(r"(?m)^## .*$|^- Formula: .*$|\[\^\d+\]|^\[\^\d+\]:", text)]
    spots = [i for i, c in enumerate(text) if c.isdigit() and not any(a <= i < b for a, b in asked)]
    chosen = rng.sample(spots, min(DIGITS, len(spots)))
    missed = []
    for i in chosen:
        other = rng.choice([d for d in "123456789" if d != text[i]])
        if not export.verify(markdown.read(text[:i] + other + text[i + 1 :]), documents):
            missed.append(text[max(0, i - 60) : i + 20].replace("\n", " "))
    print(f"changed digits {len(chosen) - len(missed)} of {len(chosen)} found")
    print("".join(f"  missed: ...{m}\n" for m in missed), end="")


def replayed(receipts, assistant):
    again = [replay(r, assistant) for r in receipts]
    print(f"replay over the same documents: {sum(r.identical for r in again)} of {len(again)} the same to the byte")


def after_a_change(receipts, folder):
    """Changes the numbers of one document and prints which answers differ, and whether they rest on it."""
    corpus = folder / "corpus"
    shutil.copytree(ROOT / "corpus", corpus)
    cited = [c["document"] for r in receipts for c in r.answer["citations"]]
    changed = max(sorted(set(cited)), key=cited.count)
    path = corpus / changed
    path.write_text(re.sub(r"(?<=\d)1(?=\d)", "2", path.read_text(encoding="utf-8")), encoding="utf-8")
    assistant = Assistant.open([corpus], folder / "changed")
    again = [replay(r, assistant) for r in receipts]
    differ = [r for r in again if not r.same]
    rest = [r for r in differ if changed not in _documents(r.receipt.answer) | _documents(r.as_json()["answer"])]
    told = [r for r in differ if any(changed in c for c in r.changes)]
    print(f"after a change of {changed}: {len(differ)} of {len(again)} differ, {len(told)} of them say that it changed")
    print(f"  {len(rest)} of those that differ rest on it neither before nor after")
    print("".join(f"  {r.receipt.question}: {r.differences[0][:300]}\n" for r in rest), end="")


def _documents(answer):
    return {c["document"] for c in answer["citations"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--store", type=Path, help="a store of the corpus; one is built without it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        assistant = Assistant.open([ROOT / "corpus"], arguments.store or folder / "store")
        kept = Receipts(folder / "receipts")
        keeper = Keeper(assistant, kept)
        asked = answer_lines(keeper, read_lines(QUESTIONS))
        answers = [a[1] for a in asked if not isinstance(a, BadLine)][:REPLAYED]
        documents = {d.id: d for d in assistant.documents}
        text = exported([a for a in answers if a.status == "answered"][:EXPORTED], documents, folder)
        for seed in SEEDS:
            digits_found(text, documents, seed)
        receipts = [r for a in answers if (r := kept.find(a.id))]
        replayed(receipts, assistant)
        after_a_change(receipts, folder)


if __name__ == "__main__":
    main()

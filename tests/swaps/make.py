"""Writes the swap attack: questions about a figure the documents give, with one thing changed so that they do not.

    python tests/swaps/make.py

Two sources: `written.tsv`, worded by hand, and the wordings below, filled from the table of bindings. A question is
about the same thing as its gold figure except for the subject, the year, the unit or the flow. `written.tsv` names the
gold figure by the beginning of its document, its text and which one of several alike; `absent` is a word that must
occur nowhere in the documents. The generated ones are checked against the table, which holds all of their kind.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TABLE = HERE.parent / "bindings" / "corpus.jsonl"
CORPUS = HERE.parents[1] / "corpus"
OUT = HERE / "corpus.jsonl"
Gold = dict[str, Any]

TO_PLACE = (
    "What were India's {kind} exports to {place} in {fy}?",
    "How much in {item} did {place} buy from India in {fy}?",
    "{kind} exports to {place}, {short}",
    "What was the value of Indian {item} shipped to {place} in {fy}?",
    "give me the {short} number for {item} sold to {place}",
    "In {fy}, Indian {item} going to {place} were worth how much?",
    "I need what {place} spent on Indian {item} in {fy}.",
)
FROM_PLACE = (
    "What did India import in {item} from {place} in {fy}?",
    "How much in {item} came into India from {place} in {fy}?",
    "india imports of {item} from {place} {short}",
    "Indian imports of {item} from {place} were worth what in {fy}?",
    "And what did {place} sell to India in {item} during {fy}?",
)
ALL_EXPORTS = (
    "What were India's total {kind} exports in {fy}?",
    "How much did India export in {item} in {fy}?",
    "{kind} exports {short}?",
    "What did India earn abroad with {item} in {fy}?",
)
ALL_IMPORTS = (
    "What were India's {kind} imports in {fy}?",
    "How much did India spend on imported {item} in {fy}?",
    "imports of {item} in {short}?",
    "What did purchases of {item} from abroad cost India in {fy}?",
)
OTHER_UNITS = (
    ("count", "How many single {kind} units were {moved} in {fy}?"),
    ("tonnes", "What weight of {item} in tonnes was {moved} in {fy}?"),
    ("count", "How many shipments of {item} were {moved} in {fy}?"),
    ("count", "How many containers of {item} were {moved} in {fy}?"),
)
ELSEWHERE = ("Japan", "Mexico", "South Africa", "Australia", "Thailand", "Egypt", "Canada", "Switzerland", "Indonesia")
WITHOUT_GROUPS = ("China", "Russia", "Brazil", "Netherlands", "Singapore")
FIRST_YEARS = (2017, 2025, 2016, 2019, 2020, 2024, 2021, 2015)
SHARES = {"subject": 20, "year": 25, "unit": 14, "flow": 24}


def main() -> None:
    """Writes the questions, hand-worded first."""
    table = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").split("\n") if line.strip()]
    rows = [*written(table)]
    rows += generated(table, {row.pop("key") for row in rows})
    for number, row in enumerate(rows, 1):
        row.pop("key", None)
        rows[number - 1] = {"id": f"swap-{number:03d}", **row}
    OUT.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} questions\n")


def question(gold: Gold, swapped: str, unit: str, text: str) -> dict[str, Any]:
    """One line of the output; `unit` is what the question asks for."""
    return {
        "key": (gold["document"], gold["start"]),
        "question": text,
        "swapped": swapped,
        "asked_unit": unit,
        "original_value": gold["value"],
        "original_unit": gold["unit"],
        "original_text": gold["text"],
        "document": gold["document"],
        "start": gold["start"],
    }


def written(table: Sequence[Gold]) -> Iterator[dict[str, Any]]:
    """The questions worded by hand.

    Raises:
        ValueError: a line names no gold figure, or the documents do hold a word that must be absent.
    """
    texts = " ".join(p.read_text(encoding="utf-8") for p in sorted(CORPUS.iterdir()) if p.suffix in (".md", ".csv"))
    with (HERE / "written.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            alike = [g for g in table if g["document"].startswith(row["document"]) and g["text"] == row["text"]]
            if len(alike) < int(row["nth"]):
                raise ValueError(f"No such figure: {row['document']} {row['text']}")
            if row["absent"] and re.search(rf"\b{row['absent']}\b", texts):
                raise ValueError(f"The documents name {row['absent']}: {row['question']}")
            yield question(alike[int(row["nth"]) - 1], row["swapped"], row["unit"], row["question"])


def generated(table: Sequence[Gold], taken: set[Any]) -> list[dict[str, Any]]:
    """Questions from the wordings, each about a gold figure of its own that no question is about yet."""
    rows: list[dict[str, Any]] = []
    asked: set[str] = set()
    wordings = {id(w): cycle(w) for w in (TO_PLACE, FROM_PLACE, ALL_EXPORTS, ALL_IMPORTS, OTHER_UNITS)}
    turns = {"subject": cycle(ELSEWHERE), "group": cycle(WITHOUT_GROUPS), "year": cycle(FIRST_YEARS)}
    for swapped, wanted in SHARES.items():
        for gold in spread([g for g in table if eligible(g)]):
            if sum(r["swapped"] == swapped for r in rows) == wanted:
                break
            key = (gold["document"], gold["start"])
            made = key not in taken and SWAPS[swapped](gold, table, turns, wordings)
            if made and made[1] not in asked:
                taken.add(key)
                asked.add(made[1])
                rows.append(question(gold, swapped, *made))
    return rows


def spread(golds: list[Gold]) -> list[Gold]:
    """The same figures with neighbours apart, so that the first few come from all documents."""
    step = 7
    return [g for first in range(step) for g in golds[first::step]]


def eligible(gold: Gold) -> bool:
    """Is it the value of device exports or imports in a fiscal year, of all or of one group, with all or one place?"""
    period = gold["period"]
    return (
        gold["kind"] == "level"
        and gold["unit"] in ("INR", "USD")
        and gold["flow"] in ("export", "import")
        and gold["item"] != "goods trade"
        and not gold["item"].startswith("five")  # a sum of places, no group of goods
        and len(gold["entities"]) <= 1
        and bool(period)
        and period[0].endswith("-04-01")
        and period[1] == f"{int(period[0][:4]) + 1}-03-31"
        and gold["document"][:2] in ("01", "02", "03", "18", "20", "ex", "in")
    )


def given(table: Sequence[Gold], flow: str, item: str, place: str, first: int) -> bool:
    """Does the table hold this flow of these goods with this place in a time that touches the fiscal year?"""
    start, end = f"{first}-04-01", f"{first + 1}-03-31"
    for g in table:
        same = g["flow"] in (flow, "trade") and g["item"] == item and (g["entities"] == ([place] if place else []))
        if same and (not g["period"] or g["period"][0] <= end and start <= g["period"][1]):
            return True
    return False


def worded(gold: Gold, wordings: dict[int, Any], flow: str, place: str, first: int) -> str:
    """The next wording for this flow, filled."""
    kind = (TO_PLACE if place else ALL_EXPORTS) if flow == "export" else (FROM_PLACE if place else ALL_IMPORTS)
    names = {"United States": "the United States", "Netherlands": "the Netherlands"}
    fy, short = f"FY {first}-{(first + 1) % 100:02d}", f"FY{(first + 1) % 100:02d}"
    text: str = next(wordings[id(kind)]).format(**goods(gold), place=names.get(place, place), fy=fy, short=short)
    return text[0].upper() + text[1:] if text.endswith(("?", ".")) else text


def goods(gold: Gold) -> dict[str, str]:
    """The goods by name, and as they stand before another noun."""
    item = re.sub(r"\bivd\b", "IVD", gold["item"])
    return {"item": item, "kind": item.replace("medical devices", "medical device")}


def place_of(gold: Gold) -> str:
    return gold["entities"][0] if gold["entities"] else ""


def first_year(gold: Gold) -> int:
    return int(gold["period"][0][:4])


Swap = Callable[[Gold, Sequence[Gold], dict[str, Any], dict[int, Any]], "tuple[str, str] | None"]


def other_subject(
    gold: Gold, table: Sequence[Gold], turns: dict[str, Any], wordings: dict[int, Any]
) -> tuple[str, str] | None:
    """Another country; for a product group one that the documents do name, but without groups."""
    place = next(turns["subject" if gold["item"] == "medical devices" else "group"])
    if given(table, gold["flow"], gold["item"], place, first_year(gold)):
        return None
    return "money", worded(gold, wordings, gold["flow"], place, first_year(gold))


def other_year(
    gold: Gold, table: Sequence[Gold], turns: dict[str, Any], wordings: dict[int, Any]
) -> tuple[str, str] | None:
    """A fiscal year for which the table has no such figure."""
    first = next(turns["year"])
    if given(table, gold["flow"], gold["item"], place_of(gold), first):
        return None
    return "money", worded(gold, wordings, gold["flow"], place_of(gold), first)


def other_flow(
    gold: Gold, table: Sequence[Gold], turns: dict[str, Any], wordings: dict[int, Any]
) -> tuple[str, str] | None:
    """Imports for exports, or the reverse."""
    flow = "import" if gold["flow"] == "export" else "export"
    if given(table, flow, gold["item"], place_of(gold), first_year(gold)):
        return None
    return "money", worded(gold, wordings, flow, place_of(gold), first_year(gold))


def other_unit(
    gold: Gold, table: Sequence[Gold], turns: dict[str, Any], wordings: dict[int, Any]
) -> tuple[str, str] | None:
    """Pieces, weight or firms, of which the documents count none by country or group."""
    unit, wording = next(wordings[id(OTHER_UNITS)])
    place = place_of(gold).replace("United States", "the US").replace("Netherlands", "the Netherlands")
    away = f" {'to' if gold['flow'] == 'export' else 'from'} {place}" if place else ""
    moved = ("exported by India" if gold["flow"] == "export" else "imported by India") + away
    first = first_year(gold)
    return unit, wording.format(**goods(gold), moved=moved, fy=f"FY {first}-{(first + 1) % 100:02d}")


SWAPS: dict[str, Swap] = {"subject": other_subject, "year": other_year, "unit": other_unit, "flow": other_flow}


if __name__ == "__main__":
    main()

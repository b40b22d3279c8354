"""A corpus of any size, made up: trade notes on many countries and products, with questions whose answers are known.

    python tests/benchmarks/scale_corpus.py FOLDER DOCUMENTS

The same number gives the same files, and a smaller corpus is the beginning of a larger one, so that the same
questions can be asked of both. A document makes about 13 passages and 56 figures.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

COUNTRIES = (
    "Brazil Vietnam Kenya Germany France Italy Spain Poland Mexico Canada Japan Turkey Egypt Morocco Ghana Chile Peru "
    "Colombia Thailand Indonesia Malaysia Australia Norway Sweden Denmark Finland Austria Hungary Romania Bulgaria "
    "Greece Portugal Ireland Belgium Switzerland Ukraine Kazakhstan Uzbekistan Pakistan Bangladesh Ecuador Bolivia "
    "Uruguay Paraguay Argentina Nigeria Senegal Tanzania Uganda Ethiopia Zambia Jordan Oman Qatar Kuwait Israel"
).split()
MATERIALS = "steel copper cotton plastic glass rubber leather ceramic wooden aluminium paper silk wool zinc".split()
GOODS = (
    "pipes cables tyres shirts bottles gloves shoes tiles doors pumps valves bearings engines tractors turbines lamps "
    "batteries sensors chairs tables carpets blankets needles scissors locks hinges boilers cranes elevators drills"
).split()
FOODS = "coffee tea cocoa rice wheat maize sugar honey olives almonds walnuts raisins lentils shrimp beef".split()
YEARS = tuple(range(2012, 2025))
VERBS = ("shipped", "sold", "exported")
REASONS = (
    "Freight rates fell after the new terminal opened, and insurers lowered their premiums.",
    "Buyers asked for longer payment terms, which smaller firms could not grant.",
    "Certification takes nine to twelve months, because laboratories are few.",
    "A shortage of containers held back deliveries in the first months of the season.",
    "Exporters want the customs procedure to be paperless, as it is at the main port.",
    "The trade association called for a joint working group on standards.",
    "Inland transport remains the largest cost, since the railway has a single track.",
)


@dataclass(frozen=True)
class Asked:
    """A question and what the answer must contain."""

    question: str
    expected: str


@dataclass(frozen=True)
class Made:
    """A document and questions on it."""

    name: str
    text: str
    questions: tuple[Asked, ...]


def products() -> list[str]:
    return [*FOODS, *(f"{material} {good}" for material, good in product(MATERIALS, GOODS))]


def document(number: int) -> Made:
    """The document of this number: one country and one product over some years."""
    chance = random.Random(number)
    pairs = len(COUNTRIES) * len(products())
    place = number * 7919 % pairs  # walks through all pairs of country and product before one comes again
    reporter, item = COUNTRIES[place % len(COUNTRIES)], products()[place // len(COUNTRIES)]
    partners = chance.sample([c for c in COUNTRIES if c != reporter], 12)
    first = chance.choice(YEARS[:-4])
    years = [first + i for i in range(4)]
    lines = [
        f"---\ntitle: {reporter}: exports of {item}, {years[0]} to {years[-1]}\ndate: {years[-1] + 1}-03-15",
        f"publisher: {reporter} trade desk {number % 17}\n---\n",
        f"# Exports of {item} from {reporter}\n",
    ]
    questions: list[Asked] = []
    for year in years:
        lines.extend(_year(chance, reporter, item, partners, year, questions))
    lines.append("## Outlook\n")
    lines.append(" ".join(chance.sample(REASONS, 3)) + "\n")
    lines.append(f"Exports may reach ${chance.randint(100, 999)} million by {years[-1] + 5}, the association said.\n")
    return Made(f"{number // 1000:03d}/note-{number:06d}.md", "\n".join(lines), tuple(questions))


def _year(
    chance: random.Random, reporter: str, item: str, partners: list[str], year: int, questions: list[Asked]
) -> Iterator[str]:
    amounts = {p: chance.randint(1000, 9999) / 10 for p in chance.sample(partners, 9)}
    table, told = list(amounts)[:5], list(amounts)[5:]
    yield f"## {year}\n"
    for partner in told:
        yield (
            f"In {year} {reporter} {chance.choice(VERBS)} {item} worth ${amounts[partner]} million to {partner}. "
            f"{chance.choice(REASONS)} That was {chance.randint(2, 38)} per cent of what {partner} bought abroad.\n"
        )
    yield f"Exports of {item} from {reporter} by destination, {year}, USD million.\n"
    yield f"| Destination | {year} |\n|---|---|"
    yield "\n".join(f"| {partner} | {amounts[partner]} |" for partner in table) + "\n"
    for partner in (told[0], table[0]):
        questions.append(
            Asked(
                f"How much were {reporter}'s exports of {item} to {partner} in {year}?",
                f"${amounts[partner]} million",
            )
        )


def questions(documents: int, count: int) -> list[Asked]:
    """Questions on the first so many documents, spread evenly; every fourth compares two years."""
    made = [document(n * documents // count % documents) for n in range(count)]
    found = [m.questions[i % len(m.questions)] for i, m in enumerate(made)]
    return [_compared(q, m) if i % 4 == 3 else q for i, (q, m) in enumerate(zip(found, made, strict=True))]


def _compared(asked: Asked, made: Made) -> Asked:
    return Asked(asked.question.replace("How much were", "How many times larger than in the year before were"), "")


def write(folder: Path, documents: int) -> None:
    """Writes the corpus; files that are there already are left alone."""
    for number in range(documents):
        made = document(number)
        path = folder / made.name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made.text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

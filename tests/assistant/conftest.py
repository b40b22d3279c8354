"""The assistant over briefs of other topics than the real documents, each opened once; and one written here."""

from functools import partial

import pytest

from assistant.answer import answer
from assistant.assistant import Assistant
from assistant.bind import Evidence
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.sentences import Sentences
from index.figures import extract
from index.load import load_folder
from index.split import split


def _open(root, topic, tmp_path_factory):
    return Assistant.open([root / "tests" / "briefs" / topic / "corpus"], tmp_path_factory.mktemp(topic) / "store")


@pytest.fixture(scope="session")
def coffee(root, tmp_path_factory):
    return _open(root, "coffee", tmp_path_factory)


@pytest.fixture(scope="session")
def gas(root, tmp_path_factory):
    return _open(root, "gas", tmp_path_factory)


@pytest.fixture(scope="session")
def machinery(root, tmp_path_factory):
    return _open(root, "machinery", tmp_path_factory)


SPICES = {
    "cinnamon.md": """---
title: Cinnamon exports of Sri Lanka
date: 2024-06-10
publisher: Spice desk
kind: article
---
# Cinnamon exports of Sri Lanka

Exports of cinnamon were $200 million in 2022. Exports of cinnamon were $250 million (around €230 million) in 2023.

## By destination

Exports of cinnamon by destination, US$ million.

| Destination | 2022 | 2023 |
|---|---|---|
| Mexico | 60 | 90 |
| United States | 50 | 45 |
| Peru | 20 | 25 |
| Total | 200 | 250 |

The share of Mexico rose from 30 per cent to 36 per cent.
""",
    "cloves.md": """---
title: Clove exports of Sri Lanka
date: 2024-05-02
publisher: Spice desk
---
# Clove exports of Sri Lanka

Exports of cloves stood at $50 million in 2023, after $40 million in 2020. The target for exports of cloves is \
$80 million by 2028.
""",
    "trade.md": """---
title: Spice trade of Sri Lanka
date: 2024-03-01
publisher: Trade office
---
# Spice trade of Sri Lanka

Imports of turmeric from India were $40 million in 2023. Exports of turmeric to India were $10 million in 2023. \
Sri Lanka exported 16,000 tonnes of cinnamon in 2023.

Trade office figures put exports of cinnamon to Mexico at $88 million in 2023.

## Pepper by quarter

Exports of pepper, US$ million.

| Quarter | Value |
|---|---|
| Q1 2023 | 5.0 |
| Q2 2023 | 7.0 |
| Q3 2023 | 6.0 |
| Q4 2023 | 8.0 |

## Vanilla by quarter

Exports of vanilla, US$ million.

| Quarter | Value |
|---|---|
| Q1 2023 | 1.0 |
| Q2 2023 | 2.0 |
| Q4 2023 | 4.0 |
""",
}
"""A small corpus of one country's trade: a total and its parts, two years, a target, quarters, two sources at odds."""


@pytest.fixture(scope="session")
def evidence_over(tmp_path_factory):
    """Reads texts by file name into the evidence that questions are answered from. Needs no model."""

    def read(texts):
        folder = tmp_path_factory.mktemp("documents")
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        documents, _ = load_folder([folder])
        passages = [p for d in documents for p in split(d, count_tokens=lambda text: len(text.split()))]
        return Evidence(documents, passages, [f for d in documents for f in extract(d)])

    return read


@pytest.fixture(scope="session")
def spices(evidence_over):
    return evidence_over(SPICES)


@pytest.fixture(scope="session")
def ask_over():
    """The answer to the last of some questions, asked one after the other in one conversation. Needs the pipeline."""

    def ask(evidence, *questions):
        desk = Desk(evidence, Sentences(evidence), lambda query, top_k: (), "")
        conversation = Conversation()
        return [answer(desk, question, conversation) for question in questions][-1]

    return ask


@pytest.fixture
def ask(spices, ask_over):
    """`ask_over` the spices."""
    return partial(ask_over, spices)

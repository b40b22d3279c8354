"""A small corpus of one country's trade."""

import pytest

from assistant.bind import Evidence
from index.figures import extract
from index.load import load_folder

CINNAMON = """---
title: Cinnamon exports of Sri Lanka
date: 2024-06-10
publisher: Spice desk
kind: article
---
# Cinnamon exports of Sri Lanka

Exports of cinnamon were $200 million in 2022. Exports of cinnamon were $250 million in 2023.

## By destination

Exports of cinnamon by destination, US$ million.

| Destination | 2022 | 2023 |
|---|---|---|
| Mexico | 60 | 90 |
| United States | 50 | 45 |
| Peru | 20 | 25 |
| Others | 70 | 90 |
| Total | 200 | 250 |

The share of Mexico rose from 30 per cent to 38 per cent.
"""
CLOVES = """---
title: Clove exports of Sri Lanka
date: 2024-05-02
publisher: Spice desk
---
# Clove exports of Sri Lanka

Exports of cloves stood at $50 million in 2023, after $40 million in 2020. The target for exports of cloves is \
$80 million by 2028. Exports of cloves were $41 million in 2023, says the harbour.
"""


@pytest.fixture(scope="session")
def spices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spices")
    (folder / "cinnamon.md").write_text(CINNAMON, encoding="utf-8")
    (folder / "cloves.md").write_text(CLOVES, encoding="utf-8")
    documents, _ = load_folder([folder])
    return Evidence(documents, (), [f for d in documents for f in extract(d)])

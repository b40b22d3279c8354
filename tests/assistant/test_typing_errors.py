"""Slips are mended towards words that are known, and nothing else is touched."""

import pytest

from assistant.bind import Evidence
from assistant.typing_errors import mend
from index.load import load_folder
from index.split import split


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tea")
    text = "# Orthodox leaf\n\nThe orthodox leaf of Nandi factories went to Karachi under the Rotterdam contract.\n"
    (folder / "leaf.md").write_text(text, encoding="utf-8")
    documents, _ = load_folder([folder])
    return Evidence(
        documents, [p for d in documents for p in split(d, count_tokens=lambda text: len(text.split()))], ()
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("What were Germny's exprots?", "what were germany's exports?"),
        ("othodox laef", "orthodox leaf"),
        ("Roterdam contract", "rotterdam contract"),
        ("is the tariff actualy higher", "is the tariff actually higher"),
        ("what happend to the goverment subsidis", "what happened to the government subsidies"),
        ("the diffrence in shipmnts", "the difference in shipments"),
        ("which countrys bougt definitly more", "which countrys bought definitely more"),
    ],
)
def test_slips_and_abbreviations_are_mended(evidence, typed, meant):
    assert mend(typed, evidence).lower() == meant


@pytest.mark.parametrize(
    "typed",
    [
        "What did Nandi ship to Karachi?",
        "Exports to Germany and Poland",
        "AIMED and the WTO",
        "the flurbish of tea",
        "tha cat",
        "a1b2 x9",
        "the cheapest shipper shrank",
        "cagr 3 -> 5",
        "",
    ],
)
def test_what_is_known_or_near_nothing_is_left_as_it_is(evidence, typed):
    assert mend(typed, evidence) == typed


def test_two_slips_are_mended_in_long_words_only(evidence):
    assert mend("fctorise", evidence) == "factories"
    assert mend("laaf lfea", evidence) != "leaf leaf"

"""What a short text is about: places, flows seen from home, items."""

import pytest

from index.facets import read


@pytest.mark.parametrize(
    "text",
    [
        "Trade fair",
        "Trade fairs",
        "trade ministers",
        "export councils",
        "Trade missions",
        "trade policies",
        "export licences",
    ],
)
def test_a_name_that_begins_with_trade_is_no_flow(text):
    assert read(text, "Kenya").flow == ""


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("exports of coffee", "export"),
        ("Germany bought coffee from Kenya", "export"),
        ("Kenya bought coffee from Uganda", "import"),
        ("imports of green coffee", "import"),
        ("Kenya's trade with Germany", "trade"),
        ("the trade deficit with China", "balance"),
        ("sales to Germany", "export"),
        ("sales at home", ""),
    ],
)
def test_a_flow_is_seen_from_home(text, flow):
    assert read(text, "Kenya").flow == flow


def test_an_item_restricts_a_flow():
    assert read("medicine exports", "India").item == ("medicin",)
    assert read("exports of green coffee to Germany", "Kenya").item == ("green", "coffe")

"""Two tables of one series, known by their equal values, and the cell in which they differ."""

import pytest

HEAD = """---
title: {title}
date: 2024-06-10
publisher: Spice desk
---
# {title}

"""
TABLE = (
    "| Buyer | Exports 2023, US$ million |\n|---|---|\n| Peru | 145.6 |\n| Chile | 88.7 |\n| Mexico | {} |\n"
    "| Brazil | 69.1 |\n"
)
LIST = (
    "In 2023 Sri Lanka exported spices for $145.6 million to Peru, for $88.7 million to Chile and for ${} million to "
    "Mexico.\n"
)


def found(check, other, value):
    texts = {
        "a.md": HEAD.format(title="Spice exports of Sri Lanka") + TABLE.format("76.3"),
        "b.md": HEAD.format(title="Exports of Sri Lanka by destination") + other.format(value),
    }
    return [f for f in check(texts) if f.kind == "values"]


@pytest.mark.parametrize("other", [TABLE, LIST])
def test_a_cell_that_differs_from_its_copy_is_found_though_no_title_says_that_it_is_one(check, other):
    assert found(check, other, "76.3") == []
    (finding,) = found(check, other, "71.3")
    assert {c.text.strip("$ milon") for c in finding.claims} == {"76.3", "71.3"}


def test_series_with_more_differences_than_equal_values_are_left_alone(check):
    other = TABLE.replace("145.6", "131.2").replace("88.7", "97.4")
    assert found(check, other, "54.9") == []


def test_numbers_that_only_touch_at_their_rounding_are_two(check):
    assert len(found(check, TABLE, "76.4")) == 1

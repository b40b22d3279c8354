import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.numerals import STYLES, in_style
from index import numbers


@pytest.mark.parametrize(
    ("text", "indian", "international"),
    [
        ("Rs 2,000 crore", "Rs 2,000 crore", "Rs 20 billion"),
        ("Rs 625.68 crore, a target", "Rs 625.68 crore, a target", "Rs 6.2568 billion, a target"),
        ("Rs 1.2 lakh crore", "Rs 1.2 lakh crore", "Rs 1.2 trillion"),
        ("Rs 13,743 million", "Rs 1,374.3 crore", "Rs 13,743 million"),
        ("Rs 1234567", "Rs 1234567", "Rs 1234567"),
        ("Rs 1,234,567", "Rs 12,34,567", "Rs 1,234,567"),
        ("Rs 12,34,567", "Rs 12,34,567", "Rs 1,234,567"),
        ("about $75 million", "about $75 million", "about $75 million"),
        ("up 16.15% in FY 2022-23", "up 16.15% in FY 2022-23", "up 16.15% in FY 2022-23"),
        ("5 lakh tonnes", "5 lakh tonnes", "500,000 tonnes"),
        ("They say: “Rs 2,000 crore”.", "They say: “Rs 2,000 crore”.", "They say: “Rs 2,000 crore”."),
        ("Germany: 1,468", "Germany: 1,468", "Germany: 1,468"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_amounts_are_written_in_either_style(text, indian, international):
    assert in_style(text, "as written") == text
    assert in_style(text, "indian") == indian
    assert in_style(text, "international") == international


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**7), places=2),
    st.sampled_from(["crore", "lakh", "lakh crore", "million", "billion", "trillion"]),
    st.sampled_from(["Rs ", "$", "€"]),
    st.sampled_from(STYLES),
)
def test_no_amount_changes_its_value(value, scale, sign, style):
    text = f"{sign}{value:,f} {scale}"
    written = in_style(text, style)
    assert [m.quantity.base for m in numbers.read(written)] == [m.quantity.base for m in numbers.read(text)]
    assert re.fullmatch(r"\D{1,3}[\d,.]+( \w+){0,2}", written)

"""Figures in a reader's words: what is measured, and the sentence or row they stand in."""

from dataclasses import replace

import pytest

from assistant.ui.library import Library
from index.load import load
from index.types import Figure, Span
from index.units import Quantity

TABLE = """# Grain

| Place | Crop | Tonnes | Source |
|---|---|---|---|
| Kenya | Maize | about 400 | https://example.org/maize |
"""


@pytest.fixture
def row(tmp_path):
    """A library of one table, and the figure in it."""
    (tmp_path / "grain.md").write_text(TABLE, encoding="utf-8")
    document = load(tmp_path / "grain.md", tmp_path)
    block = next(b for b in document.blocks if b.kind == "row")
    start = document.text.index("400")
    figure = Figure(
        id="grain.md#1",
        span=Span(document.id, start, start + 3),
        context=Span(document.id, block.start, block.end),
        quantity=Quantity(400, "metric_ton"),
        entities=("Kenya",),
    )
    return Library([document], [figure]), figure


def test_a_row_is_shown_cell_by_cell_without_its_bars_and_addresses(row):
    library, figure = row
    assert library.context(figure) == ("Kenya · Maize · about ", "400", "")


@pytest.mark.parametrize(
    ("label", "flow", "said"),
    [
        ("Maize / Tonnes", "export", "Maize (exports)"),
        ("Maize exports / Tonnes", "export", "Maize exports"),
        ("Kenya / Tonnes", "export", "exports"),
        ("export; Kenya / value", "export", "exports"),
        ("Maize, tonnes / Value", "", "Maize"),
        ("Value", "", "Value"),
    ],
)
def test_a_heading_that_names_subject_flow_or_unit_again_is_left_out_of_the_measure(row, label, flow, said):
    library, figure = row
    assert library.measure(replace(figure, label=label, flow=flow)) == said

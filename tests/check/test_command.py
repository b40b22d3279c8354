"""The command `check`, over documents read without a store."""

import json
from types import SimpleNamespace

import pytest

from assistant.program import main
from index.library import Library

HOLDS = "# Tea\n\nExports of tea were $5 million in 2023.\n"
BREAKS = """---
title: Tea exports
date: 2024-05-01
---
# Tea exports

| Buyer | 2023, US$ million |
|---|---|
| Peru | 40 |
| Chile | 25 |
| Total | 75 |
"""


@pytest.fixture
def run(capsys, monkeypatch, evidence):
    def run(text, *arguments):
        held = evidence({"note.md": text})
        library = SimpleNamespace(documents=tuple(held.documents.values()), passages=(), figures=held.figures)
        monkeypatch.setattr(Library, "open", lambda *_, **__: library)
        assert main(["check", *arguments]) == 0
        return capsys.readouterr().out

    return run


def test_nothing_is_said_where_everything_holds(run):
    assert run(HOLDS) == "Nothing was found that does not hold.\n"
    assert json.loads(run(HOLDS, "--json")) == []


def test_a_finding_is_told_with_its_sum_and_both_places(run):
    out = run(BREAKS)
    assert "The 2 parts add to $65 million, not to $75 million" in out
    assert "$40 million + $25 million = $65 million" in out and "| Total | 75 | (note.md)" in out


def test_a_finding_is_written_for_programs_in_one_line(run):
    (finding,) = json.loads(run(BREAKS, "--json"))
    assert finding["kind"] == "total" and finding["calculation"]["base_value"] == 65_000_000
    assert {(c["text"], c["side"]) for c in finding["claims"]} == {("75", 0), ("40", 1), ("25", 1)}

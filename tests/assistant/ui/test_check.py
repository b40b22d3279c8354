"""The check tab: findings, the values of a measure, and the places that they lead to."""

import re

import pytest

from assistant.bind import Evidence
from assistant.check import audit
from assistant.check.books import Books
from assistant.check.versions import compare
from assistant.ui import text as t
from assistant.ui.check_page import findings_html, measures_html
from assistant.ui.library import Library
from assistant.ui.markup import spot_link
from assistant.ui.session import opened
from index.figures import extract
from index.load import load_folder
from index.types import Span

TEXT = """---
title: Sesame <b>exports</b>
date: 2025-02-01
publisher: Seed Office
---
# Sesame exports of Sudan

Exports of sesame were $412 million in 2024. The press has exports of sesame of $455 million in 2024. Exports of \
sesame were $200 million in 2022 and $250 million in 2023, a rise of 35 per cent.
"""


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sesame")
    (folder / "sesame 1.md").write_text(TEXT, encoding="utf-8")
    documents, _ = load_folder([folder])
    return Evidence(documents, (), [f for d in documents for f in extract(d)])


@pytest.fixture(scope="module")
def library(evidence):
    return Library(tuple(evidence.documents.values()), evidence.figures)


def test_findings_are_listed_by_kind_with_their_sum_and_places(evidence, library):
    html = str(findings_html(audit(evidence), library))
    assert "2 findings" in html
    assert "does not fit the amounts" in html and "<summary>Working: 25%</summary>" in html
    assert "One thing, several values" in html and "$455 million" in html


def test_findings_of_one_kind_are_listed_alone(evidence, library):
    html = str(findings_html(audit(evidence), library, "growth"))
    assert "1 findings" in html and "One thing, several values" not in html
    assert t.NO_FINDINGS in findings_html(audit(evidence), library, "total")


def test_every_place_leads_to_its_words(evidence, library):
    html = str(findings_html(audit(evidence), library))
    links = re.findall(r'href="(#spot-[^"]+)">(?:<bdi>)([^<]+)', html)
    assert len(links) >= 5
    for link, shown in links:
        assert 'id="here"' in str(opened(link, [], library)) and shown in str(opened(link, [], library))


@pytest.mark.parametrize("rest", ["0-5-none.md", "5-2-sesame%201.md", "0-99999999-sesame%201.md", "", "a-b-c"])
def test_a_place_that_is_not_there_is_said_in_a_sentence(library, rest):
    assert t.NOT_FOUND in opened(f"#spot-{rest}", [], library)


def test_a_link_to_a_place_carries_any_name():
    assert spot_link(Span("a b/c#1.md", 3, 9)) == "#spot-3-9-a%20b%2Fc%231.md"


def test_values_are_drawn_and_listed_with_who_when_and_of_what(evidence, library):
    html = str(measures_html(compare(Books(evidence), "exports of sesame in 2024"), library))
    assert html.count("<rect") == 2 and 'class="series-1"' in html
    assert "The values differ, by" in html and "Seed Office" in html and "2025-02-01" in html
    assert html.count('href="#figure-') == 4  # each as a bar and as a row


def test_a_measure_that_is_not_held_is_said_in_a_sentence(library):
    assert t.NO_VALUES in measures_html((), library)


def test_words_of_documents_are_never_markup(evidence, library):
    assert "<b>exports</b>" not in str(findings_html(audit(evidence), library))
    assert "<b>exports</b>" not in str(measures_html(compare(Books(evidence), "exports of sesame"), library))

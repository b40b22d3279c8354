"""Passages are whole sentences, items and rows, and exactly the document's words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load import load, load_folder
from index.split import cut_notice, heading_text, searchable, split
from index.types import Block, Document


def count(text):
    return len(text.split())


def prose(text, *sentences):
    return Document("d", "T", text, "text/plain", "", blocks=(Block("paragraph", 0, len(text), ("H",), sentences),))


def test_every_passage_is_the_document_s_own_words(corpus):
    for document in load_folder([corpus])[0]:
        passages = split(document, count_tokens=count)
        assert passages
        place = 0
        for p in passages:
            assert p.text == document.text[p.span.start : p.span.end] == document.quote(p.span)
            assert p.id == f"{document.id}#{p.span.start}-{p.span.end}"
            assert place <= p.span.start
            place = p.span.end


def test_every_sentence_and_row_is_in_a_passage_and_none_is_cut(corpus):
    for document in load_folder([corpus])[0]:
        passages = split(document, count_tokens=count)
        assert cut_notice(document, passages) is None
        for block in document.blocks:
            if block.kind in ("paragraph", "item", "row"):
                for start, end in block.sentences or ((block.start, block.end),):
                    assert any(p.span.start <= start and end <= p.span.end for p in passages)


def test_passages_stay_within_their_section_and_table(folder):
    passages = split(load(folder / "coffee.md", folder), count_tokens=count)
    assert [p.text.split("\n")[0] for p in passages] == [
        "Kenya shipped 5,480 tonnes of coffee to the Gulf in 2023/24 (source: S1). The buyers paid $31.4 million.",
        "Tonnes, 2023/24.",
        "| Germany | 9,120 |",
        "Provisional figures.",
    ]
    table = passages[2]
    assert table.text == "| Germany | 9,120 |\n| Belgium | 6,005 |"
    assert table.headings == ("Coffee exports", "By destination", "Destination | Tonnes")
    assert (table.locator.row, table.locator.heading) == (1, "By destination")


def test_equal_headings_are_still_two_sections():
    text = "One.\nTwo."
    blocks = (
        Block("paragraph", 0, 4, ("H",), ((0, 4),)),
        Block("heading", 4, 5, ()),
        Block("paragraph", 5, 9, ("H",), ((5, 9),)),
    )
    passages = split(Document("d", "T", text, "", "", blocks=blocks), count_tokens=count)
    assert [p.text for p in passages] == ["One.", "Two."]


def test_rows_are_grouped_up_to_the_limit(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n" + "1,2\n" * 10)
    passages = split(load(tmp_path / "a.csv", tmp_path), count_tokens=count, rows=4)
    assert [p.text.count("\n") + 1 for p in passages] == [4, 4, 2]
    assert [p.locator.row for p in passages] == [1, 5, 9]


def test_sentences_are_taken_together_as_long_as_they_fit():
    document = prose("a b c. d e f. g h i.", (0, 6), (7, 13), (14, 20))
    assert [p.text for p in split(document, max_tokens=9, count_tokens=count)] == ["a b c. d e f.", "g h i."]


def test_a_sentence_too_long_is_cut_at_spaces_and_that_is_said():
    text = " ".join(f"word{n}" for n in range(50))
    document = prose(text, (0, len(text)))
    passages = split(document, max_tokens=12, count_tokens=count)
    assert len(passages) > 3
    assert " ".join(p.text for p in passages) == text
    assert all(count(p.text) <= 12 for p in passages)
    assert "cut at a space" in cut_notice(document, passages)


@pytest.mark.parametrize("text", ["a" * 5_000_000, "word " * 1_000_000], ids=["one word", "many words"])
def test_a_sentence_of_five_megabytes_is_cut(text):
    document = prose(text.strip(), (0, len(text.strip())))
    passages = split(document, count_tokens=count)
    assert max(len(p.text) for p in passages) < 10_000


def test_web_addresses_are_not_searched():
    document = prose("See https://x.y/exports-to-japan, page 2.", (0, 41))
    (passage,) = split(document, count_tokens=count)
    assert searchable(passage) == "T > H\nSee , page 2."


def test_a_heading_that_repeats_the_title_is_named_once():
    assert heading_text("T", ("T", "", "U")) == "T > U"


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.integers(4, 40))
@settings(max_examples=200)
def test_no_passage_is_longer_than_the_limit(lengths, limit):
    sentences, text = [], ""
    for n in lengths:
        sentences.append((len(text), len(text) + 2 * n - 1))
        text += "x " * n
    document = prose(text.rstrip(), *sentences)
    for p in split(document, max_tokens=limit, count_tokens=count):
        assert count(p.text) <= max(limit - count("T > H"), limit // 2)

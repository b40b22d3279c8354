"""Words have one stem in all their forms, and words that mean the same find each other."""

import pytest

from index.lexicon import content, stem, synonyms, tokens


@pytest.mark.parametrize(
    ("forms"), [("export", "Exports", "exported", "exporting"), ("buy", "bought", "buys"), ("India's", "India")]
)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({stem(word) for word in forms}) == 1


def test_content_leaves_function_words_and_numbers_out():
    assert [t.word for t in content("How much of the 2,000 tonnes went to Germany?")] == ["tonnes", "went", "Germany"]


def test_tokens_stand_where_they_say():
    text = "farmer's twenty-foot container, R&D"
    assert [text[t.start : t.end] for t in tokens(text)] == [t.word for t in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"), [("buyer", "customer"), ("sell", "export"), ("medicine", "drug"), ("goal", "target")]
)
def test_words_that_mean_the_same_find_each_other(one, other):
    assert stem(other) in synonyms(stem(one)) and stem(one) in synonyms(stem(other))


def test_no_word_is_its_own_synonym():
    assert all(stem(w) not in synonyms(stem(w)) for w in ("export", "import", "trade", "share", "tariff"))

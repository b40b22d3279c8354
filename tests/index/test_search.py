"""Ranking: by words, by meaning, and both; the same every time."""

import numpy as np
import pytest

from index.search import Searcher, Weights, Words, exact_similarity, terms
from index.split import searchable
from index.types import Passage, Span


def passage(n, text):
    return Passage(f"d#{n}", Span("d", n, n + len(text)), text, (), "")


def searcher(*texts, words=None, **arguments):
    passages = [passage(n, text) for n, text in enumerate(texts)]
    found = [searchable(p) for p in passages]
    if words:
        arguments |= {"similarity": exact_similarity(words.embed(found)), "embed_query": words.embed_query}
    return Searcher(passages, Words(map(terms, found)), **arguments)


def order(hits):
    return [h.passage.span.start for h in hits]


class TestTerms:
    def test_words_are_stems_and_numbers_stay_whole(self):
        assert terms("The exports of 1,468.50 tonnes") == ("export", "1468.50", "tonn")

    @pytest.mark.parametrize("text", ["German purchases", "bought by Germany"])
    def test_a_place_has_one_name_however_it_is_written(self, text):
        assert "@germany" in terms(text)

    def test_a_question_may_be_typed_in_lower_case(self):
        assert "@germany" in terms("what did germany buy", any_case=True)

    @pytest.mark.parametrize("text", ["FY23", "FY 2022-23", "2022-23", "fiscal year 2022-23"])
    def test_a_period_has_one_name_however_it_is_written(self, text):
        assert "@2022-04-01..2023-03-31" in terms(text)


class TestSearch:
    def test_the_passage_with_the_words_comes_first(self):
        found = searcher("Tea went up.", "Coffee went to Germany.", "Coffee went down.").search("coffee for Germany")
        assert order(found)[0] == 1
        assert found[0].score > found[1].score

    def test_without_vectors_only_what_shares_a_word_is_found(self):
        assert order(searcher("Tea went up.", "Coffee fell.").search("coffee")) == [1]

    def test_meaning_finds_what_words_do_not(self, words):
        class Meaning:
            def embed(self, texts):
                return np.array([[1, 0] if "purchase" in t else [0, 1] for t in texts], np.float32)

            def embed_query(self, text):
                return np.array([1, 0], np.float32)

        assert order(searcher("Tea rose.", "All purchases fell.", words=Meaning()).search("buying")) == [1]

    def test_scores_say_what_they_are_made_of(self, words):
        (hit, *_) = searcher("Coffee fell.", words=words).search("coffee")
        assert [name for name, _ in hit.why] == ["bm25", "dense"]
        assert 0 < hit.score <= 1

    def test_a_number_or_year_that_matches_outweighs_many_common_words(self):
        texts = ["exports of coffee and tea rose and rose in 2021"] * 5 + ["exports in 2022"]
        assert order(searcher(*texts).search("exports of coffee in 2022"))[0] == 5

        def lead(weights):
            best, second, *_ = searcher(*texts, weights=weights).search("exports of coffee in 2022")
            return best.score - second.score

        assert lead(Weights(sure=0.4)) > lead(Weights(sure=0.0))

    def test_equal_passages_keep_their_order(self, words):
        found = searcher(*["Coffee fell."] * 20, words=words)
        assert order(found.search("coffee", 20)) == list(range(20))
        assert found.search("coffee", 20) == found.search("coffee", 20)

    def test_a_vector_that_is_given_is_not_computed_again(self, words):
        def fail(text):
            raise AssertionError("computed")

        vectors = words.embed(["a", "b"])
        found = Searcher(
            [passage(0, "a"), passage(1, "b")], Words([("a",), ("b",)]), exact_similarity(vectors), embed_query=fail
        )
        assert order(found.search("b", query_vector=vectors[1]))[0] == 1

    @pytest.mark.parametrize(("query", "top_k"), [("", 5), ("  \n", 5), ("coffee", 0), ("coffee", -1)])
    def test_nothing_asked_is_nothing_found(self, query, top_k):
        assert searcher("Coffee fell.").search(query, top_k) == ()

    @pytest.mark.parametrize("query", ["the", "?!", "🙂", "zzzz", "a" * 100_000])
    def test_odd_queries_are_no_error(self, query, words):
        searcher("Coffee fell.").search(query)
        searcher("Coffee fell.", words=words).search(query)

    def test_a_library_without_passages_finds_nothing(self):
        assert searcher().search("coffee") == ()
        assert searcher("—").search("coffee") == ()

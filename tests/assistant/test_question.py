"""What a question asks about: terms, places, flows, periods, ranks, alternatives; and what a follow-up takes over."""

import pytest

from assistant.carry_over import continued, dated, is_incomplete, leans_back, merged, period_shift, repeated, short_year
from assistant.flows import flows_of
from assistant.question import understand
from assistant.ranks import Rank, rank_of
from index import periods

pytestmark = pytest.mark.model  # parts of speech come from the language pipeline


def hard(question, home=""):
    return [t.word for t in understand(question, home).request.terms if t.hard]


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("How much orthodox tea did Kenya sell to Poland in 2023?", ["orthodox", "tea"]),
        ("What share of the coffee went to Germany?", ["coffee"]),
        ("Are gloves covered by Decree 102?", ["gloves", "Decree", "102"]),
        ("What did class A implants cost at the market rate?", ["class", "implants", "A"]),
        ("How much was it in dollars at the average rate?", []),
        ("What was the target for 2030?", []),
    ],
)
def test_nouns_and_names_must_be_covered_and_asking_words_must_not(question, terms):
    assert hard(question) == terms


def test_verbs_and_the_kind_that_is_asked_for_only_help():
    terms = understand("Which mill on the coast earned a premium on its northern bales?").request.terms
    assert {t.word: t.hard for t in terms}.items() >= {"mill": False, "earned": False, "bales": True}.items()


def test_what_is_counted_is_named():
    assert understand("How many registered growers are there?").request.counted == ("regist", "grower")


@pytest.mark.parametrize(
    ("question", "flows"),
    [
        ("What did India export to Russia?", ("export",)),
        ("How much tea came into India?", ("import",)),
        ("How much tea went from India to Poland?", ("export",)),
        ("What did it earn abroad?", ("export",)),
        ("What was paid for foreign goods?", ("import",)),
        ("What was brought in?", ("import",)),
        ("How much was sold?", ("export",)),
        ("Exports and imports of tea?", ("export", "import")),
        ("Who chairs the board?", ()),
    ],
)
def test_flows_are_named_or_told_by_what_moves(question, flows):
    assert flows_of(question, "India") == flows


def test_without_a_home_what_moves_has_no_direction():
    assert flows_of("How much tea came into Poland?", "") == ()


@pytest.mark.parametrize(
    ("question", "rank"),
    [
        ("Which is the largest?", Rank(1, 0, True)),
        ("Which is the smallest?", Rank(1, 0, False)),
        ("Who comes third?", Rank(3, 0, True)),
        ("Who is the runner-up?", Rank(2, 0, True)),
        ("Who is number four?", Rank(4, 0, True)),
        ("The top five buyers", Rank(0, 5, True)),
        ("The 3 lowest prices", Rank(0, 3, False)),
        ("List them from largest to smallest", Rank(0, 0, True)),
        ("Rank them by value, smallest first", Rank(0, 0, False)),
        ("What rank does Poland have?", Rank(1, 0, True)),
        ("What was sold in the first half?", Rank(1, 0, True)),
    ],
)
def test_a_place_in_an_order_is_read(question, rank):
    assert rank_of(question) == rank


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Which is larger, implants or reagents?", (["implants"], ["reagents"])),
        ("What is the gap between orthodox tea and green tea?", (["orthodox", "tea"], ["green", "tea"])),
        ("Gloves vs syringes", (["Gloves"], ["syringes"])),
        ("What was sold?", ()),
    ],
)
def test_things_set_against_each_other_are_read(question, sides):
    items = understand(question).items
    assert [[t.word for t in side] for side in items] == list(sides)


@pytest.mark.parametrize("question", ["By when should exports reach $2 billion?", "What is the target?"])
def test_a_question_about_the_future_says_so(question):
    assert understand(question).request.status == "future"


def test_the_home_place_is_apart_from_the_others():
    request = understand("India's exports to Poland", "India").request
    assert request.home and request.places == ("Poland",)


def test_the_whole_world_is_a_total_and_in_total_is_not():
    assert understand("Exports worldwide?").request.total
    assert not understand("What came to Poland in total?").request.total


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What share went to Poland?", "share"),
        ("How much did exports fall in 2023?", "change"),
        ("What were exports to Poland?", "level"),
        ("How much tea was grown?", "level"),
        ("How big is the tariff?", ""),
    ],
)
def test_the_kind_of_figure_is_read(question, kind):
    assert understand(question).request.kind == kind


class TestFollowUps:
    FIRST = "What were tea exports to Poland in 2022?"

    def after(self, question, first=FIRST):
        before = understand(first, "Kenya")
        return continued(dated(understand(question, "Kenya"), before), before)

    @pytest.mark.parametrize("question", ["And Germany?", "What about Germany?", "Germany?"])
    def test_a_place_replaces_the_place_and_keeps_the_rest(self, question):
        r = self.after(question).request
        assert (r.places, r.flow, [p.label for p in r.periods]) == (("Germany",), "export", ["2022"])
        assert "tea" in [t.word for t in r.terms]

    @pytest.mark.parametrize("question", ["And in 2023?", "What about 2023?"])
    def test_a_period_replaces_the_period(self, question):
        r = self.after(question).request
        assert ([p.label for p in r.periods], r.places) == (["2023"], ("Poland",))

    @pytest.mark.parametrize(
        ("question", "year"), [("And the year before?", 2021), ("the following year?", 2023), ("And in 23?", 2023)]
    )
    def test_a_year_before_or_after_moves_the_period(self, question, year):
        [period] = self.after(question).request.periods
        assert period.end.year == year

    @pytest.mark.parametrize("question", ["And in rupees?", "How much was that in dollars?"])
    def test_a_currency_converts_what_was_said(self, question):
        assert self.after(question).operation == "convert"

    def test_a_subject_of_its_own_replaces_the_last(self):
        terms = [t.word for t in self.after("And the coffee harvest?").request.terms]
        assert "coffee" in terms and "tea" not in terms

    def test_the_total_after_one_flow_is_that_of_all_places(self):
        r = self.after("And the total?").request
        assert (r.flow, r.places) == ("export", ())

    def test_the_total_after_both_flows_is_the_trade_both_ways(self):
        both = understand("How far are exports to Poland above imports from Poland?", "Kenya")
        r = continued(understand("And the total?", "Kenya"), both).request
        assert (r.flow, r.places) == ("trade", ("Poland",))

    def test_an_operation_is_repeated(self):
        share = understand("What share of exports went to Poland in 2022?", "Kenya")
        again = repeated(continued(understand("And Germany?", "Kenya"), share), share)
        assert (again.operation, again.request.kind) == ("share", "share")

    def test_a_conversion_is_not(self):
        converted = understand("And in rupees?")
        assert repeated(understand("And Germany?"), converted).operation == "lookup"

    def test_a_supposition_is_repeated_with_its_number(self):
        supposed = understand("What if exports to Poland fell by 10%?")
        assert repeated(understand("And Germany?"), supposed).given == supposed.given != ()

    def test_what_leans_back_is_told_from_what_stands_alone(self):
        assert leans_back("And Germany?") and leans_back("Is that right?") and leans_back("Germany?")
        assert not leans_back("What were orthodox tea exports to Poland in 2022?")

    def test_a_place_without_a_flow_is_incomplete(self):
        assert is_incomplete(understand("How much for Poland?"))
        assert not is_incomplete(understand("How much was exported to Poland?"))
        assert not is_incomplete(understand("Sum up the note."))

    def test_nothing_is_taken_over_where_all_is_said(self):
        new = understand("What were roasted coffee imports from Germany in 2020?", "Kenya")
        whole = merged(new, understand(self.FIRST, "Kenya"), None)
        assert (whole.request.places, whole.request.flow) == (("Germany",), "import")
        assert whole.request.terms == new.request.terms

    @pytest.mark.parametrize(
        ("text", "years"), [("the year before", -1), ("a year later", 1), ("next season", 1), ("in 2023", None)]
    )
    def test_moves_in_time_are_read(self, text, years):
        assert period_shift(text) == years

    def test_a_short_year_needs_a_year_before_it(self):
        [before] = [p.period for p in periods.read("FY 2023-24")]
        [after] = short_year("and in 25?", (before,))
        assert (after.end.year, after.kind) == (2025, before.kind)
        assert short_year("and in 25?", ()) == ()
        assert short_year("and then?", (before,)) == ()

"""Places are found by name, abbreviation and adjective."""

import pycountry
import pytest

from index.names import is_place, places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("German purchases", "Germany"),
        ("exports to the US", "United States"),
        ("the UK", "United Kingdom"),
        ("Türkiye", "Turkey"),
        ("Viet Nam", "Vietnam"),
        ("the Republic of Korea", "South Korea"),
        ("EU members", "European Union"),
        ("Dutch ports", "Netherlands"),
        ("Kenyan tea", "Kenya"),
        ("the UAE", "United Arab Emirates"),
    ],
)
def test_a_place_has_one_name(text, name):
    assert [p.name for p in places(text)] == [name]


@pytest.mark.parametrize(
    "text", ["Give us the number", "a price in US dollars", "roast turkey", "polish the floor", "a gulf between them"]
)
def test_words_that_look_like_places_are_none(text):
    assert places(text) == ()


def test_every_country_is_found_by_its_own_name():
    named = [c.name for c in pycountry.countries if "," not in c.name]
    assert [n for n in named if len(places(n)) != 1] == []


def test_places_are_found_in_any_case_where_asked():
    assert [p.name for p in places("germany and the us", any_case=True)] == ["Germany", "United States"]
    assert places("germany and the us") == ()
    assert is_place("GERMANY") and not is_place("coffee")


def test_a_place_knows_where_it_stands_and_whether_it_describes():
    (place,) = places("All German goods")
    assert ("All German goods"[place.start : place.end], place.adjective) == ("German", True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("paid in Swiss francs", []),
        ("Norwegian kroner and Norway", ["Norway"]),
        ("Japan won the order", ["Japan"]),
        ("Mexican buyers", ["Mexico"]),
    ],
)
def test_the_nationality_of_a_currency_is_no_place(text, found):
    assert [p.name for p in places(text)] == found

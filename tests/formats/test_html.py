"""Web pages: the article, its tables and what the page says about itself, and nothing of its menus and scripts."""

from datetime import date

import pytest

from index.errors import DocumentError
from index.figures import extract
from index.load import load
from index.readers.formats import read_format

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Tea | The Board</title>
<meta property="og:site_name" content="Tea Board">
<meta property="article:published_time" content="2024-05-06T10:00:00Z"><script>var price = "$5 million"</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><form><h1>Tea exports of Kenya</h1>
<p>Exports of tea to Pakistan were <b>$176.2</b> million<sup>1</sup> in 2022.</p><p hidden>Rs 7 crore</p>
<h2>By country</h2><p>In USD million.</p>
<table><thead><tr><th rowspan=2>Country</th><th colspan=2>Exports</th></tr><tr><th>2021</th><th>2022</th></tr></thead>
<tr><td>Pakistan<td>150.1<td>176.2<sup>a</sup></tr><tr><td>Egypt<td>90.5<td>91.4</table>
<ul><li>First item.<ul><li>Nested.</ul></ul></form><footer>Call us: 176</footer></body></html>"""


def texts(content, kind):
    return [content.text[b.start : b.end] for b in content.blocks if b.kind == kind]


@pytest.fixture
def page():
    return read_format(".html", PAGE.encode())


def test_menus_scripts_footers_and_hidden_words_are_left_out(page):
    assert not any(word in page.text for word in ("Home", "$5 million", "Call us", "Rs 7 crore"))


def test_headings_paragraphs_and_items_stand_in_order(page):
    assert texts(page, "heading") == ["Tea exports of Kenya", "By country"]
    assert texts(page, "item") == ["First item.", "Nested."]
    assert page.blocks[-1].headings == ("Tea exports of Kenya", "By country")


def test_the_mark_of_a_footnote_is_no_digit_of_the_number_before_it(page):
    assert texts(page, "paragraph")[0] == "Exports of tea to Pakistan were $176.2 million in 2022."
    assert [c.text for c in page.tables[0].rows[0]] == ["Pakistan", "150.1", "176.2"]


def test_square_metres_and_powers_of_ten_keep_their_exponent():
    content = read_format(".html", b"<p>5 km<sup>2</sup> and 3 x 10<sup>6</sup> t.</p>")
    assert content.text == "5 km² and 3 x 10⁶ t.\n"


def test_two_rows_of_headings_become_one(page):
    (table,) = page.tables
    assert [c.text for c in table.columns] == ["Country", "Exports 2021", "Exports 2022"]
    assert [page.text[c.start : c.end] for c in table.columns] == [c.text for c in table.columns]
    assert page.text[slice(*table.lead)] == "In USD million."


def test_a_table_gives_bound_figures(tmp_path):
    (tmp_path / "tea.html").write_text(PAGE, encoding="utf-8")
    document = load(tmp_path / "tea.html", tmp_path)
    assert (document.title, document.date, document.publisher) == (
        "Tea exports of Kenya",
        date(2024, 5, 6),
        "Tea Board",
    )
    found = [f for f in extract(document) if f.locator.row == 1]
    assert [(f.entities[0], f.period.label, int(f.quantity.base[0]), f.quantity.unit, f.bound) for f in found] == [
        ("Pakistan", "2021", 150_100_000, "USD", True),
        ("Pakistan", "2022", 176_200_000, "USD", True),
    ]


@pytest.mark.parametrize("name", ["windows-1252", "utf-16", "koi8-r"])
def test_the_declared_encoding_is_used(name):
    word = "Экспорт" if name == "koi8-r" else "Zürich – €5"
    page = f'<meta charset="{name}"><p>{word}</p>'.encode(name)
    assert read_format(".html", page).text == f"{word}\n"


def test_a_span_over_more_columns_than_there_are_costs_nothing():
    page = "<table><tr><td colspan=99999 rowspan=99999>x</td></tr>" + "<tr><td>1</td></tr>" * 50 + "</table>"
    assert "x" in read_format(".html", page.encode()).text


def test_deep_nesting_is_refused_in_one_sentence():
    with pytest.raises(DocumentError, match="nested|within each other|no words"):
        read_format(".html", b"<div>" * 100_000 + b"x")


def test_what_a_page_refers_to_is_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>a &x; b</p><img src="{secret.as_uri()}">'
    assert "secret" not in read_format(".html", page.encode()).text

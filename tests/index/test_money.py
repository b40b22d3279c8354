"""Currencies by code, by name with a nationality or without, and by sign; and what a name means at home."""

import pytest

from index import money
from index.figures import extract
from index.format import show
from index.load import load_folder
from index.numbers import read, unit_of
from index.units import currencies


def test_every_currency_is_an_iso_code_but_for_one_just_withdrawn():
    assert {c.code for c in money.TABLE} - currencies() <= {"BGN"}


def test_names_agree_with_the_locale_data():
    from babel.numbers import get_currency_name

    odd = {"CNY": "yuan", "AFN": "", "VES": "", "PEN": "sol", "XOF": "franc", "XAF": "franc"}
    for c in money.TABLE:
        name = get_currency_name(c.code, count=1, locale="en").lower()
        last = odd.get(c.code, name.split()[-1])
        spelled = {n.split()[-1] for n in (*c.names, *c.rare)}
        plain = last.translate(str.maketrans("ółíáé", "oliae"))
        assert not last or {last, plain, plain + "s", plain + "es"} & spelled, (c.code, name)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("Tk 450 crore", "BDT", 4_500_000_000),
        ("৳12,500", "BDT", 12_500),
        ("R$ 5 billion", "BRL", 5_000_000_000),
        ("Rp 300", "IDR", 300),
        ("RM5.2 million", "MYR", 5_200_000),
        ("450 zł", "PLN", 450),
        ("90 Ft", "HUF", 90),
        ("CN¥20", "CNY", 20),
        ("20 renminbi", "CNY", 20),
        ("rmb 20", "CNY", 20),
        ("Dh 75", "AED", 75),
        ("600 CFA francs", "XOF", 600),
        ("600 FCFA", "XOF", 600),
        ("NT$40", "TWD", 40),
        ("₱ 50", "PHP", 50),
        ("12 clp", "CLP", 12),
        ("7 Colombian pesos", "COP", 7),
        ("7 Moroccan dirhams", "MAD", 7),
        ("9 Ugandan shillings", "UGX", 9),
        ("9 Egyptian pounds", "EGP", 9),
        ("3 Brazilian reais", "BRL", 3),
        ("40 South African rand", "ZAR", 40),
    ],
)
def test_amounts_are_read_in_any_currency(text, unit, value):
    (m,) = read(text)
    assert (m.quantity.unit, m.quantity.value) == (unit, value)


@pytest.mark.parametrize("text", ["3 real markets", "20 soles of shoes", "5 ft", "2 sums", "4 marks", "10 try outs"])
def test_words_that_are_also_money_elsewhere_are_no_money(text):
    assert all(m.quantity.unit not in currencies() for m in read(text))


@pytest.mark.parametrize("word", ["try", "all", "top", "mad", "real", "sol", "sum", "le", "ft"])
def test_common_words_are_no_currency(word):
    assert unit_of(word) not in currencies()


def test_what_is_written_is_read_back():
    for c in money.TABLE:
        if c.code in currencies():
            (m,) = read(show(read(f"{c.code} 1,250")[0].quantity))
            assert m.quantity.unit == c.code, c.code


@pytest.mark.parametrize(
    ("code", "home", "meant"),
    [
        ("MXN", "Colombia", "COP"),
        ("INR", "Sri Lanka", "LKR"),
        ("GBP", "Egypt", "EGP"),
        ("CHF", "Senegal", "XOF"),
        ("SEK", "Norway", "NOK"),
        ("KES", "Tanzania", "TZS"),
        ("EUR", "Norway", "EUR"),
        ("MXN", "", "MXN"),
    ],
)
def test_a_name_means_the_money_of_the_country_at_home(code, home, meant):
    assert money.at_home(code, home) == meant


def _figures(tmp_path, text):
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    documents, _ = load_folder([tmp_path])
    return {f.quantity.unit for f in extract(documents[0])}


def test_pesos_in_a_report_of_colombia_are_colombian(tmp_path):
    text = "# Colombia's flower exports\n\nColombia's exports of roses paid growers 3,900 pesos a dollar in 2024.\n"
    assert _figures(tmp_path, text) == {"COP/USD"}


def test_a_currency_that_is_named_in_full_stays(tmp_path):
    text = "# Colombia's flower exports\n\nColombia's exports to Mexico fetched 40 million Mexican pesos in 2024.\n"
    assert _figures(tmp_path, text) == {"MXN"}


def test_dollars_are_those_of_the_united_states(tmp_path):
    text = "# Australia's wool exports\n\nAustralia's exports of wool were worth $3 billion in 2024.\n"
    assert _figures(tmp_path, text) == {"USD"}


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Importers paid R17.5 billion (about $948 million).", [("ZAR", 17_500_000_000), ("USD", 948_000_000)]),
        ("A rebate capped at R15,000 was cut to R9,500.", [("ZAR", 15_000), ("ZAR", 9_500)]),
        ("The loan of RO 28m was drawn in March.", [("OMR", 28_000_000)]),
        ("gas R22, R134a and rule R 5", []),
    ],
)
def test_a_letter_that_is_a_sign_needs_an_amount(text, amounts):
    assert [(m.quantity.unit, int(m.quantity.value)) for m in read(text)] == amounts

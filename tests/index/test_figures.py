"""Figures are bound to what they are about, in sentences and tables of any topic."""

import pytest

from index.figures import extract
from index.load import load_folder

HEAD = "---\ntitle: {title}\ndate: 2025-03-01\n---\n# {title}\n\n{text}\n"


@pytest.fixture
def figures(tmp_path):
    """A function from text to its figures, by the words of their numbers."""

    def read(text, title="Coffee exports of Kenya", name="note.md"):
        (tmp_path / name).write_text(HEAD.format(title=title, text=text) if name.endswith("md") else text)
        (document,) = load_folder([tmp_path])[0]
        found = extract(document)
        assert [f.id for f in found] == list(dict.fromkeys(f.id for f in found))
        return {document.quote(f.span): f for f in found}

    return read


def period(figure):
    return (figure.period.start.isoformat(), figure.period.end.isoformat()) if figure.period else None


YEARS = {y: (f"{y}-01-01", f"{y}-12-31") for y in range(2020, 2026)}


def test_from_and_to_have_each_its_period(figures):
    found = figures("Exports rose from $2.1 billion in 2022 to $3.4 billion in 2023.")
    assert period(found["$2.1 billion"]) == YEARS[2022]
    assert period(found["$3.4 billion"]) == YEARS[2023]


def test_a_year_earlier_is_the_year_before(figures):
    found = figures("Exports reached 17,900 tonnes in 2023, up from 16,200 tonnes a year earlier.")
    assert period(found["16,200 tonnes"]) == YEARS[2022]
    found = figures("The warehouses held 14,600 tonnes on 31 March 2025, against 17,900 tonnes a year earlier.")
    assert period(found["17,900 tonnes"]) == ("2024-03-31", "2024-03-31")


def test_what_a_number_is_compared_with_keeps_its_period_to_itself(figures):
    found = figures(
        "## Exports in 2022\n\nIt puts exports at $24 billion, described as 20 per cent above $20 billion for 2020."
    )
    assert period(found["$24 billion"]) == YEARS[2022]
    assert period(found["$20 billion"]) == YEARS[2020]
    assert found["20 per cent"].kind == "change"


def test_lists_run_side_by_side(figures):
    found = figures("In 2023 Germany, Italy and Spain took 5,100, 4,200 and 3,300 tonnes respectively.")
    assert [f.entities for f in found.values()] == [("Germany",), ("Italy",), ("Spain",)]
    assert {f.quantity.unit for f in found.values()} == {"metric_ton"}
    found = figures("Exports were 5.1, 6.2 and 7.3 million tonnes in 2021, 2022 and 2023.")
    assert [period(f) for f in found.values()] == [YEARS[2021], YEARS[2022], YEARS[2023]]
    assert all(f.bound for f in found.values())


def test_of_these_takes_the_periods_of_the_sentence_before(figures):
    found = figures("Imports were 27 bcm in 2022 and 28 bcm in 2023. Of these, LNG accounted for 5.7 and 6.3 bcm.")
    assert period(found["5.7"]) == YEARS[2022]
    assert period(found["6.3 bcm"]) == YEARS[2023]


def test_a_list_that_matches_no_other_is_not_claimed(figures):
    found = figures("Exports of tea, coffee and sugar were 5, 6 and 7 tonnes respectively in 2023.")
    assert not any(f.bound for f in found.values())


def test_two_periods_and_no_way_to_choose_are_not_claimed(figures):
    found = figures("The report prints $65 billion, against 2022 here and 2023 there.")
    assert not found["$65 billion"].bound


def test_a_month_whose_year_nobody_gives_is_not_claimed(figures):
    assert not figures("A container to Jeddah cost $1,150 in February.")["$1,150"].bound


def test_a_month_takes_the_year_of_the_sentence_before(figures):
    found = figures("The April 2024 price was $2 per kg. In August it was $3 per kg.")
    assert period(found["$3 per kg"]) == ("2024-08-01", "2024-08-31")


def test_when_something_was_said_is_no_period(figures):
    found = figures("A March 2024 report gives exports of $5 billion for 2022.")
    assert period(found["$5 billion"]) == YEARS[2022]


def test_all_markets_are_no_market(figures):
    found = figures("Gulf buyers took 5,480 tonnes in 2023. The union shipped 47,300 tonnes to all markets in 2023.")
    assert found["5,480 tonnes"].entities == ("Gulf",)
    assert found["47,300 tonnes"].entities == ()


def test_goods_stand_after_their_quantity(figures):
    assert figures("Gulf buyers took 5,480 tonnes of green coffee in 2023.")["5,480 tonnes"].item == ("green", "coffe")


def test_counts_in_words_take_no_clause_away(figures):
    found = figures("The six countries could raise purchases of natural gas from 6.6 bcm in 2023 to 11 bcm in 2028.")
    assert found["6.6 bcm"].item == found["11 bcm"].item == ("natur", "gas")
    assert (found["6.6 bcm"].status, found["11 bcm"].status) == ("reported", "projected")


def test_a_part_counts_what_the_whole_counts(figures):
    found = figures("In 2024 this happened with 61 lots out of 9,840.")
    assert found["61"].item == found["9,840"].item == ("lot",)
    assert figures("In 2024 it approved 26 of 64 applications.")["26"].item == ("applic",)


def test_a_sentence_of_its_own_subject_is_not_about_exports(figures):
    found = figures("The government has set aside KSh 2.9 billion ($22.4 million) for seedlings.")
    assert found["KSh 2.9 billion"].flow == ""
    assert found["$22.4 million"].equivalent == found["KSh 2.9 billion"].id


def test_what_is_to_come_by_a_year_is_not_when_the_rest_was(figures):
    found = figures("The meeting drew 46 exporters.", title="Coffee exports to triple by 2029/30")
    assert found["46"].period is None


def test_the_year_of_a_law_is_no_period(figures):
    assert period(figures("Under Order 14 of 2025 the levy is 2.5 per cent.")["2.5 per cent"]) is None


def test_cut_to_is_a_level_and_cut_by_a_change(figures):
    assert figures("The duty was cut to 18 per cent in 2024.")["18 per cent"].kind != "change"
    assert figures("The duty was cut by 18 per cent in 2024.")["18 per cent"].kind == "change"


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("The new route is a saving of 5,608 km on the old one.", "5,608 km", "change"),
        ("Exports rose by $75 million in 2024.", "$75 million", "change"),
        ("The passage is 16 days shorter than through the canal.", "16 days", "change"),
        ("Exports rose to $75 million in 2024.", "$75 million", "level"),
        ("The new route is 5,608 km long.", "5,608 km", "level"),
    ],
)
def test_what_two_amounts_differ_by_is_no_level(figures, text, number, kind):
    assert figures(text)[number].kind == kind


def test_what_is_told_as_past_is_reported_though_the_document_is_older(figures):
    found = figures("By 2026 it was the largest, at 294 million packs. It will be at 310 million packs in 2027.")
    assert [found[n].status for n in ("294 million", "310 million")] == ["reported", "projected"]


def test_capacity_takes_no_flow_from_its_section(figures):
    found = figures("## Exports\n\nThe mills had a capacity of 122.3 million tonnes. They sold 8.1 million tonnes.")
    assert [f.flow for f in found.values()] == ["", "export"]


def test_a_comparison_with_the_amount_of_another_year_is_no_qualifier(figures):
    found = figures("Exports were $10 billion in 2024, far below the $29 billion of 2022.")
    assert found["$29 billion"].qualifier == "exact"
    assert figures("Exports were below $29 billion in 2022.")["$29 billion"].qualifier == "under"


TABLE = """## By buyer, 2024

| Country | Imports, bcm | of which LNG, bcm | Bill, EUR million |
|---|---|---|---|
| Hungary | 8.4 | 1.4 | 3,260 |
| All others | 7.3 | 2.5 | 1,910 |
| Total | 27.9 | 6.6 | 10,600 |
"""


def test_columns_of_one_unit_are_told_apart(figures):
    found = figures(TABLE)
    assert "lng" in found["1.4"].item and "lng" not in found["8.4"].item
    assert (found["1.4"].entities, found["1.4"].quantity.unit) == (("Hungary",), "bcm")
    assert (found["3,260"].quantity.value, found["3,260"].quantity.unit) == (3_260_000_000, "EUR")


def test_all_others_are_an_item_and_a_total_is_none(figures):
    found = figures(TABLE)
    assert "other" in found["7.3"].item and "other" not in found["27.9"].item
    assert "other" not in found["27.9"].item


def test_a_row_for_a_year_and_a_column_for_a_month(figures):
    found = figures(
        "year,Jan,Feb,status\n2024,118,126,final\n2025,124,133,provisional\n", name="exports-usd-million.csv"
    )
    assert period(found["126"]) == ("2024-02-01", "2024-02-29")
    assert (found["133"].status, found["133"].quantity.unit) == ("provisional", "USD")


def test_a_wide_table_has_its_periods_in_the_headings(figures):
    found = figures("Region,2020/21 (t),2021/22 (t)\nGermany,22100,25900\nTotal,38400,45900\n", name="exports.csv")
    assert period(found["25900"]) == ("2021-04-01", "2022-03-31")
    assert (found["22100"].entities, found["22100"].quantity.unit) == (("Germany",), "metric_ton")


def test_a_long_table_has_a_unit_in_each_row(figures):
    rows = "month;indicator;value;unit\n2024-10;hub price;40.4;EUR per MWh\n2024-11;storage filling;94.0;per cent\n"
    found = figures(rows, name="prices.csv")
    assert (found["40.4"].quantity.unit, period(found["40.4"])) == ("EUR/megawatt_hour", ("2024-10-01", "2024-10-31"))
    assert (found["94.0"].quantity.unit, found["94.0"].item) == ("percent", ("storag", "fill"))


def test_a_quarter_stands_in_a_column_beside_its_year(figures):
    found = figures("year,quarter,product,million_tonnes\n2024,Q1,clinker,4.0\n2024,Q3,clinker,4.6\n", name="sold.csv")
    assert period(found["4.6"]) == ("2024-07-01", "2024-09-30")


def test_each_column_may_have_a_column_for_its_unit(figures):
    rows = "series,origin,quantity,quantity_unit,value,value_unit\nsold,Kenya,8050,tonnes,4720,KSh million\n"
    found = figures(rows + "sold,Peru,8240,tonnes,4890,KSh million\n", name="sold.csv")
    assert (found["8050"].quantity.unit, found["4720"].quantity.unit) == ("metric_ton", "KES")
    assert found["8240"].entities == ("Peru",)


def test_classes_of_size_are_labels(figures):
    rows = "destination,power_class,units\nItaly,below 50 hp,480\nItaly,50 to 100 hp,1890\nSpain,above 100 hp,580\n"
    found = figures(rows, name="tractors-2024.csv")
    assert list(found) == ["480", "1890", "580"]
    assert "below" in found["480"].item and "100" in found["1890"].item


def test_the_average_of_a_season_is_a_row_of_that_season(figures):
    found = figures("| Date or period | KSh per US dollar |\n|---|---|\n| 29 December 2023 | 156.46 |\n"
                    "| average, coffee year 2023/24 | 138.60 |\n")  # fmt: skip
    assert period(found["138.60"]) == ("2023-10-01", "2024-09-30")
    assert found["138.60"].quantity.unit == "KES/USD"


def test_a_bare_number_in_a_cell_of_words_is_not_claimed(figures):
    found = figures("| Year | Duty |\n|---|---|\n| 2024 | a further 25, making 50 per cent |\n| 2023 | 25 per cent |\n")
    assert not found["25"].bound
    assert found["50 per cent"].bound


def test_the_year_that_a_change_is_measured_from_is_not_the_year_of_the_change(figures):
    found = figures(
        "## Exports in 2023\n\nExports came to $8.4 billion, 12.9% more than in 2022. Sales to Peru fell 4%."
    )
    assert period(found["12.9%"]) == YEARS[2023]
    assert period(found["4%"]) == YEARS[2023]
    found = figures("Exports were $112 million in 2023, against $104 million in 2022. Coffee to Peru was $9 million.")
    assert period(found["$9 million"]) == YEARS[2023]


def test_a_paragraph_goes_on_in_the_period_of_its_last_reported_figure(figures):
    found = figures("Exports were $5 million in 2021. Germany took $2 million. Italy took $1 million.")
    assert period(found["$1 million"]) == YEARS[2021]
    found = figures(
        "## Exports in 2023\n\nThe target for 2025 is $9 million. Italy bought coffee for $1 million.", "Coffee exports"
    )
    assert period(found["$1 million"]) == YEARS[2023]


def test_a_heading_over_several_columns_goes_with_the_row_below_it(figures):
    table = "| Product | 2022 | | 2023 | |\n|---|---|---|---|---|\n| | kt | USD million | kt | USD million |\n"
    found = figures(table + "| Pipes | 6,120 | 4,480 | 4,310 | 2,760 |\n")
    assert next(iter(found.values())).quantity.value == 6_120_000
    assert [(f.quantity.unit, period(f)) for f in found.values()] == [
        ("metric_ton", YEARS[2022]), ("USD", YEARS[2022]), ("metric_ton", YEARS[2023]), ("USD", YEARS[2023])
    ]  # fmt: skip


def test_rows_may_carry_their_own_units(figures):
    table = "| Indicator | 2022 | 2023 |\n|---|---|---|\n| Visitors (million) | 10.9 | 14.5 |\n"
    found = figures(table + "| Receipts (EUR billion) | 93.9 | 104.7 |\n")
    assert [(f.quantity.value, f.quantity.unit) for f in found.values()] == [
        (10_900_000, "count"), (14_500_000, "count"), (93_900_000_000, "EUR"), (104_700_000_000, "EUR")
    ]  # fmt: skip


def test_a_share_or_change_right_of_dated_columns_is_of_the_last_of_them(figures):
    table = "| Market | 2022 (t) | 2023 (t) | Share, % | Change on 2022, % |\n|---|---|---|---|---|\n"
    found = figures(table + "| Peru | 119 | 160 | 14.7 | 34.5 |\n")
    assert [period(f) for f in found.values()] == [YEARS[2022], YEARS[2023], YEARS[2023], YEARS[2023]]


def test_columns_of_codes_hold_no_figures(figures):
    text = (
        "serial,shipment,hs6,cn8,partner,year,value_nok_million\n"
        "41,0071,030214,03021400,Poland,2023,15620.5\n"
        "42,0085,030363,03036310,China,2023,1710.2\n"
        "43,0102,030355,03035530,Japan,2023,1895.7\n"
    )
    found = figures(text, name="exports.csv")
    assert [(f.quantity.value, f.quantity.unit) for f in found.values()] == [
        (15_620_500_000, "NOK"), (1_710_200_000, "NOK"), (1_895_700_000, "NOK")
    ]  # fmt: skip


def test_money_that_many_countries_have_is_that_of_the_home(figures):
    text = "Pakistan's exports to Peru were valued at Rs 41.2 billion, and to Chile at 3 billion Indian rupees."
    found = figures(text, "Pakistan's exports of textiles")
    assert [f.quantity.unit for f in found.values()] == ["PKR", "INR"]


def test_prices_that_are_compared_are_for_the_same_unit(figures):
    found = figures(
        "The price was $627 a tonne, compared with $575 in 2023. It may fall to between $480 and $520 a tonne."
    )
    assert {f.quantity.unit for f in found.values()} == {"USD/metric_ton"}

"""What a document is: its date above all, which is taken only where the document states it as its own."""

from datetime import date

import pytest

from index.content import Content
from index.metadata import imprint
from index.readers.compose import compose
from index.readers.pieces import Heading, Paragraph, Reading

APRIL = date(2024, 4, 22)


def content_of(*lines, **meta):
    pieces = (Heading("Tea exports", 1), *map(Paragraph, lines))
    return compose(Reading(pieces, "application/pdf", meta))


@pytest.mark.parametrize(
    "line",
    [
        "New Delhi, 22 April 2024", "Posted On: 22 APR 2024 10:00AM by PIB Delhi", "April 22, 2024", "2024-04-22",
        "Published on 22nd April 2024", "Date: 22 Apr. 2024",
    ],
)  # fmt: skip
def test_a_line_that_is_there_for_its_date_gives_it(line):
    assert imprint(content_of(line, "Words."), {}, "tea").date == APRIL


@pytest.mark.parametrize(
    "line",
    [
        "Exports were $5 million on 22 April 2024.", "Data as of 22 April 2024", "Valid until 22 April 2024",
        "Comments are due by 22 April 2024", "A shipment of 500 tonnes left Mombasa on 22 April 2024 for Karachi",
        "99 Foo 2024",
    ],
)  # fmt: skip
def test_a_day_that_is_not_the_document_s_own_is_not_taken(line):
    assert imprint(content_of(line, "Words."), {}, "tea").date is None


def test_two_days_are_none():
    assert imprint(content_of("Accra, 22 April 2024", "Tema, 3 May 2024"), {}, "tea").date is None


def test_a_file_beside_is_believed_before_the_document_and_the_document_before_its_lines():
    content = content_of("New Delhi, 22 April 2024", title="Own", date="2023-01-01", publisher="The Board")
    own = imprint(content, {}, "tea")
    assert (own.title, own.date, own.publisher) == ("Own", date(2023, 1, 1), "The Board")
    beside = imprint(content, {"title": "Beside", "date": "2024-05-01"}, "tea")
    assert (beside.title, beside.date, beside.publisher) == ("Beside", date(2024, 5, 1), "The Board")


def test_a_title_comes_from_the_first_heading_and_else_from_the_name():
    assert imprint(content_of("Words."), {}, "a-name").title == "Tea exports"
    assert imprint(Content("Words.", "text/plain"), {}, "a-name_2").title == "a name 2"


def test_a_publisher_is_taken_from_a_line_that_names_it():
    assert imprint(content_of("Published by: The Tea Board"), {}, "tea").publisher == "The Tea Board"

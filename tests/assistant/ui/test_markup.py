import pytest

from assistant.ui.markup import figure_link, is_web_address, link_out, plain, read_link, words

HOSTILE = "<img src=x onerror=alert(1)>\"'&"


def test_words_are_escaped_and_kept_from_turning_the_line():
    assert str(words(HOSTILE)) == "<bdi>&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;</bdi>"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)",
     " javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.test", "http:", "http://[", ""],
)  # fmt: skip
def test_an_address_that_is_not_of_the_web_becomes_plain_words(address):
    assert not is_web_address(address)
    assert "href" not in link_out(address, "label")


def test_a_web_address_becomes_a_link_that_tells_nobody_where_it_was_followed():
    html = link_out('https://example.org/a?b=1&c="x', "a label")
    assert 'href="https://example.org/a?b=1&amp;c=&#34;x"' in html
    assert 'rel="noopener noreferrer"' in html


def test_a_figure_link_reads_back_whatever_its_document_is_called():
    id = "notes/a b#c-1%.md#120"
    assert read_link(figure_link(id)) == ("figure", id)


def test_control_characters_are_shown_as_unknown_ones():
    assert plain("a\x00b\x1bc\td\n") == "a�b�c\td\n"

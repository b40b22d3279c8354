import re

from markdown_it import MarkdownIt

from assistant.types import Answer, Citation, Sentence
from assistant.ui.export import as_markdown
from index.types import Locator, Source, Span
from tests.assistant.ui.desk_double import GERMANY, GROW, TABLE_QUESTION


def test_footnotes_are_numbered_through_the_conversation_and_keep_quote_and_place(double):
    text = as_markdown([double.ask(GROW), double.ask(GERMANY)])
    used = re.findall(r"\[\^(\d+)\](?!:)", text)
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.M)
    assert defined == ["1", "2", "3", "4"]
    assert set(used) == set(defined)
    assert "“Rs 625.68 crore” Business Standard, Indian medical device exports" in text
    assert re.search(r"^\[\^4\]: “1,468” .*row 2.*Cited there from: MedicarePharmaBusiness", text, re.M)


def test_workings_are_kept_with_formula_operands_and_rounding(double):
    text = as_markdown([double.ask(GROW)])
    for part in ("**Working: 26.2%**", "2000 / 625.68", "Rs 2,000 crore[^2]", "five years (your question)", "Rounding"):
        assert part in text


def test_a_table_stays_a_table(double):
    html = MarkdownIt().enable("table").render(as_markdown([double.ask(TABLE_QUESTION)]))
    assert html.count("<tr>") == 6


def test_hostile_words_stay_words_in_the_exported_file():
    bad = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://evil.test/i.png) `c` # d\n\n# e"
    source = Source("S1", bad, bad, bad, "javascript:alert(1)")
    cited = Citation(1, Span(bad, 0, 1), bad, bad, Locator(heading=bad), bad, bad, "javascript:alert(1)", (source,))
    html = MarkdownIt("commonmark").render(as_markdown([Answer(bad, "answered", (Sentence(bad, (1,)),), (cited,))]))
    assert "<script" not in html and "<img" not in html and "<a " not in html
    assert html.count("<h1>") == 1

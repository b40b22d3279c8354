"""Files to documents: exact offsets, whatever the file looks like."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.csvtable import read_csv
from index.errors import DocumentError, SettingsError
from index.load import READERS, load, load_folder
from index.markdown import plain, read_markdown, read_text
from index.sentences import sentences

TYPED = (".csv", ".md", ".txt")
"""The formats whose text is the file's own; a suffix for each of their readers."""


def parts(text):
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


def texts(content, kind):
    return [content.text[b.start : b.end] for b in content.blocks if b.kind == kind]


def assert_exact(content):
    """What holds for every document: offsets in order, within the text, without surrounding white space."""
    place = 0
    for block in content.blocks:
        assert place <= block.start < block.end <= len(content.text)
        place = block.end
        assert content.text[block.start : block.end] == content.text[block.start : block.end].strip()
        for start, end in block.sentences:
            assert block.start <= start < end <= block.end
    for table in content.tables:
        assert [content.blocks[i].row for i in table.blocks] == list(range(len(table.rows)))
        for row, index in zip(table.rows, table.blocks, strict=True):
            assert len(row) == len(table.columns)
            block = content.blocks[index]
            assert all(block.start <= cell.start <= cell.end <= block.end for cell in row)


class TestTheRealDocuments:
    def test_the_text_of_each_is_its_file_s_own_content(self, corpus):
        documents, notices = load_folder([corpus])
        assert len(documents) >= 24
        assert notices == ()
        for document in documents:
            assert document.text == (corpus / document.id).read_text(encoding="utf-8")
            assert_exact(document)

    def test_what_the_article_says_about_itself_is_read(self, corpus):
        path = next(corpus.glob("2024-04-22-*.md"))
        article = load(path, corpus)
        assert article.title == "Indian medical device exports to Russia can be tripled in five years"
        assert (article.date, article.publisher, article.kind) == (date(2024, 4, 22), "Business Standard", "article")
        assert article.url.startswith("https://")

    def test_source_marks_lead_to_sources(self, corpus):
        documents, _ = load_folder([corpus])
        note = next(d for d in documents if d.sources)
        assert note.source(note.sources[0].id) is note.sources[0]
        assert note.sources[0].publisher

    def test_no_sentence_breaks_after_an_abbreviation_or_within_a_source_mark(self, corpus):
        documents, _ = load_folder([corpus])
        for document in documents:
            for block in document.blocks:
                if block.kind in ("paragraph", "item"):
                    for start, end in block.sentences:
                        sentence = document.text[start:end]
                        assert sentence[0].isupper() or not sentence[0].isalpha(), sentence
                        assert not sentence.endswith((" Rs.", " No.", " vs.", "e.g."))
                        assert sentence.count("(") == sentence.count(")"), sentence


class TestMarkdown:
    def test_headings_form_the_path_of_what_stands_below_them(self):
        content = read_markdown(b"# One\n\ntext\n\n## Two ##\n\n- item\n\nThree\n===\n\nlast\n")
        assert texts(content, "heading") == ["One", "Two", "Three"]
        assert [(texts_of(content, b), b.headings) for b in content.blocks if b.kind != "heading"] == [
            ("text", ("One",)),
            ("item", ("One", "Two")),
            ("last", ("Three",)),
        ]

    def test_items_hold_their_words_without_the_mark(self):
        content = read_markdown(b"- one. Two.\n- three\n  goes on\n  1. 1\n\n> quoted\n> on\n")
        assert texts(content, "item") == ["one. Two.", "three\n  goes on", "1"]
        assert texts(content, "paragraph") == ["quoted\n> on"]

    def test_a_table_has_cells_without_markup_whose_offsets_hold_the_markup(self):
        content = read_markdown(
            b"Before it.\n\n| Country | **Rs** crore |\n|---|---|\n| [US](u) | `5,571` |\n\nAfter.\n"
        )
        (table,) = content.tables
        assert [c.text for c in table.columns] == ["Country", "Rs crore"]
        assert [c.text for c in table.rows[0]] == ["US", "5,571"]
        assert [content.text[c.start : c.end] for c in table.rows[0]] == ["[US](u)", "`5,571`"]
        assert content.text[slice(*table.lead)] == "Before it."
        assert content.text[slice(*table.note)] == "After."
        assert texts(content, "row") == ["| [US](u) | `5,571` |"]
        assert texts(content, "header") == ["| Country | **Rs** crore |"]

    def test_a_heading_keeps_lead_and_table_apart(self):
        content = read_markdown(b"Before.\n\n# New\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n# Next\n\nAfter.\n")
        assert (content.tables[0].lead, content.tables[0].note) == (None, None)
        assert content.tables[0].headings == ("New",)

    def test_ragged_rows_are_mended_with_a_notice(self):
        content = read_markdown(b"| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n")
        assert [[c.text for c in row] for row in content.tables[0].rows] == [["1", ""], ["1", "2"]]
        assert content.notices == (
            "Row 1 of table 1 has 1 cells for 2 columns; the missing ones were left empty.",
            "Row 2 of table 1 has 3 cells for 2 columns; those beyond the last column were left out.",
        )

    def test_an_escaped_bar_does_not_end_a_cell(self):
        content = read_markdown(b"| a | b |\n|---|---|\n| x \\| y | 2 |\n")
        assert [c.text for c in content.tables[0].rows[0]] == ["x | y", "2"]

    def test_a_line_right_below_a_table_is_its_note(self):
        content = read_markdown(b"| a | b |\n|---|---|\n| 1 | 2 |\nIn Rs crore.\n")
        assert len(content.tables[0].rows) == 1
        assert content.text[slice(*content.tables[0].note)] == "In Rs crore."

    def test_two_tables_in_one_document_keep_their_own_rows(self):
        one = "| a | b |\n|---|---|\n| 1 | 2 |\n"
        content = read_markdown(f"---\ntitle: x\n---\n{one}\n{one}".encode())
        assert [t.number for t in content.tables] == [0, 1]
        assert_exact(content)

    def test_link_definitions_and_code_stay_and_comments_go(self):
        content = read_markdown(b"[1]: https://x.y Rs 5\n\n```\nRs 6\n```\n\n<!-- Rs 7 -->\n")
        assert texts(content, "paragraph") == ["[1]: https://x.y Rs 5", "Rs 6"]

    def test_an_indented_line_is_text_in_a_text_file(self):
        assert texts(read_text(b"One.\n\n    Two.\n"), "paragraph") == ["One.", "Two."]

    def test_words_without_markup(self):
        assert plain("**Rs 5** [crore](u)<br>a\\_b 5*3") == "Rs 5 crore a_b 5*3"


def texts_of(content, block):
    return content.text[block.start : block.end]


class TestFrontMatter:
    def test_each_statement_is_a_block_that_can_be_cited(self):
        content = read_markdown(b"---\ntitle: A\nsources:\n  - id: S1\n    url: u\n---\nText.\n")
        assert texts(content, "metadata") == ["title: A", "sources:", "- id: S1\n    url: u"]
        assert texts(content, "paragraph") == ["Text."]

    @pytest.mark.parametrize("body", ["title: A\n  b: [", "title: A\n\tb", "title: A\ndate: 2024-13-45"])
    def test_broken_front_matter_is_named_and_its_simple_lines_are_used(self, body):
        content = read_markdown(f"---\n{body}\n---\nText.\n".encode())
        assert content.meta["title"] == "A"
        assert "not valid YAML" in content.notices[0]
        assert texts(content, "paragraph") == ["Text."]

    @pytest.mark.parametrize("nest", ["[ ", "{a: ", "- ", "? ", "- ? "])
    def test_deep_nesting_is_refused_and_not_fatal(self, nest):
        content = read_markdown(f"---\n{nest * 30_000}\n---\nText.\n".encode())
        assert "not valid YAML" in content.notices[0]

    def test_code_in_yaml_is_not_run(self, tmp_path):
        trap = tmp_path / "trap"
        body = f"title: !!python/object/apply:os.mkdir ['{trap}']"
        content = read_markdown(f"---\n{body}\n---\nText.\n".encode())
        assert not trap.exists()
        assert content.notices

    def test_an_unclosed_front_matter_is_text(self):
        content = read_markdown(b"---\ntitle: A\n\nText.\n")
        assert "never closed" in content.notices[0]
        assert "Text." in texts(content, "paragraph")

    def test_a_title_comes_from_the_first_heading_else_from_the_file_name(self, tmp_path):
        for name, text, title in (("a-b.md", "# **Real** title\n", "Real title"), ("a-b_c.txt", "Text.", "a b c")):
            (tmp_path / name).write_text(text)
            assert load(tmp_path / name, tmp_path).title == title

    def test_an_unreadable_date_is_named(self, tmp_path):
        (tmp_path / "a.md").write_text("---\ndate: some day\n---\nText.\n")
        document = load(tmp_path / "a.md", tmp_path)
        assert document.date is None
        assert document.notices == ("Its date 'some day' is not one that can be read; write it as 2024-04-22.",)


class TestCsv:
    def test_cells_lie_within_their_quotes_across_lines_and_doubled_quotes(self):
        content = read_csv(b'name,"va""lue"\n"a, ""b""\nc", 5 \n\nd,"6"\n')
        (table,) = content.tables
        assert [c.text for c in table.columns] == ["name", 'va"lue']
        assert [[c.text for c in row] for row in table.rows] == [['a, "b" c', "5"], ["d", "6"]]
        assert [content.text[c.start : c.end] for c in table.rows[0]] == ['a, ""b""\nc', "5"]
        assert texts(content, "row") == ['"a, ""b""\nc", 5', 'd,"6"']
        assert_exact(content)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_found(self, delimiter):
        rows = [("country", "value"), ("Germany", "1.5"), ("China", "2.5")]
        content = read_csv("\n".join(delimiter.join(row) for row in rows).encode())
        assert [c.text for c in content.tables[0].rows[1]] == ["China", "2.5"]

    def test_decimal_commas_do_not_make_columns(self):
        content = read_csv(b"country;share\nGermany;1,5\nChina;2,5\n")
        assert [c.text for c in content.tables[0].rows[0]] == ["Germany", "1,5"]

    def test_lines_above_the_header_are_its_lead(self):
        content = read_csv(b"Exports in Rs crore\n\nyear,a,b\n2022,1,2\n2023,3,4\n")
        assert [c.text for c in content.tables[0].columns] == ["year", "a", "b"]
        assert content.text[slice(*content.tables[0].lead)] == "Exports in Rs crore"
        assert "before the header" in content.notices[0]

    def test_ragged_rows_are_mended_with_a_notice_each_and_many_with_a_count(self):
        content = read_csv(b"a,b\n1\n1,2,3\n" + b"1\n" * 10)
        assert all(len(row) == 2 for row in content.tables[0].rows)
        assert content.notices[0].startswith("Row 1 has 1 fields for 2 columns")
        assert content.notices[-1] == "7 more rows were mended the same way."

    def test_an_open_quote_is_read_as_a_letter(self):
        content = read_csv(b'a,b\n"x,1\ny,2\n')
        assert [c.text for c in content.tables[0].rows[0]] == ['"x', "1"]
        assert "never closed" in content.notices[0]

    def test_a_header_alone_is_said(self):
        assert read_csv(b"a,b\n").notices == ("It holds a header but no rows.",)


class TestEncodings:
    @pytest.mark.parametrize("suffix", TYPED)
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
    def test_offsets_are_those_of_the_file_read_as_text(self, tmp_path, suffix, mark, line_end):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(mark + line_end.join([b"a,b", "Größe – ₹5,6".encode(), b"c,d", b""]))
        document = load(path, tmp_path)
        assert document.text == path.read_text(encoding="utf-8")
        assert document.blocks
        assert_exact(document)

    def test_another_encoding_is_read_and_named(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes("Rs 5 – fünf.".encode("cp1252"))
        document = load(path, tmp_path)
        assert document.text == "Rs 5 – fünf."
        assert "Windows-1252" in document.notices[0]

    def test_utf_16_is_read_and_named(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_bytes("a,b\r\n1,₹2\r\n".encode("utf-16"))
        document = load(path, tmp_path)
        assert document.tables[0].rows[0][1].text == "₹2"
        assert "UTF-16" in document.notices[0]

    @pytest.mark.parametrize(
        ("name", "words"),
        [("cp1251", "Экспорт чая из Кении вырос на пять процентов за год"), ("utf-16-le", "Zürich € 5")],
    )
    def test_an_encoding_that_is_not_stated_is_found_out(self, tmp_path, name, words):
        rows = f"Year;{words}\n2022;176.2\n2023;181.4\n"
        (tmp_path / "a.csv").write_bytes((rows * 3).encode(name))
        document = load(tmp_path / "a.csv", tmp_path)
        assert document.tables[0].columns[1].text == words and document.tables[0].rows[0][1].text == "176.2"
        assert len(document.notices) == 1

    @pytest.mark.parametrize("raw", [b"", b"\n \t\n", b"\xef\xbb\xbf\n", b"\x89PNG\0\0\0", b"\xff\xfe\0"])
    def test_what_is_no_text_is_an_error_of_one_sentence(self, tmp_path, raw):
        (tmp_path / "a.md").write_bytes(raw)
        with pytest.raises(DocumentError, match=r"^a\.md: it is .*\.$"):
            load(tmp_path / "a.md", tmp_path)


class TestFolders:
    def test_one_bad_file_stops_no_other_and_is_named(self, folder, caplog):
        (folder / "empty.md").write_bytes(b"")
        (folder / "picture.png").write_bytes(b"\x89PNG")
        documents, notices = load_folder([folder])
        assert [d.id for d in documents] == ["coffee.md", "gas.md", "partners.csv"]
        assert [str(n) for n in notices] == [
            "empty.md: It was left out: it is empty; put content into it or remove it.",
            f"picture.png: It was left out: files of this kind are not read; use one of {', '.join(sorted(READERS))}.",
        ]

    def test_an_unforeseen_failure_of_a_reader_stops_no_other(self, folder, monkeypatch, caplog):
        def fail(raw):
            raise ZeroDivisionError("odd")

        monkeypatch.setitem(READERS, ".csv", fail)
        documents, notices = load_folder([folder])
        assert len(documents) == 2
        assert "ZeroDivisionError" in str(notices[0])

    def test_hidden_files_and_the_readme_at_the_top_are_no_documents(self, folder):
        (folder / "README.md").write_text("About.")
        (folder / ".hidden.md").write_text("Hidden.")
        (folder / ".git").mkdir()
        (folder / ".git" / "x.md").write_text("Hidden.")
        (folder / "sub").mkdir()
        (folder / "sub" / "README.md").write_text("A document.")
        assert [d.id for d in load_folder([folder])[0]] == ["coffee.md", "gas.md", "partners.csv", "sub/README.md"]

    def test_equal_names_in_two_folders_are_two_documents(self, folder, tmp_path):
        other = tmp_path / "uploads"
        other.mkdir()
        (other / "gas.md").write_text("Other.")
        documents, _ = load_folder([folder, other])
        assert [d.id for d in documents] == ["coffee.md", "gas.md", "partners.csv", "uploads/gas.md"]

    def test_a_link_out_of_the_folder_is_not_followed(self, folder, tmp_path, caplog):
        secret = tmp_path / "secret.md"
        secret.write_text("Secret.")
        os.symlink(secret, folder / "link.md")
        assert "link.md" not in [d.id for d in load_folder([folder])[0]]

    def test_a_missing_folder_is_an_error_that_says_what_to_do(self):
        with pytest.raises(SettingsError, match=r"^There is no folder .*; give the folder"):
            load_folder([Path("nowhere")])


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("It paid Rs. 5 crore. Next.", ["It paid Rs. 5 crore.", "Next."]),
            ("See Decree No. 102. It holds.", ["See Decree No. 102.", "It holds."]),
            ("Mr. J. Smith of the U.S. spoke. He left.", ["Mr. J. Smith of the U.S. spoke.", "He left."]),
            ("It went to the U.S. The rest stayed.", ["It went to the U.S.", "The rest stayed."]),
            (
                "Fruit, e.g. apples vs. pears, rose 3.4 per cent. Yes.",
                ["Fruit, e.g. apples vs. pears, rose 3.4 per cent.", "Yes."],
            ),
            ("“It can triple.” He said so.", ["“It can triple.”", "He said so."]),
            ("“Really?” he asked. “Yes,” she said.", ["“Really?” he asked.", "“Yes,” she said."]),
            (
                "It rose. (source: S3) It fell (source: S4). End.",
                ["It rose. (source: S3)", "It fell (source: S4).", "End."],
            ),
            ("It rose [1]. It fell. [2] End.", ["It rose [1].", "It fell. [2]", "End."]),
            ("It was 2024. 12 firms left.", ["It was 2024.", "12 firms left."]),
            ("1. First point. 2. Second point.", ["1. First point.", "2. Second point."]),
            ("Buyers:\nUS and China.", ["Buyers:", "US and China."]),
            ("**Value:** 5  \n**Year:** 2022", ["**Value:** 5", "**Year:** 2022"]),
            ("One line\ngoes on. Two.", ["One line\ngoes on.", "Two."]),
            ("  \n ", []),
        ],
    )
    def test_they_end_where_a_reader_ends_them(self, text, expected):
        assert parts(text) == expected

    @given(st.text(alphabet='aB1 .!?\n"”()’:-[]*|>#,;\t', max_size=200))
    @settings(max_examples=300)
    def test_nothing_but_white_space_is_lost(self, text):
        joined = "".join(parts(text))
        assert "".join(joined.replace("\\", "").split()) == "".join(text.split())


@given(st.text(alphabet="aB1 .\n|-#>`*[](){}:,;\"'\\_<!\t~=+&", max_size=300))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_with_exact_offsets(text):
    for reader in map(READERS.__getitem__, TYPED):
        assert_exact(reader(("x" + text).encode()))


@pytest.mark.parametrize("suffix", TYPED)
@pytest.mark.parametrize(
    "unit", ["a", ".", "Word. ", "1,2,", '"', '",', "| a ", "(source: ", ". (", "\\", "[", "*", "> "]
)
def test_a_line_of_five_megabytes_takes_seconds_not_minutes(suffix, unit):
    from time import process_time

    raw = (unit * (5_000_000 // len(unit))).encode()
    if unit == "> ":
        raw = raw[:100_000]  # nested quotes: no reader goes that deep, and none must crash
    begin = process_time()
    READERS[suffix](raw)
    assert process_time() - begin < 60

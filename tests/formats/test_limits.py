"""Files made to do harm: each costs one sentence, little time and little memory."""

import io
import signal
import zipfile
import zlib
from time import perf_counter

import openpyxl
import pytest

from index.errors import DocumentError
from index.load import load, load_folder
from index.readers import limits
from index.readers.formats import read_format
from index.readers.isolated import Isolated
from tests.formats import brief
from tests.formats.mutate import BOMB


def with_part(raw, name, part):
    """An office file with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for other in old.namelist():
            new.writestr(other, part if other == name else old.read(other))
    return out.getvalue()


def refused(suffix, raw):
    begin = perf_counter()
    with pytest.raises(DocumentError) as error:
        read_format(suffix, raw)
    assert perf_counter() - begin < 60
    return str(error.value)


def pdf_of(*objects):
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    body, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


CATALOGUE, TREE = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
LEAF = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 100_000_000)
    many = with_part(brief.word(), "word/document.xml", b" " * 100_000_001)
    assert "unpacks to more than 100 MB" in refused(".docx", many)
    monkeypatch.undo()
    dense = with_part(brief.excel(), "xl/worksheets/sheet1.xml", b" " * 50_000_000)
    assert "a thousand times its size" in refused(".xlsx", dense)


def test_a_part_that_declares_less_than_it_holds_is_not_read_beyond():
    raw = with_part(brief.excel(), "xl/worksheets/sheet1.xml", b" " * 5_000_000)
    real, false = (5_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little")
    assert raw.count(real) >= 2
    assert "damaged" in refused(".xlsx", raw.replace(real, false))


@pytest.mark.parametrize(
    ("suffix", "part"),
    [
        (".docx", "word/document.xml"), (".docx", "[Content_Types].xml"), (".xlsx", "xl/worksheets/sheet1.xml"),
        (".xlsx", "xl/workbook.xml"),
    ],
)  # fmt: skip
def test_a_billion_laughs_are_not_laughed(suffix, part):
    raw = {".docx": brief.word, ".xlsx": brief.excel}[suffix]()
    assert "damaged" in refused(suffix, with_part(raw, part, BOMB + b"]><x>&j;</x>"))


def test_a_word_file_reads_no_other_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    with zipfile.ZipFile(io.BytesIO(brief.word())) as archive:
        xml = archive.read("word/document.xml")
    head = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'.encode()
    xml = xml.replace(b"?>", b"?>" + head, 1).replace(b"Accra", b"Accra &s;")
    try:
        assert "secret words" not in read_format(".docx", with_part(brief.word(), "word/document.xml", xml)).text
    except DocumentError as error:
        assert "secret" not in str(error)


def test_elements_nested_a_million_deep_are_refused():
    raw = with_part(brief.word(), "word/document.xml", b"<a>" * 1_000_000)
    assert refused(".docx", raw).startswith("it is damaged")


def test_a_workbook_of_too_many_cells_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("index.readers.xlsx.MAX_CELLS", 10)
    with pytest.raises(DocumentError, match="^it has more than 10 cells; split it into smaller files.$"):
        read_format(".xlsx", brief.excel())


def test_the_macro_of_a_workbook_is_not_looked_at():
    book = openpyxl.Workbook()
    book.active.append(["Country", "Tonnes"])
    book.active.append(["Iran", '=WEBSERVICE("http://localhost/")'])
    file = io.BytesIO()
    book.save(file)
    assert "WEBSERVICE" not in read_format(".xlsm", file.getvalue()).text


def test_the_pages_of_a_pdf_that_hold_each_other_are_not_followed_for_ever():
    loop = pdf_of(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
    assert refused(".pdf", loop).endswith(".")


def test_a_stream_of_a_pdf_that_unpacks_to_gigabytes_is_refused():
    packed = zlib.compress(b"1 0 0 RG\n" * 20_000_000, 1)
    again = zlib.compress(packed, 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(again), again)
    reader = Isolated(seconds=4)
    with pytest.raises(DocumentError):
        reader.read(".pdf", pdf_of(CATALOGUE, TREE, LEAF, stream))
    reader.close()


def test_a_file_that_takes_too_much_of_the_processor_is_ended(root, monkeypatch):
    import os
    import subprocess
    import sys

    code = "from index.readers.worker import _allow_time\n_allow_time(0.2)\nwhile True: pass"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, timeout=120, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.returncode == -signal.SIGPROF


class TestNames:
    def test_an_id_is_plain_text_whatever_the_file_is_called(self, tmp_path):
        name = "a\nb\x1b[31m.md"
        (tmp_path / name).write_text("# Tea\n\nWords.\n")
        document = load(tmp_path / name, tmp_path)
        assert document.id == "a\ufffdb\ufffd[31m.md"

    def test_a_name_that_is_no_text_is_read_all_the_same(self, tmp_path):
        import os

        with open(os.fsencode(tmp_path) + b"/\xff\xfe.md", "wb") as file:
            file.write(b"# Tea\n\nWords.\n")
        ((document,), _) = load_folder([tmp_path])
        document.id.encode("utf-8")

    def test_links_out_of_the_folder_and_pipes_are_not_read(self, tmp_path, caplog):
        import os

        (tmp_path / "secret.md").write_text("secret words")
        folder = tmp_path / "documents"
        folder.mkdir()
        (folder / "link.md").symlink_to(tmp_path / "secret.md")
        (folder / "up").symlink_to(tmp_path)
        os.mkfifo(folder / "pipe.md")
        assert load_folder([folder]) == ((), ())


class TestTheFileBeside:
    def test_says_what_a_document_is_and_is_none_itself(self, tmp_path):
        (tmp_path / "brief.html").write_bytes(brief.web_page())
        before = load(tmp_path / "brief.html", tmp_path).content_hash
        said = "title: Cashew\ndate: 2024-03-20\npublisher: The Council\nsources:\n  - id: S1\n    publisher: Customs\n"
        (tmp_path / "brief.html.yaml").write_text(said)
        ((document,), notices) = load_folder([tmp_path])
        assert (document.title, str(document.date), document.publisher) == ("Cashew", "2024-03-20", "The Council")
        assert document.source("S1").publisher == "Customs" and notices == ()
        assert document.content_hash != before

    def test_a_broken_one_is_named_and_costs_nothing_else(self, tmp_path):
        (tmp_path / "brief.html").write_bytes(brief.web_page())
        (tmp_path / "brief.html.yaml").write_text("title: [never closed\n")
        ((document,), (notice,)) = load_folder([tmp_path])
        assert document.blocks and "brief.html.yaml" in notice.message and notice.message.endswith(".")

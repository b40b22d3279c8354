"""Pages of PDF files as pictures: marked words lie where the ink is, whatever the page's boxes and turns."""

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from index.errors import DocumentError
from index.load import load
from index.pages import boxes
from index.readers.drawing import Drawing, draw_page
from index.readers.isolated import Isolated
from index.types import Span

SIZE = (420, 595)


UPRIGHT = {0: (0, 0), 90: (SIZE[1], 0), 180: SIZE, 270: (0, SIZE[0])}
"""Where the page's own corner lies, for its words to be upright once it is turned."""


def pdf(path, crop=None, turn=0, corner=b"[ 0 0 420 595 ]"):
    """A page with two lines of black words far apart, and a second page."""
    canvas = Canvas(str(path), pagesize=SIZE, invariant=True)
    canvas.translate(*UPRIGHT[turn])
    canvas.rotate(turn)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(120, 400, "Exports of tea were $5 million in 2024.")
    canvas.drawString(120, 200, "Imports of tea were $7 million in 2024.")
    if crop:
        canvas.setCropBox(crop)
    canvas.setPageRotation(turn)
    canvas.showPage()
    canvas.drawString(72, 300, "The second page has few words.")
    canvas.save()
    path.write_bytes(path.read_bytes().replace(b"[ 0 0 420 595 ]", corner))
    return path


def share_of_ink(drawing, marked):
    """The part of the picture's dark points that lies within the boxes."""
    image = Image.open(io.BytesIO(drawing.png)).convert("L")
    left, top, right, bottom = drawing.view
    across, down = image.width / (right - left), image.height / (bottom - top)
    dark = [(n % image.width, n // image.width) for n, light in enumerate(image.tobytes()) if light < 128]

    def inside(x, y):
        return any(
            (a - 1 - left) * across <= x <= (c + 1 - left) * across
            and (b - 1 - top) * down <= y <= (d + 1 - top) * down
            for a, b, c, d in marked
        )

    return sum(inside(x, y) for x, y in dark) / len(dark)


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"corner": b"[ 9 5 420 595 ]"},
        {"crop": (60, 100, 415, 580)},
        {"turn": 90},
        {"turn": 180},
        {"crop": (40, 60, 560, 400), "turn": 270},
    ],
    ids=str,
)
def test_the_words_are_marked_where_they_are_printed(tmp_path, page):
    path = pdf(tmp_path / "tea.pdf", **page)
    document = load(path, tmp_path)
    drawing = draw_page(path.read_bytes(), 1)
    whole = [box for number, box in boxes(document, Span(document.id, 0, len(document.text))) if number == 1]
    assert share_of_ink(drawing, whole) > 0.99
    start = document.text.index("$7 million")
    one = [box for _, box in boxes(document, Span(document.id, start, start + len("$7 million")))]
    assert 0.02 < share_of_ink(drawing, one) < 0.25


def test_a_page_is_drawn_in_a_process_of_its_own_and_what_has_no_such_page_is_told(tmp_path):
    raw = pdf(tmp_path / "tea.pdf").read_bytes()
    drawer = Isolated(seconds=60)
    try:
        first, second = drawer.draw(raw, 1), drawer.draw(raw, 2)
        assert first.png.startswith(b"\x89PNG") and first.png != second.png
        assert first.view == pytest.approx((0, 0, *SIZE))
        for wrong in (0, 3):
            with pytest.raises(DocumentError, match=f"no page {wrong}"):
                drawer.draw(raw, wrong)
        with pytest.raises(DocumentError):
            drawer.draw(raw[: len(raw) // 2], 1)
        assert drawer.read(".pdf", raw).text.startswith("Exports of tea")
    finally:
        drawer.close()


def test_a_drawing_is_the_same_on_both_sides_of_the_process():
    drawing = Drawing((0.0, 1.5, 420.0, 595.0), b"png")
    assert Drawing.from_bytes(drawing.as_bytes()) == drawing

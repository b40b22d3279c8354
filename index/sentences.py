"""Finds the sentences in a stretch of text, as offsets. Time is linear in the length of the text."""

from __future__ import annotations

import re

# No look-ahead here: on a long run of dots one would be tried from every dot. The next character is looked at below.
_STOP = re.compile(
    r"(?P<mark>[.!?…।]+)(?P<closing>[\"'”’»)\]*_`]*)|[。！？][”’」』)]*|:[*_]*\n|(?:[ ]{2}|\\)\n|\n[ \t]*\n"
)
_MARK_AFTER = re.compile(r"\s{0,3}(?:\((?:source|sources|ref|see)\b[^()\n]{0,200}\)\.?|\[\^?\d{1,3}\])", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘]+$")
_WORD_AFTER = re.compile(r"[\"'“‘(\[*_]*([^\W\d_]+)")
_OPENING = "\"'“‘(*_[«"

_NEVER_LAST = frozenset(
    "rs no nos vs mr mrs ms dr prof st fig figs sec art ch vol p pp para cf ca approx viz e.g i.e eg ie hon gen sen "
    "rep gov lt col maj capt messrs smt shri sh jan feb mar apr jun jul aug sep sept oct nov dec mt ft est incl excl "
    "resp".split()
)
_MAYBE_LAST = frozenset(
    "etc inc ltd co corp llc plc pvt bros dept u.s u.k u.n e.u p.a a.m p.m u.a.e u.s.a ph.d jr sr".split()
)
_STARTERS = frozenset(
    "the a an this that these those it its he she they we i you there here in on at by for from with as but and or so "
    "if when while after before since although though however meanwhile moreover according data of to both all most "
    "some many what who how why his her their our no not one".split()
)


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences of `text[start:end]` as (start, end) in order, without the white space around them.

    A closing quote, a bracket or a source mark right after the full stop belongs to its sentence.
    `Rs. 5 crore. Next` has two: `Rs. 5 crore.` and `Next`.
    """
    found: list[tuple[int, int]] = []
    begin = _skip_space(text, start, end)
    position = begin
    while begin < end and (stop := _STOP.search(text, position, end)):
        mark = _MARK_AFTER.match(text, stop.end(), end) if stop["mark"] else None
        position = mark.end() if mark else stop.end()
        if not _is_end(text, begin, stop, position, end):
            continue
        found.append((begin, position))
        begin = position = _skip_space(text, position, end)
    if begin < end:
        found.append((begin, end))
    return tuple(span for span in (_trimmed(text, a, b) for a, b in found) if span[0] < span[1])


def _is_end(text: str, begin: int, stop: re.Match[str], after: int, end: int) -> bool:
    """Does a sentence that begins at `begin` end with this stop, if `after` is where the next would begin?"""
    if not stop["mark"]:  # a blank line, a forced line break, a colon at the end of a line
        return True
    if after >= end:
        return True
    if not text[after].isspace():
        return False
    after = _skip_space(text, after, end)
    if after >= end:
        return True
    following = text[after : after + 30].lstrip(_OPENING)
    if following[:1].islower():
        return False
    if stop["mark"] != "." or stop["closing"]:
        return True
    return _full_stop_ends(text, begin, stop.start(), _WORD_AFTER.match(text, after, min(end, after + 40)))


def _full_stop_ends(text: str, begin: int, dot: int, following: re.Match[str] | None) -> bool:
    """Is the full stop at `dot` the end of a sentence, rather than of an abbreviation, an initial or a list number?"""
    before = _WORD_BEFORE.search(text[max(begin, dot - 24) : dot])
    word = before[0].lower().strip("*_`,") if before else ""
    starts_anew = following is not None and following[1].lower() in _STARTERS and following[1][0].isupper()
    if word in _NEVER_LAST:
        # "the answer is no. The ..." ends a sentence, "No. 102" and "Rs. 5" do not
        return word in ("no", "mar", "est", "art", "sec", "jun", "mt", "gen", "ft") and starts_anew
    if word in _MAYBE_LAST or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return starts_anew
    return not (len(word) <= 3 and word.isdigit() and before is not None and dot - len(word) <= begin)


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\\"):
        end -= 1
    return start, end

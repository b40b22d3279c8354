"""Words for quantities: the largest, the second, more than, followed by, rose, nearly tripled, more than half.

A word of this kind holds where the figures give it, or where the passage that the sentence rests on says so itself
and no figure denies it. What neither gives is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.model import vocabulary as v
from assistant.model.binding import agrees
from assistant.model.grounds import Grounds, Piece, column, stems_of
from assistant.model.reading import Reading
from assistant.model.wording import in_order, strange_words
from assistant.types import Calculation
from index import lexicon
from index.names import places
from index.types import Figure
from index.units import Quantity

_GREATER = re.compile(
    r"\b(?:(?:more|higher|larger|greater|bigger) than|ahead of|exceed\w*|outpac\w+|surpass\w+|overt\w+|outstrip\w*|"
    r"followed by)\b",
    re.I,
)
_LESSER = re.compile(r"\b(?:(?:less|lower|smaller|fewer) than|behind|trail\w*|below)\b", re.I)
_MAJORITY = re.compile(r"\b(?:majority|most of|bulk of|mostly|mainly|predominantly|lion['’]s share)\b", re.I)
_RANKED = re.compile(r"\bIn order:|\b(?:first|second|third|fourth|fifth|sixth|seventh) of \d+")
_HALF = 50
_TABLE = 3
"""Rows besides its own from which a table tells which is the largest."""
_GROWING = ("cagr", "required_rate", "projection", "percent_change", "percentage_point_change", "difference")
_SIGNED = ("percent_change", "percentage_point_change")


class Support:
    """What the numbers of a sentence rest on: pairs of a number as said and a figure held, and calculations."""

    def __init__(
        self,
        grounds: Grounds,
        figures: Sequence[tuple[Figure, Figure]],
        done: Sequence[Calculation],
        printed: Sequence[Piece] = (),
        earlier: Sequence[Figure] = (),
    ) -> None:
        """For one sentence.

        `printed` are passages that have one of its numbers as it stands; `earlier` the figures of the sentence that it
        points back to.
        """
        self.earlier = tuple(earlier)
        self.grounds, self.pairs, self.done, self.printed = grounds, tuple(figures), tuple(done), tuple(printed)
        self.held = tuple(dict.fromkeys(h for _, h in figures))

    def text(self, rows: bool = True) -> str:
        """What the documents and the built-in answer say where the sentence takes its numbers from.

        Without `rows`, in sentences alone: what stands elsewhere in a row is told of another number.
        """
        documents = self.grounds.evidence.documents
        told = [f for f in self.held if rows or f.locator.row is None]
        parts = [documents[f.span.document].quote(f.context) for f in told]
        parts += [p.text for p in self.printed]
        if self.done or any(f.id in self.grounds.known for f in self.held):
            parts += [s.text for s in self.grounds.answer.sentences]
        return " ".join(parts)

    def heads(self) -> str:
        """What stands over the figures: headings, titles, column heads."""
        documents = self.grounds.evidence.documents
        return " ".join(
            f"{(d := documents[f.span.document]).title} {f.locator.heading} {' '.join(f.own)} {column(f, d)}"
            for f in self.held
        )


def faults(reading: Reading, support: Support) -> tuple[str, ...]:
    """The words for quantities of a sentence that nothing bears out."""
    if support.printed and not support.held and not support.done:
        return ()  # the passage's own words, which were compared already
    if _is_verbatim(reading, support):
        return ()
    text = _without_qualifiers(reading)
    checks: tuple[Callable[[str, Reading, Support], Iterator[str]], ...] = (_directions, _comparisons, _extremes)
    found = [fault for check in checks for fault in check(text, reading, support)]
    if m := _MAJORITY.search(text):
        shares = [f for f in support.held if f.kind == "share"]
        if not _MAJORITY.search(support.text()) and not any(f.quantity.value > _HALF for f in shares):
            found.append(m[0])
    return tuple(found)


def _is_verbatim(reading: Reading, support: Support) -> bool:
    """Is the whole sentence said by the one passage that all its numbers are from, claim by claim?"""
    contexts = {f.context: f for f in support.held}
    if len(contexts) != 1 or support.done:
        return False
    [context] = contexts
    said = support.grounds.evidence.documents[context.document].quote(context)
    stems = stems_of(said)
    claims = stems_of(reading.text) & v.CLAIMS
    return claims <= stems and not strange_words(reading, stems) and in_order(reading.text, said)


def _without_qualifiers(reading: Reading) -> str:
    """The sentence with its numbers, and what qualifies them, blanked out: "more than 60%" compares no two things."""
    text = reading.text
    for f in reading.figures:
        start = f.span.start
        if f.qualifier != "exact":
            before = text[max(0, start - 24) : start]
            found = re.search(r"(?i)\b(?:more|less|fewer|greater|higher|lower|just|well)?[\w ]{0,14}$", before)
            start -= len(found[0].lstrip()) if found and f.qualifier in ("over", "under", "almost", "up to") else 0
        text = text[:start] + " " * (f.span.end - start) + text[f.span.end :]
    return text


# -- rose, fell ------------------------------------------------------------------------------------------------------


def _directions(text: str, reading: Reading, support: Support) -> Iterator[str]:
    words = lexicon.tokens(_LESSER.sub(" ", _GREATER.sub(" ", text)))
    up = [t.word for t in words if t.stem in v.UP]
    down = [t.word for t in words if t.stem in v.DOWN]
    if not up and not down:
        return
    given = _given_directions(support)
    if up and 1 not in given:
        yield up[0]
    if down and -1 not in given:
        yield down[0]


def _given_directions(support: Support) -> set[int]:
    """1 where the figures rise, -1 where they fall; what the passage says itself only where no figure tells."""
    found: set[int] = set()
    for done in support.done:
        if done.operation in _GROWING:
            found.add(1 if done.result.value > 0 else -1)
    found |= _between((*support.held, *support.earlier))
    for f in support.held:
        if f.kind == "change" and f.quantity.value < 0:
            found.add(-1)
    if found:
        return found
    words = stems_of(support.text(rows=False)) | {s for f in support.held for s in f.own}
    return {sign for sign, kind in ((1, v.UP), (-1, v.DOWN)) if words & kind}


def _between(figures: Sequence[Figure]) -> set[int]:
    """The direction from the earlier to the later of two values of one thing."""
    found = set()
    for i, a in enumerate(figures):
        for b in figures[i + 1 :]:
            if a.period and b.period and a.period.end != b.period.end and _alike(a, b) and a.entities == b.entities:
                first, last = (a, b) if a.period.end < b.period.end else (b, a)
                found.add(1 if last.quantity.base[0] > first.quantity.base[0] else -1)
    return found


def _alike(a: Figure, b: Figure) -> bool:
    return a.flow == b.flow and a.kind == b.kind and a.quantity.measures_same_as(b.quantity)


# -- more than, followed by ------------------------------------------------------------------------------------------


def _comparisons(text: str, reading: Reading, support: Support) -> Iterator[str]:
    for pattern, sign in ((_GREATER, 1), (_LESSER, -1)):
        for m in pattern.finditer(text):
            left, right = _sides(m.start(), m.end(), reading, support)
            if left is not None and right is not None:
                if (left > right) != (sign > 0) or left == right:
                    yield m[0]
            elif not _is_said_so(m[0], reading, support):
                yield m[0]


def _sides(start: int, end: int, reading: Reading, support: Support) -> tuple[Decimal | None, Decimal | None]:
    """The values of what stands left and right of a comparison: its own numbers, else those of the places named."""
    home = support.grounds.evidence.home
    before = [p for p in reading.places if p.end <= start and p.name != home]
    after = [p for p in reading.places if p.start >= end and p.name != home]
    first = figure_of(before[-1].name, reading, support) if before else None
    second = figure_of(after[0].name, reading, support, first) if after else None
    left = (first.quantity.base[0] if first else None) if before else _amount(reading, support, end=start)
    right = (second.quantity.base[0] if second else None) if after else _amount(reading, support, start=end)
    if left is None and not before and support.earlier and reading.text[:start].strip():
        left = support.earlier[-1].quantity.base[0] if len(support.earlier) == 1 else None
    if left is None and right is None and not before and not after:
        return things(reading.text[:start], reading.text[end:], reading, support)
    return left, right


def things(left: str, right: str, reading: Reading, support: Support) -> tuple[Decimal | None, Decimal | None]:
    """The values of two things that are no places, "knitwear" and "woven garments", in one table or sentence."""
    pairs = _pairs(left, right, reading, support)
    agreed = pairs and len({a.quantity.base[0] > b.quantity.base[0] for a, b in pairs}) == 1
    return (pairs[0][0].quantity.base[0], pairs[0][1].quantity.base[0]) if agreed else (None, None)


def compared(reading: Reading, support: Support) -> tuple[Figure, ...]:
    """The figures of the two things that a sentence compares; none where it compares none that have figures."""
    for pattern in (_GREATER, _LESSER):
        if m := pattern.search(reading.text):
            pairs = _pairs(reading.text[: m.start()], reading.text[m.end() :], reading, support)
            return pairs[0] if pairs else ()
    return ()


def _pairs(left: str, right: str, reading: Reading, support: Support) -> list[tuple[Figure, Figure]]:
    return [
        (a, b)
        for a in _named_so(left, reading, support)
        for b in _named_so(right, reading, support)
        if a.span.document == b.span.document and _alike(a, b) and _same_period(a, b) and a.item != b.item
    ]


def _named_so(words: str, reading: Reading, support: Support) -> list[Figure]:
    """The figures shown of the sentence's time whose own words are all those of a few words."""
    stems = {
        t.stem
        for t in lexicon.content(re.split(r"[,;.]|\b(?:in|during|for|at|by) \d|\bin FY", words)[0])
        if t.stem not in v.NEUTRAL and t.stem not in v.CLAIMS and t.stem not in v.FLOWS["export"]
    }
    times = [p.period for p in reading.periods]
    return [
        f
        for f in support.grounds.figures
        if stems
        and f.kind == "level"
        and stems <= {*f.own, *f.item}
        and (not times or (f.period and any(f.period.same_as(t) for t in times)))
    ]


def figure_of(place: str, reading: Reading, support: Support, other: Figure | None = None) -> Figure | None:
    """The figure of a place that is comparable with those of the sentence, and with an `other` one."""
    used = (*support.held, *(o.figure for c in support.done for o in c.operands if o.figure))
    own = [h for h in used if place in h.entities and h.kind == "level"]
    if own:
        return own[0]
    levels = [h for h in used if h.kind == "level"]
    like = other or next((h for h in levels if h.entities), next(iter(levels), None))
    known = support.grounds.known
    fit = []
    for f in support.grounds.figures:
        if f.kind != "level" or not f.entities or f.entities[0] != place or f.quantity.unit == "count":
            continue
        if like is None and reading.flow and f.flow != reading.flow:
            continue
        if like and not (_alike(f, like) and _same_period(f, like)):
            continue
        fit.append(f)
    fit.sort(key=lambda f: (f.id not in known, f.span.document, f.span.start))
    return fit[0] if fit else None


def _same_period(a: Figure, b: Figure) -> bool:
    return (a.period is None and b.period is None) or bool(a.period and b.period and a.period.same_as(b.period))


def _amount(reading: Reading, support: Support, *, start: int = 0, end: int | None = None) -> Decimal | None:
    """The number of the sentence in a stretch of it, nearest to the comparison."""
    stop = len(reading.text) if end is None else end
    found = [h for s, h in support.pairs if start <= s.span.start and s.span.end <= stop]
    if not found:
        return None
    return (found[-1] if end is not None else found[0]).quantity.base[0]


def _is_said_so(words: str, reading: Reading, support: Support) -> bool:
    """Does the passage itself compare so, its places in the same order?"""
    said = support.text()
    sides = (_GREATER, _LESSER) if _GREATER.fullmatch(words) else (_LESSER, _GREATER)
    if not sides[0].search(said) or sides[1].search(said):
        return False
    named = [p.name for p in reading.places]
    order = [p.name for p in places(said) if p.name in named]
    return list(dict.fromkeys(order)) == list(dict.fromkeys(n for n in named if n in order))


# -- the largest, the second -----------------------------------------------------------------------------------------


def _extremes(text: str, reading: Reading, support: Support) -> Iterator[str]:
    words = [t for t in lexicon.tokens(text) if t.stem in v.MOST or t.stem in v.LEAST or t.word.lower() in v.ORDINALS]
    used: set[int] = set()
    for i, token in enumerate(words):
        if i in used:
            continue
        place, least = 1, token.stem in v.LEAST
        if token.word.lower() in v.ORDINALS:
            place = v.ORDINALS[token.word.lower()]
            following = words[i + 1] if i + 1 < len(words) else None
            if following and following.start - token.end <= 1 and following.word.lower() not in v.ORDINALS:
                used.add(i + 1)
                least = following.stem in v.LEAST
            elif not _is_a_rank(text, token):
                if token.stem not in stems_of(support.text()):
                    yield token.word
                continue
        if _is_superlative(text, token) and not _ranks(place, least, token.start, reading, support):
            yield token.word


def _is_superlative(text: str, token: lexicon.Token) -> bool:
    """Does a word rank? "Most medical devices" does, "at most" and "the main reason" do not."""
    return not re.search(r"(?i)\b(?:at|the) $", text[: token.start]) or token.word.lower() not in ("main", "chief")


def _is_a_rank(text: str, token: lexicon.Token) -> bool:
    """Does an ordinal rank, rather than count quarters or name a half?"""
    after = text[token.end : token.end + 16].lower()
    return not re.match(r"[ -]*(?:half|quarter|time|year|month|week|day|of all)", after) and token.start > 0


def _ranks(place: int, least: bool, at: int, reading: Reading, support: Support) -> bool:
    """Is what stands nearest at this place in the order of the figures it belongs to?"""
    subject = _subject(at, reading, support)
    said = support.text()
    ranked = bool(_RANKED.search(said))
    heads = stems_of(f"{said} {support.heads()}")
    worded = bool(heads & ((v.LEAST if least else v.MOST) | frozenset(v.ORDINALS) | {"rank", "follow"}))
    if subject is None:
        return worded and place == 1
    rivals = _rivals(subject, support)
    value = subject.quantity.base[0]
    beyond = sum(r.quantity.base[0] < value if least else r.quantity.base[0] > value for r in rivals)
    if beyond != place - 1 or not rivals:
        return False
    return ranked or worded or (not least and subject.locator.row is not None and len(rivals) >= _TABLE)


def _subject(at: int, reading: Reading, support: Support) -> Figure | None:
    """The figure of what is said to be the largest: of the nearest place, else of the nearest number."""
    home = support.grounds.evidence.home
    spots = [(min(abs(at - p.end), abs(p.start - at)), p) for p in reading.places if p.name != home]
    for _, place in sorted(spots, key=lambda spot: spot[0]):
        figure = figure_of(place.name, reading, support)
        if figure:
            return figure
    numbers = sorted(support.pairs, key=lambda pair: abs(pair[0].span.start - at))
    return next((h for _, h in numbers if h.kind == "level"), None)


def _rivals(figure: Figure, support: Support) -> tuple[Figure, ...]:
    """The figures of the same measure and period in the same sentence, table or section, of other subjects."""
    evidence = support.grounds.evidence
    found: dict[tuple[object, ...], Figure] = {}
    for f in evidence.index.of(figure.span.document):
        near = f.context == figure.context or f.locator.heading == figure.locator.heading
        other = (f.entities, f.label) != (figure.entities, figure.label)
        total = bool(figure.entities) and not f.entities
        if near and other and not total and _alike(f, figure) and _same_period(f, figure) and f.equivalent is None:
            found.setdefault((f.entities, f.label), f)
    return tuple(found.values())


# -- tripled, more than half -----------------------------------------------------------------------------------------


def computed(said: Figure, support: Support) -> Calculation | Figure | None:
    """What bears out a multiple or a share in words: a calculation, or two values of the sentence itself."""
    for done in support.grounds.calculations:
        if any(agrees(said.quantity, said.qualifier, q) for q in _as_said(done, said.quantity.unit)):
            return done
    levels = [h for h in support.held if h.kind == "level"]
    for a in levels:
        for b in levels:
            if a is not b and _alike(a, b) and b.quantity.base[0]:
                quotient = a.quantity.base[0] / b.quantity.base[0]
                share = Quantity(quotient * 100, "percent") if said.quantity.unit == "percent" else None
                ratio = Quantity(quotient, "ratio") if said.quantity.unit == "ratio" else None
                if any(q and agrees(said.quantity, said.qualifier, q) for q in (share, ratio)):
                    return a
    return None


def _as_said(done: Calculation, unit: str) -> Iterable[Quantity]:
    """A result as the multiple or the share that words may give it as."""
    if done.result.unit == "ratio" and unit == "ratio":
        yield done.result
    if done.result.unit == "percent" and unit == "percent" and done.operation == "share":
        yield done.result
    if done.operation == "percent_change" and unit == "ratio":
        yield Quantity(1 + done.result.value / 100, "ratio")

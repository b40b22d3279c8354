"""Reads sums as people say them in a meeting: "CAGR from 120 to 300 over 6 years", "what percent is 40 of 320".

Each phrase is a pattern over a whole text and the operation it stands for. Its parts are read as sums of their own,
so that "15% of Rs 200 crore as a share of Rs 1,000 crore" works; a part that cannot be read makes the phrase fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.grammar import Apply, Node, Number, plain_node
from assistant.lending import same_unit, together
from assistant.tokens import NotArithmetic, target
from index.units import is_money

_A_YEAR = r"(?:,?\s*(?:a|per|each|every) (?:year|annum)|,? annually|,? yearly|,? p\.?a\.?)"
_NOUN = (
    r"(?:years?|quarters?|months?|weeks?|days?|hours?|parts?|people|persons?|countries|states|companies|firms|units?|"
    r"shares?|shipments?|instal?lments?|ways?)"
)
_EVENLY = r"(?:evenly|equally)"
_SPREAD = rf",?(?: (?:is |are )?(?:spread|split|divided|shared|distributed)(?: out)?(?: {_EVENLY})?| {_EVENLY})"
_EACH = r"(?:,? (?:per|for each|a|every|each) (?P<per>\w+)|,? each)?"
_LISTED = {"average": "average", "mean": "average", "sum": "total", "total": "total", "median": "median"} | {
    **dict.fromkeys(("minimum", "smallest", "lowest", "least"), "minimum"),
    **dict.fromkeys(("maximum", "largest", "highest", "biggest", "greatest"), "maximum"),
}
_PERCENT = r"(?:per ?cent(?:age)?|%|share|proportion|fraction|part)"
_MULTIPLES = {"twice": 2, "double": 2, "triple": 3, "thrice": 3, "treble": 3, "quadruple": 4}


Reader = Callable[[str], Node]
Build = Callable[[re.Match[str], Reader], Node]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern over a whole text with named parts, and what is made of the parts that a reader reads."""

    pattern: re.Pattern[str]
    build: Build


def _simple(operation: str, *names: str) -> Build:
    """An operation over the named parts, in this order."""

    def build(match: re.Match[str], read: Reader) -> Node:
        return Apply(operation, tuple(read(match[name].strip(" ,")) for name in names))

    return build


def _pair(operation: str, *more: str) -> Build:
    """An operation over the parts a and b, which lend each other currency and scale, and over more parts."""

    def build(match: re.Match[str], read: Reader) -> Node:
        pair = together([read(match["a"].strip(" ,")), read(match["b"].strip(" ,"))])
        return Apply(operation, (*pair, *(read(match[name]) for name in more)))

    return build


def _items(text: str, read: Reader) -> Sequence[Node]:
    """The members of "3, 5 and 9", read one by one."""
    parts = re.split(r",?\s+and\s+|[,;]\s+|;", text)
    return together([read(p) for p in parts if p])


def _listing(match: re.Match[str], read: Reader) -> Node:
    items = _items(match["items"], read)
    if len(items) < 2:
        raise NotArithmetic("Give at least two numbers, as in “average of 3, 5 and 9”.")
    what, last = _LISTED[match["what"].lower()], items[-1]
    if isinstance(last, Apply) and last.operation == "in":  # it is the result that is to be said in crore
        return replace(last, arguments=(Apply(what, tuple(together([*items[:-1], *last.arguments]))),))
    return Apply(what, tuple(items))


def _weighted(match: re.Match[str], read: Reader) -> Node:
    values, weights = _items(match["items"], read), _items(match["weights"], read)
    if len(values) != len(weights):
        raise NotArithmetic("Give one weight for each value.")
    return Apply("weighted_average", (*values, *weights))


def _ranking(match: re.Match[str], read: Reader) -> Node:
    return Apply("rank", (read(match["a"]), *_items(match["items"], read)))


def _how_many(match: re.Match[str], read: Reader) -> Node:
    """How many crore is 3.4 billion rupees; how many dollars is Rs 500 crore at 83."""
    named = target(match["unit"])
    if named is None:
        raise NotArithmetic(f"“{match['unit']}” is not a unit; name one.")
    if match["rate"]:
        return Apply("convert at", (read(match["a"]), read(match["rate"])), *named)
    return Apply("in", (read(match["a"]),), *named)


def _split(match: re.Match[str], read: Reader) -> Node:
    """An amount over so many years; "per quarter" only of so many quarters."""
    noun, per = match["noun"] or "", match["per"] or ""
    if per and per.rstrip("s") not in ("each", "one", noun.lower().rstrip("s")):
        raise NotArithmetic(f"“per {per}” does not go with {noun or 'that'}; name the same parts.")
    parts = read(match["n"])
    return Apply("even_split", (read(match["a"]), parts))


def _compared(match: re.Match[str], read: Reader) -> Node:
    """How much bigger 450 is than 320, in per cent where that is asked for."""
    percent = re.search(r"%|per ?cent", match[0], re.I) is not None
    return _pair("percent_change" if percent else "gap")(match, read)


def _halved(match: re.Match[str], read: Reader) -> Node:
    return Apply("divided", (read(match["a"]), plain_node(2)))


def _shared_out(match: re.Match[str], read: Reader) -> Node:
    """KSh 340 million 60/40; shares that add to nothing sensible are still parts of their sum."""
    parts = [read(p) for p in re.split(r"\s*[/:]\s*|\s+to\s+", match["parts"])]
    return Apply("split", (read(match["a"]), *parts))


def _divided_up(match: re.Match[str], read: Reader) -> Node:
    """Split €90,000 equally between 4 partners."""
    if match["noun"] and target(match["noun"]) not in (None, ("year", ""), ("month", ""), ("day", "")):
        raise NotArithmetic(f"“{match['n']} {match['noun']}” is not a number of parts; name a plain number.")
    return Apply("even_split", (read(match["a"]), read(match["n"])))


def _part_of(match: re.Match[str], read: Reader) -> Node:
    """A share; a part without its unit has that of the whole: 1.3 million out of 8.4 million tonnes."""
    return Apply("share", tuple(same_unit(read(match["a"].strip(" ,")), read(match["b"].strip(" ,")))))


def _times_as(match: re.Match[str], read: Reader) -> Node:
    multiple = _MULTIPLES[match["word"].lower()]
    return Apply("times", (plain_node(multiple), read(match["a"])))


def _doubling(match: re.Match[str], read: Reader) -> Node:
    multiple = _MULTIPLES[match["word"].lower()]
    return Apply("years_needed", (plain_node(1), plain_node(multiple), read(match["r"])))


def _exchange(match: re.Match[str], read: Reader) -> Node:
    nodes = (read(match["a"]), read(match["b"]))
    if not all(isinstance(n, Number) and is_money(n.quantity.unit) for n in nodes):
        raise NotArithmetic("An exchange rate is between two amounts of money; give both with their currency.")
    return Apply("implied_rate", nodes)


def _phrase(pattern: str, build: Build) -> Phrase:
    return Phrase(re.compile(pattern, re.I), build)


_A, _B, _N, _R = r"(?P<a>.+?)", r"(?P<b>.+?)", r"(?P<n>.+?)", rf"(?P<r>[^,]+?){_A_YEAR}?"
_OVER = r",? (?:over|in|within|across|for|during) (?:a period of )?"
_MOVE = (
    r"(?:growth(?: rate)?|change|increase|decrease|rise|fall|drop|decline|reduction|jump|gain|climb|surge|swing|move|"
    r"slump|improvement)"
)
_YEARLY = (
    r"(?:cagr|(?:compound )?(?:annual|yearly|average)[ -](?:annual )?growth(?: rate)?|compound growth(?: rate)?|"
    rf"growth(?: rate)?{_A_YEAR})(?: of going| to go| to get)?"
)
_NEEDED = (
    r"(?:(?:growth )?rate|(?:(?:annual|yearly) )?growth(?: rate)?)(?: is| that is| would be)? "
    r"(?:needed|required|takes?|it takes)(?: to (?:go|get|grow))?(?: from)?"
)
_HOW_LONG = r"(?:how (?:many years|long)|years|time)(?: (?:does|would|will) it take| needed| required)?"
_COMPARED = r"(?:larger|bigger|greater|higher|more|smaller|lower|less|dearer|cheaper)"
_UNIT, _RATE = r"(?P<unit>[a-z$₹€£ ]+?)", r"(?: at (?P<rate>[^,]+?))?"

GROWTH = (
    _phrase(rf"{_YEARLY} (?:from|between|of) {_A} (?:to|and) {_B}{_OVER}{_N}", _pair("cagr", "n")),
    _phrase(rf"{_NEEDED} {_A} to {_B}{_OVER}{_N}", _pair("required_rate", "n")),
    _phrase(
        rf"{_HOW_LONG}(?: to (?:get|go|grow))? from {_A} to {_B} (?:at|growing|with)(?: by)? {_R}",
        _pair("years_needed", "r"),
    ),
    _phrase(rf"{_HOW_LONG} (?:for (?:it|an amount|something) )?to (?P<word>double|triple|treble) at {_R}", _doubling),
    _phrase(
        rf"{_A},? (?:growing|grows|grown|grow|compounded|compounding|increasing|rising)(?: (?:at|by|with))? {_R}"
        rf"(?:{_OVER}| after ){_N}",
        _simple("projection", "a", "r", "n"),
    ),
    _phrase(rf"{_A} at (?P<r>[^,]+?){_A_YEAR}(?:{_OVER}| after ){_N}", _simple("projection", "a", "r", "n")),
    _phrase(rf"{_A} after (?P<n>[^,]+? years?) at {_R}", _simple("projection", "a", "r", "n")),
    _phrase(
        rf"(?:(?:difference|{_MOVE}) )?from {_A} to {_B} in percentage points",
        _simple("percentage_point_change", "a", "b"),
    ),
    _phrase(rf"(?:percent(?:age)?|per cent|%|relative) {_MOVE}(?: is it)? from {_A} to {_B}", _pair("percent_change")),
    _phrase(
        rf"(?:{_MOVE} )?from {_A} to {_B},? (?:in|as)(?: a)? (?:percent(?:age)?|per cent|%)", _pair("percent_change")
    ),
    _phrase(rf"{_MOVE} from {_A} to {_B}", _pair("percent_change")),
)
"""Changes and growth over time."""

LISTS = (
    _phrase(rf"(?:(?:absolute )?difference|gap) between {_A} and {_B}", _pair("gap")),
    _phrase(r"weighted (?:average|mean) of (?P<items>.+) with (?:the )?weights?(?: of)? (?P<weights>.+)", _weighted),
    _phrase(rf"rank of {_A} (?:among|in|within) (?P<items>.+)", _ranking),
    _phrase(
        rf"(?P<what>{'|'.join(_LISTED)})(?: value| number)? (?:of|among|between) (?P<items>.+(?:,|;|\band\b).+)",
        _listing,
    ),
)
"""Several amounts at once."""

SHARES = (
    _phrase(rf"(?:what )?{_PERCENT} (?:is|are|does|do|would be) {_A} (?:out )?of {_B}", _part_of),
    _phrase(rf"(?:what )?{_PERCENT} of {_B} (?:is|are|does|do) {_A}(?: make(?: up)?)?", _part_of),
    _phrase(rf"{_A} (?:is|are) what {_PERCENT} of {_B}", _part_of),
    _phrase(rf"{_A},? (?:as|in)(?: a| an)? {_PERCENT} of {_B}", _part_of),
    _phrase(rf"{_A} (?:out )?of {_B},? (?:as|in)(?: a)? {_PERCENT}", _part_of),
    _phrase(rf"(?:(?:percentage )?share|proportion) of {_A} (?:in|of) {_B}", _part_of),
    _phrase(rf"{_A} (?:is|are) (?P<r>[^,]+?) of (?:what|how much)", _simple("whole_from_share", "a", "r")),
    _phrase(
        rf"how many times (?:(?:larger|bigger|greater|higher|more) )?(?:is|are) {_A} "
        rf"(?:than|as (?:large|big|much|high) as) {_B}",
        _pair("ratio"),
    ),
    _phrase(rf"how many times {_B} (?:is|are) {_A}", _pair("ratio")),
    _phrase(
        rf"(?:by )?how (?:much|many per ?cent) {_COMPARED} (?:is|are) {_B} than {_A}(?:,? (?:in|as) {_PERCENT})?",
        _compared,
    ),
    _phrase(
        rf"by how (?:much|many per ?cent) (?:is|are) {_B} {_COMPARED} than {_A}(?:,? (?:in|as) {_PERCENT})?",
        _compared,
    ),
    _phrase(rf"{_A} as a (?:multiple|ratio) of {_B}", _pair("ratio")),
    _phrase(rf"ratio of {_A} (?:to|and) {_B}", _pair("ratio")),
)
"""One amount as part or multiple of another."""

CONVERSIONS = (
    _phrase(
        r"(?:(?:implied )?exchange )?rate (?:implied by|hidden in|between|behind|of) "
        rf"{_A}(?: and| for| =| to| \(around| per) {_B}\)?",
        _exchange,
    ),
    _phrase(
        rf"how many {_UNIT} (?:is|are(?: there)?(?: in)?|in|does|do|make(?: up)?|would be) {_A}{_RATE}"
        r"(?: make| equal)?",
        _how_many,
    ),
    _phrase(rf"{_A} (?:is|are|makes?|equals?) how many {_UNIT}{_RATE}", _how_many),
    _phrase(rf"(?:convert|express|change|turn|put|write) {_A}", lambda match, read: read(match["a"])),
)
"""Currencies, units and scale words."""

SIMPLE = (
    _phrase(
        rf"{_A}{_SPREAD} (?:over|across|among|between|into|by|in) (?P<n>[\w.,]+)(?: equal)?"
        rf"(?: (?P<noun>{_NOUN}))?{_EACH}",
        _split,
    ),
    _phrase(rf"{_A} over (?P<n>[\w.,]+) (?P<noun>{_NOUN}){_EACH}", _split),
    _phrase(
        rf"(?:split|divide|share)(?: out| up)? {_A}(?: {_EVENLY})? (?:over|across|among|between|into|by|in) "
        r"(?P<n>[\w.]+)(?: equal)?(?: (?P<noun>[a-z]+))?",
        _divided_up,
    ),
    _phrase(
        rf"(?:split|divide|share)(?: out| up)? {_A},? (?:(?:in|into|as|by)(?: (?:a|the) ratio(?: of)?| shares of)? )?"
        r"(?P<parts>\d+(?:\.\d+)?(?:\s*[/:]\s*\d+(?:\.\d+)?)+)",
        _shared_out,
    ),
    _phrase(rf"{_A},? (?:increased|raised|up|plus) by {_B}", _simple("plus", "a", "b")),
    _phrase(rf"{_A},? (?:reduced|cut|lowered|decreased|down|discounted) by {_B}", _simple("less", "a", "b")),
    _phrase(rf"(?:halve|half) {_A}", _halved),
    _phrase(rf"(?:(?:knock|take|cut) )?{_A} off {_B}", _simple("less", "b", "a")),
    _phrase(rf"(?:add|sum up) {_A} (?:and|to) {_B}", _simple("plus", "a", "b")),
    _phrase(rf"subtract {_B} from {_A}", _simple("minus", "a", "b")),
    _phrase(rf"multiply {_A} (?:by|and|with) {_B}", _simple("times", "a", "b")),
    _phrase(rf"divide {_A} by {_B}", _simple("divided", "a", "b")),
    _phrase(rf"{_A} per (?P<b>\d.*)", _simple("divided", "a", "b")),
    _phrase(rf"(?P<word>{'|'.join(_MULTIPLES)})(?: of)? {_A}", _times_as),
)
"""The four operations in words."""

PHRASES: tuple[Phrase, ...] = (*GROWTH, *LISTS, *SHARES, *CONVERSIONS, *SIMPLE)
"""In this order: the first phrase whose parts can all be read is taken."""

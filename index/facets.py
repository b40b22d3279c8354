"""Reads what a stretch of text is about: places, flow, item, period. Shared by figures and questions.

A *flow* is seen from the *home* of a document, the place whose trade it describes: "Germany bought from India" is an
export of India. An *item* is what restricts a measure: in "medicine exports" the medicine, in "70 manufacturers" the
manufacturers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from index import lexicon
from index.names import GROUPINGS, Place, places

_NOT_A_FLOW = (
    r"(?!-| (?:fairs?|deals?|agreements?|pacts?|talks|bod(?:y|ies)|councils?|desks?|press|groups?|instruments?|"
    r"research|ministers?|ministr(?:y|ies)|missions?|delegations?|offices?|"
    r"partners?|debate|shows?|names?|marks?|promotion|permit|permits|licen[cs]es?|dependence|tariffs?|duty|"
    r"duties|wars?|unions?|polic(?:y|ies)|routes?|terms|barriers?|representatives?|settlement|earnings? per|"
    r"promotion|capacity|data|association|federation|dispute|remed(?:y|ies)|balance)\b)"
)
_FLOW = re.compile(
    rf"(?<![\w-])(?:(?P<export>exports?|exported|exporting){_NOT_A_FLOW}|(?P<import>imports?|imported|"
    rf"importing){_NOT_A_FLOW}"
    rf"|(?P<balance>trade (?:deficit|surplus|gap|balance)|deficit|surplus|gap(?= (?:of|was|is)\b)|"
    rf"net (?:imports|exports))"
    rf"|(?P<trade>trade|traded|turnover|commerce(?= (?:between|with))){_NOT_A_FLOW}"
    r"|(?P<sell>sales|sold|sells?|selling|shipments?|shipped|ships(?= (?:to|\w+ to))|deliver(?:s|ed|ies)|"
    r"suppl(?:y|ies|ied)(?= (?:to|of|from|by|\w+ to)))"
    r"|(?P<buy>purchases?|purchased|bought|buys?|buying|buyers?|procured|customers?|destinations?)"
    rf"|(?P<source>suppliers?|supplying)|(?P<took>took|takes|taking)(?= (?:Rs|US|[$€£₹]|KSh|[A-Z]{{3}} \d|\d|"
    rf"about|around|over|nearly)))(?!\w)",
    re.I,
)
_EXCEPT = re.compile(
    r"(?i)\b(?:other than|except(?: for)?|excluding|apart from|outside|leaving out|"
    r"leaving aside|without|besides|not counting|aside from|minus) (?:the |of )*$"
)
_GENERIC_ITEM = frozenset(
    lexicon.stem(w)
    for w in """two way bilateral merchandise total overall whole annual yearly month foreign world worldwide global
    net gross
    potential own direct combined estimated reported official full further all main major largest biggest indirect
    growing
    quarterly monthly outbound inbound goods good one two three four five six seven eight nine ten eleven twelve
    first second third
    top next other same last latest current currently present average additional fiscal calendar possible existing
    value values
    volume volumes india's destination destinations partner partners country countries growth rise increase fall decline
    outlook industry sector market figure figures data number numbers series record share category group
    product""".split()
)
_VERBISH = re.compile(
    r"(?i)^(?:was|were|is|are|be|been|has|have|had|rose|fell|grew|reached|stood|put|puts|gave|gives|said|says|"
    r"shows?|made|"
    r"took|sent|went|came|amounted|totalled|totaled|hit|jumped|dropped|climbed|slipped|increased|decreased|"
    r"declined|rise|"
    r"reports?|reported|prints?|printed|described|quoted|cited|counts?|counted|became|remained|accounted|give|"
    r"lift|raise|ease|boost|"
    r"making|leaving|measure[sd]?|value[sd]?|valuing|supplied|covering|covered|putting|giving|quotes?|targeted|"
    r"exceeds?|named?|leads?|led|bought|buys?|sold)$"
)


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow named in a text at `start:end`, as seen from the home place."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What a short text (a heading, a row label, a clause) is about."""

    places: tuple[Place, ...]
    flows: tuple[Flow, ...]
    item: tuple[str, ...]
    stems: frozenset[str]

    @property
    def flow(self) -> str:
        """The first flow named, "" where there is none."""
        return self.flows[0].name if self.flows else ""


def home_of(title: str, text: str) -> str:
    """The place whose trade a document describes, "" where none stands out.

    It is the place named most often as the owner of a flow or an industry ("India's exports", "Indian makers"), the
    title counting five times.
    """
    votes: Counter[str] = Counter()
    owners: set[str] = set()  # a place merely listed often, as in a table of destinations, is nobody's home
    titled = tuple(dict.fromkeys(p.name for p in places(title, any_case=title.islower()) if p.name not in GROUPINGS))
    owners |= set(titled[:1]) if len(titled) < 3 else set()  # three or more are a list
    for weight, part in ((5, title), (1, text[:60_000])):
        for p in places(part, any_case=part.islower()):
            if p.name in GROUPINGS and p.name != "European Union":
                continue
            after = part[p.end : p.end + 60]
            owner = p.adjective or after[:2] in ("’s", "'s", "s’", "s'")
            if owner and re.match(
                r"['’]?s?['’]?[\w ,-]{0,40}?(?:export|import|maker|manufactur|producer|industr|grower|output|"
                r"production|harvest|crop)",
                after,
            ):
                votes[p.name] += 3 * weight
                owners.add(p.name)
            else:
                votes[p.name] += weight if weight == 1 else 2
    name, count = next(((n, c) for n, c in votes.most_common() if n in owners), ("", 0))
    return name if count >= 3 else ""


@lru_cache(maxsize=8192)
def read(text: str, home: str = "", any_case: bool = False) -> Facets:
    """The facets of a text, seen from a home place."""
    found = tuple(p for p in places(text, any_case=any_case) if not _EXCEPT.search(text[: p.start]))
    flows = flows_in(text, found, home)
    return Facets(found, flows, item_of(text, found, flows), frozenset(t.stem for t in lexicon.content(text)))


def flows_in(text: str, found: tuple[Place, ...], home: str) -> tuple[Flow, ...]:
    """The flows that a text names, in order, each turned to the view of the home place."""
    out = []
    for m in _FLOW.finditer(text):
        kind = m.lastgroup or ""
        name = _direction(text, m.start(), m.end(), kind, m[0].lower(), found, home)
        if name:
            out.append(Flow(m.start(), m.end(), name))
    for p in found:
        if home and p.adjective and re.match(r" (?:goods|products|merchandise|wares)\b", text[p.end :]):
            if re.search(r"\bof (?:the )?$", text[: p.start]):  # "$41.6 billion of Russian goods"
                out.append(Flow(p.start, p.end, "export" if p.name == home else "import"))
    return tuple(sorted(out, key=lambda f: f.start))


def _direction(text: str, start: int, end: int, kind: str, word: str, found: tuple[Place, ...], home: str) -> str:
    """Export, import, trade or balance for one flow word, by who acts and who is acted on."""
    if kind in ("trade", "balance"):
        return kind
    if kind == "took" and not home:
        return ""
    before = [p for p in found if p.end <= start and not re.search(r"[;:.]", text[p.end : start])]
    after = [p for p in found if p.start >= end and not re.search(r"[;:.]", text[end : p.start])]
    by = next((p for p in after if re.search(r"\bby (?:the )?$", text[end : p.start])), None)
    agent = by or (before[-1] if before and _owns(text, before[-1], start) else None)
    if kind == "took":
        return "export" if agent and agent.name != home else "import" if agent else ""
    home_after = any(p.name == home for p in after)
    if kind == "sell" and not agent_or_destination(text, end, agent, after, home):
        return ""  # sales at home
    outward = {"export": "export", "sell": "export", "source": "import", "import": "import", "buy": "import"}[kind]
    if kind == "source":  # suppliers of a home that buys
        return "export" if agent and agent.name == home and agent.adjective and not home_after else "import"
    if re.match(r"customers?", word) and re.search(r"\bfor (?:\w+ )?$", text[:start]):
        return ""  # a count made for customers
    if kind == "buy" and re.match(r"buyers?|customers?|destinations?", word):
        return "export"
    if kind == "buy" and agent and home and agent.name != home and not home_after:
        seller = next((p for p in after if re.search(r"\bfrom (?:the )?$", text[end : p.start])), None)
        return "import" if seller and seller.name != home else "export"
    if agent and home and agent.name != home and (home_after or (by and any(p.name == home for p in before))):
        return "import" if outward == "export" else "export"
    if agent is None and home and kind == "buy" and home_after:
        return "export"
    if (
        agent is None
        and home
        and kind in ("export", "sell")
        and re.search(r"^\s(?:\w+ )?(?:to|into) (?:the )?$", text[end : after[0].start] if after else "")
    ):
        return "import" if after[0].name == home and not any(p.name == home for p in before) else "export"
    return outward


def agent_or_destination(text: str, end: int, agent: Place | None, after: list[Place], home: str) -> bool:
    """Does a sale cross a border: a destination follows, or somebody abroad is the seller?"""
    if re.match(r"\s(?:[\w'’-]+ ){0,4}?(?:abroad|overseas)\b", text[end : end + 40]):
        return True
    if (
        after
        and re.search(r"\b(?:to|into|in|by) (?:the |whole |all of )*$", text[end : after[0].start])
        and len(text[end : after[0].start]) < 50
    ):
        return True
    return bool(agent and agent.name != home)


def _owns(text: str, place: Place, start: int) -> bool:
    """Is a place before a flow word its subject or owner, rather than part of another phrase?"""
    between = text[place.end : start]
    return len(between) < 60 and not re.search(
        r"[,;()]|\b(?:and|but|that|which|while)\b.*\b(?:is|was|are|were)\b", between
    )


def item_of(text: str, found: tuple[Place, ...], flows: tuple[Flow, ...]) -> tuple[str, ...]:
    """Stems of the goods or service that a flow is restricted to: "medicine exports", "exports of medicines"."""
    stems: list[str] = []
    for flow in flows:
        stems += modifiers(text[: flow.start], found) + complement(text, flow.end, found)
    return tuple(dict.fromkeys(stems))


def modifiers(before: str, found: tuple[Place, ...]) -> list[str]:
    """The nouns and adjectives right before the end of a text, nearest last."""
    out: list[str] = []
    position = len(before)
    for token in reversed(lexicon.tokens(before)[-8:]):
        gap = before[token.end : position]
        if gap.strip(" -") or token.word[0].isdigit() or lexicon.is_stop(token) or _VERBISH.match(token.word):
            break
        position = token.start
        if any(p.start < token.end and token.start < p.end for p in found):
            continue
        if token.word.endswith(("'s", "’s")):
            break
        if token.stem not in _GENERIC_ITEM and not _FLOW.fullmatch(token.word):
            out.append(token.stem)
    return out[::-1]


def complement(text: str, end: int, found: tuple[Place, ...]) -> list[str]:
    """Stems of the noun phrase after "exports of ..." or "5,480 tonnes of ..."."""
    m = re.match(r"\s+of\s+", text[end:])
    if not m or _FLOW.match(text, end + m.end()):  # "5.6 million tonnes of imports and ..."
        return []
    phrase = noun_phrase(text, end + m.end(), found)
    short = re.match(r"[^().,;]{3,60}\(([A-Z]{2,6})\)", text[end + m.end() :])
    return [lexicon.stem(short[1])] if short and len(phrase) == len(short[1]) else phrase  # "liquefied ... (LNG)"


def noun_phrase(
    text: str, start: int, found: tuple[Place, ...] = (), limit: int = 6, *, generic: bool = False
) -> list[str]:
    """Stems of the noun phrase that begins at an offset: up to a preposition, a verb or punctuation."""
    out: list[str] = []
    position = start
    for token in lexicon.tokens(text[start : start + 120])[: limit + 4]:
        at, to = token.start + start, token.end + start
        gap = text[position:at]
        if gap.strip(" -“\"'‘’") or token.word[0].isdigit() or len(out) >= limit:
            break
        position = to
        if any(p.start < to and at < p.end for p in found):
            continue
        if token.word == "s" and text[at - 1] in "'’":  # "Turkey's crude steel"
            continue
        if out and token.word.lower() in ("the", "a", "an") and text[:at].rstrip().endswith(" and"):
            break  # "28,000 tractors and a share of ..."
        if token.word.lower() in (
            "the",
            "a",
            "an",
            "other",
            "such",
            "these",
            "all",
            "more",
            "and",
            "or",
            "new",
            "different",
        ):
            continue
        if lexicon.is_stop(token) or (_VERBISH.match(token.word) and text[at - 1 : at] != "-"):  # "ready-made"
            break
        if generic or (token.stem not in _GENERIC_ITEM and not _FLOW.fullmatch(token.word)):
            out.append(token.stem)
    return out

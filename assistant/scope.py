"""What a figure is of: its partners and its goods, so that unlike figures are not set against each other.

What a sentence says of a figure counts first. What only its section or title says ("exports" in a document on trade
with Peru) counts where the sentence leaves it open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from assistant.bind import Evidence
from assistant.pick import agrees
from index import lexicon
from index.names import WORLD, places
from index.numbers import NUMBER_WORDS
from index.types import Figure

_ALL = re.compile(
    r"(?i)\b(?:all in all|in total|altogether|overall|to all (?:markets|destinations|buyers|countries)|"
    r"(?:total|all) (?:\w+ ){0,2}(?:exports|imports|trade))\b"
)
"""Words that tell of the whole, whatever partner a title names."""
_GENERIC = frozenset(
    lexicon.stem(w)
    for w in (
        "all",
        "total",
        "whole",
        "overall",
        "products",
        "goods",
        "together",
        "base",
        "place",
        "placed",
        "readings",
        "values",
    )
)
"""Words that restrict nothing: "all products", "a base of Rs 23,950 crore", "second-placed"."""
PART = frozenset(
    lexicon.stem(w) for w in ("alone", "only", "combined", "itself", "excluding", "remaining", "average", "incomplete")
)
"""Stems that make a figure one of a part."""
_NO_FLOW = re.compile(
    r"(?i)\b(?:produc(?:e[ds]?|ing|tion|ers?)|made|output|capacit\w*|stocks?|stored|harvest\w*|crops?|consum(?:ed|ption)|held)\b"
)
_AGAINST = re.compile(
    r"(?i)\b(?:whereas|while|although|but|another|other|others|or|ways|versions|against|instead|differ\w*)\b"
)
"""Words by which a sentence sets two values of one thing against each other."""
_FLOWS = frozenset({"export", "import", "trade"})
_MANY = 5
"""Of so many titles one has a word that says what a corpus is about."""
Group = list[Figure]


class Scopes:
    """Tells figures of different scope apart."""

    def __init__(self, evidence: Evidence) -> None:
        """Over the documents and figures of a corpus."""
        self.evidence = evidence
        self._partners: dict[str, frozenset[str]] = {}
        self._titles: dict[str, frozenset[str]] = {}

    def partners(self, figure: Figure) -> frozenset[str]:
        """The places a figure is about, apart from the corpus's own country; those of a title not where all is told."""
        if figure.id not in self._partners:
            told = figure.entities or (() if self._is_of_all(figure) else figure.background)
            own = self._names_home(figure)
            self._partners[figure.id] = frozenset((self.evidence.home,) if own else told) - ({self.evidence.home} - own)
        return self._partners[figure.id]

    def partner(self, figure: Figure) -> str:
        """The one partner that only a figure's section or title names beside the corpus's own country; "" for none."""
        told = self.partners(figure)
        between = not figure.entities and self.evidence.home in figure.background
        return next(iter(told)) if between and len(told) == 1 else ""

    def same_subject(self, a: Figure, b: Figure) -> bool:
        """Are two figures of the same places, flow and item, as far as the documents say?"""
        if a.flow != b.flow or self.partners(a) != self.partners(b):
            return False
        if PART & (set(a.own) ^ set(b.own)):
            return False
        return self._same_item(a, b)

    def same(self, a: Figure, b: Figure) -> bool:
        """May two figures be values of one thing?

        Equal values are, unless their own sentences name different partners: a heading may name a place that only
        some of its figures are of. Others are of one thing where nothing tells them apart: partners, flow, goods.
        """
        if self._are_two(a, b):
            return False
        if agrees(a, b):
            return self._may_share_partners(a, b)
        if self._whom(a) != self._whom(b) or (a.flow and b.flow and a.flow != b.flow):
            return False
        if PART & (set(a.own) ^ set(b.own)):
            return False
        return self._may_share_item(a, b)

    def groups(self, figures: Iterable[Figure]) -> list[Group]:
        """The figures of each scope; the scope of the first figure comes first."""
        found: list[Group] = []
        for f in figures:
            home = next((g for g in found if any(self.same(f, o) for o in g) and not self._parted(f, g)), None)
            if home is None:
                found.append([f])
            else:
                home.append(f)
        return found

    def of_two_sources(self, a: Figure, b: Figure) -> bool:
        """Are two figures of one sentence what two sources give, rather than values of two things?"""
        if a.sources and b.sources and a.sources != b.sources:
            return True
        if a.attribution and b.attribution and a.attribution != b.attribution:
            return True
        return bool(_AGAINST.search(self.evidence.documents[a.span.document].quote(a.context)))

    def named(self, figure: Figure) -> Figure:
        """A figure with the partner and the goods that only its title or own words tell, to say what it is of."""
        said = self._goods(figure) if not figure.item else frozenset()
        text = self.evidence.documents[figure.span.document].quote(figure.context) if said else ""
        goods = tuple(dict.fromkeys(t.stem for t in lexicon.tokens(text) if t.stem in said))
        partner = self.partner(figure) if figure.flow in _FLOWS else ""
        return replace(figure, entities=(partner,) if partner else figure.entities, item=figure.item or goods)

    def topic(self, figure: Figure) -> frozenset[str]:
        """Stems of what a figure's section and document are about."""
        return self._title(figure.span.document) | frozenset(figure.frame)

    def is_no_flow(self, figure: Figure) -> bool:
        """Does a figure's own sentence or heading speak of making or holding goods, whatever the title says?"""
        sentence = self.evidence.documents[figure.span.document].quote(figure.context)
        told = f"{figure.locator.heading} {sentence} {figure.label}"
        return figure.flow not in _FLOWS or bool(_NO_FLOW.search(told))

    def _parted(self, figure: Figure, group: Group) -> bool:
        return any(self._are_two(figure, g) for g in group)

    def _are_two(self, a: Figure, b: Figure) -> bool:
        """Are two figures surely of two things: told in one breath, or of all trade and of some goods alone?"""
        if agrees(a, b):
            return False
        breath = a.context == b.context and not self.of_two_sources(a, b)
        return breath or self._is_general(a, b) or self._is_general(b, a)

    def _may_share_partners(self, a: Figure, b: Figure) -> bool:
        one, other = ({*f.entities} - {self.evidence.home} for f in (a, b))
        if one and other:
            return one == other
        return one <= {*b.background} and other <= {*a.background}

    def _whom(self, figure: Figure) -> frozenset[str]:
        """The partners of a figure; those of a title alone only for trade, as a stock or a price has none."""
        return self.partners(figure) if figure.entities or figure.flow in _FLOWS else frozenset()

    def _is_general(self, a: Figure, b: Figure) -> bool:
        """Is one figure of all trade, as its title tells, and the other of the goods that the corpus is about?"""
        title, own = self._title(a.span.document), {*a.item, *a.own}
        special = self._subject & {*self._title(b.span.document), *b.item, *b.own}
        return bool(title & _FLOWS and special and not self._subject & {*title, *own})

    def _may_share_item(self, a: Figure, b: Figure) -> bool:
        """Does what restricts one figure stand by the other too, or restrict neither?"""
        one, other = item(a) - self._subject, item(b) - self._subject
        if one and other:
            return bool(one & other)
        bare, said = (a, other) if other else (b, one)
        around = {*bare.own, *bare.near, *bare.frame, *self._title(bare.span.document)}
        return not said or bool(said & around)

    def _goods(self, figure: Figure) -> frozenset[str]:
        """Stems of the corpus's goods among a figure's own words, without its title's words."""
        return frozenset({*figure.own} & self._subject - self._title(figure.span.document))

    @cached_property
    def _subject(self) -> frozenset[str]:
        """Stems of what the corpus is about: words that many of its titles have."""
        counts = Counter(s for d in self.evidence.documents.values() for s in _goods_words(d.title))
        least = max(2, len(self.evidence.documents) / _MANY)
        return frozenset(s for s, count in counts.items() if count >= least and self.evidence.is_topic(s))

    def _names_home(self, figure: Figure) -> frozenset[str]:
        """The corpus's own country where it is the label of a row beside others; else nothing."""
        labels = {part.strip() for part in figure.label.partition(" / ")[0].split(";")}
        return frozenset({self.evidence.home} & labels - {""})

    def _is_of_all(self, figure: Figure) -> bool:
        if figure.flow == "trade" and self.evidence.home in figure.background:  # total trade is trade both ways
            return False
        told = self.evidence.documents[figure.span.document].quote(figure.context)
        row = {w.lower() for w in re.findall(r"[A-Za-z]+", figure.label)}  # "export; World / value"
        return bool(figure.background) and bool(_ALL.search(told) or row & WORLD)

    def _same_item(self, a: Figure, b: Figure) -> bool:
        one, other = item(a), item(b)
        if not (one or other or a.flow or self.partners(a)):
            return a.locator.heading == b.locator.heading and a.span.document == b.span.document
        home = a.span.document == b.span.document
        apart = home and a.locator.heading != b.locator.heading and (one | other) <= self.topic(a)
        if apart and (self.is_no_flow(a) or self.is_no_flow(b)):
            return False
        if one == other:
            return home or bool(one) or bool(self._shared_title(a, b))
        if not one or not other:
            bare, said = (a, other) if not one else (b, one)
            return said <= self._title(bare.span.document)
        return not home and (one <= other or other <= one) and (one & other) <= self.topic(a) | self.topic(b)

    def _title(self, document: str) -> frozenset[str]:
        if document not in self._titles:
            title = self.evidence.documents[document].title
            self._titles[document] = frozenset(t.stem for t in lexicon.content(title))
        return self._titles[document]

    def _shared_title(self, a: Figure, b: Figure) -> frozenset[str]:
        home = {t.stem for t in lexicon.content(self.evidence.home)}
        shared = self._title(a.span.document) & self._title(b.span.document)
        return frozenset(s for s in shared - home if s.isalpha())


def _goods_words(title: str) -> frozenset[str]:
    """Stems of a title's words that are no place and no flow."""
    for place in reversed(places(title)):
        title = f"{title[: place.start]} {title[place.end :]}"
    return frozenset(t.stem for t in lexicon.content(title) if t.stem.isalpha()) - _FLOWS


def item(figure: Figure) -> frozenset[str]:
    """Stems of what restricts a figure, without numbers."""
    return frozenset(s for s in figure.item if s.isalpha() and s not in NUMBER_WORDS and s not in _GENERIC)

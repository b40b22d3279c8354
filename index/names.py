"""Names of places in text: countries, their people and adjectives, and groupings, as one canonical name each.

Countries come from the country library; adjectives, short names and groupings are general knowledge and do not depend
on any document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

ADJECTIVES = {
    "Afghanistan": "Afghan", "Algeria": "Algerian", "Argentina": "Argentine Argentinian Argentinean",
    "Armenia": "Armenian",
    "Australia": "Australian", "Austria": "Austrian", "Azerbaijan": "Azerbaijani Azeri", "Bahrain": "Bahraini",
    "Bangladesh": "Bangladeshi", "Belarus": "Belarusian Belarussian", "Belgium": "Belgian", "Bolivia": "Bolivian",
    "Brazil": "Brazilian", "Bulgaria": "Bulgarian", "Cambodia": "Cambodian", "Cameroon": "Cameroonian",
    "Canada": "Canadian",
    "Chile": "Chilean", "China": "Chinese", "Colombia": "Colombian", "Croatia": "Croatian", "Cuba": "Cuban",
    "Cyprus": "Cypriot",
    "Czechia": "Czech", "Denmark": "Danish", "Ecuador": "Ecuadorian", "Egypt": "Egyptian", "Estonia": "Estonian",
    "Ethiopia": "Ethiopian", "Finland": "Finnish", "France": "French", "Georgia": "Georgian", "Germany": "German",
    "Ghana": "Ghanaian", "Greece": "Greek", "Guatemala": "Guatemalan", "Hungary": "Hungarian", "Iceland": "Icelandic",
    "India": "Indian", "Indonesia": "Indonesian", "Iran": "Iranian", "Iraq": "Iraqi", "Ireland": "Irish",
    "Israel": "Israeli",
    "Italy": "Italian", "Japan": "Japanese", "Jordan": "Jordanian", "Kazakhstan": "Kazakh Kazakhstani",
    "Kenya": "Kenyan",
    "Kuwait": "Kuwaiti", "Kyrgyzstan": "Kyrgyz", "Laos": "Laotian", "Latvia": "Latvian", "Lebanon": "Lebanese",
    "Libya": "Libyan",
    "Lithuania": "Lithuanian", "Malaysia": "Malaysian", "Mexico": "Mexican", "Moldova": "Moldovan",
    "Mongolia": "Mongolian",
    "Morocco": "Moroccan", "Mozambique": "Mozambican", "Myanmar": "Burmese", "Nepal": "Nepalese Nepali",
    "Netherlands": "Dutch",
    "New Zealand": "", "Nigeria": "Nigerian", "North Korea": "", "Norway": "Norwegian", "Oman": "Omani",
    "Pakistan": "Pakistani",
    "Peru": "Peruvian", "Philippines": "Filipino Philippine", "Poland": "Polish", "Portugal": "Portuguese",
    "Qatar": "Qatari",
    "Romania": "Romanian", "Russia": "Russian", "Rwanda": "Rwandan", "Saudi Arabia": "Saudi", "Senegal": "Senegalese",
    "Serbia": "Serbian", "Singapore": "Singaporean", "Slovakia": "Slovak", "Slovenia": "Slovenian", "South Africa": "",
    "South Korea": "Korean", "Spain": "Spanish", "Sri Lanka": "", "Sudan": "Sudanese", "Sweden": "Swedish",
    "Switzerland": "Swiss", "Syria": "Syrian", "Taiwan": "Taiwanese", "Tajikistan": "Tajik", "Tanzania": "Tanzanian",
    "Thailand": "Thai", "Tunisia": "Tunisian", "Turkey": "Turkish", "Turkmenistan": "Turkmen", "Uganda": "Ugandan",
    "Ukraine": "Ukrainian", "United Arab Emirates": "Emirati", "United Kingdom": "British", "United States": "American",
    "Uruguay": "Uruguayan", "Uzbekistan": "Uzbek", "Venezuela": "Venezuelan", "Vietnam": "Vietnamese",
    "Yemen": "Yemeni",
    "Zambia": "Zambian", "Zimbabwe": "Zimbabwean", "European Union": "", "Congo": "Congolese",
}  # fmt: skip

ALIASES = {
    "United States": "US U.S. USA U.S.A.|America|United States of America|the States",
    "United Kingdom": "UK U.K.|Great Britain|Britain",
    "United Arab Emirates": "UAE|U.A.E.|the Emirates", "South Korea": "Republic of Korea|Korea|S. Korea",
    "Russia": "Russian Federation",
    "Netherlands": "Holland", "Vietnam": "Viet Nam", "Turkey": "Türkiye|Turkiye", "Czechia": "Czech Republic",
    "Iran": "",
    "China": "PRC|People's Republic of China|mainland China", "Hong Kong": "", "Taiwan": "", "Laos": "",
    "Moldova": "", "Syria": "",
    "Tanzania": "", "Bolivia": "", "Venezuela": "", "North Korea": "DPRK", "Ivory Coast": "Côte d'Ivoire|Cote d'Ivoire",
    "Democratic Republic of the Congo": "DRC|DR Congo", "Congo": "", "Macao": "Macau", "Kosovo": "", "Brunei": "",
    "Cape Verde": "Cabo Verde", "Eswatini": "Swaziland", "Myanmar": "Burma", "Saudi Arabia": "KSA",
    "European Union": "EU E.U.", "Eurasian Economic Union": "EAEU EEU", "Commonwealth of Independent States": "CIS",
    "ASEAN": "Association of Southeast Asian Nations", "GCC": "Gulf Cooperation Council", "OPEC": "", "BRICS": "",
    "G7": "", "G20": "",
    "Gulf": "Persian Gulf|Gulf states|Gulf countries", "Africa": "", "Asia": "", "Europe": "", "Middle East": "",
    "Latin America": "",
    "North America": "", "South America": "", "Central Asia": "", "South Asia": "",
    "Southeast Asia": "South-East Asia|South East Asia",
    "East Africa": "Eastern Africa", "West Africa": "", "East African Community": "EAC", "COMESA": "", "SADC": "",
    "MERCOSUR": "Mercosur",
    "USMCA": "", "NAFTA": "", "Oceania": "", "Caribbean": "", "Scandinavia": "", "Balkans": "",
    "Baltic States": "Baltics",
}  # fmt: skip
"""Names and abbreviations besides the library's; groups of words without a bar are split at spaces."""

REGION_ADJECTIVES = {"European": "Europe", "African": "Africa", "Asian": "Asia", "Eurasian": "Eurasian Economic Union"}
GROUPINGS = frozenset(k for k in ALIASES if k not in ADJECTIVES) | {"European Union"}
"""Regions and unions: places that hold other places."""

WORLD = frozenset("world worldwide global globally total totals all overall everywhere".split())
_SHORT = {
    "Iran, Islamic Republic of": "Iran", "Korea, Republic of": "South Korea",
    "Korea, Democratic People's Republic of": "North Korea",
    "Lao People's Democratic Republic": "Laos", "Moldova, Republic of": "Moldova", "Russian Federation": "Russia",
    "Syrian Arab Republic": "Syria", "Taiwan, Province of China": "Taiwan", "Tanzania, United Republic of": "Tanzania",
    "Bolivia, Plurinational State of": "Bolivia", "Venezuela, Bolivarian Republic of": "Venezuela",
    "Viet Nam": "Vietnam",
    "Türkiye": "Turkey", "Congo, The Democratic Republic of the": "Democratic Republic of the Congo",
    "Côte d'Ivoire": "Ivory Coast",
    "Brunei Darussalam": "Brunei", "Palestine, State of": "Palestine", "Micronesia, Federated States of": "Micronesia",
}  # fmt: skip
_CASE_BOUND = frozenset(
    {
        "US",
        "CIS",
        "EU",
        "EEU",
        "EAC",
        "Gulf",
        "Turkey",
        "Jordan",
        "Chad",
        "Georgia",
        "Polish",
        "PRC",
        "G7",
        "Guinea",
        "Oman",
        "Mali",
        "Niger",
        "Cuba",
        "Peru",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text: `text[start:end]`; `adjective` for "German", "Indian"."""

    start: int
    end: int
    name: str
    adjective: bool = False


@cache
def _spellings() -> dict[str, tuple[str, bool]]:
    """Spelling to (canonical name, is an adjective)."""
    import pycountry

    out: dict[str, tuple[str, bool]] = {}
    for country in pycountry.countries:
        name = _SHORT.get(country.name) or getattr(country, "common_name", None) or country.name
        name = _SHORT.get(name, name)
        for spelling in {name, country.name, getattr(country, "common_name", country.name)}:
            if "," not in spelling:
                out[spelling] = (name, False)
    for name, listed in ALIASES.items():
        out[name] = (name, False)
        for group in filter(None, listed.split("|")):
            for spelling in group.split() if group.isupper() else [group]:
                out[spelling] = (name, False)
    for name, listed in ADJECTIVES.items():
        out.setdefault(name, (name, False))
        for spelling in listed.split():
            out[spelling] = (name, True)
            if spelling.endswith(("an", "i")) and spelling != "German":
                out[spelling + "s"] = (name, True)
    out["Germans"], out["Americans"] = ("Germany", True), ("United States", True)
    out |= {a: (n, True) for a, n in REGION_ADJECTIVES.items()}
    return out


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(as written, any case) patterns; longest spelling first."""
    spellings = sorted(_spellings(), key=len, reverse=True)
    strict = "|".join(re.escape(s) for s in spellings)
    loose = "|".join(re.escape(s) for s in spellings if s not in _CASE_BOUND)
    from index.money import WORDS, alternation  # which stands on the adjectives above

    money = alternation(WORDS.keys() - {"won", "bucks", "crowns"})  # "Norway won" is one
    edge = rf"(?<!\w){{}}(?![\w$]|[ -]{money}(?:e?s)?\b)"  # "Indian rupees" are no place
    return re.compile(edge.format(f"(?:{strict})")), re.compile(
        edge.format(f"(?:{loose}|(?<=the )us|(?<=to )us(?= (?:in|for|was|were|is)\\b)|cis(?= )|eu)"), re.I
    )


@cache
def _lowered() -> dict[str, tuple[str, bool]]:
    return {k.lower(): v for k, v in _spellings().items()}


@lru_cache(maxsize=8192)  # headings and questions are read again and again
def places(text: str, *, any_case: bool = False) -> tuple[Place, ...]:
    """The places that a text names, in order.

    Args:
        text: prose, a heading, a table cell or a question.
        any_case: also read "germany" and "the us", as people type questions.

    >>> [p.name for p in places("German purchases from the US")]
    ['Germany', 'United States']
    """
    strict, loose = _patterns()
    found = [Place(m.start(), m.end(), *_spellings()[m[0]]) for m in strict.finditer(text)]
    if any_case:
        for m in loose.finditer(text):
            if not any(p.start < m.end() and m.start() < p.end for p in found):
                found.append(Place(m.start(), m.end(), *_lowered()[m[0].lower()]))
    return tuple(sorted(found, key=lambda p: p.start))


def is_place(word: str) -> bool:
    """Is a word, in any case, a name of a place?"""
    return word.lower() in _lowered()


def spellings() -> Iterable[str]:
    """All spellings of all places."""
    return _spellings()

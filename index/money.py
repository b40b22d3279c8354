"""Currencies as documents and people write them: by code, by name with a nationality or without, by sign.

A name that several countries use ("peso", "rupee") is read as the first of them below, unless a nationality stands
before it or the text is at home in another (`at_home`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from index.names import ADJECTIVES

_TABLE = """
USD | dollar, greenback, bucks | United States | US$ US$. $ | american, us, u.s., usa
EUR | euro | European Union | €
GBP | pound, sterling, pound sterling, quid | United Kingdom | £ | british, uk, english
JPY | yen | Japan | ¥ JP¥
CNY | yuan, renminbi, rmb | China | RMB CN¥ 元
INR | rupee | India | Rs. Rs ₹
CHF | franc | Switzerland | SFr. SFr Fr. sfr
AUD | dollar | Australia | A$ AU$ | aussie
CAD | dollar | Canada | C$ CA$ Can$ CDN$
NZD | dollar | New Zealand | NZ$ | kiwi
HKD | dollar | Hong Kong | HK$ | hong kong
SGD | dollar | Singapore | S$ SG$ | singapore
TWD | dollar | Taiwan | NT$ NTD | new taiwan, taiwan
JMD | dollar | Jamaica | J$
TTD | dollar | Trinidad and Tobago | TT$ | trinidad
BBD | dollar | Barbados | Bds$
BSD | dollar | Bahamas | | bahamian
BZD | dollar | Belize | BZ$
FJD | dollar | Fiji | FJ$
GYD | dollar | Guyana | GY$ G$
LRD | dollar | Liberia | L$
NAD | dollar | Namibia | N$
SRD | dollar | Suriname | | surinamese
XCD | dollar | | EC$ | east caribbean
KYD | dollar | Cayman Islands | CI$ | cayman
BND | dollar | Brunei | B$
SBD | dollar | Solomon Islands | SI$
BMD | dollar | Bermuda | | bermudian, bermudan
RUB | rouble, ruble | Russia | ₽
BYN | rouble, ruble | Belarus | | belarusian, belarussian
TRY | lira, lire | Turkey | ₺ TL
LBP | pound, lira | Lebanon | L£
SYP | pound, lira | Syria
EGP | pound | Egypt | E£ £E
SDG | pound | Sudan
SSP | pound | South Sudan | | south sudanese
GIP | pound | Gibraltar
FKP | pound | Falkland Islands
KES | shilling | Kenya | KSh. KSh Ksh KShs Kshs KES
UGX | shilling | Uganda | USh. USh UShs
TZS | shilling | Tanzania | TSh. TSh TShs
SOS | shilling | Somalia | SSh Sh.So. | somali
PKR | rupee | Pakistan | PRs ₨
LKR | rupee | Sri Lanka | SLRs SLRe | sri lankan
NPR | rupee | Nepal | NRs रू
MUR | rupee | Mauritius | MRs | mauritian
SCR | rupee | Seychelles | SCRs | seychellois, seychelles
MVR | rufiyaa | Maldives | Rf.
BTN | ngultrum | Bhutan | Nu. | bhutanese
BDT | taka | Bangladesh | Tk Tk. ৳ BDTk
AED | dirham | United Arab Emirates | Dh Dhs Dh. Dhs. | uae, emirati, u.a.e.
MAD | dirham | Morocco | | moroccan
SAR | riyal | Saudi Arabia | ﷼ | saudi, saudi arabian
QAR | riyal | Qatar
OMR | rial, riyal | Oman | RO R.O.
IRR | rial | Iran
YER | rial, riyal | Yemen
KWD | dinar | Kuwait | KD
BHD | dinar | Bahrain | BD
JOD | dinar | Jordan | JD
IQD | dinar | Iraq
DZD | dinar | Algeria
TND | dinar | Tunisia
LYD | dinar | Libya
RSD | dinar | Serbia
MKD | denar | North Macedonia | | macedonian
MXN | peso | Mexico | MX$ Mex$
PHP | peso | Philippines | ₱ PhP Php | philippine, filipino
ARS | peso | Argentina | AR$
CLP | peso | Chile | CLP$ CL$ Ch$
COP | peso | Colombia | COL$ COP$ Col$
UYU | peso | Uruguay | $U UY$
DOP | peso | Dominican Republic | RD$ | dominican
CUP | peso | Cuba
BRL | reais, reals, *real | Brazil | R$ | brazilian
PEN | nuevos soles, *sol, *soles | Peru | S/. | peruvian
BOB | boliviano | Bolivia | Bs.
VES | bolivares, *bolivar | Venezuela
PYG | guarani, guaraníes | Paraguay | ₲ Gs. | paraguayan
CRC | colones, *colon | Costa Rica | ₡ | costa rican
SVC | colones | El Salvador | | salvadoran
GTQ | quetzal, quetzales | Guatemala
HNL | lempira | Honduras | | honduran
NIO | cordobas, *cordoba | Nicaragua | | nicaraguan
PAB | balboas, *balboa | Panama | | panamanian
HTG | gourde | Haiti | | haitian
AWG | florin | Aruba | | aruban
SEK | krona, kronor, krone, kroner, crowns | Sweden | SKr kr kr. Kr Kr.
NOK | krone, kroner, kronor, crowns | Norway | NKr
DKK | krone, kroner, kronor, crowns | Denmark | DKr
ISK | krona, kronur, króna, crowns | Iceland | ISKr
CZK | koruna, koruny, korun, crowns | Czechia | Kč Kc
PLN | zloty, zlotych, złoty, złotych | Poland | zł zl
HUF | forint | Hungary | Ft
RON | leu, lei | Romania
MDL | leu, lei | Moldova
BGN | lev, leva | Bulgaria | лв
UAH | hryvnia, hryvnya | Ukraine | ₴
ALL | lek | Albania | | albanian
BAM | convertible mark | Bosnia and Herzegovina | | bosnian
GEL | lari | Georgia | ₾
AMD | dram | Armenia | ֏
AZN | manat | Azerbaijan | ₼
TMT | manat | Turkmenistan
KZT | tenge | Kazakhstan | ₸
KGS | som | Kyrgyzstan
UZS | soum, som, *sum | Uzbekistan
TJS | somoni | Tajikistan
MNT | tugrik, tögrög, togrog | Mongolia | ₮
AFN | afghanis, *afghani | Afghanistan | ؋
KRW | won | South Korea | ₩ | south korean, korean
KPW | won | North Korea | | north korean
THB | baht | Thailand | ฿
VND | dong | Vietnam | ₫
IDR | rupiah | Indonesia | Rp Rp.
MYR | ringgit | Malaysia | RM
KHR | riel | Cambodia | ៛
LAK | kip | Laos | ₭
MMK | kyat | Myanmar | | myanmar
MOP | pataca | Macao | MOP$ | macanese
PGK | kina | Papua New Guinea
ZAR | rand | South Africa | R | south african
BWP | pula | Botswana | | botswanan
SZL | emalangeni, lilangeni | Eswatini
LSL | loti, maloti | Lesotho
NGN | naira | Nigeria | ₦
GHS | cedi | Ghana | GH₵ GH¢ ₵ GHC
XOF | CFA franc, cfa, franc | Ivory Coast; Senegal; Mali; Benin; Togo; Niger | FCFA CFA | west african
XAF | CFA franc, cfa, franc | Cameroon; Gabon; Chad; Congo; Equatorial Guinea | | central african
RWF | franc | Rwanda | FRw RWFr
BIF | franc | Burundi | FBu | burundian
CDF | franc | Democratic Republic of the Congo | | congolese
GNF | franc | Guinea | | guinean
DJF | franc | Djibouti | Fdj | djiboutian
KMF | franc | Comoros | | comorian
XPF | franc | French Polynesia | | cfp, pacific
MGA | ariary | Madagascar | Ar. | malagasy
ETB | birr | Ethiopia | Br.
ERN | nakfa | Eritrea | | eritrean
ZMW | kwacha | Zambia | ZK
MWK | kwacha | Malawi | | malawian
AOA | kwanza | Angola | Kz | angolan
MZN | metical, meticais, meticals | Mozambique | MTn
GMD | dalasi | Gambia | | gambian
SLE | leones, *leone | Sierra Leone | | sierra leonean
CVE | escudo | Cape Verde | | cape verdean
MRU | ouguiya | Mauritania | | mauritanian
STN | dobra | Sao Tome and Principe
ILS | shekel, new shekel, sheqel | Israel | ₪ NIS
"""
"""Code, names without nationality, country, signs, what else stands before the name; the usual reading comes first."""


_AMBIGUOUS = frozenset("$ Rs Rs. kr kr. Kr Kr. Fr. ₨ ¥".split())
"""Signs that more than one currency is written with."""
_PLAIN_AMOUNT = r"[ \u00a0]?(?:\d{1,3}(?:,\d{3})+|\d+\.\d|\d+[ \u00a0-]?(?:[mb]n?|million|billion|trillion|thousand)\b)"
"""What can only be an amount after a sign of one letter."""
_ENGLISH = frozenset("all top try cup mad pen gel bam lak sos mop bob std mur nad won ars cop gip".split())
"""Codes that in small letters are words."""


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency: `names` are singular or as they stand, `nations` what tells it from others of its name.

    `rare` are names that are other words as well and need a nationality: "Brazilian real".
    """

    code: str
    names: tuple[str, ...]
    rare: tuple[str, ...]
    countries: tuple[str, ...]
    signs: tuple[str, ...]
    nations: tuple[str, ...]


def _currency(line: str) -> Currency:
    code, names, countries, signs, nations = [*(part.strip() for part in line.split("|")), "", "", ""][:5]
    at = tuple(filter(None, countries.split("; ")))
    adjectives = (adjective.lower() for country in at for adjective in ADJECTIVES.get(country, "").split())
    told = dict.fromkeys([*nations.split(", "), *adjectives, *(country.lower() for country in at)])
    listed = [name.lower() for name in names.split(", ")]
    return Currency(
        code,
        tuple(name for name in listed if not name.startswith("*")),
        tuple(name[1:] for name in listed if name.startswith("*")),
        at,
        tuple(signs.split()),
        tuple(filter(None, told)),
    )


TABLE = tuple(_currency(line) for line in _TABLE.strip().splitlines())
_BY_CODE = {c.code: c for c in TABLE}
_BY_COUNTRY = {country: c for c in reversed(TABLE) for country in c.countries}

SIGNS = {sign: c.code for c in reversed(TABLE) for sign in c.signs}
"""Signs written before or after an amount. ISO codes are read as well."""

WORDS = {name: c.code for c in reversed(TABLE) for name in c.names}
"""Names in lower case, as usually read where nothing says which country's is meant."""

NATIONAL = {(nation, name): c.code for c in reversed(TABLE) for nation in c.nations for name in (*c.names, *c.rare)}
"""(nationality, name) to code."""

SMALL_CODES = "|".join(c.code.lower() for c in TABLE if c.code.lower() not in _ENGLISH)
"""Codes that are read in small letters too, as an alternation."""


def named(text: str) -> str | None:
    """The currency that a name means, with a nationality or without, one or many; None for other words.

    >>> named("Chilean pesos"), named("rupees"), named("CFA francs")
    ('CLP', 'INR', 'XOF')
    """
    words = text.lower().replace("-", " ").split()
    last_word = words[-1] if words else ""
    for last in dict.fromkeys((last_word, last_word.removesuffix("s"), last_word.removesuffix("es"))):
        parts = [*words[:-1], last]
        for i in range(len(parts)):
            nation, name = " ".join(parts[:i]), " ".join(parts[i:])
            code = NATIONAL.get((nation, name)) if nation else WORDS.get(name)
            if code:
                return code
        if last in WORDS:  # of a nation that has no such money: as without it
            return WORDS[last]
    return None


@cache
def words() -> str:
    """Names of money, with a nationality or without, one or many, as an alternation."""
    nations = alternation(nation for nation, _ in NATIONAL)
    rare = alternation(name for c in TABLE for name in c.rare)
    return rf"(?:(?:{nations}[ -])?{alternation(WORDS)}|{nations}[ -]{rare})(?:e?s)?"


@cache
def signs() -> str:
    """Signs that stand before an amount, as an alternation; those in letters as they are written."""
    return "|".join(_sign(s) for s in sorted(SIGNS, key=len, reverse=True))


@cache
def signs_after() -> str:
    """Signs that may stand after an amount: 450 zł, 12 €."""
    told = (s for s in SIGNS if not s.startswith(("Rs", "KS")) and not _is_letter(s))
    listed = (s.rstrip(".") for s in sorted(told, key=len, reverse=True))
    return "|".join(_sign(s) for s in listed)


def _is_letter(sign: str) -> bool:
    return len(sign) == 1 and sign.isascii() and sign.isalpha()


def _sign(sign: str) -> str:
    if _is_letter(sign):  # "R5.6 billion" and "R2,450" are rand; "R22" is a gas and "R 5" a rule
        return rf"(?-i:\b{sign})(?={_PLAIN_AMOUNT})"
    as_written = sign.isalpha() and sign.isascii() and sign not in ("Rs", "Tk")
    return f"(?-i:{re.escape(sign)})" if as_written else re.escape(sign)


def alternation(listed: Iterable[str]) -> str:
    """An alternation, the longest first, its beginnings shared: many times faster than one branch a word."""
    ends = "" in (words := set(listed))
    first: dict[str, set[str]] = {}
    for word in sorted(words - {""}):
        first.setdefault(word[0], set()).add(word[1:])
    branches = [re.escape(letter) + (alternation(rest) if rest != {""} else "") for letter, rest in first.items()]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}" if branches else ""


def at_home(code: str, home: str) -> str:
    """The currency that a text at home in a country means by the name whose usual reading is `code`.

    >>> at_home("MXN", "Chile"), at_home("EUR", "Chile")
    ('CLP', 'EUR')
    """
    usual, own = _BY_CODE.get(code), _BY_COUNTRY.get(home)
    if usual is None or own is None:
        return code
    return own.code if any(WORDS[name] == code for name in {*usual.names} & {*own.names}) else code


def readings(name: str) -> tuple[str, ...]:
    """The codes of all currencies that bear a name, the usual one first; empty for other words."""
    one = re.sub(r"s$", "", name.lower())
    return tuple(c.code for c in TABLE if name.lower() in c.names or one in c.names)


def nation_of(code: str) -> str:
    """The nationality that tells a currency from others of its name, "chilean" for CLP; "" where none is known."""
    return _BY_CODE[code].nations[0] if code in _BY_CODE and _BY_CODE[code].nations else ""


@cache
def shared() -> re.Pattern[str]:
    """Names and signs of money that stand alone, without the nationality that would tell whose it is."""
    listed = "|".join(re.escape(s) for s in sorted(_AMBIGUOUS - {"$", "¥"}, key=len, reverse=True))
    nations = alternation(nation for nation, _ in NATIONAL)
    return re.compile(rf"(?i)(?<!\w)(?!{nations}[ -])(?:{alternation(WORDS)}(?:e?s)?|{listed})(?!\w)")


def told_apart(code: str, text: str) -> bool:
    """Does a text name this very currency: by code, by a sign of its own, or by its name with the nationality?"""
    return bool(_telling(code).search(text))


@cache
def _telling(code: str) -> re.Pattern[str]:
    c = _BY_CODE[code]
    own = [re.escape(s) for s in c.signs if s not in _AMBIGUOUS]
    full = rf"(?i:{alternation(c.nations)}[ -]{alternation((*c.names, *c.rare))})" if c.nations else code
    return re.compile("|".join([rf"\b{code}\b", full, *own]))

"""Words: tokens, stems, which words carry no content, and which ones mean the same in trade and policy writing.

The groups below are general English of trade, policy and business. They hold no name, number or product of any
document.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

WORD = re.compile(r"[^\W\d_](?:[\w]|[’'](?=[^\W\d_]{2})|(?<=[A-Za-z])&(?=[A-Za-z]))*|\d+(?:[.,]\d+)*")

STOPWORDS = frozenset(
    """a an the this that these those some any each every either neither both all such same other another own of in
    on at by
    to from for with without within into onto over under above below between among through during before after since
    until
    till about around against across along as than then so if whether while whereas although though because but and
    or nor
    not no yes is are was were be been being am do does did done doing have has had having will would shall should
    may might
    must can could cannot it its he she they them his her their theirs we us our ours you your yours i me my mine who
    whom
    whose which what when where why how there here up down out off again further once only just also too very more
    most less
    least much many few several still yet even ever never now ever almost nearly quite rather really exactly
    approximately
    s t d ll re ve m don didn doesn isn wasn aren weren hasn haven hadn won wouldn couldn let per via vs versus etc
    ie eg
    one ones thing things anything something someone anybody everybody else if's that's it's what's there's upon
    toward towards
    please tell show give me find know want need like say says said according""".split()
)
"""Function words and the courtesies of asking."""

LIGHT = frozenset(
    """figure value amount number total worth sum level size big large small high low great come came amount stand
    stood reach
    be make made get got go went run put give given gave take took taken hold held have account represent mean total
    totalled totalling
    actual actually current currently present roughly overall altogether whole entire full together combined
    respectively
    year annual annually yearly fiscal calendar month quarter half period date time day long short far near end start
    much many question answer document documents report reported brief note notes article source sources data statistics
    name list tell state stated describe explain quick real true right okay ok thanks hi hello kindly exact precise
    approximate
    first second third last next previous earlier later former latter new old recent recently latest
    use used see seen look looked happen happened work works did does plus minus times rupee rupees dollar dollars
    euro euros
    pound pounds shilling shillings rouble roubles ruble rubles usd inr eur gbp rub kes rs percent percentage cent
    pct share
    crore lakh million billion thousand trillion bn mn cr term terms case point money sum growth increase decrease rise
fall drop decline jump hole difference gap change shortfall people folk man bill tonnage weight volume quantity today
    series
season seasons claim claims bilateral multiple factor ratio percentagewise mean way ways following comparison yearly
dozen dozens pair pairs piece pieces apiece unit units each cents lb lbs per
    small smaller big bigger business deal back lot others""".split()
)
"""Words that say little about which figure is meant: not counted when a question is matched."""

_GROUPS = """
export sell sold sale ship shipment outbound
import buy bought purchase procure inbound purchaser
trade commerce turnover
deficit gap shortfall
surplus
buyer customer destination purchaser market client importer
supplier seller vendor exporter source origin
maker manufacturer producer firm company factory industry enterprise player business
country nation state partner economy
device equipment apparatus instrument appliance machine machinery
product good item commodity category group type line
medicine drug pharmaceutical pharma
event meeting session conference gathering seminar
attend join participate attendance present turnout attendee participant
goal target aim aspiration ambition objective aspire
forecast projection project expect outlook prediction estimate predict
share part proportion percentage slice portion fraction
length distance long stretch
duration transit journey voyage trip travel sail
cost price fee charge expense tariff_price pay paid payment
tariff duty levy customs
approve clear clearance permit authorise authorize approval nod sanctioned
licence license permit licensing
register registration registered
apply application applicant
money fund outlay budget allocation funding spending allocate financing
begin start launch commence open inception
effect effective apply force valid enter
end finish expire close lapse deadline expiry
sign signature signed conclude
people population inhabitant resident
job employment worker employee workforce
newspaper outlet publisher paper press carry publish publication magazine
memorandum mou agreement pact deal accord understanding
organisation organization body association council agency institution forum
abroad foreign overseas outside
home domestic local
rule regulation law decree order resolution act legislation
condition requirement require prerequisite
corridor route path lane road
container box teu
grow growth rise rose increase climb expand expansion jump gain soar surge accelerate
fall fell drop decline decrease collapse shrink slump dip slide plunge contract reduce reduction cut
produce production output manufacture
crop harvest yield
consumption demand use_up
stock inventory reserve storage
capacity capability
invest investment capital
profit earning margin
revenue income receipt proceeds
population people
settle settlement payment
bank lender
boss head chief chair chairman chairwoman president director ceo leader
position role post job_title designation title rank_title
coordinator organiser
minister ministry
share_holder stakeholder investor
spread split breakdown divide distribution distribute break
reason cause why because drive driver explain
purpose aim_of objective hold_for
document paper file
vote poll
weigh weight
fast quick rapid speed accelerate fast-track
slow delay late
cheap inexpensive low-cost
dear expensive costly
ship vessel tanker fleet
farmer grower smallholder
auction bid tender
warehouse store depot
supply deliver delivery
train rail railway
truck lorry road_freight
port harbour harbor terminal
worth value valuation
rank place position_in
rate ratio
weak weakest lowest minimum bottom
strong strongest highest maximum peak top
average mean
disagree conflict differ contradiction contradict discrepancy
member membership belong
cover include comprise contain encompass
allow enable
ban prohibit forbid embargo
refund rebate
scheme programme program plan initiative
incentive subsidy support grant
oxygen o2
pipe pipeline pipelin
delivery arrival supply shipment deliver arrive
ferry boat ship vessel ro-ro roro steamer
dear dearer dearest expensive costly
ceiling cap limit maximum upper
floor minimum reserve
store storage depot tank stock stockpile
bean coffee
leaf tea
hammer auction gavel
trader exporter merchant dealer shipper
kilo kilogram kg
cooperative coop society union
levy tax duty charge cess surcharge
blender packer packager
regulator directorate authority agency board
consumption use usage burn
deal contract agreement accord
grower farmer planter producer
headcount staff employee workforce personnel
proviso condition requirement
wagon railcar
wage salary pay
full filled brimful brim
deadline cutoff expiry
lorry truck haulier
avoid bypass round around
harbour port harbor berth quay
mill plant works factory
smelter refinery
ore mineral
mine pit quarry
bank lender creditor
inspector officer official
lab laboratory
exam examination test inspection
check inspection control audit
permit licence license approval
penalty fine sanction
refund rebate drawback
stake holding share
boss chief head director manager
spokesman spokeswoman spokesperson
law act statute bill
tyre tire
petrol gasoline fuel
crude oil petroleum
firm company enterprise business corporation
outside abroad foreign overseas external
bottleneck obstacle barrier hurdle
hurdle obstacle barrier impediment
goal aim purpose objective
freight shipping carriage transport haulage
fare tariff freight
warehouse store depot storage
shortage lack scarcity deficit
surplus excess glut
shipper exporter consignor
consignee importer receiver
customs border
toll fee charge
broker agent intermediary
sample specimen
label mark marking
pack package packet packaging
bulk loose unpacked
raw crude unprocessed
refine process
warranty guarantee
collateral guarantee security
loan credit
instalment installment payment
harvest crop season
drought dry
rain rainfall
seed seedling
cattle livestock
fleet vessel ship
terminal port
gauge meter
quota limit allowance cap
threshold limit minimum
bike bicycle cycle
plane aircraft airplane aeroplane jet airliner
shoe footwear boot sneaker
clothes clothing cloth garment apparel
phone handset smartphone mobile
car automobile vehicle
revenue turnover billing invoice takings earning income receipt proceeds
tonnage volume quantity weight
spend outlay bill expense
arrive arrival intake landing discharge
throughput handle process capacity
contingent quota
land area acreage
crop harvest output production
loan credit facility
inventory stock cover
fetch earn
open opening first begin
deduct subtract
"""


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


_IRREGULAR = {
    "bought": "buy", "sold": "sell", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow",
    "grown": "grow", "paid": "pay", "held": "hold", "took": "take", "taken": "take", "gave": "give", "given": "give",
    "went": "go", "gone": "go", "came": "come", "stood": "stand", "made": "make", "cost": "cost", "spent": "spend",
    "sent": "send", "began": "begin", "begun": "begin", "led": "lead", "met": "meet", "won": "win", "built": "build",
    "children": "child", "men": "man", "women": "woman", "worse": "bad", "better": "good", "lost": "lose", "ran": "run",
    "shrank": "shrink", "shrunk": "shrink", "overtook": "overtake", "dealt": "deal", "kept": "keep", "left": "leave",
    "meant": "mean", "put": "put", "set": "set", "brought": "bring", "thought": "think", "drove": "drive",
    "driven": "drive",
}  # fmt: skip


def is_irregular(word: str) -> bool:
    """Is a word in lower case the irregular form of another, as "bought" is?"""
    return word in _IRREGULAR


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word, lower case: "Exports" and "exported" are "export"."""
    lowered = word.lower().replace("’", "'")
    lowered = lowered[:-2] if lowered.endswith("'s") else lowered
    lowered = _IRREGULAR.get(lowered, lowered)
    return str(_stemmer().stemWord(lowered))


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a text: `text[start:end]`."""

    start: int
    end: int
    word: str
    stem: str


def tokens(text: str) -> list[Token]:
    """All words and numbers of a text, in order; hyphenated words are taken apart."""
    return [Token(m.start(), m.end(), m[0], stem(m[0])) for m in WORD.finditer(text)]


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(stem(w) for w in STOPWORDS) | STOPWORDS


@cache
def light_stems() -> frozenset[str]:
    """Stems of words that carry no content for matching: function words and light words."""
    return _stop_stems() | frozenset(stem(w) for w in LIGHT)


def unaccented(text: str) -> str:
    """A text as many type it: `Billón` is `Billon`."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def is_stop(token: Token) -> bool:
    """Is it a function word?"""
    return token.word.lower() in STOPWORDS


def content(text: str) -> list[Token]:
    """The tokens of a text that are not function words, numbers left out."""
    return [t for t in tokens(text) if not is_stop(t) and not t.word[0].isdigit() and len(t.word) > 1]


@cache
def vocabulary() -> frozenset[str]:
    """All words of the groups, in lower case, as they are spelled."""
    return frozenset(_GROUPS.split())


@cache
def _groups() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        members = {stem(w) for w in line.split()}
        for member in members:
            out.setdefault(member, set()).update(members)
    return {k: frozenset(v - {k}) for k, v in out.items()}


def synonyms(word_stem: str) -> frozenset[str]:
    """Stems that may stand for a stem in trade and policy writing; empty where none are known."""
    return _groups().get(word_stem, frozenset())

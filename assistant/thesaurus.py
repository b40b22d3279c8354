"""Other ways to say it: how people ask in speech for what documents write in prose.

Only for finding sentences. Figures are bound by stricter words (`index.lexicon`), since there a near word may be a
different thing. General English; no name, number or product of any document.
"""

from __future__ import annotations

import re
from functools import cache

from index import lexicon

_GROUPS = """
trader dealer merchant firm
follow apply comply obey observe bind effect
boss head chief chair president director leader secretary
responsible lead head charge
authority regulator office agency directorate body ministry commission
regulator authority directorate office agency
office statistics ministry
consist member belong comprise
belong consist member
member consist belong
constitute consist
exchange share swap
accumulate pile build surplus
collect gather pile
adopt issue answer introduce sign enact
issue adopt answer publish
introduce start begin launch
establish create
leave withdraw quit exit
own belong owner
head chief president chair director lead
run manage lead head
manage run head lead
ban prohibit forbid no sign
prohibit ban forbid
valid accept until
accept recognise valid
recognise accept
object doubt sceptical caution cautious
objection depend doubt unless but
doubt depend caution unless but
sceptical depend unless cautious
purchase buy order take
track measure progress follow
impossible cannot
receive pay get
get receive
handle run manage divide
normal filling level usual
fill level filling
expose show
tractor vehicle
car vehicle
lorry vehicle truck road
shop store
store storage site stock inventory
reading count value measurement
confuse confusion mix mistake differ difference whereas distinguish
drop decline fall decrease lower reduce less
cap ceiling limit maximum
knock exclude reject remove bar turn_away
exclude reject bar refuse deny turn
penalty fine sanction punish punishment bar barred
shy fear afraid reluctant hesitant wary worry avoid
afraid fear worry risk
blame because attribute cause fault
skip bypass without avoid outside around circumvent
bypass without direct
proviso condition provide if subject depend
requirement condition require must need necessary
term condition
qualify eligible entitled condition
deadline until end last close expire limit date time
horizon deadline period date by_year
pile accumulate build surplus
odd strange unusual mismatch inconsistent match
wrong incorrect mistake error incomplete
incomplete leave missing omit exclude partial
count include record report book classify
book record declare count classify
profit benefit gain use
push demand urge press call seek ask want
demand ask urge call require
want seek ask demand wish hope aim
ease easing relax loosen simplify allow permit remove
relax loosen ease easing simplify lift
loosen relax ease easing
relief exempt free freed ease easing waive
benefit advantage relief gain profit
advantage benefit relief gain
greatest most valuable important main big biggest largest
idle surplus spare unused
longer extra more extend prolong longer
long extra extend
decide choose determine draw drawn set
draw drawn decide
believe think expect consider view
think view say consider speak believe opinion
good strong strength able skill
strength strong good
weakness weak problem
problem difficulty obstacle hurdle barrier concern trouble
worry concern fear problem
hurdle barrier obstacle difficulty
help support aid assist ease
stop end halt pause suspend cease
halt stop pause suspend
cancel withdraw revoke repeal drop abolish
repeal replace abolish place successor
replace place repeal supersede successor
change amend revise alter update
extend prolong lengthen postpone
postpone delay prolong defer
late delay
shortage scarce lack short
lack without no missing shortage
buyer customer purchaser client roaster
grower farmer cooperative estate
cooperative society union
union association body federation
association union federation
tonnage tonne volume quantity
bill cost invoice
takings revenue income
pricey expensive dear costly
dearer expensive higher cost
cheap inexpensive lower
lorry truck road
ship vessel sea cargo
box container
plane aircraft air
foreigner foreign abroad overseas
foreign abroad overseas outside
outsider foreign third
local domestic national home
neighbour neighbouring border
rival competitor competition compete
compete rival competitor
partner counterpart
counterpart partner
paper newspaper article press
piece article
tv television
test trial examination check inspect
check review examine inspect verify
inspect inspection check audit
proof evidence certificate document
certificate certification approval
paperwork document file form
form document application
sign agree conclude
agree accord
deal contract agreement
contract deal agreement
divide split share distribute
pay payment price settle
owe debt due
member participant
participant attend join
attend participate join
create establish set
open start begin
close end stop
shut close
grow increase rise
join member accede
leave exit quit withdraw
reach achieve attain hit
miss fail
succeed success
fail failure default
answer reply response
promise pledge commit undertake
guarantee promise assure commit
plan programme intend intention aim
intend plan aim
reason because cause
explain because reason
build construct
fix set determine
move shift relocate
shift move switch
switch change shift
swap exchange
mean definition define
short brief
big large
small little
reject refuse deny exclude
allow permit may
permit allow may
forbid prohibit ban
compulsory mandatory require must oblige obligatory
oblige must require compulsory
free freed exempt duty-free
exempt free exclude
charge levy fee price duty
duty tariff levy tax
tax duty levy
money fund payment
spend fund use
owner own belong
own belong owner
employee staff worker
doctor physician medical
patient hospital
hospital clinic
car vehicle
machine equipment machinery
machinery machine equipment
tool equipment
label marking mark
mark label
quality standard grade
standard norm
grade quality class
rank place position
spring march april may
winter cold season
gauge measure
measure measurement
estimate reckon about
announce say declare publish
publish release announce
release publish
secret confidential disclose
hide hidden
tell say inform
advise recommend tell
recommend advise should
warn caution careful
trust reliable
reliable trust confirm
confirm verify
merge combine unite
combine together
transit through route
route way path corridor
way route path
detour third route
source supplier origin
origin source
"""

_IDIOMS = (
    (r"\bco-?ops?\b", "cooperative"),
    (r"\bknock(?:s|ed|ing)? out\b", "exclude"),
    (r"\bget(?:s|ting)? away with\b|\bgot away with\b", "may be used allowed"),
    (r"\b(?:fall|falls|fell) into place\b", "condition"),
    (r"\b(?:customs|tariff) (?:headings?|codes?|numbers?|lines?)\b", "HS code heading"),
    (r"\b(?:push|press|lobby|campaign)(?:es|ed|ing|s)? for\b", "demand"),
    (r"\b(?:not eligible|ineligible|not entitled|shut out|left out|locked out)\b", "excluded"),
    (r"\bset up\b|\bfounded\b", "established"),
    (r"\bin response to\b", "answer"),
    (r"\bshy of\b", "fear"),
    (r"\bback ?door\b", "third countries way"),
    (r"\bgood at\b", "strength"),
    (r"\bgo(?:es)? along with\b", "agree"),
    (r"\bin charge of\b", "head responsible"),
    (r"\bturn(?:s|ed|ing)? out\b", "produce"),
    (r"\bturn(?:s|ed|ing)? down\b", "reject"),
    (r"\bput(?:s|ting)? off\b", "postpone delay"),
    (r"\bset aside\b", "allocate"),
    (r"\bma(?:de|kes?|king) up\b", "consist"),
    (r"\brun(?:s|ning)? out\b", "expire end"),
    (r"\bcome(?:s)? into (?:force|effect)\b|\bkick(?:s|ed)? in\b|\bgo live\b|\bin force\b", "apply effect start"),
    (r"\bdoes ?n[o']?t pay\b", "not pay"),
    (r"\blast day\b|\bcut-?off\b", "end until"),
    (r"\bno longer\b", "end stop"),
    (r"\b(?:less|fewer|lower) than\b", "lower"),
    (r"\b(?:more|higher|greater) than\b", "higher"),
    (r"\bmore time\b", "extend extra year"),
    (r"\bx[- ]?ray(?:s)?\b", "x-ray"),
)  # fmt: skip


GENERIC = frozenset(
    lexicon.stem(w)
    for w in "people person somebody trader seller dealer company firm business maker manufacturer "
    "producer player country "
    "nation state place organisation organization body institution party side outfit guy "
    "folk man woman official newspaper "
    "paper article piece report story note document brief text source collection".split()
)
"""Words for whoever or whatever it may be: they do not tell one sentence from another."""

_SEATS = {
    "Russia": "Moscow Kremlin",
    "India": "Delhi",
    "China": "Beijing",
    "United States": "Washington",
    "Germany": "Berlin",
    "France": "Paris",
    "United Kingdom": "London Whitehall",
    "Turkey": "Ankara",
    "Japan": "Tokyo",
    "Kenya": "Nairobi",
    "European Union": "Brussels",
    "Saudi Arabia": "Riyadh",
    "Kazakhstan": "Astana",
    "Ukraine": "Kyiv",
    "Poland": "Warsaw",
    "Italy": "Rome",
    "Spain": "Madrid",
    "Hungary": "Budapest",
    "Austria": "Vienna",
    "Egypt": "Cairo",
    "Vietnam": "Hanoi",
}


def seat_of(word: str) -> str:
    """The country whose government a capital stands for: `Ankara` is `Türkiye`; "" for any other word."""
    return next((country for country, seats in _SEATS.items() if word in seats.split()), "")


def plain(text: str) -> str:
    """A question with its idioms in plain words: `knock out` is `exclude`."""
    for pattern, words in _COMPILED:
        text = pattern.sub(words, text)
    return _HALVES.sub(lambda m: f"{_UNITS.index(m[1].lower()) + 1}.5", text)


def near(stem: str) -> frozenset[str]:
    """Stems that may say the same in prose; empty where none are known."""
    return _table().get(stem, frozenset())


_UNITS = "one two three four five six seven eight nine".split()
_HALVES = re.compile(rf"\b({'|'.join(_UNITS)}) and a half\b", re.I)
_COMPILED = tuple((re.compile(p, re.I), w) for p, w in _IDIOMS)


@cache
def _table() -> dict[str, frozenset[str]]:
    """Each line gives other ways to say its first word; not the other way round."""
    out: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        first, *others = (lexicon.stem(w) for w in line.split())
        out.setdefault(first, set()).update(others)
    return {k: frozenset(v - {k}) for k, v in out.items()}

"""Shorthand of typed questions: abbreviations, missing apostrophes, and slips of the fingers in the shortest words."""

from __future__ import annotations

import re
from collections.abc import Callable

_SHORTHAND = """
minimum: min mins
maximum: max
average: avg av ave
approximately: approx aprox apprx
about: abt wrt
government: govt gov gov't govmt
department: dept dpt
management: mgmt mgt
international: intl int'l
national: natl nat'l
association: assoc assn
organisation: org
organisations: orgs
commission: commn
council: cncl
ministry: min'y mnstry
minister: mnstr
secretary: secy sec'y
university: univ
institute: inst
corporation: corp
company: coy
companies: cos
business: biz bizness
manufacturing: mfg manuf
manufacturer: mfr
manufacturers: mfrs
production: prodn prod
products: prods
consumption: consumptn
agricultural: agri agric
environmental: env enviro
infrastructure: infra
technology: tech
information: info
statistics: stats
number: num nbr
numbers: nums nbrs
amount: amt
amounts: amts
quantity: qty
quantities: qtys
volume: vol
volumes: vols
weight: wt wgt
capacity: capa
temperature: temp
population: popn
percent: pct prct pcnt percnt
percentage: perc
year: yr
years: yrs
quarter: qtr
quarters: qtrs
month: mth mnth
months: mths mnths
week: wk
weeks: wks
hour: hr
hours: hrs
exports: exp exps expts
imports: imp imps impts
export: expt
import: impt
market: mkt
markets: mkts
country: ctry cntry
countries: ctries
customer: cust
customers: custs
difference: diff
differences: diffs
change: chg chng
increase: incr
decrease: decr
figure: fig
figures: figs
document: doc
documents: docs
regulation: reg
regulations: regs
requirement: req reqt
requirements: reqs reqts
certificate: cert
certificates: certs
specification: spec
specifications: specs
approval: appvl
agreement: agmt agrmt
contract: contr
preliminary: prelim
provisional: prov provl
projected: proj projd
projections: projs
forecast: fcst fcast
forecasts: fcsts
estimate: est
estimated: estd
target: tgt
targets: tgts
total: ttl tot
previous: prev
current: curr
annual: annl
monthly: mthly
quarterly: qtly qrtly
including: incl inc
excluding: excl
maintenance: maint
desalination: desal
exchange rate: fx forex xrate exrate
exchange rates: xrates exrates
per year: p/a
each: ea
a piece: apiece
people: ppl pple
through: thru
though: tho
because: cuz coz bcz bcoz becuz
between: btw/n btwn b/w
without: w/o
with: w/
versus: v/s
you: u
your: ur
are you: ru
please: pls plz plse pleez
thanks: thx tks thnx thankyou
by the way: btw
as soon as possible: asap
year on year: yoy y/y y-o-y
quarter on quarter: qoq q/q q-o-q
month on month: m/m m-o-m
year to date: ytd
how much: howmuch
how many: howmany
a lot: alot
as well: aswell
give me: gimme
let me: lemme
want to: wanna
going to: gonna
have to: gotta hafta
do not know: dunno
cooperative: co-op coop
cooperatives: co-ops coops
what is: whats wats wot's whatis
who is: whos
how is: hows
when is: whens
where is: wheres
why is: whys
which is: whichs
that is: thats
there is: theres
let us: lets
do not: dont
does not: doesnt
did not: didnt
is not: isnt
are not: arent aint
was not: wasnt
were not: werent
will not: wont
cannot: cant
could not: couldnt
should not: shouldnt
would not: wouldnt
has not: hasnt
have not: havent
had not: hadnt
must not: mustnt
need not: neednt
i am: im
i have: ive
you are: youre
they are: theyre
they have: theyve
they will: theyll
they would: theyd
we have: weve
what are: whatre
what did: whatd
the: teh hte th
and: adn nad
of: fo
for: fro
that: taht tht
what: waht whta wat wut
how: hwo
which: wich whcih whihc wihch
their: thier
with: wiht wth
when: wehn
"""
"""What is meant, and how it is typed."""

_AFTER_A_NUMBER = frozenset("min mins av est inc th u".split())
"""What is a unit or something else right after a number: "45 min"."""

_MEANT = {
    typed: line.partition(":")[0] for line in _SHORTHAND.strip().splitlines() for typed in line.split(": ")[1].split()
}
_TWICE = re.compile(r"(?i)(exchange rates?) rates?\b")
"""What "fx rate" comes to."""
_TYPED = re.compile(
    r"(?i)(?<![\w&$./'’-])(?:"
    + "|".join(re.escape(t) for t in sorted(_MEANT, key=len, reverse=True))
    + r")(?![\w'’&/-])"
    r"(?:\.(?=\s+[a-z\d]))?"
)


def spelled_out(text: str, known: Callable[[str], bool]) -> str:
    """A text with its shorthand spelled out, but for what the documents write themselves.

    Args:
        text: the question as typed.
        known: do the documents use this word, in lower case?
    """

    def spell(m: re.Match[str]) -> str:
        typed = m[0].rstrip(".").lower()
        said = _MEANT[typed]
        number = re.search(r"\d\s?$", text[: m.start()])
        if number and typed in _AFTER_A_NUMBER:
            return m[0]
        if known(typed) and (m[0].isupper() or not all(known(word) for word in said.split())):
            return m[0]
        return said

    return _TWICE.sub(r"\1", _TYPED.sub(spell, text))

"""Which currency a question means by a name that several countries use: pesos, rupees, pounds, kr."""

from __future__ import annotations

import re

from index import money

_NATION_BEFORE = re.compile(rf"(?i)\b{money.alternation(nation for nation, _ in money.NATIONAL)}[ -]$")
_SHARED = money.alternation(name for name in money.WORDS if len(money.readings(name)) > 1)
_NAME = re.compile(rf"(?i)\b(?P<name>{_SHARED}s?)\b(?! sterling)")
_SIGN = re.compile(r"(?<![\w.])(?P<sign>Rs\.?|kr\.?|Kr\.?|Fr\.?)(?=\s?\d)|(?<=\d )kr\b|(?<=\d)kr\b")


def with_nation(text: str, held: frozenset[str], home: str) -> str:
    """A question with the nationality put before names of money that would else mean another country's.

    Args:
        text: the question.
        held: the units of the documents' figures, rates taken apart: what a name may mean there.
        home: the place whose trade the corpus describes; "" for none.

    >>> with_nation("how many pesos?", frozenset({"CLP"}), "")
    'how many chilean pesos?'
    """

    def named(m: re.Match[str]) -> str:
        if _NATION_BEFORE.search(text[: m.start()]):
            return m[0]
        codes = money.readings(m["name"])
        told = [code for code in codes if re.search(rf"(?i)\b{re.escape(money.nation_of(code))}\b", text)]
        code = told[0] if len(told) == 1 else _meant(codes, held, home)
        return m[0] if code == codes[0] else f"{money.nation_of(code)} {m[0]}"

    def signed(m: re.Match[str]) -> str:
        usual = money.SIGNS[m[0]]
        name = next(n for n in money.WORDS if money.WORDS[n] == usual)
        code = _meant(money.readings(name), held, home)
        return m[0] if code == usual else code

    return _SIGN.sub(signed, _NAME.sub(named, text))


def _meant(codes: tuple[str, ...], held: frozenset[str], home: str) -> str:
    """The one of the codes that the documents use, else the home country's, else the usual one."""
    used = [code for code in codes if code in held]
    if codes[0] == "USD" and (not used or "USD" in used):
        return "USD"  # trade is counted in those of the United States
    return used[0] if len(used) == 1 else money.at_home(codes[0], home)

"""The exchange in the README is what the assistant says."""

import re
import shlex

import pytest

EXAMPLE = re.compile(r"<!-- example -->\n(.*?)<!-- end of example -->", re.DOTALL)


def exchanges(root):
    """(arguments, what is printed) of each command shown between the example marks."""
    block = EXAMPLE.search((root / "README.md").read_text(encoding="utf-8"))[1]
    lines = [line.removeprefix("    ") for line in block.splitlines()]
    shown: list[tuple[list[str], list[str]]] = []
    for line in lines:
        if line.startswith("$ "):
            shown.append((shlex.split(line)[1:], []))
        elif shown:
            shown[-1][1].append(line)
    return [(arguments[arguments.index("assistant") + 1 :], "\n".join(out).strip()) for arguments, out in shown]


@pytest.mark.model
def test_the_exchange_of_the_readme_is_what_the_assistant_says(root, brief, store, monkeypatch, capsys):
    from assistant.program import main

    monkeypatch.setenv("TRADE_BRIEF_STORE", str(store))
    shown = exchanges(root)
    assert shown
    for arguments, printed in shown:
        assert main(arguments) == 0
        assert capsys.readouterr().out.strip() == printed
    everything = "\n".join(printed for _, printed in shown)
    assert "[1]" in everything and "Working" in everything, "it shows a citation and a calculation"


def test_files_that_the_readme_names_exist(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:index|assistant|tests|corpus)/[\w/.-]*|app\.py)`|\]\(([\w./-]+)\)", text))
    paths = {first or second for first, second in named}
    assert len(paths) > 10
    assert {path for path in paths if not (root / path).exists()} == set()


def test_the_commands_that_the_readme_names_exist(root):
    from assistant.cli import app

    text = (root / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"python -m assistant ([a-z][a-z-]*)", text))
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert named and named <= known
    assert set(re.findall(r"^    make (\w+)", text, re.MULTILINE)) <= set(
        re.findall(r"^(\w+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )

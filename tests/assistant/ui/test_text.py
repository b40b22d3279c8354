"""The page's English stands in one place, so that it can be translated there."""

import ast
import re
from pathlib import Path

import pytest

from assistant import ui

FOLDER = Path(ui.__file__).parent
MODULES = sorted(p for p in FOLDER.glob("*.py") if p.name not in ("text.py", "__init__.py"))
SHOWN = re.compile(r">[^<>{}]*[A-Za-z]{2,}|(?:aria-label|title|placeholder|alt)=\"[^\"{}$]*[A-Za-z]{2,}")
"""Words between tags, or in an attribute that is shown or read out."""


def literals(path):
    """Every text in a module that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_writes_words_into_the_page(path):
    words = [text for text in literals(path) if "<" in text and SHOWN.search(text)]
    assert words == []


def test_the_script_writes_none_either():
    script = re.sub(r"//.*", "", (FOLDER / "page.js").read_text(encoding="utf-8"))
    sentences = re.findall(r"[\"'`]([A-Z][a-z]+ [a-z][^\"'`]*)[\"'`]", script)
    assert sentences == []


def test_words_in_a_template_would_be_found():
    assert SHOWN.search("<p>Hello there</p>") and SHOWN.search('<a title="Open this">')
    assert not SHOWN.search('<p class="hint">{}</p>') and not SHOWN.search('<a class="act" href="#x">{}</a>')

import pkgutil
from importlib import import_module

import pytest

import assistant
from assistant import vocabulary


def test_every_pattern_of_the_package_can_be_compiled():
    names = [m.name for m in pkgutil.iter_modules(assistant.__path__, "assistant.") if not m.name.endswith("__main__")]
    found = [v for name in names for v in vars(import_module(name)).values() if isinstance(v, vocabulary._Compiled)]
    assert len(found) > 50
    assert all(p.pattern and p.flags for p in found)


def test_a_pattern_does_what_one_compiled_at_once_does():
    found = vocabulary.pattern(r"per ?cent", "%")
    assert [m[0] for m in found.finditer("5 PER CENT or 5%")] == ["PER CENT", "%"]
    assert found.sub("", "5 percent") == "5 "
    with pytest.raises(AttributeError):
        _ = found.searched

"""A model by name or address: what is missing is said in one sentence, and a key goes nowhere but to its provider."""

import importlib.util
import pickle

import pytest

from assistant.model import names
from assistant.model.names import PROVIDERS, open_model
from index.errors import ModelError

KEYS = {p.key: "sk-very-secret" for p in PROVIDERS.values() if p.key}


def opened(name, environ=None):
    return open_model(name, seconds=5, tokens=50, environ=KEYS if environ is None else environ)


@pytest.fixture
def without(monkeypatch):
    """Makes packages missing."""

    def hide(*packages):
        real = importlib.util.find_spec
        monkeypatch.setattr(names, "find_spec", lambda name: None if name in packages else real(name))

    return hide


@pytest.fixture(autouse=True)
def no_keyring(without):
    without("keyring")


def one_sentence(error):
    text = str(error.value)
    assert "\n" not in text and text.endswith(".") and "Traceback" not in text and "secret" not in text
    return text


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_missing_extra_is_named_with_what_installs_it(provider, without):
    without("keyring", PROVIDERS[provider].package)
    with pytest.raises(ModelError) as error:
        opened(f"{provider}:some-model")
    text = one_sentence(error)
    assert f"[{PROVIDERS[provider].extra}]" in text and PROVIDERS[provider].package.replace("_", "-") in text


def test_a_server_needs_the_openai_extra(without):
    without("keyring", "langchain_openai")
    with pytest.raises(ModelError) as error:
        opened("http://127.0.0.1:9")
    assert "[openai]" in one_sentence(error)


@pytest.mark.parametrize("provider", [p for p in PROVIDERS if PROVIDERS[p].key])
def test_a_missing_key_is_named_by_its_variable(provider, monkeypatch):
    monkeypatch.setattr(names, "_require", lambda *_: None)
    with pytest.raises(ModelError) as error:
        opened(f"{provider}:some-model", {})
    assert PROVIDERS[provider].key in one_sentence(error)


@pytest.mark.parametrize("name", ["clever", "openai", "openai:", ":x", "unknown:model", "", "gpt-5"])
def test_a_name_that_means_nothing_is_refused_with_the_choice(name):
    with pytest.raises(ModelError) as error:
        opened(name)
    assert "anthropic:NAME" in one_sentence(error)


@pytest.mark.parametrize(
    "address",
    ["ftp://127.0.0.1", "http://", "http://me:very-secret@127.0.0.1", "file:///etc/passwd", "http://a?key=secret"],
)
def test_an_address_that_is_none_or_holds_a_key_is_refused_without_repeating_it(address):
    with pytest.raises(ModelError) as error:
        opened(address)
    one_sentence(error)


def test_a_providers_model_is_bounded_and_hides_its_key():
    pytest.importorskip("langchain_openai")
    model = opened("openai:gpt-5-mini")
    assert (model.name, model.tools, model.provider) == ("openai:gpt-5-mini", True, "openai")
    assert model.chat.request_timeout == 5 and model.chat.max_tokens == 50
    assert "secret" not in repr(model) + repr(model.chat) + str(model.chat)


def test_a_server_gets_its_own_key_and_never_that_of_a_provider():
    pytest.importorskip("langchain_openai")
    model = opened("http://127.0.0.1:9/v1#qwen", KEYS)
    assert model.name == "qwen at 127.0.0.1:9" and not model.tools
    assert model.chat.openai_api_key.get_secret_value() == "none"
    model = opened("http://127.0.0.1:9#qwen", {"TRADE_BRIEF_MODEL_KEY": "for-the-server"})
    assert model.chat.openai_api_key.get_secret_value() == "for-the-server"
    assert model.chat.openai_api_base == "http://127.0.0.1:9/v1"


def test_a_server_that_is_not_there_can_be_named_all_the_same():
    pytest.importorskip("langchain_openai")
    assert opened("http://127.0.0.1:9").name == "default at 127.0.0.1:9"


def test_a_key_may_lie_in_the_keyring(monkeypatch):
    pytest.importorskip("langchain_openai")
    monkeypatch.setattr(names, "_kept", lambda entry: "from-the-keyring" if entry == "OPENAI_API_KEY" else "")
    assert opened("openai:gpt-5-mini", {}).chat.openai_api_key.get_secret_value() == "from-the-keyring"


def test_an_error_of_a_model_says_whether_to_try_again():
    error = pickle.loads(pickle.dumps(ModelError("It is busy.", retry=True)))
    assert str(error) == "It is busy." and error.retry

import os
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import ROOT, is_loopback, read_settings, stay_local
from index.errors import SettingsError


def test_defaults_stay_on_this_machine_and_in_this_folder():
    settings = read_settings(environ={})
    assert settings.corpus == (ROOT / "corpus",)
    assert settings.store == ROOT / "index" / ".store"
    assert is_loopback(settings.host) and settings.credentials is None


def test_environment_is_read():
    environ = {"TRADE_BRIEF_CORPUS": os.pathsep.join(["a", "b"]), "TRADE_BRIEF_STORE": "s", "TRADE_BRIEF_PORT": "8000"}
    settings = read_settings(environ=environ)
    assert (settings.corpus, settings.store, settings.port) == ((Path("a"), Path("b")), Path("s"), 8000)


def test_flags_win_over_the_environment():
    environ = {"TRADE_BRIEF_CORPUS": "a", "TRADE_BRIEF_STORE": "s", "TRADE_BRIEF_HOST": "::1"}
    settings = read_settings([Path("b")], Path("t"), host="127.0.0.2", environ=environ)
    assert (settings.corpus, settings.store, settings.host) == ((Path("b"),), Path("t"), "127.0.0.2")


def test_an_empty_variable_counts_as_not_set():
    assert read_settings(environ={"TRADE_BRIEF_STORE": "", "TRADE_BRIEF_CORPUS": ""}) == read_settings(environ={})


def test_other_programs_variables_are_left_alone():
    assert read_settings(environ={"HOME": "/nowhere", "XTRADE_BRIEF_STORE": "s"}) == read_settings(environ={})


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"TRADE_BRIEF_STOER": "s"}, "TRADE_BRIEF_STOER"),
        ({"TRADE_BRIEF_PORT": "many"}, "TRADE_BRIEF_PORT"),
        ({"TRADE_BRIEF_PORT": "70000"}, "TRADE_BRIEF_PORT"),
        ({"TRADE_BRIEF_CORPUS": os.pathsep}, "TRADE_BRIEF_CORPUS"),
        ({"TRADE_BRIEF_LOGIN": "name-without-password"}, "TRADE_BRIEF_LOGIN"),
        ({"TRADE_BRIEF_LOG": "loud"}, "TRADE_BRIEF_LOG"),
        ({"TRADE_BRIEF_HOST": "0.0.0.0"}, "login"),
        ({"TRADE_BRIEF_LOG_FORMAT": "xml"}, "TRADE_BRIEF_LOG_FORMAT"),
        ({"TRADE_BRIEF_EMBEDDING": "fast"}, "TRADE_BRIEF_EMBEDDING"),
        ({"TRADE_BRIEF_API_PORT": "0"}, "TRADE_BRIEF_API_PORT"),
        ({"TRADE_BRIEF_API_RATE": "0"}, "TRADE_BRIEF_API_RATE"),
        ({"TRADE_BRIEF_API_KEY": "too short"}, "TRADE_BRIEF_API_KEY"),
        ({"TRADE_BRIEF_API_KEY": "long enough, but with spaces"}, "TRADE_BRIEF_API_KEY"),
        ({"TRADE_BRIEF_API_HOST": "0.0.0.0"}, "TRADE_BRIEF_API_KEY"),
        ({"TRADE_BRIEF_CHROMA": "a b"}, "TRADE_BRIEF_CHROMA"),
        ({"TRADE_BRIEF_CHROMA": "ftp://a"}, "TRADE_BRIEF_CHROMA"),
        ({"TRADE_BRIEF_CHROMA": "http://name:secret@a"}, "TRADE_BRIEF_CHROMA"),
    ],
)
def test_an_unusable_setting_is_one_sentence_that_names_it(environ, named):
    with pytest.raises(SettingsError) as caught:
        read_settings(environ=environ)
    sentence = str(caught.value)
    assert named in sentence and "\n" not in sentence and sentence.endswith(".")


def test_a_login_opens_the_page_to_other_machines():
    settings = read_settings(environ={"TRADE_BRIEF_HOST": "0.0.0.0", "TRADE_BRIEF_LOGIN": "desk:a:b"})
    assert settings.credentials == ("desk", "a:b")
    assert "a:b" not in repr(settings)


def test_a_key_opens_the_api_to_other_machines_and_is_not_shown():
    environ = {"TRADE_BRIEF_API_HOST": "0.0.0.0", "TRADE_BRIEF_API_KEY": "correct-horse-battery"}
    settings = read_settings(environ=environ)
    assert settings.api_key == "correct-horse-battery" and "horse" not in repr(settings)
    with pytest.raises(SettingsError, match="16 letters") as caught:
        read_settings(environ=environ | {"TRADE_BRIEF_API_KEY": "hush-hush"})
    assert "hush" not in str(caught.value)
    with pytest.raises(SettingsError, match="needs a key"):
        read_settings(api_host="192.168.1.5", environ={})


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)]
    + [("192.168.1.5", False), ("localhost.example", False), ("", False)],
)
def test_loopback_is_what_stays_on_this_machine(host, expected):
    assert is_loopback(host) is expected


def test_settings_do_not_change_once_read():
    with pytest.raises(ValidationError):
        read_settings(environ={}).port = 1


def test_tracing_and_telemetry_are_off_even_where_they_were_on():
    environ = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "GRADIO_ANALYTICS_ENABLED": "True"}
    stay_local(environ)
    assert environ["LANGSMITH_TRACING"] == environ["LANGCHAIN_TRACING_V2"] == "false"
    assert environ["GRADIO_ANALYTICS_ENABLED"] == environ["ANONYMIZED_TELEMETRY"] == "False"
    assert environ["HF_HUB_OFFLINE"] == environ["HF_HUB_DISABLE_TELEMETRY"] == "1"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("localhost:8000", "http://localhost:8000"),
        ("https://chroma.example/", "https://chroma.example"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("cloud", "cloud"),
        ("", ""),
    ],
)
def test_a_chroma_server_is_named_by_its_address(given, address):
    assert read_settings(environ={"TRADE_BRIEF_CHROMA": given}).chroma == address


class TestTheFileOfSettings:
    @pytest.fixture
    def read(self, tmp_path):
        """Reads settings from a file with this text, and from further variables."""

        def read(text, **environ):
            (tmp_path / "desk.toml").write_text(text, encoding="utf-8")
            return read_settings(environ={"TRADE_BRIEF_SETTINGS": str(tmp_path / "desk.toml")} | environ)

        return read

    def test_gives_what_the_environment_does_not(self, read, tmp_path):
        settings = read('corpus = ["briefs", "/notes"]\nstore = "index"\nport = 8001\nlog = "info"\n')
        assert settings.corpus == (tmp_path / "briefs", Path("/notes"))
        assert (settings.store, settings.port, settings.log) == (tmp_path / "index", 8001, "info")
        assert read("port = 8001\n", TRADE_BRIEF_PORT="8002").port == 8002
        assert read('corpus = "briefs"\n').corpus == (tmp_path / "briefs",)

    @pytest.mark.parametrize(
        ("text", "named"),
        [
            ('stoer = "s"', "stoer"),
            ("port = 99999", "port"),
            ("port = ", "not TOML"),
            ("corpus = []", "corpus"),
            ("corpus = [1]", "corpus"),
            ("store = 3", "store"),
            ('host = "0.0.0.0"', "login"),
            ("[ui]\nport = 1", "ui"),
            ('api_key = "correct-horse-battery"', "TRADE_BRIEF_API_KEY"),
        ],
    )
    def test_what_is_not_usable_in_it_is_one_sentence_that_names_it(self, read, text, named):
        with pytest.raises(SettingsError) as caught:
            read(text)
        assert named in str(caught.value) and "\n" not in str(caught.value) and str(caught.value).endswith(".")

    def test_one_that_is_not_there_is_named(self, tmp_path):
        with pytest.raises(SettingsError, match=r"nowhere.toml cannot be read .*TRADE_BRIEF_SETTINGS\.$"):
            read_settings(environ={"TRADE_BRIEF_SETTINGS": str(tmp_path / "nowhere.toml")})


def test_quick_embedding_without_its_extra_says_what_to_install_before_anything_is_opened(monkeypatch, capsys):
    from assistant import cli

    monkeypatch.setenv("TRADE_BRIEF_EMBEDDING", "quick")
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(SettingsError, match=r"needs the package onnx, .*\[quick\]"):
        cli._settings(None, None)

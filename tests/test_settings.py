from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from island_server.errors import SettingsError
from island_server.settings import Settings, load_settings, render_reference, unknown_variables


def lines_of(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ)
    return str(caught.value).splitlines()


def test_an_empty_environment_gives_the_defaults() -> None:
    assert load_settings({}) == Settings()


def test_the_defaults_listen_on_this_machine_only_and_write_down_presence_only() -> None:
    assert Settings().host == "127.0.0.1"
    assert Settings().log == "presence"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]


def test_making_settings_directly_ignores_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISLAND_PORT", "1234")
    assert Settings().port == 8080
    assert load_settings().port == 1234


def test_values_come_from_the_environment() -> None:
    settings = load_settings(
        {
            "ISLAND_PORT": "0",
            "ISLAND_DATA_DIR": "/srv/island",
            "ISLAND_LOG": "movement",
            "ISLAND_MEDIA_ANNOUNCE": "192.0.2.1, 2001:db8::1,",
            "ISLAND_EVENT_NAME": "  Wadden   dag ",
            "ISLAND_PUBLIC_URL": "https://Eiland.example.org/",
        }
    )
    assert settings.port == 0
    assert settings.data_dir == Path("/srv/island")
    assert settings.log == "movement"
    assert settings.media_announce == ("192.0.2.1", "2001:db8::1")
    assert settings.event_name == "Wadden dag"
    assert settings.public_url == "https://eiland.example.org"


def test_what_is_given_goes_before_the_environment_and_none_counts_as_not_given() -> None:
    environ = {"ISLAND_PORT": "1", "ISLAND_MAP": "tiny"}
    settings = load_settings(environ, port=2, map=None)
    assert (settings.port, settings.map) == (2, "tiny")


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load_settings({"ISLAND_PORT": " ", "ISLAND_PUBLIC_URL": ""}) == Settings()


def test_all_mistakes_are_reported_together() -> None:
    assert lines_of(
        {
            "ISLAND_PORT": "abc",
            "ISLAND_MEDIA_PORT": "70000",
            "ISLAND_LOG": "everything",
            "ISLAND_LOG_LEVEL": "loud",
            "ISLAND_CHATS_PER_S": "0",
            "ISLAND_MEDIA_ANNOUNCE": "192.0.2.1,x",
            "ISLAND_EVENT_ID": "Öland",
        }
    ) == [
        'ISLAND_PORT: must be a whole number from 0 to 65535, got "abc"',
        'ISLAND_MEDIA_PORT: must be a whole number from 0 to 65535, got "70000"',
        'ISLAND_MEDIA_ANNOUNCE: must be IP addresses with commas between them, got "192.0.2.1,x"',
        'ISLAND_EVENT_ID: must be 1 to 40 lower-case letters, digits and hyphens, got "Öland"',
        'ISLAND_LOG: must be presence or movement, got "everything"',
        'ISLAND_CHATS_PER_S: must be a number from 0.01 to 100, got "0"',
        'ISLAND_LOG_LEVEL: must be debug, info, warning or error, got "loud"',
    ]


@pytest.mark.parametrize(
    "address",
    [
        "island.example.org",
        "ftp://island.example.org",
        "https://",
        "https://island.example.org/path",
        "https://island.example.org:port",
        "https://me@island.example.org",
        "https://island.example.org?x",
        "https://island.example.org; script-src *",
    ],
)
def test_a_public_url_is_an_origin_and_nothing_more(address: str) -> None:
    (line,) = lines_of({"ISLAND_PUBLIC_URL": address})
    assert line.startswith("ISLAND_PUBLIC_URL: must be a web address without a path")


def test_an_unknown_keyword_is_a_mistake() -> None:
    with pytest.raises(SettingsError, match="ISLAND_PROT: there is no such setting"):
        load_settings({}, prot=1)


def test_unknown_variables_are_warned_about_with_the_one_probably_meant() -> None:
    environ = {"ISLAND_PROT": "1", "ISLAND_XYZZY": "1", "island_port": "1", "HOME": "/"}
    assert unknown_variables(environ) == [
        "ISLAND_PROT: there is no such setting; did you mean ISLAND_PORT?",
        "ISLAND_XYZZY: there is no such setting",
    ]


def test_every_setting_says_what_it_means() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description is not None, name
        assert field.description.endswith("."), name


def test_the_committed_reference_is_the_one_made_from_the_code() -> None:
    committed = Path(__file__).parent.parent / "docs" / "reference" / "settings.md"
    assert committed.read_text() == render_reference()


def test_the_address_of_the_database_is_never_shown() -> None:
    given = load_settings({"ISLAND_DATABASE_URL": "postgresql://anna:geheim@db/island"})
    assert "geheim" not in repr(given)
    with pytest.raises(SettingsError, match="ISLAND_DATABASE_URL: must be an address") as caught:
        load_settings({"ISLAND_DATABASE_URL": "mysql://anna:geheim@db/island"})
    assert "geheim" not in str(caught.value)


def test_the_token_for_metrics_is_not_short_and_is_told_to_nobody() -> None:
    given = load_settings({"ISLAND_METRICS_TOKEN": "a-very-secret-token"})
    assert given.metrics_token is not None
    assert "very-secret" not in repr(given)
    with pytest.raises(SettingsError, match="ISLAND_METRICS_TOKEN: must be 16 to 200") as caught:
        load_settings({"ISLAND_METRICS_TOKEN": "short-secret"})
    assert "short-secret" not in str(caught.value)


def test_the_secret_of_the_client_is_told_to_nobody() -> None:
    given = load_settings({"ISLAND_OIDC_CLIENT_SECRET": "geheim"})
    assert given.oidc_client_secret is not None
    assert "geheim" not in repr(given)


@pytest.mark.parametrize("pairs", ["staff", "staff=god", "=host", "staff=host,x"])
def test_roles_of_a_provider_are_pairs(pairs: str) -> None:
    (line,) = lines_of({"ISLAND_OIDC_ROLES": pairs})
    assert line.startswith("ISLAND_OIDC_ROLES: must be pairs such as staff=host")


def test_roles_of_a_provider_may_have_spaces_and_signs() -> None:
    given = load_settings({"ISLAND_OIDC_ROLES": " a=b = host , /staff=organiser"})
    assert given.oidc_roles == ("a=b=host", "/staff=organiser")


@pytest.mark.parametrize(
    "issuer", ["login.example.org", "http://login.example.org", "https://a@b.nl", "https://a/?x"]
)
def test_a_provider_is_asked_by_https(issuer: str) -> None:
    (line,) = lines_of({"ISLAND_OIDC_ISSUER": issuer})
    assert line.startswith("ISLAND_OIDC_ISSUER: must be an address such as")


@pytest.mark.parametrize("issuer", ["https://login.example.org/realms/x", "http://127.0.0.1:9"])
def test_a_provider_may_have_a_path_or_be_on_this_machine(issuer: str) -> None:
    assert load_settings({"ISLAND_OIDC_ISSUER": issuer}).oidc_issuer == issuer

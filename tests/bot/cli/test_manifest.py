"""The manifest is printed for one way of reaching Slack."""

import pytest
import yaml

from tests.bot.cli.conftest import Kompas


def test_socket_mode_needs_no_address(kompas: Kompas) -> None:
    found = yaml.safe_load(kompas("manifest", "--socket").out)
    assert found["settings"]["socket_mode_enabled"]


def test_http_uses_the_address(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    found = yaml.safe_load(kompas("manifest", "--public-url", "https://a.example").out)
    url = found["settings"]["interactivity"]["request_url"]
    assert url == "https://a.example/slack/events"
    monkeypatch.setenv("KOMPAS_PUBLIC_URL", "https://b.example")
    assert "https://b.example/slack/events" in kompas("manifest").out


def test_settings_for_socket_mode_choose_it_whatever_address_hooks_have(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("KOMPAS_PUBLIC_URL", "https://b.example")
    assert yaml.safe_load(kompas("manifest").out)["settings"]["socket_mode_enabled"]
    given = kompas("manifest", "--public-url", "https://c.example").out
    assert not yaml.safe_load(given)["settings"]["socket_mode_enabled"]


def test_more_is_asked_of_slack_only_when_it_is_wanted(kompas: Kompas) -> None:
    plain = yaml.safe_load(kompas("manifest", "--socket").out)
    more = yaml.safe_load(kompas("manifest", "--socket", "--with", "reactions").out)
    scopes = [one["oauth_config"]["scopes"]["bot"] for one in (plain, more)]
    assert set(scopes[1]) - set(scopes[0]) == {"reactions:read"}
    steps = yaml.safe_load(kompas("manifest", "--socket", "--with", "steps").out)
    assert "functions" in steps
    assert "functions" not in plain
    assert steps["settings"]["org_deploy_enabled"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--public-url, or choose --socket"),
        (("--socket", "--public-url", "https://a.example"), "not both"),
        (("--public-url", "http://a.example"), "https addresses only"),
        (("--socket", "--with", "emoji"), "reactions, threads, steps, not emoji"),
    ],
)
def test_wrong_usage(kompas: Kompas, arguments: tuple[str, ...], words: str) -> None:
    done = kompas("manifest", *arguments)
    assert done.code == 2
    assert words in done.err

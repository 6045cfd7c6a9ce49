"""Doors for ticket systems: the address and secret are shown once."""

import re

import pytest

from bot.sources.catalog import SOURCES
from bot.sources.presets import PRESETS
from tests.bot.cli.conftest import Kompas


def test_a_webhook_is_made_without_slack(kompas: Kompas) -> None:
    done = kompas("connect", "standard")
    assert done.code == 0
    assert re.search(r"^URL +http://localhost:3000/hooks/standard/\S+$", done.out, re.MULTILINE)
    secret = re.search(r"^Secret +(whsec_\S+)$", done.out, re.MULTILINE)
    assert secret is not None
    listed = kompas("connect", "list")
    assert "Standard Webhooks  never" in listed.out
    assert secret[1] not in listed.out


def test_the_address_is_the_public_one(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_PUBLIC_URL", "https://kompas.example.com/")
    made = kompas("connect", "standard", "--json").json
    assert made["url"] == f"https://kompas.example.com/hooks/standard/{made['id']}"
    (listed,) = kompas("connect", "list", "--json").json
    told = {
        "id": made["id"],
        "source": "standard",
        "system": "Standard Webhooks",
        "url": made["url"],
        "last_event_at": None,
        "not_understood": 0,
        "reason": "",
    }
    assert listed.items() >= told.items()


def test_without_doors_it_says_how_to_make_one(kompas: Kompas) -> None:
    assert "kompas connect standard" in kompas("connect", "list").out


def test_every_system_gets_an_address_of_its_own_and_its_steps(kompas: Kompas) -> None:
    for name, source in SOURCES.items():
        made = kompas("connect", name, "--json").json
        assert made["url"].endswith(f"/hooks/{name}/{made['id']}")
        assert any(made["url"] in step for step in made["steps"]), name
        assert (made["secret"] is None) == source.secret_from_there, name


def test_the_steps_stand_below_the_secret(kompas: Kompas) -> None:
    done = kompas("connect", "github")
    (secret,) = re.findall(r"^Secret +(\S+)$", done.out, re.MULTILINE)
    assert re.search(r"^ 1  In the repository", done.out, re.MULTILINE)
    assert done.out.count(secret) == 2


def test_a_secret_that_is_known_already_is_taken_at_once(kompas: Kompas) -> None:
    made = kompas("connect", "intercom", "--secret", "theirs-of-intercom", "--json").json
    assert made["secret"] == "theirs-of-intercom"
    assert not any("connect secret" in step for step in made["steps"])


def test_an_unknown_system_is_wrong_usage_and_the_nearest_is_offered(kompas: Kompas) -> None:
    assert kompas("connect", "nothing").code == 2
    done = kompas("connect", "zendsk")
    assert done.code == 2
    assert "Did you mean 'zendesk'?" in done.err


def test_a_preset_prints_its_steps_and_its_mapping(kompas: Kompas) -> None:
    for name, preset in PRESETS.items():
        done = kompas("connect", "mapped", "--preset", name, "--field", "team=desk.name")
        assert done.code == 0, name
        assert f"{preset.title}:\n 1  " in done.out
        assert "    team=desk.name\n" in done.out, name
    listed = kompas("connect", "list").out
    for preset in PRESETS.values():
        assert re.search(rf"{preset.title} +never", listed), preset


def test_any_json_is_mapped_by_its_fields(kompas: Kompas) -> None:
    fields = ("id=nr", "status=state", "resolved=done, gone")
    options = [part for field in fields for part in ("--field", field)]
    made = kompas("connect", "mapped", *options, "--json").json
    assert made["mapping"] == list(fields)
    assert made["url"].endswith(f"/hooks/mapped/{made['id']}")


def test_everything_wrong_is_named_at_once_and_no_hook_is_made(kompas: Kompas) -> None:
    wrong = ["--preset", "topdsk", "--field", "foo", "--field", "zone=Mars"]
    done = kompas("connect", "mapped", *wrong)
    assert done.code == 2
    assert done.err.splitlines() == [
        "There is no preset topdsk: topdesk, freshservice, halopsa, autotask.",
        '"foo" is not a name=path.',
        "The zone is a time zone such as Europe/Amsterdam.",
    ]
    bare = kompas("connect", "mapped")
    assert (bare.code, len(bare.err.splitlines())) == (2, 3)
    assert "No ticket system" in kompas("connect", "list").out


def test_postgres_needs_keys(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMPAS_ENCRYPTION_KEYS")
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost:1/kompas")
    done = kompas("connect", "standard")
    assert done.code == 2
    assert "KOMPAS_ENCRYPTION_KEYS is missing" in done.err

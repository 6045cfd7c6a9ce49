from pathlib import Path

import pytest

from bot.config import Settings, SettingsError, variable

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def load(tmp_path: Path, *lines: str, for_slack: bool = False) -> Settings:
    file = tmp_path / ".env"
    file.write_text("\n".join(lines), encoding="utf-8")
    return Settings.load(for_slack=for_slack, env_file=file)


def problems(tmp_path: Path, *lines: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, *lines, for_slack=True)
    return list(caught.value.problems)


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.database_url == "sqlite:///kompas.db"
    assert (settings.host, settings.port, settings.tick_seconds) == ("127.0.0.1", 3000, 15)
    assert settings.api_base_url == "https://slack.com/api/"


def test_a_file_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    assert Settings.load(env_file=tmp_path / "none") == Settings()


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPAS_PORT", "4001")
    assert load(tmp_path, "KOMPAS_PORT=4002", "KOMPAS_HOST=::1").port == 4001


def test_a_blank_counts_as_not_set(tmp_path: Path) -> None:
    assert load(tmp_path, "KOMPAS_PORT=", "SLACK_APP_TOKEN=").port == 3000


def test_everything_wrong_and_missing_is_named_at_once_and_not_quoted(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        "SLACK_BOT_TOKEN=xoxp-secret",
        "SLACK_API_URL=slack",
        "DATABASE_URL=mysql://secret@host",
        "KOMPAS_PORT=70000",
        "KOMPAS_PUBLIC_URL=http://[",
        "KOMPAS_ENCRYPTION_KEYS=short",
        "KOMPAS_TICK_SECONDS=0",
        "KOMPAS_LOG_LEVEL=loud",
        "KOMPAS_LOG_FORMAT=xml",
    )
    named = {sentence.split()[0] for sentence in told}
    assert named == {
        "SLACK_BOT_TOKEN",
        "SLACK_API_URL",
        "DATABASE_URL",
        "KOMPAS_PORT",
        "KOMPAS_PUBLIC_URL",
        "KOMPAS_ENCRYPTION_KEYS",
        "KOMPAS_TICK_SECONDS",
        "KOMPAS_LOG_LEVEL",
        "KOMPAS_LOG_FORMAT",
        "SLACK_SIGNING_SECRET",
    }
    assert not any("secret@" in sentence or "xoxp" in sentence for sentence in told)
    assert all(sentence.endswith((".", ")")) for sentence in told)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://kompas:secret@host:port/name",
        "postgresql://kompas:secret@host:70000/name",
        "postgresql://kompas:sec:ret/or@host/name",
        "postgresql://kompas:secret@[::1/name",
        "postgresql://one:5432,two:x/name",
    ],
)
def test_an_address_that_no_driver_can_read_is_named(tmp_path: Path, address: str) -> None:
    (told,) = [one for one in problems(tmp_path, f"DATABASE_URL={address}") if "DATABASE" in one]
    assert told.startswith("DATABASE_URL must be")
    assert "secret" not in told


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///name?host=/run/postgresql",
        "postgresql://kompas:p%40ss@[::1]:5432/name?sslmode=require",
        "postgres://one:5432,two:5433/name",
        "postgresql://host/name",
        "sqlite:////data/kompas.db",
    ],
)
def test_an_address_of_a_database_is_taken_as_it_is(tmp_path: Path, address: str) -> None:
    assert load(tmp_path, f"DATABASE_URL={address}").database_url == address


def test_without_slack_nothing_is_missing(tmp_path: Path) -> None:
    assert load(tmp_path).slack_bot_token is None


def test_postgres_needs_keys(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        "DATABASE_URL=postgresql://localhost/kompas",
        "SLACK_BOT_TOKEN=xoxb-1",
        "SLACK_SIGNING_SECRET=s",
    )
    assert len(told) == 1
    assert told[0].startswith("KOMPAS_ENCRYPTION_KEYS is missing")


@pytest.mark.parametrize(
    ("lines", "uses_it"),
    [
        (["SLACK_APP_TOKEN=xapp-1"], True),
        (["SLACK_APP_TOKEN=xapp-1", "SLACK_SIGNING_SECRET=s"], False),
        (["SLACK_SIGNING_SECRET=s"], False),
    ],
)
def test_socket_mode_needs_an_app_token_and_no_signing_secret(
    tmp_path: Path, lines: list[str], *, uses_it: bool
) -> None:
    settings = load(tmp_path, "SLACK_BOT_TOKEN=xoxb-1", *lines, for_slack=True)
    assert settings.uses_socket_mode is uses_it


def test_several_keys_in_either_alphabet(tmp_path: Path) -> None:
    other = KEY.replace("M", "-", 1)
    assert load(tmp_path, f"KOMPAS_ENCRYPTION_KEYS={KEY}, {other}").encryption_keys is not None


def test_tokens_never_show(tmp_path: Path) -> None:
    settings = load(tmp_path, "SLACK_BOT_TOKEN=xoxb-canary", f"KOMPAS_ENCRYPTION_KEYS={KEY}")
    assert "canary" not in repr(settings)
    assert KEY not in repr(settings)


def test_a_file_in_another_encoding_is_told_plainly(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"KOMPAS_HOST=caf\xe9\n")
    with pytest.raises(SettingsError, match="UTF-8"):
        Settings.load(env_file=file)


def test_hook_urls_come_from_the_settings() -> None:
    public = Settings.model_validate({"public_url": "https://kompas.example.com/"})
    assert public.hook_url("standard", "abc") == "https://kompas.example.com/hooks/standard/abc"
    assert Settings().hook_url("standard", "abc").startswith("http://localhost:3000/")


def test_made_by_hand_reads_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_PORT", "1")
    assert Settings().port == 3000


def test_names_of_the_environment() -> None:
    assert variable("slack_api_url") == "SLACK_API_URL"
    assert variable("database_url") == "DATABASE_URL"
    assert variable("public_url") == "KOMPAS_PUBLIC_URL"


def test_mail_needs_a_link_to_our_page_and_a_sender(tmp_path: Path) -> None:
    slack = ("SLACK_BOT_TOKEN=xoxb-1", "SLACK_SIGNING_SECRET=s")
    told = problems(tmp_path, *slack, "KOMPAS_SMTP_URL=smtp://mail.example.com")
    assert [problem.partition(" ")[0] for problem in told] == [
        "KOMPAS_PUBLIC_URL",
        "KOMPAS_MAIL_FROM",
    ]
    wrong = ("KOMPAS_SMTP_URL=mail.example.com", "KOMPAS_MAIL_FROM=nobody")
    told = problems(tmp_path, *slack, *wrong)
    assert [problem.partition(" must be ")[0] for problem in told] == [
        "KOMPAS_SMTP_URL",
        "KOMPAS_MAIL_FROM",
    ]


def test_mail_is_set_up_with_a_server_a_page_and_a_sender(tmp_path: Path) -> None:
    server = "KOMPAS_SMTP_URL=smtps://me:pass@mail.example.com?from=a@example.com"
    page = "KOMPAS_PUBLIC_URL=https://kompas.example.com"
    found = load(tmp_path, server, page).mail_relay
    assert found is not None
    assert (found.host, found.sender) == ("mail.example.com", "a@example.com")
    named = load(tmp_path, server, page, "KOMPAS_MAIL_FROM=Acme <b@example.com>").mail_relay
    assert named is not None
    assert named.sender == "Acme <b@example.com>"
    assert load(tmp_path, server).mail_relay is None
    assert "pass" not in repr(load(tmp_path, server, page))

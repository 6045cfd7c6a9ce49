"""The doctor looks at keys and makes none."""

from pathlib import Path

from bot.cli import examination_of_keys
from bot.cli.finding import Finding
from bot.config import Settings
from bot.secrets import SecretBox
from tests.bot.running import KEY


def settings(tmp_path: Path, **more: str) -> Settings:
    return Settings.model_validate({"DATABASE_URL": f"sqlite:///{tmp_path}/k.db", **more})


def only(found: Settings) -> Finding:
    (finding,) = examination_of_keys.examine(found)
    return finding


def test_keys_of_the_environment_are_good(tmp_path: Path) -> None:
    given = settings(tmp_path, KOMPAS_ENCRYPTION_KEYS=KEY)
    assert only(given).good
    assert examination_of_keys.box(given) is not None


def test_before_the_first_secret_there_is_none(tmp_path: Path) -> None:
    assert only(settings(tmp_path)).good
    assert examination_of_keys.box(settings(tmp_path)) is None
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    SecretBox.of(settings(tmp_path))
    assert only(settings(tmp_path)).good
    assert examination_of_keys.box(settings(tmp_path)) is not None
    (tmp_path / "k.db.key").chmod(0o644)
    found = only(settings(tmp_path))
    assert (found.good, "chmod 600" in found.advice) == (False, True)


def test_a_key_file_that_holds_none_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "k.db.key").write_text("nothing")
    found = only(settings(tmp_path))
    assert not found.good
    assert "it holds no key" in found.found
    assert examination_of_keys.box(settings(tmp_path)) is None


def test_postgres_needs_keys(tmp_path: Path) -> None:
    found = only(settings(tmp_path, DATABASE_URL="postgresql://localhost/kompas"))
    assert "openssl rand -base64 32" in found.advice

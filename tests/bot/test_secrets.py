import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings, SettingsError
from bot.secrets import SecretBox, SecretUnreadable, key_file

OLD, NEW = b"o" * 32, b"n" * 32


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_again_and_is_not_seen(secret: bytes) -> None:
    box = SecretBox([NEW])
    sealed = box.seal(secret)
    assert box.open(sealed) == secret
    assert len(secret) < 4 or secret not in sealed


def test_an_old_key_still_opens_and_the_new_one_seals() -> None:
    both = SecretBox([NEW, OLD])
    assert both.open(SecretBox([OLD]).seal(b"x")) == b"x"
    assert SecretBox([NEW]).open(both.seal(b"x")) == b"x"


def test_another_key_or_damage_is_told_plainly() -> None:
    sealed = SecretBox([OLD]).seal(b"x")
    for wrong in (sealed, sealed[:-4], b""):
        with pytest.raises(SecretUnreadable, match="KOMPAS_ENCRYPTION_KEYS"):
            SecretBox([NEW]).open(wrong)


def sqlite_in(folder: Path) -> Settings:
    return Settings.model_validate({"database_url": f"sqlite:///{folder}/kompas.db"})


def test_embedded_sqlite_gets_one_key_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    settings = sqlite_in(tmp_path)
    sealed = SecretBox.of(settings).seal(b"x")
    assert SecretBox.of(settings).open(sealed) == b"x"
    file = tmp_path / "kompas.db.key"
    assert key_file(settings.database_url) == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["kompas.db.key"]


def test_keys_of_the_settings_come_before_the_file(tmp_path: Path) -> None:
    keys = base64.b64encode(NEW).decode()
    settings = sqlite_in(tmp_path).model_copy(update={"encryption_keys": None})
    given_keys = Settings.model_validate(
        {"database_url": settings.database_url, "encryption_keys": keys}
    )
    assert SecretBox([NEW]).open(SecretBox.of(given_keys).seal(b"x")) == b"x"
    assert not list(tmp_path.iterdir())


def test_a_damaged_key_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kompas.db.key").write_text("half a key", encoding="ascii")
    with pytest.raises(SettingsError, match="cannot be used"):
        SecretBox.of(sqlite_in(tmp_path))
    assert (tmp_path / "kompas.db.key").read_text(encoding="ascii") == "half a key"


def test_a_folder_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot be used \(No such file"):
        SecretBox.of(sqlite_in(tmp_path / "none"))


def test_postgres_without_keys_is_refused() -> None:
    with pytest.raises(SettingsError, match="KOMPAS_ENCRYPTION_KEYS"):
        SecretBox.of(Settings.model_validate({"database_url": "postgresql://localhost/k"}))

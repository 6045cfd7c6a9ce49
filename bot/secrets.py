"""Secrets at rest: sealed with keys that the database does not hold."""

import base64
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.config import KEY_BYTES, Settings, SettingsError
from kpi.errors import KpiError

OWNER_ONLY = 0o600


class SecretUnreadable(KpiError):
    """A stored secret was sealed with a key that is not among KOMPAS_ENCRYPTION_KEYS."""


class SecretBox:
    """Seals with the first key and opens with any, so that keys can be replaced one by one."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Take keys of 32 bytes, the newest first."""
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

    @classmethod
    def of(cls, settings: Settings) -> "SecretBox":
        """Return the box of an installation; embedded SQLite gets a key file beside it.

        Raises:
            SettingsError: on Postgres without keys, or where the key file cannot be used.
        """
        if settings.encryption_keys is not None:
            return cls(_decoded(settings.encryption_keys.get_secret_value()))
        if settings.on_postgres:
            raise SettingsError("KOMPAS_ENCRYPTION_KEYS is missing, which Postgres needs.")
        return cls([_kept(key_file(settings.database_url))])

    def seal(self, secret: bytes) -> bytes:
        """Return the secret encrypted and authenticated; differs each time."""
        return self._fernet.encrypt(secret)

    def open(self, sealed: bytes) -> bytes:
        """Return the secret again.

        Raises:
            SecretUnreadable: sealed with a key we do not have, or damaged.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SecretUnreadable from None


def key_file(database_url: str) -> Path:
    """Name the key file that belongs to an SQLite address: `kompas.db` has `kompas.db.key`."""
    path = database_url.removeprefix("sqlite:///").partition("?")[0]
    return Path(f"{path}.key").expanduser()


def _decoded(keys: str) -> list[bytes]:
    plain = keys.translate(str.maketrans("-_", "+/"))
    return [base64.b64decode(key.strip()) for key in plain.split(",")]


def _kept(path: Path) -> bytes:
    """Return the key in `path`, made first where there is none."""
    try:
        if not path.exists():
            _make(path)
        key = base64.b64decode(path.read_bytes(), validate=True)
    except OSError as error:
        raise _unusable(path, error.strerror or "it cannot be read") from None
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise _unusable(path, "it holds no key")
    return key


def _unusable(path: Path, why: str) -> SettingsError:
    return SettingsError(
        f"The key file {path} cannot be used ({why}). Restore it, or set KOMPAS_ENCRYPTION_KEYS."
    )


def _make(path: Path) -> None:
    """Write a new key that appears whole or not at all; whoever comes second keeps the first's."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

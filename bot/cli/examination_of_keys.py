"""What the doctor sees of the keys: looking makes none, since a new key opens no old secret."""

import stat
from collections.abc import Iterator
from pathlib import Path

from bot.cli.finding import Finding, good, wrong
from bot.config import Settings, SettingsError
from bot.secrets import SecretBox, key_file

_MAKE_ONE = "Make a key by openssl rand -base64 32 and keep it apart from the database."


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the keys for stored secrets, wherever they are."""
    path = key_file(settings.database_url)
    if settings.encryption_keys is not None:
        yield good("encryption", "KOMPAS_ENCRYPTION_KEYS is set")
    elif settings.on_postgres or path.exists():
        yield from _usable(settings, path)
    else:
        yield good("encryption", f"no key yet; {path} is made when a secret is first kept")


def box(settings: Settings) -> SecretBox | None:
    """Give what opens stored secrets; None where there is no usable key."""
    if settings.encryption_keys is None and not key_file(settings.database_url).exists():
        return None
    try:
        return SecretBox.of(settings)
    except SettingsError:
        return None


def _usable(settings: Settings, path: Path) -> Iterator[Finding]:
    try:
        SecretBox.of(settings)
    except SettingsError as error:
        yield wrong("encryption", " ".join(error.problems), _MAKE_ONE)
        return
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield wrong("encryption", f"others may read {path}", f"Run chmod 600 {path}.")
    else:
        yield good("encryption", f"the key is in {path}; keep a copy apart from the database")

"""Settings, from the environment or a `.env` file; whatever is wrong is named all at once."""

import base64
from collections.abc import Container
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
)

from bot import relay
from bot.relay import Relay

ENV_FILE = Path(".env")
KEY_BYTES = 32
HIGHEST_PORT = 65535


class SettingsError(Exception):
    """Settings are missing or wrong; `problems` has one plain sentence for each."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def variable(field: str) -> str:
    """Name the environment variable of a field of `Settings`."""
    shared = field.startswith("slack_") or field == "database_url"
    return field.upper() if shared else f"KOMPAS_{field.upper()}"


def _beginning(*starts: str) -> AfterValidator:
    def check(value: Any) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not text.startswith(starts):
            raise ValueError
        return value

    return AfterValidator(check)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError
    return value.rstrip("/")


def _mail_address(value: SecretStr) -> SecretStr:
    relay.read(value.get_secret_value())
    return value


def _database_address(value: str) -> str:
    """Refuse what a driver would trip over only when it connects: brackets and ports of hosts."""
    hosts = urlsplit(value).netloc.rpartition("@")[2]
    for host in hosts.split(","):
        port = host.rpartition("]")[2].partition(":")[2]
        if port and not (port.isdecimal() and int(port) <= HIGHEST_PORT):
            raise ValueError
    return value


def _keys(value: SecretStr) -> SecretStr:
    for key in value.get_secret_value().split(","):
        plain = key.strip().translate(str.maketrans("-_", "+/"))
        if len(base64.b64decode(plain, validate=True)) != KEY_BYTES:
            raise ValueError
    return value


Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)]


class Settings(BaseModel):
    """Everything an operator can set; each description completes "NAME must be …".

    Made by hand it reads no environment; `load()` does.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True, alias_generator=variable)

    slack_bot_token: Annotated[SecretStr, _beginning("xoxb-")] | None = Field(
        default=None, description="a bot token, which begins with xoxb-"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="the signing secret from the app's Basic Information page"
    )
    slack_app_token: Annotated[SecretStr, _beginning("xapp-")] | None = Field(
        default=None, description="an app-level token, which begins with xapp-"
    )
    slack_api_url: Annotated[str, AfterValidator(_web_address)] = Field(
        default="https://slack.com/api", description="a web address such as https://slack.com/api/"
    )
    database_url: Annotated[
        str,
        _beginning("sqlite:///", "postgresql://", "postgres://"),
        AfterValidator(_database_address),
    ] = Field(
        default="sqlite:///kompas.db",
        description="an address like sqlite:///kompas.db or"
        " postgresql://user:password@host:5432/name, where a password has %40 for @, %3A for :"
        " and %2F for /",
    )
    host: str = Field(default="127.0.0.1", description="a host name or address to listen on")
    port: int = Field(default=3000, ge=0, le=HIGHEST_PORT, description="a number from 0 to 65535")
    public_url: Annotated[str, AfterValidator(_web_address)] | None = Field(
        default=None, description="a web address such as https://kompas.example.com"
    )
    smtp_url: Annotated[SecretStr, AfterValidator(_mail_address)] | None = Field(
        default=None,
        description="a mail server such as smtp://user:password@mail.example.com:587 or"
        " smtps://mail.example.com:465?from=support@example.com",
    )
    mail_from: Annotated[str, AfterValidator(relay.mailbox)] | None = Field(
        default=None, description="a sender such as support@example.com"
    )
    encryption_keys: Annotated[SecretStr, AfterValidator(_keys)] | None = Field(
        default=None,
        description=f"keys of {KEY_BYTES} bytes in base64, newest first, separated by commas"
        " (`openssl rand -base64 32` makes one)",
    )
    tick_seconds: float = Field(
        default=15, gt=0, le=3600, description="a number of seconds up to 3600"
    )
    log_level: Level = Field(default="INFO", description="one of DEBUG, INFO, WARNING and ERROR")
    log_format: Annotated[Literal["console", "json"], BeforeValidator(str.lower)] = Field(
        default="console", description="console or json"
    )

    @classmethod
    def load(cls, *, for_slack: bool = False, env_file: Path | None = ENV_FILE) -> "Settings":
        """Read the environment and `env_file`, where the environment wins.

        Args:
            for_slack: whether what only a running bot needs must be there too.
            env_file: None reads no file; one that does not exist is passed over.

        Raises:
            SettingsError: one sentence for everything that is missing or wrong.
        """
        raw = _raw(env_file)
        wrong = _wrong(raw)
        problems = [f"{name} must be {_DESCRIPTIONS[name]}." for name in wrong]
        settings = cls.model_validate({name: raw[name] for name in raw.keys() - wrong})
        if for_slack:
            problems += _missing(settings, given=raw)
        if problems:
            raise SettingsError(*problems)
        return settings

    @property
    def uses_socket_mode(self) -> bool:
        """Whether Slack is reached by Socket Mode rather than by signed HTTP."""
        return self.slack_app_token is not None and self.slack_signing_secret is None

    @property
    def on_postgres(self) -> bool:
        """Whether the database is Postgres rather than the embedded SQLite."""
        return not self.database_url.startswith("sqlite:")

    @property
    def api_base_url(self) -> str:
        """The Web API's address as Slack's client wants it: with a slash at the end."""
        return f"{self.slack_api_url}/"

    @property
    def mail_relay(self) -> Relay | None:
        """The mail server and whom mail comes from; None where no mail is sent."""
        if self.smtp_url is None or self.public_url is None:
            return None
        found = relay.read(self.smtp_url.get_secret_value())
        sender = self.mail_from or found.sender
        return replace(found, sender=sender) if sender else None

    def page_url(self, token: str, *, page: str = "a") -> str:
        """Return the address of a page for who got mail: "a" to answer, "d" to get no numbers."""
        return f"{self.public_url}/{page}/{token}"

    def hook_url(self, source: str, hook_id: str) -> str:
        """Return the address a ticket system calls; never taken from a Host header."""
        origin = self.public_url or f"http://localhost:{self.port}"
        return f"{origin}/hooks/{source}/{hook_id}"


_DESCRIPTIONS = {variable(name): field.description for name, field in Settings.model_fields.items()}


class _Names(BaseSettings, Settings):
    """Tells pydantic-settings which names to look for; never instantiated."""

    model_config = SettingsConfigDict(alias_generator=variable)


def _raw(env_file: Path | None) -> dict[str, Any]:
    """Return what the file and the environment say, by name; blanks count as not set."""
    try:
        in_file = DotEnvSettingsSource(_Names, env_file, "utf-8", env_ignore_empty=True)
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} must be text in UTF-8.") from None
    in_environment = EnvSettingsSource(_Names, env_ignore_empty=True)
    found = {**in_file(), **in_environment()}
    return {name: value for name, value in found.items() if name in _DESCRIPTIONS}


def _wrong(raw: dict[str, Any]) -> list[str]:
    try:
        Settings.model_validate(raw)
    except ValidationError as error:
        return [str(problem["loc"][0]) for problem in error.errors()]
    return []


def _missing(settings: Settings, *, given: Container[str]) -> list[str]:
    """Say what a running bot lacks; what was given but is wrong was named already."""
    problems = []
    if "SLACK_BOT_TOKEN" not in given:
        problems.append(f"SLACK_BOT_TOKEN is missing: {_DESCRIPTIONS['SLACK_BOT_TOKEN']}.")
    if "SLACK_SIGNING_SECRET" not in given and "SLACK_APP_TOKEN" not in given:
        problems.append(
            "SLACK_SIGNING_SECRET (for HTTP) or SLACK_APP_TOKEN (for Socket Mode) is missing."
        )
    problems += _missing_for_mail(settings, given)
    if settings.on_postgres and "KOMPAS_ENCRYPTION_KEYS" not in given:
        problems.append(
            "KOMPAS_ENCRYPTION_KEYS is missing, which Postgres needs:"
            f" {_DESCRIPTIONS['KOMPAS_ENCRYPTION_KEYS']}."
        )
    return problems


def _missing_for_mail(settings: Settings, given: Container[str]) -> list[str]:
    """Say what mail lacks: a link to our page, and somebody it comes from."""
    if settings.smtp_url is None:
        return []
    problems = []
    if "KOMPAS_PUBLIC_URL" not in given:
        problems.append("KOMPAS_PUBLIC_URL is missing, to which the links in mail lead.")
    named = settings.mail_from or relay.read(settings.smtp_url.get_secret_value()).sender
    if not named and "KOMPAS_MAIL_FROM" not in given:
        problems.append(f"KOMPAS_MAIL_FROM is missing: {_DESCRIPTIONS['KOMPAS_MAIL_FROM']}.")
    return problems

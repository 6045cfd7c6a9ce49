"""What travels between Slack and a bot: calls of ours to the bot, and how it answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


def copied(value: Any) -> Any:
    """Give a copy of a JSON value that shares nothing which could be changed."""
    if isinstance(value, dict):
        return {name: copied(part) for name, part in value.items()}
    if isinstance(value, list):
        return [copied(part) for part in value]
    return value


class Kind(StrEnum):
    """What Slack calls the bot for, in the words of Socket Mode's envelopes."""

    INTERACTIVE = "interactive"
    COMMAND = "slash_commands"
    EVENT = "events_api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Something Slack tells the bot; `retry` counts from 1 for a repeated event."""

    kind: Kind
    payload: Json
    retry: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A call as it was put on the wire: the signed bytes, or a Socket Mode envelope."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A call and its answer; status 0 means that no answer came, `seconds` how long it took."""

    status: int
    body: str
    seconds: float
    sent: Sent
    failure: str = ""
    no_retry: bool = False

    @property
    def acknowledged(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004  # HTTP's own word for success

    @property
    def complaint(self) -> str | None:
        """What Slack tells the person when the bot did not answer well."""
        if self.acknowledged:
            return None
        return "operation_timeout" if self.failure == "http_timeout" else "dispatch_failed"

    @property
    def answer(self) -> Json:
        """Read the answer's JSON object; plain words become `{"text": …}`, nothing `{}`."""
        try:
            read = json.loads(self.body)
        except ValueError:
            return {"text": self.body} if self.body else {}
        return read if isinstance(read, dict) else {"text": self.body}

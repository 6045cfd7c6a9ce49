"""Response URLs: five uses in thirty minutes, given with every command and interaction."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe

from bot.sandbox.refusals import Refusal

USES = 5
LIFE_SECONDS = 1800.0
GONE = 404


@dataclass(slots=True, kw_only=True)
class Hook:
    """Where an answer by response_url goes; `message_ts` when it was a message's button."""

    user: str
    channel: str
    message_ts: str | None
    thread_ts: str | None
    made_at: float
    uses: int = 0


class ResponseUrls:
    """The hooks given out, by the last part of their address."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._hooks: dict[str, Hook] = {}

    def give(
        self,
        user_id: str,
        channel_id: str,
        *,
        message_ts: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """Make a hook; gives the last part of its address."""
        key = token_urlsafe(18)
        self._hooks[key] = Hook(
            user=user_id,
            channel=channel_id,
            message_ts=message_ts,
            thread_ts=thread_ts,
            made_at=self._seconds(),
        )
        return key

    def use(self, key: str) -> Hook:
        """Use a hook once; refused like Slack when unknown, used up or too old."""
        hook = self._hooks.get(key)
        if hook is None:
            raise Refusal("no_such_url", status=GONE)
        if self._seconds() - hook.made_at > LIFE_SECONDS:
            raise Refusal("expired_url", status=GONE)
        if hook.uses >= USES:
            raise Refusal("used_url", status=GONE)
        hook.uses += 1
        return hook

    def peek(self, key: str) -> Hook:
        """Give a hook without using it up, for the direct answer to a command."""
        return self._hooks[key]

"""Messages at moments of one's own choosing."""

from datetime import UTC, datetime, timedelta

from bot.sandbox import cast
from bot.sandbox.messages import Message

NINE = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
"""In Amsterdam, on a Wednesday."""


def ts(minutes: float = 0) -> str:
    """Give the timestamp of so many minutes after nine."""
    return f"{(NINE + timedelta(minutes=minutes)).timestamp():.6f}"


def said(
    minutes: float,
    *,
    by: str = cast.AGENT,
    text: str = "Hello",
    thread: str | None = None,
    seen_by: str | None = None,
) -> Message:
    return Message(
        ts=ts(minutes),
        channel=cast.SUPPORT,
        text=text,
        user=by,
        thread_ts=thread,
        seen_by=seen_by,
        posted_by="person",
    )

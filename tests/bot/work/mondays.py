"""The Monday after the tests' present, and getting there."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.cast import WEEKLY
from tests.bot.stage import Stage

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine o'clock in Amsterdam, in the week after NOW."""
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


async def at(stage: Stage, moment: datetime) -> None:
    """Let it become this moment, and work."""
    stage.process.clock.move(moment - stage.now)
    await stage.round()


def mains(stage: Stage) -> list[str]:
    """Give the texts that stand in #weekly itself, not in a thread."""
    return [one.text for one in stage.posted(WEEKLY) if one.thread_ts is None]

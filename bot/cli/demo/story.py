"""The story, scene by scene: a ticket, a question, taps, a comment, and the numbers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cli.demo import past, stage
from bot.cli.demo.acts import Acts
from bot.cli.demo.telling import Teller
from bot.clock import Clock

ZONE = ZoneInfo("Europe/Amsterdam")


async def play() -> None:
    """Play everything, from setting up to clearing away.

    Raises:
        NoPort: there is no free port on loopback.
    """
    clock, teller = Clock(), Teller()
    wednesday = wednesday_at_ten(clock.real())
    monday = wednesday - timedelta(days=9, hours=1)
    clock.move(monday - clock.now())
    teller.say("Kompas on your own desk: a Slack and a ticket system of its own, on this machine.")
    teller.say("First, quietly: a quarter of earlier answers, and the last nine days.")
    async with stage.set_up(clock) as setting:
        await past.play(setting, monday, wednesday)
        await Acts(setting, teller, wednesday).play()
    teller.scene("That was Kompas", "Everything you saw is gone again: no file, no message left.")
    teller.say("To connect your own workspace, see the README: a manifest, two tokens, one webhook.")


def wednesday_at_ten(now: datetime) -> datetime:
    """Give ten in the morning, on Wednesday of the week it is, in UTC."""
    here = now.astimezone(ZONE)
    day = here - timedelta(days=here.weekday() - 2)
    return day.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)

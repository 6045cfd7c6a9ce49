"""The story from the first line to the last: setting up, the past, the acts, clearing away."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cli.demo import past, stage
from bot.cli.demo.acts import Acts
from bot.cli.demo.stage import Stage
from bot.cli.demo.telling import Teller
from bot.clock import Clock

ZONE = ZoneInfo("Europe/Amsterdam")


async def play() -> None:
    """Play everything; what it was played on is gone afterwards.

    Raises:
        NoPort: there is no free port on loopback.
    """
    clock = Clock()
    wednesday = wednesday_at_ten(clock.real())
    monday = wednesday - timedelta(days=9, hours=1)
    clock.move(monday - clock.now())
    async with stage.set_up(clock) as setting:
        teller = Teller(lambda found: _name_of(setting, found))
        teller.say(
            "Kompas on your own desk: its own Slack and ticket system, on this machine only."
        )
        teller.say("A quarter of answers was imported; the last days are being asked and answered.")
        with teller.meanwhile("Asking and answering since Monday of last week"):
            await past.play(setting, monday, wednesday)
        await Acts(setting, teller, ZONE).play()
    teller.scene("That was Kompas", "Everything you saw is gone again: no file, no message left.")
    teller.say(
        "To connect your own workspace, see the README: a manifest, two tokens, one webhook."
    )


def wednesday_at_ten(now: datetime) -> datetime:
    """Give ten in the morning, on Wednesday of the week it is, in UTC."""
    here = now.astimezone(ZONE)
    day = here - timedelta(days=here.weekday() - 2)
    return day.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)


def _name_of(setting: Stage, found: str) -> str:
    """Give what Slack shows for an id."""
    world = setting.slack.world
    if found.startswith("U"):
        return world.people.find(found).shown_name
    if found.startswith("C"):
        return world.places.find(found).name
    return world.places.usergroup(found).handle

"""The form for a workspace's time zone, with what follows from another one."""

from bot.blocks import inert, kit, modal, naming
from bot.blocks.message import View
from bot.wording import Voice

BUTTON, FORM, FIELD = "hours:zone", "zone_form", "zone"

_LONGEST = 60


def form(say: Voice, zone: str, *, hook: str = "") -> View:
    """Ask for the time zone; the field begins with the one that holds.

    `hook` is where the list is drawn anew that the form was opened from.
    """
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "max_length": _LONGEST,
        "initial_value": zone,
    }
    blocks = [
        kit.section(
            say(
                "Days, weeks and months begin and end by this zone. Digests, campaigns and hours"
                " without a zone of their own go by it too."
            )
        ),
        kit.field(say("Time zone"), field, hint=say("Such as Europe/Amsterdam.")),
        kit.context(
            say(
                "With another one everything is counted again: answers and tickets move to the day"
                " that it was there, and lengths go by the opening hours of now in that zone."
                " Digests and campaigns keep the hour on the clock, so the next ones come earlier"
                " or later than the last."
            )
        ),
    ]
    ids = {"hook": hook}
    return modal.form(say, FORM, blocks, title=say("Time zone"), submit=say("Save"), ids=ids)


def kept(say: Voice, zone: str, *, is_new: bool) -> str:
    """Say what became of it."""
    name = inert.escaped(zone, naming.LONGEST)
    if not is_new:
        return say("The time zone is {zone}, as it was.", zone=name)
    return say(
        "The time zone is *{zone}* now. What comes in from now on counts in it; in a minute I begin"
        " to count the past again, and until that is done some days are still those of before."
        " Digests and campaigns come by the clock of {zone}.",
        zone=name,
    )

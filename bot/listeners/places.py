"""Where numbers may be put: channels we are in, and that only colleagues read."""

from bot import channels
from bot.listeners import payloads
from bot.process import Process
from kpi.errors import Refused


async def require_place(process: Process, channel_id: str) -> None:
    """Let a channel pass that may hold numbers.

    Raises:
        Refused: outsiders read it, or we are not in it.
        SlackAway: Slack could not be asked.
    """
    if payloads.is_direct(channel_id):
        raise Refused("This is a direct message. Ask in the channel in which you want to share.")
    channel = await channels.look(process, channel_id)
    if channel.has_outsiders:
        raise Refused("People from outside read this channel, so I put no numbers in it.")
    if not channel.can_post:
        raise Refused("I am not in that channel. Type  /invite @Kompas  there, then try again.")

"""The ways in which a question goes out: by direct message, in a thread, by mail."""

DM, THREAD, MAIL = "dm", "thread", "mail"

_DIRECT = "D"
"""How the id of every direct message's channel begins in Slack."""


def of_channel(channel_id: str) -> str:
    """Tell by which way something came that stands in a channel; a mail has the channel "mail".

    Empty for no channel at all: nobody was asked yet, or we cannot tell.
    """
    if not channel_id or channel_id == MAIL:
        return channel_id
    return DM if channel_id.startswith(_DIRECT) else THREAD

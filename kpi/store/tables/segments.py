"""What interactions, invitations and answers are filed under."""

from kpi.store.columns import Stored

SEGMENTS = ("team", "agent", "channel", "account", "priority", "source", "moment", "trigger")
"""What an interaction is filed under; taken at resolution, never rewritten."""

TALLIED = ("team", "agent", "channel", "account")
"""The segments that have tallies of their own; the others are counted from the answers."""


PLACES = (*TALLIED, "priority", "language")
"""What whoever was helped is counted by, asked or not."""


class Filed(Stored):
    """What is filed under the segments of an interaction, as they were at its resolution.

    An absent segment is the empty string, never NULL: NULLs are not equal in a unique key.
    """

    team: str = ""
    agent: str = ""
    channel: str = ""
    account: str = ""
    priority: str = ""
    source: str = ""
    moment: str = ""
    trigger: str = ""
    way: str = ""
    """dm, thread or mail: how the question went out; empty before it is sent."""

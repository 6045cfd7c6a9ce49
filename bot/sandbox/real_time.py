"""The sandbox's own reading of real time, in which signatures and expiries count.

Message timestamps follow the `now` the sandbox was given instead, so that a demo can travel.
"""

import time


def seconds() -> float:
    """Give Unix seconds."""
    return time.time()  # noqa: TID251  # Slack's clock is not the bot's

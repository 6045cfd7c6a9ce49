"""How fast we post: a message a second in each channel, and not before Slack said we may again.

Times are seconds of one monotonic clock, such as the event loop's.
"""

A_MESSAGE = 1.0
"""Seconds between two messages in one channel."""


class Pace:
    """Hands out the moments at which messages may be posted."""

    def __init__(self, a_message: float = A_MESSAGE) -> None:
        self._a_message = a_message
        self._free: dict[str, float] = {}
        self._held_until = 0.0

    def take(self, channel_id: str, at: float, *, patience: float) -> float | None:
        """Reserve the channel's next free moment and give the seconds until then.

        None, and nothing is reserved, when that is more than `patience` away; then `wait` says
        how long.
        """
        wait = self.wait(channel_id, at)
        if wait > patience:
            return None
        self._forget_the_past(at)
        self._free[channel_id] = at + wait + self._a_message
        return wait

    def wait(self, channel_id: str, at: float) -> float:
        """Give the seconds until the channel is free, 0.0 when it is."""
        return max(self._free.get(channel_id, 0.0) - at, self.held(at))

    def held(self, at: float) -> float:
        """Give the seconds for which nothing at all may be posted, 0.0 when anything may."""
        return max(self._held_until - at, 0.0)

    def hold(self, seconds: float, at: float) -> None:
        """Post nothing at all for some seconds: Slack said `Retry-After`."""
        self._held_until = max(self._held_until, at + seconds)

    def _forget_the_past(self, at: float) -> None:
        self._free = {channel: free for channel, free in self._free.items() if free > at}

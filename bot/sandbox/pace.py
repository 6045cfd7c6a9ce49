"""Slack's rate limits: one post a second per channel with a small burst, and tiers per method."""

import math
from collections.abc import Callable

from bot.sandbox.refusals import Refusal

POSTS_A_SECOND = 1.0
POST_BURST = 3


class _Bucket:
    """Tokens that come back at a steady rate, up to a burst."""

    def __init__(self, rate: float, burst: float, at: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at = at

    def take(self, at: float) -> float:
        """Take a token; gives 0.0, or the seconds until there is one."""
        self._tokens = min(self._burst, self._tokens + (at - self._at) * self._rate)
        self._at = at
        if self._tokens < 1:
            return (1 - self._tokens) / self._rate
        self._tokens -= 1
        return 0.0


class Pace:
    """Counts calls that come too fast, and refuses them when it is told to hold the pace."""

    def __init__(self, seconds: Callable[[], float], *, holds: bool) -> None:
        self._seconds = seconds
        self._holds = holds
        self._buckets: dict[str, _Bucket] = {}
        self.violations = 0

    def call(self, method: str, per_minute: int) -> None:
        """Count a call against its method's tier."""
        self._take(method, rate=per_minute / 60, burst=per_minute)

    def post(self, channel_id: str) -> None:
        """Count a post against its channel."""
        self._take(channel_id, rate=POSTS_A_SECOND, burst=POST_BURST)

    def _take(self, key: str, *, rate: float, burst: float) -> None:
        at = self._seconds()
        bucket = self._buckets.setdefault(key, _Bucket(rate, burst, at))
        wait = bucket.take(at)
        if wait == 0:
            return
        self.violations += 1
        if self._holds:
            raise rate_limited(math.ceil(wait))


def rate_limited(retry_after: int) -> Refusal:
    """Give the refusal that becomes a 429 with `Retry-After` in whole seconds."""
    return Refusal("ratelimited", status=429, retry_after=retry_after)

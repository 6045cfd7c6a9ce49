"""Is it really Slack: a signature over time and raw body, checked before anything is read."""

from datetime import datetime

from bot.sources import signatures


def is_from_slack(
    body: bytes, *, secret: bytes, timestamp: str, signature: str, now: datetime
) -> bool:
    """Tell whether Slack signed these bytes within five minutes of `now` (real time)."""
    if not signatures.is_recent(timestamp, now):
        return False
    digest = signatures.hmac_sha256(secret, b"v0:", timestamp.encode(), b":", body)
    return signatures.equal(signature, f"v0={digest.hex()}")

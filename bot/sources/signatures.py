"""What signature schemes share: a recent timestamp, a digest, an even-handed comparison."""

import hashlib
import hmac
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)
"""How far a signed timestamp may lie from our clock, in the past or the future."""

LONGEST_TIMESTAMP = 12


def is_recent(timestamp: str, now: datetime) -> bool:
    """Tell whether a text is a Unix second within the tolerance around `now`, on either side."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
        return False
    return abs(int(timestamp) - now.timestamp()) <= TOLERANCE.total_seconds()


def hmac_sha256(secret: bytes, *parts: bytes) -> bytes:
    """Return the digest over all parts, one after the other."""
    digest = hmac.new(secret, digestmod=hashlib.sha256)
    for part in parts:
        digest.update(part)
    return digest.digest()


def equal(given: str, expected: str) -> bool:
    """Compare without telling by the time it takes how much was right."""
    return hmac.compare_digest(given.encode(errors="surrogateescape"), expected.encode())

"""Slack's signature over a request: version 0, HMAC-SHA256 over time and raw body."""

import hashlib
import hmac


def headers(secret: str, *, timestamp: int, body: bytes) -> dict[str, str]:
    """Give the two headers that prove the bytes came from Slack at this Unix second."""
    basis = b"v0:%d:%b" % (timestamp, body)
    digest = hmac.new(secret.encode(), basis, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}

"""Requests as Slack and a ticket system send them, signed and ready for the wire."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import quote, urlencode
from uuid import UUID

from tests.benchmarks.wire import request

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
HOOK_KEY = b"kompas-benchmark-secret-32-bytes"
HOOK_SECRET = f"whsec_{base64.b64encode(HOOK_KEY).decode()}"


def tap(invitation_id: UUID, user_id: str, score: int, at: datetime, *, number: int) -> bytes:
    """Return a signed tap in a DM; `number` keeps the moments of taps apart."""
    stamp = f"{int(at.timestamp())}.{number:06d}"
    payload: dict[str, object] = {
        "type": "block_actions",
        "user": {"id": user_id, "team_id": "T0HOME", "username": user_id, "name": user_id},
        "api_app_id": "A0",
        "token": "x",
        "container": {
            "type": "message",
            "message_ts": "1763000000.000100",
            "channel_id": "D1",
            "is_ephemeral": False,
        },
        "trigger_id": "1.2.3",
        "team": {"id": "T0HOME", "domain": "home"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": "D1", "name": "directmessage"},
        "message": {"type": "message", "text": "How satisfied are you? " * 80, "ts": "1.1"},
        "state": {"values": {}},
        "response_url": "http://127.0.0.1:9/response",
        "actions": [
            {
                "action_id": f"rate:{score}",
                "block_id": "scale",
                "text": {"type": "plain_text", "text": str(score), "emoji": True},
                "value": str(invitation_id),
                "type": "button",
                "action_ts": stamp,
            }
        ],
    }
    body = ("payload=" + quote(json.dumps(payload), safe="")).encode()
    return request("/slack/events", body, _slack_headers(body, at))


def command(text: str, at: datetime) -> bytes:
    """Return a signed `/kpi` of an admin."""
    fields = {
        "token": "x",
        "team_id": "T0HOME",
        "team_domain": "home",
        "channel_id": "C1",
        "channel_name": "support",
        "user_id": "U0ADMIN",
        "user_name": "admin",
        "command": "/kpi",
        "text": text,
        "api_app_id": "A0",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/response",
        "trigger_id": "1.2.3",
    }
    body = urlencode(fields).encode()
    return request("/slack/events", body, _slack_headers(body, at))


def _slack_headers(body: bytes, at: datetime) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    signed = f"v0:{stamp}:".encode() + body
    digest = hmac.new(SIGNING_SECRET.encode(), signed, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }


def webhook(path: str, at: datetime, *, number: int) -> bytes:
    """Return a signed `standard` webhook: a ticket was opened."""
    moment = at.isoformat().replace("+00:00", "Z")
    content = {
        "type": "interaction.opened",
        "timestamp": moment,
        "data": {
            "id": f"T-{number}",
            "subject": "VPN keeps dropping",
            "channel": "chat",
            "team": "Network",
            "requester": {"email": "j.jansen@example.com", "name": "J. Jansen"},
            "opened_at": moment,
        },
    }
    body = json.dumps(content).encode()
    return request(path, body, _standard_headers(body, at, f"msg_{number}"))


def _standard_headers(body: bytes, at: datetime, message_id: str) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    signed = f"{message_id}.{stamp}.".encode() + body
    digest = hmac.new(HOOK_KEY, signed, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }

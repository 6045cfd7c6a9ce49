"""Answers to programs: JSON with one plain sentence."""

import json

from aiohttp import web

RETRY_SECONDS = 30


def refusal(kind: type[web.HTTPException], sentence: str, **more: object) -> web.HTTPException:
    """Return an answer to raise: a status, and why, as JSON."""
    return kind(text=json.dumps({"error": sentence, **more}), content_type="application/json")


def too_large(limit: int) -> web.HTTPException:
    return web.HTTPRequestEntityTooLarge(
        max_size=limit,
        actual_size=limit + 1,
        text=json.dumps({"error": f"The body may be {limit} bytes at most."}),
        content_type="application/json",
    )


def unavailable(sentence: str) -> web.Response:
    """Return a 503 that asks to be tried again: the one answer that most senders repeat."""
    return web.json_response(
        {"error": sentence}, status=503, headers={"Retry-After": str(RETRY_SECONDS)}
    )

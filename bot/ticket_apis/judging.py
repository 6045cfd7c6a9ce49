"""What an answer, or its absence, means: good, or a trouble with its sentence."""

import json
from datetime import timedelta
from typing import Any

import aiohttp
from yarl import URL

from bot.ticket_apis.addresses import NotPublic
from bot.ticket_apis.talk import Answer, Call
from bot.ticket_apis.trouble import ApiTrouble
from kpi.store.hooks import storable

BUSY = frozenset({429, 503})
NO_ACCESS = frozenset({401, 403})
GONE = frozenset({404, 410})
OUR_FAULT, THEIR_FAULT = 400, 500
NOT_PUBLIC = "not_public"


def judged(call: Call, status: int, answer: Answer) -> Answer:
    """Return a good answer. Raises ApiTrouble for any other."""
    if status < OUR_FAULT:
        return answer
    host, reason = URL(call.url).host, f"http_{status}"
    if status == call.missing_at or (status in GONE and call.missing_ok):
        return Answer(headers=answer.headers)
    if status in GONE:
        raise ApiTrouble(
            "{host} does not have what it was asked for.", reason=reason, is_final=True, host=host
        )
    if status in NO_ACCESS:
        raise ApiTrouble(
            "{host} refuses our token, or it may not do this.", reason=reason, host=host
        )
    if status in BUSY:
        pause = pause_of(answer)
        wait = None if pause is None else timedelta(seconds=pause)
        raise ApiTrouble("{host} asks us to wait.", reason=reason, wait=wait, host=host)
    if status < THEIR_FAULT:
        raise ApiTrouble(
            "{host} does not accept what it was asked ({status}).",
            reason=reason,
            is_final=True,
            host=host,
            status=status,
        )
    raise ApiTrouble(
        "{host} is out of order at the moment.", reason=reason, may_be_done=True, host=host
    )


def unreached(error: Exception, host: str) -> ApiTrouble:
    if isinstance(error, UnicodeError):
        return no_address()
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return ApiTrouble(
            "{host} shows a certificate that is not trusted here.", reason="certificate", host=host
        )
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, NotPublic):
            return not_public(host)
        return ApiTrouble("{host} cannot be reached.", reason="unreachable", host=host)
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return ApiTrouble("{host} cannot be reached.", reason="unreachable", host=host)
    reason = "timeout" if isinstance(error, TimeoutError) else "disconnected"
    return ApiTrouble("{host} did not answer in time.", reason=reason, may_be_done=True, host=host)


def no_address() -> ApiTrouble:
    return ApiTrouble("That is no web address.", reason="no_address", is_final=True)


def not_public(host: str) -> ApiTrouble:
    return ApiTrouble(
        "{host} is not on the public internet, so it is not asked.",
        reason=NOT_PUBLIC,
        is_final=True,
        host=host,
    )


def unreadable(host: str) -> ApiTrouble:
    return ApiTrouble(
        "{host} gave an answer that cannot be read.",
        reason="unreadable",
        may_be_done=True,
        host=host,
    )


def read_json(body: bytes, host: str) -> Any:
    """Return what a body says, as far as a database can hold it. Raises ApiTrouble."""
    if not body.strip():
        return None
    try:
        return storable(json.loads(body))
    except (ValueError, RecursionError):
        raise unreadable(host) from None


def pause_of(answer: Answer) -> float | None:
    """Return how many seconds we shall wait; None when it is not said, or said as a date."""
    said = answer.headers.get("Retry-After", "").strip()
    return float(said) if said.isascii() and said.isdigit() and len(said) <= len("999999") else None

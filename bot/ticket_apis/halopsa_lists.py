"""HaloPSA's lists of tickets, by the tickets' numbers, passing over nothing that changes meanwhile.

They know pages only, which shift: so those of a time that goes on are turned forwards, in which
tickets only come in, and those of a time that is over backwards, which they only leave.
"""

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bot.sources import fields
from bot.ticket_apis import halopsa_tickets, reading, talk
from bot.ticket_apis.access import Account
from bot.ticket_apis.talk import Answer, Call, Changes, Talk
from bot.ticket_apis.trouble import ApiTrouble

PAGE = 100
"""The most that a page may hold."""
MOST = talk.MOST_PAGES * PAGE
HALVINGS = 16
"""How often less time is asked for, where more tickets changed than that."""


def changed(
    ask: Callable[..., Call], account: Account, since: datetime, now: datetime
) -> Talk[Changes]:
    """Read the tickets that changed; in less time, where these are too many.

    Args:
        ask: makes the call for a list of tickets, given its query.
        account: our way in, by whose hook tickets are understood.
        since: from when on.
        now: the aware moment.

    Raises:
        ApiTrouble: more changed at once than can be read in one talk.
    """
    until, first = yield from _first_page(ask, since, now)
    read = reading.ByMapping(account)
    if until is None:
        yield from _read_on(ask, since, first, read=read)
    else:
        yield from _read_back(ask, since, until, first=first, read=read)
    return read.changes(until)


def page(number: int) -> Mapping[str, str]:
    """Return the query for one page of all tickets, in the order of their numbers."""
    order = {"order": "id", "orderdesc": "false", "includeagent": "true"}
    return {"pageinate": "true", "page_size": str(PAGE), "page_no": str(number), **order}


def _between(since: datetime, until: datetime | None) -> Mapping[str, str]:
    bounds = {"lastupdatefromdate": since, "lastupdatetodate": until}
    return {
        name: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for name, moment in bounds.items()
        if moment is not None
    }


def _first_page(
    ask: Callable[..., Call], since: datetime, now: datetime
) -> Talk[tuple[datetime | None, Answer]]:
    """Return up to when there are not too many, None for up to now, and the first of them."""
    until: datetime | None = None
    answer = yield ask(query={**page(1), **_between(since, until)})
    for _ in range(HALVINGS):
        if _count(answer) < MOST:
            break
        until = reading.sooner(since, until or now)
        answer = yield ask(query={**page(1), **_between(since, until)})
    return until, answer


def _read_on(
    ask: Callable[..., Call], since: datetime, answer: Answer, *, read: reading.ByMapping
) -> Talk[None]:
    """Turn the pages of what changed up to now: what changes meanwhile only joins it."""
    for number in range(2, talk.MOST_PAGES + 2):
        if _take(read, answer) < PAGE:
            return
        answer = yield ask(query={**page(number), **_between(since, None)})
    raise _too_many()


def _read_back(
    ask: Callable[..., Call],
    since: datetime,
    until: datetime,
    *,
    first: Answer,
    read: reading.ByMapping,
) -> Talk[None]:
    """Turn the pages from the last to the first.

    What changes meanwhile leaves, and what comes after it moves up to pages still to be read.
    """
    if _count(first) > MOST:
        raise _too_many()
    for number in range(math.ceil(_count(first) / PAGE), 0, -1):
        _take(read, (yield ask(query={**page(number), **_between(since, until)})))


def _take(read: reading.ByMapping, answer: Answer) -> int:
    """Read a page, and return how many tickets are on it."""
    tickets = fields.items(fields.inside(answer.body, "tickets"))
    read.take(map(halopsa_tickets.seen, tickets))
    return len(tickets)


def _count(answer: Answer) -> int:
    """Return how many tickets there are on all pages, 0 where that is not told."""
    count = fields.inside(answer.body, "record_count")
    return count if isinstance(count, int) else 0


def _too_many() -> ApiTrouble:
    return ApiTrouble("Too many tickets changed to be read at once.", reason="too_many")

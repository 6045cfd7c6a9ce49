"""Holding a talk without a network: the answers are given beforehand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from multidict import CIMultiDict

from bot.sources.catalog import SYSTEMS
from bot.ticket_apis import access
from bot.ticket_apis.access import Account
from bot.ticket_apis.talk import Answer, Call, Note, Talk, TicketApi
from tests.moments import NOW

Result = TypeVar("Result")


def held(talk: Talk[Result], *bodies: Any, **headers: str) -> tuple[Result, list[Call]]:
    """Answer the calls of a talk in their order; give its result and the calls."""
    left, calls = list(bodies), []
    named = CIMultiDict({name.replace("_", "-"): value for name, value in headers.items()})
    try:
        calls.append(next(talk))
        while True:
            calls.append(talk.send(Answer(body=left.pop(0), headers=named)))
    except StopIteration as end:
        assert left == []
        return end.value, calls


def account(api: TicketApi, token: str = "t0ken", **options: str) -> Account:
    """Give a way in, with a hook that is as the system's form makes it."""
    account = access.account_of(api.options, options, token)
    return replace(account, understand=SYSTEMS[api.source].source.translate)


def note(external_id: str = "7", **about: Any) -> Note:
    """Give a note with a comment that tries things."""
    extra: Mapping[str, Any] = {}
    usual = {"extra": extra, "lines": ["Gave 4 of 5."], "comment": "<b>Fine</b> @all", "at": NOW}
    return Note(external_id=external_id, **{**usual, **about})

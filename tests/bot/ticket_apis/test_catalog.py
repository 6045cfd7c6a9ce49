from itertools import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.catalog import PRESET, SYSTEMS
from bot.ticket_apis import access
from bot.ticket_apis.catalog import APIS, CAUGHT_UP, api_of
from bot.ticket_apis.talk import Answer, Talk, TicketApi, Wanted
from kpi.errors import KpiError
from kpi.store.tables import Hook
from tests.bot.sources.odd import JSON
from tests.bot.ticket_apis.talks import account as a_way_in
from tests.bot.ticket_apis.talks import note
from tests.moments import NOW

OPTIONS = {
    "subdomain": "acme",
    "email": "a@example.com",
    "site": "acme.atlassian.net",
    "projects": "IT",
    "app_id": "abcdef12",
    "repository": "acme/vpn",
    "account": "1",
    "address": "https://desk.test",
    "login": "kompas",
    "client_id": "abcdef12-3456",
    "user": "kompas@acme.test",
    "tracking_id": "ABCDEF123456",
}
NONE = {"standard", "mapped"}
"""Systems of which nothing is known but the webhooks that somebody wrote."""


def test_every_api_belongs_to_a_hook() -> None:
    assert APIS.keys() == SYSTEMS.keys() - NONE
    assert {SYSTEMS[name].source.name for name in APIS} == CAUGHT_UP


def test_a_mapped_hook_has_the_api_of_its_preset() -> None:
    def hook(source: str, **options: str) -> Hook:
        return Hook(
            workspace_id="T", id="h", source=source, secret=b"", options=options, created_at=NOW
        )

    assert api_of(hook("mapped", **{PRESET: "topdesk"})) is APIS["topdesk"]
    assert api_of(hook("zammad", **{PRESET: "topdesk"})) is APIS["zammad"]
    assert api_of(hook("mapped")) is None
    assert api_of(hook("gone")) is None


@pytest.mark.parametrize("api", APIS.values(), ids=list(APIS))
def test_every_api_tells_what_it_needs_and_asks_over_https(api: TicketApi) -> None:
    assert ":" in api.token
    assert all(option.what for option in api.options)
    account = access.account_of(api.options, OPTIONS, "t0ken")
    call = next(api.check(account))
    assert call.url.startswith("https://")
    assert "t0ken" not in call.url
    assert api.changes is not None
    assert next(api.changes(account, NOW, NOW)).url.startswith("https://")


ROWS = st.lists(JSON, max_size=3)
ANSWERS = (
    JSON
    | ROWS
    | st.dictionaries(
        st.sampled_from(
            ["tickets", "conversations", "issues", "results", "users", "data", "_embedded", "pages"]
        ),
        ROWS | st.dictionaries(st.sampled_from(["conversations", "payload", "next"]), ROWS),
    )
)
IDS = {
    "requester_id": "1",
    "contact_id": "c1",
    "responder_id": "2",
    "group_id": "3",
    "company_id": "4",
    "login": "x",
    "mailbox_id": "5",
    "issue": "IT-1",
    "account_id": "6",
    "number": "I 2611 042",
    "ticket": "8",
}


@given(api=st.sampled_from(list(APIS.values())), body=ANSWERS)
def test_no_answer_whatever_breaks_a_talk(api: TicketApi, body: Any) -> None:
    account = a_way_in(api, **OPTIONS)
    wanted = Wanted(external_id="7", ids=IDS, team="1", agent="2", account="3")
    assert api.changes is not None
    assert api.note is not None
    exhaust(api.check(account), body)
    exhaust(api.changes(account, NOW, NOW), body)
    exhaust(api.note(account, note(extra={"ticket_id": "1"}, remote_id="2")), body)
    if api.look_up is not None:
        exhaust(api.look_up(account, wanted), body)


def exhaust(talk: Talk[Any], body: Any) -> None:
    """Give a talk the same answer until it ends, rightly or with a sentence."""
    try:
        next(talk)
        for answer in repeat(Answer(body=body)):
            talk.send(answer)
    except (StopIteration, KpiError):
        pass

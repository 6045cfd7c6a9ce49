from datetime import timedelta

from bot.sources.shape import NotUnderstood
from bot.ticket_apis import reading
from bot.ticket_apis.freshdesk import FRESHDESK
from bot.ticket_apis.github import GITHUB
from bot.ticket_apis.zammad import ZAMMAD
from kpi.interaction_event import Event, Kind
from tests.bot.ticket_apis.talks import account, held
from tests.each import each
from tests.moments import NOW


def read(ticket: str) -> list[Event]:
    if ticket == "odd":
        raise NotUnderstood
    return [Event(kind=Kind.RESOLVED, at=NOW, source="zendesk", external_id=ticket)]


def test_an_odd_ticket_does_not_hide_the_others() -> None:
    assert [event.external_id for event in reading.events(["1", "odd", "2"], read)] == ["1", "2"]


def test_the_newest_moment_counts_and_never_goes_back() -> None:
    later = NOW + timedelta(minutes=1)
    tickets = [{"at": "2026-11-18T12:01:00Z"}, {"at": "odd"}, {}]
    assert reading.newest(tickets, "at", since=NOW) == later
    assert reading.newest(tickets, "at", since=later + timedelta(1)) == later + timedelta(1)


def test_reading_goes_on_from_the_newest_and_within_a_second_by_pages() -> None:
    later = NOW + timedelta(seconds=1)
    assert reading.onward(NOW, later, 3) == (later, 1)
    assert reading.onward(NOW, NOW + timedelta(milliseconds=900), 3) == (NOW, 4)


SYSTEMS = {
    "github": (GITHUB, {"repository": "acme/vpn"}, "since"),
    "freshdesk": (FRESHDESK, {"subdomain": "acme"}, "updated_since"),
    "zammad": (ZAMMAD, {"address": "https://desk.example.com"}, "query"),
}


@each("name", SYSTEMS)
def test_what_shifts_between_pages_is_not_passed_over(name: str) -> None:
    api, options, since = SYSTEMS[name]
    assert api.changes is not None
    moments = [(NOW + timedelta(seconds=number)).isoformat() for number in (0, 60)]
    first, second = ([{"updated_at": at} for _ in range(100)] for at in moments)
    talk = api.changes(account(api, **options), NOW - timedelta(hours=1), NOW)
    _, calls = held(talk, first, second, [])
    assert [call.query["page"] for call in calls] == ["1", "1", "1"]
    assert ["12:00:00Z" in calls[1].query[since], "12:01:00Z" in calls[2].query[since]] == [
        True
    ] * 2


def test_half_the_time_is_still_ahead() -> None:
    since = NOW - timedelta(days=4)
    assert reading.sooner(since, NOW) == NOW - timedelta(days=2)
    assert reading.sooner(since, since + timedelta(seconds=1)) > since

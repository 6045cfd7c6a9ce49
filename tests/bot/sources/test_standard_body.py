from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.sources.standard_body import Body
from kpi.interaction_event import Kind
from tests.each import each
from tests.moments import NOW

EXAMPLE = {
    "type": "interaction.resolved",
    "timestamp": "2026-11-20T15:04:05Z",
    "data": {
        "id": "T-1042",
        "subject": "VPN keeps dropping",
        "url": "https://desk.example/T-1042",
        "channel": "chat",
        "team": "Network",
        "agent": "a.devries@example.com",
        "priority": "high",
        "moment": "support",
        "requester": {
            "email": "j.jansen@example.com",
            "slack_user_id": None,
            "name": "J. Jansen",
            "account": "Acme",
            "role": "user",
        },
        "opened_at": "2026-11-20T13:00:00Z",
        "first_replied_at": "2026-11-20T13:09:00Z",
        "resolved_at": "2026-11-20T15:04:00Z",
        "reopened_at": None,
        "tags": ["vpn"],
        "slack_channel_id": None,
        "slack_thread_ts": None,
    },
}


def test_the_documented_example_says_all_it_says() -> None:
    event = Body.model_validate(EXAMPLE).data.event(Kind.RESOLVED, NOW, source="standard")
    assert (event.external_id, event.team, event.account) == ("T-1042", "Network", "Acme")
    assert (event.requester_email, event.requester_role) == ("j.jansen@example.com", "user")
    assert event.first_replied_at is not None
    assert event.tags == ("vpn",)
    assert event.extra == {}


def test_unknown_fields_are_kept() -> None:
    data = {"id": "1", "sla": {"met": True}, "requester": {"shoe_size": 43}}
    read = Body.model_validate({"type": "interaction.opened", "data": data})
    event = read.data.event(Kind.OPENED, NOW, source="standard")
    assert event.extra == {"sla": {"met": True}, "requester": {"shoe_size": 43}}


def test_any_event_may_tell_what_the_customer_did() -> None:
    data = {"id": "1", "customer_replied_at": "2026-11-20T15:04:05+01:00", "waiting_seconds": 90}
    read = Body.model_validate({"type": "interaction.resolved", "data": data})
    event = read.data.event(Kind.RESOLVED, NOW, source="standard")
    assert event.customer_wrote_at == datetime(2026, 11, 20, 14, 4, 5, tzinfo=UTC)
    assert event.waited_seconds == 90
    with pytest.raises(ValidationError):
        Body.model_validate(
            {"type": "interaction.resolved", "data": data | {"waiting_seconds": -1}}
        )


def test_nothing_said_is_empty_and_numbers_are_names_too() -> None:
    nothing = dict.fromkeys(["subject", "url", "team", "moment", "requester", "tags"])
    read = Body.model_validate({"type": "interaction.opened", "data": {"id": 1042, **nothing}})
    assert read.data.id == "1042"
    assert (read.data.subject, read.data.moment, read.data.tags) == ("", "", ())
    assert read.data.requester.email == ""


@each("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-11-20T15:04:05", "", 5])
def test_moments_out_of_reach_or_without_zone_are_refused(moment: object) -> None:
    with pytest.raises(ValidationError):
        Body.model_validate(
            {"type": "interaction.opened", "data": {"id": "1", "opened_at": moment}}
        )

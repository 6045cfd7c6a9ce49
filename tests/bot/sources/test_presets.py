import json
from datetime import timedelta
from typing import Any

import pytest

from bot.sources import mapped
from bot.sources.catalog import SYSTEMS, source_of
from bot.sources.presets import PRESETS, Preset
from bot.sources.shape import Told, Verbatim
from kpi.interaction_event import Event, Kind
from kpi.store.tables import Hook
from tests.moments import NOW

BODIES: dict[str, dict[str, Any]] = {
    "topdesk": {
        "number": "M2611 042",
        "completed": True,
        "modificationDate": "2026-11-18T12:00:00.000+0000",
        "creationDate": "2026-11-18T12:00:00",
        "briefDescription": "VPN keeps dropping",
        "caller": {"email": "j.jansen@example.com", "dynamicName": "Jansen, J."},
        "operatorGroup": {"name": "Network"},
    },
    "freshservice": {
        "id": "M2611 042",
        "status": "Resolved",
        "updated_at": "2026-11-18T12:00:00Z",
        "created_at": "2026-11-18T11:00:00Z",
        "subject": "VPN keeps dropping",
        "requester_email": "j.jansen@example.com",
        "group": "Network",
    },
    "halopsa": {
        "timestamp": "2026-11-18T12:00:00Z",
        "ticket": {
            "id": "M2611 042",
            "status_id": 9,
            "summary": "VPN keeps dropping",
            "user_email": "j.jansen@example.com",
            "team": "Network",
            "dateoccurred": "2026-11-18T11:00:00",
        },
    },
    "autotask": {
        "Action": "Update",
        "EntityType": "Ticket",
        "Id": "M2611 042",
        "EventTime": "2026-11-18T12:00:00Z",
        "Fields": {
            "Status": "Complete",
            "Title": "VPN keeps dropping",
            "QueueID": "Network",
            "CreateDate": "2026-11-18T11:00:00Z",
        },
    },
}
STATUSES = {
    "topdesk": ("completed", False),
    "freshservice": ("status", "Open"),
    "halopsa": ("ticket", {**BODIES["halopsa"]["ticket"], "status_id": 2}),
    "autotask": ("Fields", {"Status": "In Progress"}),
}
EVERY = pytest.mark.parametrize("name", PRESETS)


def told(name: str, **fields: Any) -> Event:
    source = mapped.source(PRESETS[name].mapping)
    (event,) = source.translate(Told(body={**BODIES[name], **fields}))
    return event


@EVERY
def test_a_ticket_that_is_done_is_resolved(name: str) -> None:
    event = told(name)
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "M2611 042")
    assert (event.subject, event.team) == ("VPN keeps dropping", "Network")
    assert event.opened_at == NOW - timedelta(hours=1)
    assert event.requester_email == ("" if name == "autotask" else "j.jansen@example.com")


@EVERY
def test_any_other_status_is_open(name: str) -> None:
    field, value = STATUSES[name]
    assert told(name, **{field: value}).kind is Kind.REOPENED


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_its_steps_name_the_address_and_the_secret(preset: Preset) -> None:
    source = mapped.source(preset.mapping, title=preset.title, clicks=preset.clicks)
    assert (source.name, source.title) == ("mapped", preset.title)
    steps = "\n".join(source.clicks)
    assert "{url}" in steps
    assert "{secret}" in steps


def test_the_body_to_be_pasted_at_topdesk_has_what_the_mapping_looks_for() -> None:
    (body,) = (one for one in PRESETS["topdesk"].clicks if isinstance(one, Verbatim))
    filled = {
        **json.loads(body),
        "completed": "true",
        "modificationDate": "2026-11-18T12:00:00Z",
        "caller": {"email": "j.jansen@example.com"},
    }
    (event,) = mapped.source(PRESETS["topdesk"].mapping).translate(Told(body=filled))
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "[number]")
    assert (event.team, event.agent) == ("[operator group]", "[operator]")
    assert event.requester_email == "j.jansen@example.com"


def test_the_same_number_in_two_systems_is_two_tickets() -> None:
    told = {
        name: source_of(
            Hook(
                workspace_id="T",
                id=name,
                source="mapped",
                secret=b"",
                mapping=PRESETS[name].mapping.model_dump(mode="json"),
                options=SYSTEMS[name].options,
                created_at=NOW,
            )
        )
        for name in PRESETS
    }
    events = [one.translate(Told(body=BODIES[name])) for name, one in told.items() if one]
    assert {event.source for (event,) in events} == set(PRESETS)

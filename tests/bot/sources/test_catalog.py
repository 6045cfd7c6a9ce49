import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources import catalog
from bot.sources.catalog import SOURCES, SYSTEMS, System
from bot.sources.presets import PRESETS
from bot.sources.shape import Delivery, Source, Told
from kpi.store.tables import Hook
from tests.bot.sources.odd import JSON, events
from tests.drawn import texts
from tests.moments import NOW

EVERY = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)


@EVERY
def test_its_name_fits_an_address_and_its_steps_name_the_url(source: Source) -> None:
    assert re.fullmatch("[a-z]+", source.name)
    assert source.title
    assert any("{url}" in step for step in source.clicks)
    assert source.secret_from_there or any("{secret}" in step for step in source.clicks)


@EVERY
def test_what_is_not_signed_is_not_genuine(source: Source) -> None:
    bare = Delivery(body=b"{}", headers={}, url="https://kompas.example.com/hooks/x/y")
    assert not source.is_genuine(bare, ["secret"], NOW)
    assert not source.is_genuine(bare, [], NOW)


@EVERY
@settings(max_examples=10)  # each source spoils its own documents in its own file, more often
@given(body=st.dictionaries(texts(max_size=9), JSON), header=texts(max_size=9))
def test_any_object_gives_events_or_a_reason(
    source: Source, body: dict[str, Any], header: str
) -> None:
    events(source, body, dict.fromkeys(source.kept_headers, header))


def hook(source: str, **columns: Any) -> Hook:
    return Hook(workspace_id="T1", id="h1", source=source, secret=b"", created_at=NOW, **columns)


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS)
def test_a_hook_is_known_as_the_system_it_was_made_for(system: System) -> None:
    made = hook(system.source.name, options=system.options)
    assert catalog.system_of(made) is system
    source = catalog.source_of(made)
    assert source is not None
    assert (source.name, source.title) == (system.source.name, system.source.title)
    assert source.name in catalog.NAMES


def test_a_kind_that_is_no_longer_known_is_none() -> None:
    assert catalog.system_of(hook("gone")) is None
    assert catalog.source_of(hook("gone")) is None


def test_every_preset_is_offered_under_its_name() -> None:
    assert set(SYSTEMS) == {*SOURCES, *PRESETS, "mapped"}


def test_a_mapped_hook_is_read_by_its_own_mapping() -> None:
    mapping = {"id": "nr", "status": "state", "resolved": ["done"]}
    source = catalog.source_of(hook("mapped", mapping=mapping))
    assert source is not None
    (event,) = source.translate(Told(body={"nr": 7, "state": "Done"}, received_at=NOW))
    assert event.external_id == "7"


def test_hubspots_closed_stages_are_those_of_the_hook() -> None:
    change = {"objectId": 1, "propertyName": "hs_pipeline_stage", "propertyValue": "77"}
    change |= {"subscriptionType": "ticket.propertyChange", "occurredAt": NOW.timestamp()}
    kinds = []
    for options in ({}, {"closed_stages": "4, 77"}):
        source = catalog.source_of(hook("hubspot", options=options))
        assert source is not None
        kinds += [event.kind.value for event in source.translate(Told(body={"events": [change]}))]
    assert kinds == ["reopened", "resolved"]

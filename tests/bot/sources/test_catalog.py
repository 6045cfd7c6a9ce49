import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.catalog import SOURCES
from bot.sources.shape import Delivery, Source
from tests.bot.sources.odd import JSON, events
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
@settings(max_examples=25)  # each source spoils its own documents in its own file, more often
@given(body=st.dictionaries(st.text(max_size=9), JSON), header=st.text(max_size=9))
def test_any_object_gives_events_or_a_reason(
    source: Source, body: dict[str, Any], header: str
) -> None:
    events(source, body, dict.fromkeys(source.kept_headers, header))

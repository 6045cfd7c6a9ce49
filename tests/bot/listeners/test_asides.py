"""What private answers can still be changed: the last of a question, for a while, a few times."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from bot.blocks import Message
from bot.listeners import asides, latest
from bot.listeners.asides import Asides
from tests.moments import NOW

ID = uuid4()
BODY: dict[str, Any] = {
    "user": {"id": "U1"},
    "response_url": "https://example.com/1",
    "container": {"channel_id": "C1", "message_ts": "1.0", "is_ephemeral": True},
}


def test_it_can_be_changed_five_times_in_half_an_hour() -> None:
    known = Asides()
    known.tapped(ID, BODY, NOW)
    used = [known.used(ID, NOW) for _ in range(asides.USES + 1)]
    assert used[0] == {"response_url": BODY["response_url"], "container": BODY["container"]}
    assert used[-2:] == [used[0], None]
    known.tapped(ID, BODY, NOW)
    assert known.used(ID, NOW + timedelta(minutes=30)) is None


def test_what_others_read_is_none() -> None:
    known = Asides()
    known.tapped(ID, BODY | {"container": {"channel_id": "C1", "message_ts": "1.0"}}, NOW)
    assert known.used(ID, NOW) is None
    known.tapped(ID, BODY, NOW)
    known.forget(ID)
    assert known.used(ID, NOW) is None


def test_the_very_same_is_not_told_twice_in_a_moment() -> None:
    known, later = Asides(), NOW + asides.MOMENT
    said, other = Message("You chose 4 of 5."), Message("You took it back.")
    assert not known.repeats(ID, said, NOW)
    assert known.repeats(ID, said, NOW)
    assert not known.repeats(uuid4(), said, NOW)
    assert not known.repeats(ID, other, NOW)
    assert not known.repeats(ID, said, NOW)
    assert not known.repeats(ID, said, later)


def test_only_the_latest_are_remembered() -> None:
    known = Asides()
    known.tapped(ID, BODY, NOW)
    for _ in range(latest.MOST):
        known.tapped(uuid4(), BODY, NOW)
    assert known.used(ID, NOW) is None

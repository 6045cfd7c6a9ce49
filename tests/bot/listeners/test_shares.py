"""A second tap in the same moment shares nothing; one that failed may be tried again."""

from bot.listeners import latest, shares
from bot.listeners.shares import Shares
from tests.moments import NOW

BODY = {
    "user": {"id": "U1"},
    "container": {"channel_id": "C1", "message_ts": "1.2", "is_ephemeral": True},
}
SHARE = shares.tapped(BODY, "csat 2026-W47")


def test_the_same_is_shared_once_in_a_moment() -> None:
    known, later = Shares(), NOW + shares.MOMENT
    assert not known.repeats(SHARE, NOW)
    assert known.repeats(SHARE, NOW)
    assert not known.repeats(shares.tapped(BODY, "csat 2026-W46"), NOW)
    assert not known.repeats(SHARE._replace(message_ts="1.3"), NOW)
    assert not known.repeats(SHARE, later)
    assert known.repeats(SHARE, later)


def test_what_was_not_posted_may_be_tried_again() -> None:
    known = Shares()
    assert not known.repeats(SHARE, NOW)
    known.forget(SHARE)
    assert not known.repeats(SHARE, NOW)


def test_only_the_latest_are_remembered() -> None:
    known = Shares()
    for place in range(latest.MOST + 1):
        known.repeats(SHARE._replace(message_ts=str(place)), NOW)
    assert not known.repeats(SHARE._replace(message_ts="0"), NOW)
    assert known.repeats(SHARE._replace(message_ts=str(latest.MOST)), NOW)

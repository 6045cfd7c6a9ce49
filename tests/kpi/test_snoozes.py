from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import snoozes
from kpi.errors import WrongSetting
from kpi.snoozes import Snooze

ZONE = "Europe/Amsterdam"
WEDNESDAY = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
ZONES = st.sampled_from(["UTC", ZONE, "Pacific/Auckland", "America/Los_Angeles"])
MINUTES = st.integers(0, 60 * 24 * 365)


def test_each_choice_is_a_moment_on_the_clocks_of_the_workspace() -> None:
    found = {one: snoozes.until(one, WEDNESDAY, ZONE) for one in Snooze if one is not Snooze.OWN}
    assert found == {
        Snooze.HOURS: WEDNESDAY + timedelta(hours=2),
        Snooze.TOMORROW: datetime(2026, 11, 19, 8, 0, tzinfo=UTC),
        Snooze.NEXT_WEEK: datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
    }


@given(minutes=MINUTES, zone=ZONES, which=st.sampled_from([Snooze.TOMORROW, Snooze.NEXT_WEEK]))
def test_mornings_are_still_to_come_and_at_nine(minutes: int, zone: str, which: Snooze) -> None:
    now = WEDNESDAY + timedelta(minutes=minutes)
    found = snoozes.until(which, now, zone)
    assert now < found <= now + timedelta(days=8)
    assert (found.hour, found.minute) == (9, 0)
    assert which is Snooze.TOMORROW or found.weekday() == 0


def test_a_moment_of_ones_own_is_read() -> None:
    assert snoozes.read("2026-11-24", "13:30", ZONE) == datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
    assert snoozes.read("2026-11-24", "", ZONE).hour == 9
    for day in ("", "soon", "2026-02-30"):
        with pytest.raises(WrongSetting):
            snoozes.read(day, "09:00", ZONE)

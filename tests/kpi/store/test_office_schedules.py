"""Office schedules: whose hours count, what cannot be kept, and what an empty list means."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from kpi.asking_hours import Hours
from kpi.errors import NotFound, WrongSetting
from kpi.opening_text import WHOLE_DAY
from kpi.store import office_schedules
from kpi.store.database import Database
from kpi.store.office_schedules import Schedules, Wish
from kpi.store.tables import OfficeSchedule, Workspace
from tests.each import each
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW

EVENING: Mapping[int, tuple[Hours, ...]] = {4: (Hours(time(18), time()),), 5: (WHOLE_DAY,)}
CHRISTMAS = date(2026, 12, 25)


def row(name: str, **details: Any) -> OfficeSchedule:
    return OfficeSchedule(workspace_id=HOME, name=name, week={"0": [["09:00", "10:00"]]}, **details)


async def kept(database: Database, workspace: Workspace, **details: Any) -> Schedules:
    wish = Wish(**{"week": office_schedules.USUAL, **details})
    await write(database, office_schedules.save, workspace, wish, NOW)
    return await read(database, office_schedules.of_workspace, workspace)


def test_nine_to_five_is_assumed_until_somebody_says_otherwise() -> None:
    found = Schedules([], "Europe/Amsterdam")
    assert found.is_assumed
    assert found.for_(team="Network") == ("", found.default)
    monday, tuesday = (datetime(2026, 11, day, tzinfo=UTC) for day in (16, 17))
    assert found.default.seconds(monday, tuesday) == 8 * 3600
    assert found.is_working_day(monday.date())
    assert not found.is_working_day(date(2026, 11, 15))


def test_a_team_goes_before_a_channel_and_both_before_everybody() -> None:
    rows = [row("", closed=["2026-12-25"]), row("A", teams=["Night"]), row("B", channels=["phone"])]
    found = Schedules(rows, "UTC")
    assert not found.is_assumed
    assert found.for_(team="night", channel="phone")[0] == "A"
    assert found.for_(team="Day", channel="Phone") == ("B", found.hours("B"))
    assert found.for_(team="Day", channel="mail") == ("", found.default)
    assert found.for_() == ("", found.default)
    assert found.hours("gone") == found.default


async def test_hours_are_kept_as_they_were_told(database: Database, workspace: Workspace) -> None:
    wish: dict[str, Any] = {"week": EVENING, "closed": {CHRISTMAS: "Kerst"}, "country": "NL"}
    found = await kept(database, workspace, **wish, chosen={"good_friday": True})
    (only,) = found.rows
    assert office_schedules.week_of(only) == EVENING
    assert office_schedules.closed_days(only) == {CHRISTMAS: "Kerst"}
    assert (only.country, only.options) == ("NL", {"good_friday": True})
    assert found.default.closed == {CHRISTMAS}
    assert found.default.zone == workspace.time_zone
    again = await kept(database, workspace)
    assert [one.week for one in again.rows] != [only.week]
    named = await kept(
        database, workspace, name="Night", teams=["Night"], zone="Asia/Kolkata", week=EVENING
    )
    assert named.for_(team="Night")[1].zone == "Asia/Kolkata"
    assert await write(database, office_schedules.remove, HOME, "Night")
    with pytest.raises(NotFound, match="Night"):
        await read(database, office_schedules.find, HOME, "Night")


@each(
    ("wish", "complaint"),
    [
        (Wish(week={}), "Somebody must be there"),
        (Wish(week=EVENING, name="C"), "Name the teams or channels"),
        (Wish(week=EVENING, name="C", teams=["NIGHT"]), "NIGHT has hours already: A"),
        (Wish(week=EVENING, name="C", channels=["phone"]), "phone has hours already: B"),
    ],
)
def test_hours_that_nobody_could_tell_apart_are_refused(wish: Wish, complaint: str) -> None:
    others = [row("A", teams=["Night"]), row("B", channels=["Phone"])]
    with pytest.raises(WrongSetting, match=complaint):
        office_schedules.require(wish, others)

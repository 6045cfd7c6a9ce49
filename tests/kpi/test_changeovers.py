from datetime import date

from kpi import changeovers
from kpi.changeovers import Changeover

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (16, 17, 18))
FULL, FIRST, FRT = "art/office/full/mean/v1", "art/office/first/mean/v1", "frt/office/mean/v1"
ONCE = (Changeover(None, FULL), Changeover(TUESDAY, FIRST))


def test_changes_are_read_as_they_are_written() -> None:
    for found in ((), ONCE, (*ONCE, Changeover(WEDNESDAY, FRT))):
        assert changeovers.read(changeovers.written(found)) == found


def test_each_change_is_kept_with_what_was_before() -> None:
    assert changeovers.turned((), FULL, FULL, MONDAY) == ()
    assert changeovers.turned((), FULL, FIRST, TUESDAY) == ONCE
    assert changeovers.turned(ONCE, FIRST, FULL, TUESDAY) == (), "it counted on no whole day"
    back = changeovers.turned(ONCE, FIRST, FULL, WEDNESDAY)
    assert back == (*ONCE, Changeover(WEDNESDAY, FULL))
    other = changeovers.turned(back, "frt/office/median/v1", FRT, WEDNESDAY)
    assert other[:3] == back
    assert other[3:] == (Changeover(None, "frt/office/median/v1"), Changeover(WEDNESDAY, FRT))


def test_a_definition_begins_once_and_may_be_chosen_again() -> None:
    back = changeovers.turned(ONCE, FIRST, FULL, WEDNESDAY)
    assert [changeovers.first(back, one) for one in (FULL, FIRST, FRT)] == [None, TUESDAY, None]
    assert [changeovers.last(back, one) for one in (FULL, FIRST, FRT)] == [WEDNESDAY, TUESDAY, None]

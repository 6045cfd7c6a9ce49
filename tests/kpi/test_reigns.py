from datetime import date

from kpi import reigns
from kpi.reigns import Reign

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (16, 17, 18))


def test_days_are_read_as_they_are_written() -> None:
    for found in ((), (Reign(MONDAY, None),), (Reign(MONDAY, TUESDAY), Reign(WEDNESDAY, None))):
        assert reigns.read(reigns.written(found)) == found


def test_a_reign_begins_ends_and_goes_on() -> None:
    begun = reigns.turned((), MONDAY, on=True)
    assert begun == (Reign(MONDAY, None),)
    assert reigns.turned(begun, TUESDAY, on=True) == begun
    assert reigns.turned((), TUESDAY, on=False) == ()
    assert reigns.turned(begun, MONDAY, on=False) == (), "it led on no whole day"
    ended = reigns.turned(begun, TUESDAY, on=False)
    assert ended == (Reign(MONDAY, TUESDAY),)
    assert reigns.turned(ended, TUESDAY, on=True) == begun
    assert reigns.turned(ended, WEDNESDAY, on=True) == (*ended, Reign(WEDNESDAY, None))
    assert [ended[0].holds(day) for day in (MONDAY, TUESDAY)] == [True, False]
    assert [reigns.is_on(one) for one in ((), begun, ended)] == [False, True, False]

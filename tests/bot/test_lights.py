from datetime import timedelta

from bot.blocks import View
from bot.lights import MOST, OPEN_FOR, Lights
from tests.moments import NOW


async def nothing() -> View:
    return {}


def test_a_form_is_followed_until_nobody_can_still_look_at_it() -> None:
    lights = Lights()
    lights.watch("V1", nothing, shown={}, now=NOW)
    (lit,) = lights.burning(NOW + OPEN_FOR - timedelta(seconds=1))
    assert (lit.view_id, lights.holds(lit)) == ("V1", True)
    assert lights.burning(NOW + OPEN_FOR) == []
    assert not lights.holds(lit)


def test_what_was_put_in_its_place_is_followed_instead() -> None:
    lights = Lights()
    lights.watch("V1", nothing, shown={"a": 1}, now=NOW)
    (before,) = lights.burning(NOW)
    lights.watch("V1", nothing, shown={"a": 2}, now=NOW)
    lights.forget(before)
    (after,) = lights.burning(NOW)
    assert after.shown == {"a": 2}
    lights.forget(after)
    assert lights.burning(NOW) == []


def test_the_oldest_make_room() -> None:
    lights = Lights()
    for number in range(MOST + 1):
        lights.watch(f"V{number}", nothing, shown={}, now=NOW)
    burning = [lit.view_id for lit in lights.burning(NOW)]
    assert len(burning) == MOST
    assert burning[0] == "V1"


def test_a_form_that_was_closed_is_followed_no_more() -> None:
    lights = Lights()
    lights.watch("V1", nothing, shown={}, now=NOW)
    lights.close("V2")
    assert len(lights.burning(NOW)) == 1
    lights.close("V1")
    assert lights.burning(NOW) == []

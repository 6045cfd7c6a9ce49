from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import Message, connections
from bot.blocks.connections import MOST, Connected
from bot.blocks.hook_light import Light
from bot.wording import voice
from kpi.store.hooks import Misread
from tests.bot.blocks.reading import checked_form, read
from tests.moments import NOW

MISREAD = Misread(count=3, reason="odd", at=NOW)


def connected(
    *, misread: Misread | None = None, has_settings: bool = False, makes_secret: bool = False
) -> Connected:
    light = Light(heard_at=NOW - timedelta(minutes=3), misread=misread, zone="Europe/Amsterdam")
    return Connected(
        hook_id="h1",
        title="TOPdesk",
        light=light,
        has_settings=has_settings,
        makes_secret=makes_secret,
    )


def buttons(*those: Connected) -> list[dict[str, Any]]:
    view = checked_form(connections.view(voice("en"), those, NOW))
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [button for row in rows for button in row]


def test_each_system_has_its_light_and_its_buttons() -> None:
    view = checked_form(connections.view(voice("en"), [connected()], NOW, notice="Done."))
    assert view["blocks"][0]["text"]["text"] == "Done."
    assert view["blocks"][1]["text"]["text"] == "*TOPdesk*\n🟢  Last event 3\xa0minutes ago"
    found = [(one["action_id"], one.get("value")) for one in buttons(connected())]
    assert found == [
        ("hook:show", "h1"),
        ("hook:secret", "h1"),
        ("hook:remove", "h1"),
        ("hook:new", None),
    ]


def test_what_cannot_be_undone_is_asked_about_first() -> None:
    show, secret, remove, _new = buttons(connected(has_settings=True))
    assert "confirm" not in show
    assert show["text"]["text"] == "Address and mapping"
    assert "24\xa0hours" in secret["confirm"]["text"]["text"]
    assert remove["style"] == "danger"
    assert "confirm" in remove


def test_a_secret_that_is_made_there_is_asked_for_in_a_form() -> None:
    secret = buttons(connected(makes_secret=True))[1]
    assert "confirm" not in secret


def test_what_failed_can_be_tried_again() -> None:
    first, *_ = buttons(connected(misread=MISREAD))
    assert (first["action_id"], first["text"]["text"]) == ("hook:retry", "Try 3 events again")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("count", [0, 1, MOST, MOST + 1])
def test_any_number_of_systems_fits(language: str, count: int) -> None:
    those = [connected(misread=MISREAD)] * count
    view = checked_form(connections.view(voice(language), those, NOW))
    shown = [block for block in view["blocks"] if "TOPdesk" in str(block.get("text"))]
    assert len(shown) == min(count, MOST)
    assert ("kompas connect list" in str(view)) == (count > MOST)


def test_trouble_is_told_with_a_button_and_no_trouble_with_nothing() -> None:
    say = voice("en")
    assert list(connections.trouble(say, [])) == []
    found = list(connections.trouble(say, [("TOPdesk", MISREAD), ("Jira", MISREAD)]))
    words = read(Message("x", found))
    assert "*TOPdesk*: 3 events could not be understood" in words
    assert "Jira" in words
    assert found[-1]["elements"][0]["action_id"] == "connections"

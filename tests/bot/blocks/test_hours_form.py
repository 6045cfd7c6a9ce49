"""The form for opening hours: what its fields begin with."""

from typing import Any

from bot import wording
from bot.blocks import hours_form
from bot.blocks.hours_form import Draft
from kpi import holidays
from kpi.store.tables import OfficeSchedule
from tests.each import each
from tests.moments import NOW


def fields(draft: Draft, language: str = "en") -> dict[str, Any]:
    """Give the inputs by name."""
    view = hours_form.form(wording.voice(language), draft, zone="Europe/Amsterdam")
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    return {block["element"]["action_id"]: block for block in inputs}


def test_stored_hours_stand_in_the_form_as_they_were_typed() -> None:
    stored = OfficeSchedule(
        workspace_id="T",
        name="Ops",
        week={"4": [["09:00", "12:30"], ["13:00", "24:00"]]},
        closed=["2026-12-25 Kerst"],
        teams=["Ops, night"],
        country="NL",
        options={holidays.GOOD_FRIDAY: True, holidays.LIBERATION_DAY: False},
        created_at=NOW,
    )
    shown = fields(hours_form.of(stored), "nl")
    assert shown["day4"]["element"]["initial_value"] == "09:00-12:30, 13:00-24:00"
    assert shown["day4"]["label"]["text"] == "Vrijdag"
    assert "initial_value" not in shown["day0"]["element"]
    assert shown["teams"]["element"]["initial_value"] == '"Ops, night"'
    assert shown["closed"]["element"]["initial_value"] == "2026-12-25 Kerst"
    assert shown["country"]["element"]["initial_option"]["text"]["text"] == "Nederland"
    ticked = shown["toggles"]["element"]["initial_options"]
    assert [one["value"] for one in ticked] == [holidays.GOOD_FRIDAY]
    assert "name" not in shown


@each(
    ("draft", "there", "missing"),
    [
        (Draft(), {"day6", "country", "closed"}, {"name", "teams", "zone", "toggles"}),
        (Draft(is_new=True, country="NL"), {"name", "teams", "zone", "toggles"}, set()),
        (Draft(name="Ops", country="BE"), {"teams", "channels"}, {"name", "toggles"}),
    ],
)
def test_only_what_matters_is_asked(draft: Draft, there: set[str], missing: set[str]) -> None:
    shown = fields(draft)
    assert there <= shown.keys()
    assert not missing & shown.keys()


def test_countries_are_grouped_with_the_likely_ones_first() -> None:
    first, *others = fields(Draft())["country"]["element"]["option_groups"]
    assert [one["value"] for one in first["options"]] == ["NL", "BE", "DE", "GB", "US"]
    letters = [one["label"]["text"] for one in others]
    assert letters == sorted(set(letters))
    offered = {one["value"] for group in others for one in group["options"]}
    assert {"AT", "FR", "ID", "SR"} <= offered
    assert not offered & {"EU", "ZZ", "NL"}


def test_suggested_days_come_in_a_block_of_their_own() -> None:
    """Slack keeps what was typed in a block of the same name."""
    blocks = {fields(Draft(times=times))["closed"]["block_id"] for times in (0, 1)}
    assert len(blocks) == 2

"""The form of opening hours, read."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot import wording
from bot.blocks import hours_form
from bot.blocks.hours_form import Draft
from bot.listeners import fields, hours_fields
from kpi import holidays
from kpi.asking_hours import Hours


def sent(draft: Draft, **typed: str) -> dict[str, Any]:
    """Give the form as Slack sends it, with these fields filled in."""
    view = hours_form.form(wording.voice("en"), draft, zone="UTC")
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, name = block["element"], block["element"]["action_id"]
        state: dict[str, Any] = {
            "value": typed.get(name, element.get("initial_value")),
            "selected_option": element.get("initial_option"),
            "selected_options": element.get("initial_options", []),
        }
        values[block["block_id"]] = {name: state}
    return view | {"state": {"values": values}}


DRAFT = Draft(
    is_new=True,
    days=["9-17", "", "", "", "", "", "22:00-24:00"],
    country="NL",
    suggested="NL",
    toggled=frozenset({holidays.GOOD_FRIDAY}),
    chosen=frozenset({holidays.GOOD_FRIDAY}),
    closed="2026-12-25 Kerst",
    times=2,
)


def test_what_stands_in_the_form_is_read_back() -> None:
    assert hours_fields.drafted(sent(DRAFT)) == DRAFT


def test_a_form_becomes_a_wish() -> None:
    wish = hours_fields.wish(sent(DRAFT, name="Ops", teams="Ops, Night", zone="Asia/Kolkata"))
    assert (wish.name, wish.zone, wish.teams) == ("Ops", "Asia/Kolkata", ["Night", "Ops"])
    assert wish.week[0] == (Hours(time(9), time(17)),)
    assert wish.week[6] == (Hours(time(22), time()),)
    assert wish.closed == {date(2026, 12, 25): "Kerst"}
    assert wish.chosen == {holidays.GOOD_FRIDAY: True, holidays.LIBERATION_DAY: False}


def test_what_is_ticked_or_chosen_last_counts_without_asking_for_suggestions() -> None:
    both = frozenset({holidays.GOOD_FRIDAY, holidays.LIBERATION_DAY})
    more = hours_fields.wish(sent(replace(DRAFT, chosen=both), name="Ops"), [2026], "nl")
    assert more.closed == {date(2026, 5, 5): "Bevrijdingsdag", date(2026, 12, 25): "Kerst"}
    typed = {"name": "Ops", "closed": "2026-04-03\n2026-12-24 Borrel"}
    fewer = hours_fields.wish(sent(replace(DRAFT, chosen=frozenset()), **typed), [2026])
    assert fewer.closed == {date(2026, 12, 24): "Borrel"}
    belgian = hours_fields.wish(sent(replace(DRAFT, country="BE"), **typed), [2026]).closed
    assert belgian[date(2026, 7, 21)] == "National Day"
    assert date(2026, 4, 3) not in belgian
    for country in ("", "XX"):
        elsewhere = replace(DRAFT, suggested=country, country=country)
        assert len(hours_fields.wish(sent(elsewhere, **typed), [2026]).closed) == 2


def test_everything_that_cannot_be_read_is_named_at_once() -> None:
    view = sent(DRAFT, day0="nine", day3="9-13, 12-14", zone="Mars", closed="Christmas")
    with pytest.raises(fields.Wrong) as wrong:
        hours_fields.wish(view)
    assert wrong.value.fields.keys() == {"day0", "day3", "zone", "closed"}

from typing import Any

from bot.blocks.pickers import Choice
from bot.listeners import picking
from kpi.metrics import Metric

CHOICE = Choice(period="last quarter", scope="team:R&D", metric=Metric.FRT)


def tab(choice: Choice | None = CHOICE, **chosen: str) -> dict[str, Any]:
    actions = {
        f"home:{name}": {"type": "static_select", "selected_option": {"value": value}}
        for name, value in chosen.items()
    }
    kept = "" if choice is None else picking.kept(choice)
    return {"type": "home", "private_metadata": kept, "state": {"values": {"menus": actions}}}


def body(view: dict[str, Any], action_id: str, value: str) -> Choice:
    action = {"action_id": action_id, "selected_option": {"value": value}}
    return picking.picked({"view": view}, action)


def test_a_tab_tells_what_it_shows() -> None:
    assert picking.read(tab()) == CHOICE
    assert picking.read(tab(None)) is None
    assert picking.read(None) is None
    assert picking.read({**tab(), "type": "modal"}) is None


def test_a_tap_changes_one_thing() -> None:
    assert body(tab(), "home:period", "month") == Choice(
        period="month", scope="team:R&D", metric=Metric.FRT
    )
    assert body(tab(None), "home:metric", "nps") == Choice(metric=Metric.NPS)


def test_of_two_quick_taps_both_count() -> None:
    assert body(tab(Choice(), period="month"), "home:scope", "by") == Choice(
        period="month", scope="by"
    )


def test_numbers_are_split_by_other_than_teams() -> None:
    assert body(tab(Choice()), "home:scope", "by:priority") == Choice(scope="by:priority")


def test_what_nobody_can_choose_is_passed_over() -> None:
    for broken in ("{", "[]", "null", '{"period": 7, "scope": ["x"], "metric": "x"}'):
        view = {**tab(), "private_metadata": broken}
        assert picking.read(view) == Choice()

from bot.blocks import pickers
from bot.blocks.pickers import Choice
from bot.sandbox.block_kit.surfaces import checked_home
from bot.wording import voice
from kpi import periods
from kpi.metrics import Metric
from tests.bot.blocks.reading import HOSTILE, LONG
from tests.bot.blocks.summaries import TODAY, ZONE


def menus(choice: Choice, *teams: str) -> dict[str, dict[str, str]]:
    blocks = pickers.rows(voice("nl"), choice, teams)
    checked_home({"type": "home", "blocks": blocks})
    return {
        one["action_id"]: {option["value"]: option["text"]["text"] for option in one["options"]}
        for one in blocks[0]["elements"]
    }


def test_periods_can_be_read_and_teams_chosen() -> None:
    found = menus(Choice(), "Network", "Billing")
    assert found["home:period"]["last week"] == "Vorige week"
    for words in found["home:period"]:
        assert periods.parse(words, today=TODAY, zone=ZONE)
    assert list(found["home:scope"]) == [
        "all",
        "by",
        "by:channel",
        "by:priority",
        "team:Network",
        "team:Billing",
    ]
    assert "home:scope" not in menus(Choice())


def test_the_team_that_is_looked_at_stays_in_the_menu() -> None:
    gone = Choice(scope="team:Gone")
    assert (gone.team, gone.by) == ("Gone", None)
    assert "team:Gone" in menus(gone)["home:scope"]
    assert [Choice(scope=one).by for one in ("by", "by:channel", "all")] == [
        "team",
        "channel",
        None,
    ]


def test_any_number_of_teams_with_any_name_fits() -> None:
    found = menus(Choice(), HOSTILE, LONG, *(f"Team {number}" for number in range(300)))
    assert f"team:{HOSTILE}" in found["home:scope"]
    assert len(found["home:scope"]) <= 100


def test_each_metric_can_be_drawn() -> None:
    menu = pickers.metrics(voice("nl"), Choice(metric=Metric.ART))
    assert menu["initial_option"]["value"] == "art"
    assert len(menu["options"]) == 6

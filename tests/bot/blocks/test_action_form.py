"""The forms of an action, as Slack takes them."""

from dataclasses import replace
from datetime import date

from bot.blocks import action_form
from bot.blocks.action_form import Draft
from bot.wording import voice
from kpi import effects
from kpi.effects import Days
from kpi.metrics import Metric
from kpi.store.actions import Wish
from tests.bot.blocks.improvements import action
from tests.bot.blocks.reading import checked_form

NL = voice("nl")
WISH = Wish(
    title="Terugbellen",
    metric=Metric.NPS,
    owner_id="U1",
    theme="speed",
    segment="team",
    value="Netwerk",
    due_on=date(2026, 12, 1),
    begun_for=Days(date(2026, 11, 9), date(2026, 11, 19)),
)


def test_a_form_begins_with_what_is_known() -> None:
    draft = Draft(wish=WISH, themes={"speed": "Snelheid"}, action_id="a", revision=3)
    view = checked_form(action_form.form(NL, draft))
    begun = {
        one["element"]["action_id"]: one["element"] for one in view["blocks"] if "element" in one
    }
    assert begun["title"]["initial_value"] == "Terugbellen"
    assert begun["theme"]["initial_option"]["value"] == "speed"
    assert begun["metric"]["initial_option"]["value"] == "nps"
    assert begun["owner"]["initial_user"] == "U1"
    assert "initial_date" not in begun["live"]
    assert "De dagen van 9 november tot 19 november tellen niet mee" in str(view)
    assert '"revision": "3"' in view["private_metadata"]


def test_a_theme_that_is_gone_stays_until_another_is_chosen() -> None:
    view = checked_form(action_form.form(NL, Draft(wish=WISH, themes={})))
    (theme,) = (one for one in view["blocks"] if "theme" in str(one.get("element")))
    assert theme["element"]["initial_option"]["text"]["text"] == "Snelheid (verwijderd)"
    assert theme["element"]["initial_option"]["value"] == "speed"


def test_days_after_it_went_live_are_said_to_count() -> None:
    for live, words in (
        (date(2026, 11, 2), "tellen mee: ze komen nadat het live ging"),
        (date(2026, 11, 9), "tellen niet mee, tenzij"),
    ):
        wish = replace(WISH, live_on=live)
        assert words in str(action_form.form(NL, Draft(wish=wish, themes={})))
        assert WISH.begun_for is not None
        after = effects.spans(live, 4, WISH.begun_for).after
        assert (after.first == live) is ("tellen mee" in words)


def test_the_day_of_going_live_begins_with_today() -> None:
    view = checked_form(action_form.live_form(NL, action(), date(2026, 11, 18)))
    assert view["blocks"][1]["element"]["initial_date"] == "2026-11-18"

from dataclasses import replace
from datetime import timedelta

from bot.blocks import what_if as blocks
from bot.blocks.message import Message
from bot.wording import voice
from kpi.resolutions import Fate
from kpi.store.columns import new_id
from kpi.store.tables import Survey
from kpi.store.what_ifs import WhatIf
from kpi.what_if import Change, Comparison, Pair, TeamChange
from tests.bot.blocks.reading import HOSTILE, assert_inert, pieces
from tests.moments import NOW

SETTINGS = "cooldown=7d sample=50%"
ESTIMATE = (
    "Answers to expect: about 512, likely 434 to 560. That is an estimate, from the 41 answers to "
    "49 questions whose time is over."
)


def found(**changes: int) -> WhatIf:
    csat = Survey(
        workspace_id="T0HOME",
        id=new_id(NOW),
        name="csat",
        metric="csat",
        definition="csat/1-5/top2/v1",
        created_at=NOW,
    )
    comparison = Comparison(
        asked=Pair(431, 612),
        outcomes=[
            Change(Fate.ASKED, "csat", Pair(431, 612)),
            Change(Fate.NOT_ASKED, "cooldown", Pair(500, 319)),
        ],
        teams=[TeamChange("Network", Pair(120, 200)), TeamChange("", Pair(9, 3))],
        resolutions=931,
        as_they_were=0,
    )
    shown = WhatIf(
        survey=csat,
        changes={"cooldown": "7d", "sample": "50%"},
        since=NOW - timedelta(days=90),
        comparison=comparison,
        delivered=49,
        answered=41,
        policy_changes=0,
        revision=1,
    )
    return replace(shown, **changes)  # type: ignore[arg-type]  # fields by name


def told(shown: WhatIf, *, settings: str = SETTINGS, may_switch: bool = True) -> Message:
    return blocks.answer(shown, settings=settings, language="en", may_switch=may_switch)


def test_the_numbers_come_first_and_nothing_is_changed() -> None:
    assert told(found()).text.splitlines() == [
        "What if CSAT had cooldown=7d sample=50%?",
        "In the last 90\xa0days 931 were solved.",
        "Asked: 612 instead of 431 (+181).",
        ESTIMATE,
        "asked by CSAT: 431, would be 612",
        "not asked: asked the same question recently: 500, would be 319",
        "Nothing is changed by this.",
    ]


def test_what_limits_the_comparison_is_said() -> None:
    shown = found(policy_changes=2, answered=0, delivered=0)
    text = told(replace(shown, comparison=replace(shown.comparison, as_they_were=3))).text
    assert "changed 2 times meanwhile" in text
    assert "3 keep their outcome" in text
    assert "No guess at the answers yet" in text


def test_the_button_asks_once_more_and_holds_what_would_be_changed() -> None:
    (button,) = [one for one in pieces(told(found()).blocks) if one.get("type") == "button"]
    assert button["value"] == "1 csat cooldown=7d sample=50%"
    assert button["confirm"]["title"]["text"] == "Change the policy?"
    shown = told(found(), may_switch=False)
    assert not [one for one in pieces(shown.blocks) if one.get("type") == "button"]
    assert "An admin can switch it on." in shown.text


def test_settings_that_are_too_long_for_a_button_keep_their_answer() -> None:
    shown = told(found(), settings="exclude.team=" + "x" * 2_000)
    assert not [one for one in pieces(shown.blocks) if one.get("type") == "button"]


def test_what_people_write_does_nothing() -> None:
    shown = found()
    team = TeamChange(HOSTILE, Pair(1, 2))
    hostile = replace(shown, comparison=replace(shown.comparison, teams=[team]))
    assert_inert(told(hostile, settings=HOSTILE))
    assert_inert(blocks.switched(voice("en"), "csat", HOSTILE))

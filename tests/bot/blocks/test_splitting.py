from bot import query as grammar
from bot.blocks import splitting
from bot.blocks.message import Block
from bot.wording import voice
from kpi.query import Query, View
from tests.bot.blocks.summaries import TODAY, ZONE, query


def element(asked: Query, *, leads: bool = True, agents: bool = False) -> Block | None:
    return next(splitting.offered(voice("en"), asked, leads=leads, agents=agents), None)


def offered(menu: Block | None) -> dict[str, Query]:
    assert menu is not None
    return {
        one["text"]["text"]: grammar.parse(one["value"], today=TODAY, zone=ZONE)
        for one in menu["options"]
    }


def test_a_lead_chooses_among_segments_and_agents_only_where_they_are_on() -> None:
    found = offered(element(query("week", view=View.TREND)))
    assert list(found) == ["By team", "By channel", "By account", "By priority"]
    assert [one.by for one in found.values()] == ["team", "channel", "account", "priority"]
    assert {one.view for one in found.values()} == {View.SUMMARY}
    assert "By agent" in offered(element(query("week"), agents=True))


def test_what_is_split_can_be_put_together_again_and_why_stays_why() -> None:
    menu = element(query("week", by="channel", view=View.WHY, filters={"team": "Network"}))
    assert menu is not None
    found = offered(menu)
    assert found["Not split"].by is None
    assert menu["initial_option"]["text"]["text"] == "By channel"
    assert {one.view for one in found.values()} == {View.WHY}
    assert "By team" not in found


def test_members_and_long_questions_have_a_button_for_teams() -> None:
    for asked, leads in ((query("week"), False), (query("week", filters={"way": "x" * 200}), True)):
        button = element(asked, leads=leads)
        assert button is not None
        assert (button["type"], button["action_id"]) == ("button", "kpi:teams")
    assert element(query("week", by="team"), leads=False) is None

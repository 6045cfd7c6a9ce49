from dataclasses import replace

from bot.blocks import digest_list
from bot.wording import voice
from kpi.store import schedules
from kpi.store.schedules import Order
from kpi.store.tables import Schedule
from tests.bot.blocks.reading import assert_inert, checked
from tests.each import each
from tests.moments import NOW

EN = voice("en")
ORDER = Order(metrics=["csat", "nps"], channel_id="C1")


def digest(order: Order = ORDER, **changes: str) -> Schedule:
    return schedules.drawn_up("T0HOME", order, NOW).model_copy(update=changes)


@each(
    ("order", "line"),
    [
        (ORDER, "CSAT, NPS to <#C1>, every Monday at 09:00"),
        (
            replace(ORDER, rhythm="monthly", month_day=3, channel_id="", addresses=["a@b.c"]),
            "CSAT, NPS to 1 address, on day 3 of every month at 09:00",
        ),
        (
            replace(ORDER, title="Board", addresses=["a@b.c", "d@e.f"], filters={"team": "IT"}),
            "*Board*: CSAT, NPS to <#C1> and 2 addresses, every Monday at 09:00 (team:IT)",
        ),
    ],
)
def test_a_digest_in_a_line(order: Order, line: str) -> None:
    assert digest_list.described(EN, digest(order)) == line


def test_each_can_be_changed_shown_paused_and_removed() -> None:
    running, paused = digest(), digest(paused_because="by_hand")
    message = checked(digest_list.listing(EN, [running, paused], "Saved."))
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [one["action_id"] for one in rows[0]] == [
        digest_list.EDIT,
        digest_list.PREVIEW,
        digest_list.PAUSE,
        digest_list.REMOVE,
    ]
    assert rows[1][2]["action_id"] == digest_list.RESUME
    assert {one["value"] for one in rows[1]} == {str(paused.id)}
    assert message.text.splitlines()[-1].endswith("paused: by hand")
    mailed = digest(replace(ORDER, addresses=["a@b.c"]), paused_because="is_archived")
    told = digest_list.described(EN, mailed)
    assert told.endswith("paused: the channel is archived. By mail it goes on.")


def test_templates_are_offered_and_many_digests_fit() -> None:
    message = checked(digest_list.listing(EN, [digest()] * 60))
    assert len(message.blocks) < 50
    last = message.blocks[-1]["elements"]
    assert [one["action_id"] for one in last] == ["digest:new:week", "digest:new:month"]
    assert checked(digest_list.listing(EN, [])).blocks[-1]["elements"] == last


def test_what_people_wrote_is_harmless() -> None:
    order = replace(ORDER, title="<!channel> *x*", filters={"team": "<!here>"})
    assert_inert(digest_list.listing(EN, [digest(order)]), allowed="<#C1>")

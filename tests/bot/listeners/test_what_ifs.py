from datetime import timedelta

from bot.sandbox import cast
from bot.sandbox.messages import Message
from kpi.store import policy_changes, surveys, workspaces
from kpi.store.tables import Survey
from tests.bot.listeners.conftest import Desk, actions_of, said, speaks

TRIED = "what-if csat cooldown=0s cooldown_any=0s"


async def survey(desk: Desk) -> Survey:
    async with desk.database.reading() as connection:
        return await surveys.named(connection, desk.home, "csat")


async def replayed(desk: Desk, text: str, user_id: str = cast.ADMIN) -> Message:
    """Ask what would have been, and wait for the answer."""
    await desk.sandbox.person(user_id).command("/survey", text)
    return await desk.sandbox.wait_for_ephemeral(
        user_id, matching=lambda one: "What if" in one.text
    )


async def helped_twice(desk: Desk) -> None:
    """The second time nobody is asked, since the first question was just now."""
    await desk.asked()
    await desk.help()


async def test_what_would_have_been_is_told_and_nothing_is_changed(desk: Desk) -> None:
    await helped_twice(desk)
    shown = await replayed(desk, TRIED)
    assert "Asked: 2 instead of 1 (+1)." in shown.text
    assert "not asked: asked the same question recently: 1, would be 0" in shown.text
    assert "Network: 1 → 2" in str(shown.blocks)
    assert surveys.policy(await survey(desk)).cooldown == timedelta(days=14)


async def test_an_admin_switches_it_on_and_the_change_is_kept(desk: Desk) -> None:
    await helped_twice(desk)
    shown = await replayed(desk, TRIED)
    assert actions_of(shown) == ["what_if:switch_on"]
    await desk.admin.tap(shown, "what_if:switch_on")
    await desk.sandbox.wait_for_ephemeral(
        cast.ADMIN, matching=lambda one: "Switched on: CSAT" in one.text
    )
    changed = await survey(desk)
    assert surveys.policy(changed).cooldown == timedelta()
    async with desk.database.reading() as connection:
        (_, change) = await policy_changes.of_survey(connection, changed)
    assert change.changed_by == cast.ADMIN


async def test_a_policy_that_was_changed_since_is_not_switched_on_unseen(desk: Desk) -> None:
    shown = await replayed(desk, TRIED)
    csat, changes = await survey(desk), {"sample": "10%"}
    await desk.database.writer.work(
        lambda connection: surveys.change(connection, csat, changes, now=desk.clock.now())
    )
    await desk.admin.tap(shown, "what_if:switch_on")
    await desk.sandbox.wait_for_ephemeral(
        cast.ADMIN, matching=lambda one: "The policy of csat was changed since." in one.text
    )
    assert surveys.policy(await survey(desk)).cooldown == timedelta(days=14)


async def test_names_are_tried_as_they_were_typed(desk: Desk) -> None:
    shown = await replayed(desk, "what-if csat exclude.team=R&D")
    assert "'value': '1 csat exclude.team=R&D'" in str(shown.blocks)


async def test_a_lead_sees_it_without_the_button(desk: Desk) -> None:
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, lead_ids=[cast.LEAD])
    )
    shown = await replayed(desk, TRIED, cast.LEAD)
    assert actions_of(shown) == []
    assert "An admin can switch it on." in shown.text


async def test_what_cannot_be_is_said_at_once(desk: Desk) -> None:
    for text, told in (
        ("what-if", "Which settings shall be different?"),
        ("what-if csat cooldown=soon", "soon is not a length of time"),
        ("what-if csat colour=red", "colour is not a setting"),
        ("what-if sales cooldown=7d", "There is no survey sales here"),
    ):
        assert told in said(await desk.admin.command("/survey", text))
    assert "Only leads" in said(await desk.agent.command("/survey", TRIED))


async def test_dutch(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    await desk.admin.command("/survey", "wat-als csat cooldown=0s")
    shown = await desk.sandbox.wait_for_ephemeral(
        cast.ADMIN, matching=lambda one: one.text.startswith("Wat als CSAT")
    )
    assert "Hiermee verandert er niets." in shown.text

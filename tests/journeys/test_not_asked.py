"""Tickets after which nobody is asked: each stands in the ledger with its reason."""

from datetime import timedelta

from bot.sandbox import cast
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite


@on_sqlite
async def test_somebody_unknown_to_slack_is_not_asked(desk: Desk) -> None:
    await desk.tickets.resolved(requester={"email": "nobody@elsewhere.example"})
    await desk.tickets.resolved(id="T-2", requester=None)
    await desk.later()

    assert await desk.ledger() == [
        ("T-1042", "not_asked", "no_slack_account"),
        ("T-2", "not_asked", "no_requester"),
    ]
    assert desk.slack.messages(cast.CUSTOMER) == []


@on_postgres
async def test_nobody_is_asked_twice_in_a_fortnight(desk: Desk) -> None:
    await desk.asked()
    await desk.later(timedelta(days=2))

    await desk.tickets.resolved(id="T-2")
    await desk.later()

    assert (await desk.ledger())[-1] == ("T-2", "not_asked", "cooldown")
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1


@on_postgres
async def test_two_tickets_at_once_lead_to_one_question(desk: Desk) -> None:
    await desk.tickets.resolved(id="T-1")
    await desk.tickets.resolved(id="T-2")
    await desk.later()
    await desk.later()

    outcomes = [(outcome, reason) for _, outcome, reason in await desk.ledger()]
    assert sorted(outcomes) == [("not_asked", "cooldown"), ("waiting", "sent")]
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1


@on_sqlite
async def test_what_the_policy_excludes_is_not_asked(desk: Desk) -> None:
    await desk.set("csat", **{"exclude.team": "Network"})

    await desk.tickets.resolved()
    await desk.later()

    assert await desk.ledger() == [("T-1042", "not_asked", "excluded")]


async def test_a_ticket_reopened_before_the_question_is_not_asked_about(desk: Desk) -> None:
    solved_at = desk.clock.now()
    await desk.tickets.resolved()
    await desk.bot.work()
    await desk.tickets.reopened(at=solved_at + timedelta(minutes=5))
    await desk.later()

    assert await desk.ledger() == [("T-1042", "not_asked", "reopened")]
    assert desk.slack.messages(cast.CUSTOMER) == []


@on_sqlite
async def test_solved_again_after_reopening_it_is_asked_about_once(desk: Desk) -> None:
    began = desk.clock.now()
    await desk.tickets.resolved(at=began)
    await desk.tickets.reopened(at=began + timedelta(minutes=2))
    await desk.tickets.resolved(at=began + timedelta(minutes=4))
    await desk.later()
    await desk.later()

    assert [row[1] for row in await desk.ledger()] == ["not_asked", "waiting"]
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1


@on_sqlite
async def test_somebody_who_left_is_not_asked(desk: Desk) -> None:
    await desk.set("csat", delay="3d")
    await desk.tickets.resolved()
    await desk.bot.work()
    desk.slack.add_user(cast.CUSTOMER, "jjansen", "j.jansen@example.com", deleted=True)

    await desk.later(timedelta(days=4))

    assert await desk.ledger() == [("T-1042", "not_asked", "deactivated")]

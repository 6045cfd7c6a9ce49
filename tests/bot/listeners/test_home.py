"""The Home tab over the wire: who sees what, and what its buttons do."""

from datetime import timedelta

from bot.sandbox import cast, plain
from bot.sandbox.faults import Trouble
from bot.sandbox.homes import Home
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from kpi.store import workspaces
from tests import weeks
from tests.bot.listeners.conftest import Desk, actions_of, speaks

SIGN = "┤"
"""Of an axis that is drawn with characters."""
PUBLISHED = "views.publish"
FORTNIGHT = timedelta(days=14, minutes=1)


async def opened(desk: Desk, person: Person) -> Home:
    before = desk.sandbox.home_of(person.user.id)
    (told,) = await person.opens_home()
    assert told.acknowledged
    return await desk.sandbox.wait_for_home(person.user.id, unlike=before)


def read(home: Home) -> str:
    return plain.read(as_message(home))


def as_message(home: Home) -> Message:
    return Message(ts="1.0", channel="D1", user="U1", text="", blocks=home.blocks)


def kinds(home: Home) -> list[str]:
    return [block["type"] for block in home.blocks]


async def answered(desk: Desk, score: int = 2) -> None:
    await desk.customer.tap(await desk.asked(), f"rate:{score}")
    await desk.dm(f"{score} of 5")


async def test_somebody_who_was_never_asked_reads_so(desk: Desk) -> None:
    home = await opened(desk, desk.customer)
    assert "You have no answers here yet" in read(home)
    assert actions_of(as_message(home)) == ["opt_out"]


async def test_an_answer_stands_there_and_can_be_changed_there(desk: Desk) -> None:
    await answered(desk)
    home = await opened(desk, desk.customer)
    assert "2 of 5" in read(home)
    assert "VPN keeps dropping" in read(home)
    await desk.customer.tap(home, "change")
    choosing = await desk.sandbox.wait_for_home(cast.CUSTOMER, unlike=home)
    await desk.customer.tap(choosing, "rate:5")
    changed = await desk.sandbox.wait_for_home(cast.CUSTOMER, unlike=choosing)
    assert "5 of 5" in read(changed)
    assert [answer.score for answer in await desk.answers()] == [5]
    await desk.dm("5 of 5")


async def test_a_wish_made_there_is_drawn_there_and_on_the_question(desk: Desk) -> None:
    await desk.asked()
    home = await opened(desk, desk.customer)
    await desk.customer.tap(home, "opt_out")
    stopped = await desk.sandbox.wait_for_home(cast.CUSTOMER, unlike=home)
    assert "no more questions" in read(stopped)
    await desk.dm("no more questions")
    await desk.customer.tap(stopped, "opt_in")
    again = await desk.sandbox.wait_for_home(cast.CUSTOMER, unlike=stopped)
    assert actions_of(as_message(again)) == ["opt_out"]
    await desk.question(cast.CUSTOMER)


async def test_a_wish_never_loses_the_way_back(desk: Desk) -> None:
    home = await opened(desk, desk.agent)
    await desk.agent.tap(home, "opt_out")
    stopped = await desk.sandbox.wait_for_home(cast.AGENT, unlike=home)
    assert actions_of(as_message(stopped)) == ["opt_in"]


async def test_a_lead_reads_the_week_and_a_member_does_not(desk: Desk) -> None:
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, lead_ids=[cast.LEAD])
    )
    lead = desk.sandbox.person(cast.LEAD)
    assert "Nobody has been asked yet" in read(await opened(desk, lead))
    await answered(desk)
    words = read(await opened(desk, lead))
    assert "0 of 1 satisfied" in words
    assert "/kpi csat week comments" in words
    member = read(await opened(desk, desk.agent))
    assert "satisfied" not in member
    assert "/kpi week by team" in member
    published = [call for call in desk.sandbox.calls if call.method == PUBLISHED]
    assert len(published) == 3, "once each time it was opened"


async def test_what_a_lead_chooses_is_drawn_and_stays_while_the_tab_is_open(desk: Desk) -> None:
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, lead_ids=[cast.LEAD])
    )
    await answered(desk)
    lead = desk.sandbox.person(cast.LEAD)
    home = await opened(desk, lead)
    assert "*This week so far*" in read(home)
    await lead.choose(home, "home:period", "quarter")
    quarter = await desk.sandbox.wait_for_home(cast.LEAD, unlike=home)
    assert "*This quarter so far*" in read(quarter)
    await lead.choose(quarter, "home:scope", "team:Network")
    network = await desk.sandbox.wait_for_home(cast.LEAD, unlike=quarter)
    assert "team Network)" in read(network)
    assert "*Latest low answers*\n2 of 5 · " in read(network)
    again = await opened(desk, lead)
    assert "*This quarter so far*" in read(again)
    await lead.tap(again, "opt_out")
    stopped = await desk.sandbox.wait_for_home(cast.LEAD, unlike=again)
    assert "team Network)" in read(stopped)


async def test_slack_draws_the_weeks_and_where_it_cannot_signs_do(desk: Desk) -> None:
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, lead_ids=[cast.LEAD])
    )
    await weeks.answered(desk.database, desk.home, desk.clock.now())
    lead = desk.sandbox.person(cast.LEAD)
    drawn = await opened(desk, lead)
    assert "data_visualization" in kinds(drawn)
    assert SIGN not in read(drawn)

    desk.sandbox.world.draws_charts = False
    for refused in (1, 0):
        before = len(desk.sandbox.calls)
        told = await opened(desk, lead)
        assert SIGN in read(told)
        errors = [one.error for one in desk.sandbox.calls[before:] if one.method == PUBLISHED]
        assert errors == ["invalid_arguments"] * refused + [None]


async def test_an_admin_is_led_through_the_first_hour(desk: Desk) -> None:
    words = read(await opened(desk, desk.admin))
    assert "The first hour" in words
    assert "1 of 5 done" in words
    assert "/survey connect" in words
    assert "/survey leads" in words
    await answered(desk)
    words = read(await opened(desk, desk.admin))
    assert "3 of 5 done" in words


async def test_a_guest_sees_their_own_answers_and_nothing_else(desk: Desk) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    await desk.guest.tap(await desk.asked(cast.GUEST, thread=thread), "rate:4")
    await desk.whisper("4 of 5", cast.GUEST)
    home = await opened(desk, desk.guest)
    assert "4 of 5" in read(home)
    assert "/kpi" not in read(home)


async def test_it_speaks_the_readers_language(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    assert "Het eerste uur" in read(await opened(desk, desk.admin))


async def test_opening_the_messages_publishes_nothing(desk: Desk) -> None:
    event = {"type": "app_home_opened", "user": cast.CUSTOMER, "channel": "D1", "tab": "messages"}
    (told,) = await desk.sandbox.event(event)
    assert told.acknowledged
    await desk.kompas.pieces.background.drain(5)
    assert desk.sandbox.home_of(cast.CUSTOMER) is None


async def test_a_score_that_came_too_late_is_said(desk: Desk) -> None:
    await answered(desk)
    home = await opened(desk, desk.customer)
    await desk.customer.tap(home, "change")
    choosing = await desk.sandbox.wait_for_home(cast.CUSTOMER, unlike=home)
    desk.clock.move(FORTNIGHT)
    await desk.customer.tap(choosing, "rate:5")
    told = await desk.sandbox.wait_for_home(cast.CUSTOMER, unlike=choosing)
    assert "The time to change this answer has passed" in read(told)
    assert "change" not in actions_of(as_message(told))


async def test_when_slack_does_not_say_who_it_is_the_tab_says_so(desk: Desk) -> None:
    desk.sandbox.faults.add("users.info", Trouble.HTML_500)
    assert "Slack" in read(await opened(desk, desk.admin))

from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.who_is_who import CHOOSE_CHANNEL, CHOOSE_PERSON
from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.person import Person
from kpi.interaction_event import Event, Kind
from kpi.store import accounts, contacts, invitations
from tests.bot.listeners.conftest import Desk, said
from tests.bot.listeners.test_reactions import marking, questions

__all__ = ["marking"]

ADDRESS = "g.peters@guest.example"


async def ticket(desk: Desk, number: str, **details: Any) -> None:
    """Somebody was helped a day ago; whatever is due is done."""
    at = desk.clock.now() - timedelta(hours=25)
    event = Event(kind=Kind.RESOLVED, at=at, source="standard", external_id=number, **details)
    await desk.database.writer.work(
        lambda connection: invitations.take_in(connection, desk.home, event, desk.clock.now())
    )
    await desk.round()


async def listed(desk: Desk, words: str = "people") -> Message:
    """Ask for the list; give it as it stands in Slack."""
    await desk.admin.command("/survey", words)
    return desk.sandbox.ephemerals(cast.ADMIN)[-1]


async def form(desk: Desk, words: str, action: str) -> Modal:
    """Open the form behind the first such button of the list."""
    shown = await listed(desk, words)
    value = next((one for one in _values(shown, action)), None)
    await desk.admin.tap(shown, action, value=value)
    return await desk.sandbox.wait_for_view(cast.ADMIN)


def _values(message: Message, action: str) -> list[str]:
    found = [block.get("accessory", {}) for block in message.blocks]
    return [one["value"] for one in found if one.get("action_id") == action]


async def filled(who: Person, modal: Modal, **values: str) -> str:
    """Send the form; give what is answered, complaints included."""
    told = {name: {name: value} for name, value in values.items()}
    return str((await who.submit(modal, told)).answer)


async def test_a_guest_nobody_could_match_is_pointed_out_and_asked_after_all(
    marking: Desk,
) -> None:
    message = await marking.guest.says(cast.SHARED, "My VPN is down")
    await ticket(
        marking,
        "T-1",
        requester_email=ADDRESS,
        slack_channel_id=cast.SHARED,
        slack_thread_ts=message.ts,
    )
    assert ADDRESS in (await listed(marking)).text
    answer = await filled(
        marking.admin, await form(marking, "people", CHOOSE_PERSON), person=cast.GUEST
    )
    assert "1 recent resolution" in answer
    await marking.round()
    question = await marking.question(cast.SHARED)
    assert question.thread_ts == message.ts
    assert "could be matched" in said(await marking.admin.command("/survey", "mensen"))


async def test_an_account_gets_the_channel_in_which_its_guests_are_asked(marking: Desk) -> None:
    who = {"requester_user_id": cast.GUEST, "requester_team_id": marking.guest.user.team}
    await ticket(marking, "T-1", account="Acme", **who)
    assert f"<@{cast.GUEST}> (Acme)" in (await listed(marking)).text
    modal = await form(marking, "people", CHOOSE_CHANNEL)
    assert "Nobody from outside" in await filled(marking.admin, modal, channel=cast.SUPPORT)
    told = await filled(marking.admin, modal, channel=cast.SHARED)
    assert "has its channel" in told
    assert "1 recent resolution" in told
    assert f"Acme → <#{cast.SHARED}>" in said(await marking.admin.command("/survey", "klanten"))
    await marking.round()
    question = await marking.question(cast.SHARED)
    assert question.thread_ts is None
    await ticket(marking, "T-2", account="Acme", **who)
    assert len(questions(marking, cast.SHARED)) == 1
    assert "could be matched" in (await listed(marking)).text


async def test_many_are_kept_at_once_and_one_is_taken_away(desk: Desk) -> None:
    people = f"address, person\n{ADDRESS}, {cast.GUEST}\nj@example.com, <@{cast.CUSTOMER}>"
    modal = await form(desk, "people", CHOOSE_PERSON)
    assert "2 addresses" in await filled(desk.admin, modal, pasted=people)
    async with desk.database.reading() as connection:
        pinned = await contacts.address(connection, desk.home, ADDRESS)
        assert pinned is not None
        assert pinned.is_pinned
        guest = await contacts.by_slack(connection, desk.home, desk.guest.user.team, cast.GUEST)
        assert guest is not None
        assert guest.id == pinned.contact_id
    inside = desk.sandbox.world.places.find(cast.SHARED).members
    desk.sandbox.add_channel("C0ANOTHER1", "big", inside, is_ext_shared=True)
    for text in (f"Acme; {cast.SHARED}\nBig; C0ANOTHER1", None):
        told = desk.sandbox.view_of(cast.ADMIN)
        assert told is not None
        await desk.admin.close(told)
        modal = await form(desk, "accounts", CHOOSE_CHANNEL)
        await filled(desk.admin, modal, **({"pasted": text} if text else {"account": "big"}))
    async with desk.database.reading() as connection:
        assert [one.name for one in await accounts.of_workspace(connection, desk.home)] == ["Acme"]


async def test_what_is_wrong_stands_in_the_form(desk: Desk) -> None:
    for action, values, complaint in (
        (CHOOSE_PERSON, {}, "Fill in both"),
        (CHOOSE_PERSON, {"address": ADDRESS}, "Fill in both"),
        (CHOOSE_PERSON, {"address": "x", "person": cast.GUEST}, "not a mail address"),
        (CHOOSE_PERSON, {"pasted": f"G <g@b.nl>, {cast.GUEST}"}, "not a mail address"),
        (CHOOSE_PERSON, {"pasted": "a@b.nl, U0NOBODY01"}, "nobody I can reach"),
        (CHOOSE_CHANNEL, {"account": "Acme"}, "Choose a channel"),
        (CHOOSE_CHANNEL, {"pasted": "Acme, #acme"}, "Line 1"),
        (CHOOSE_CHANNEL, {"pasted": f"Acme, {cast.SUPPORT}"}, "channel of Acme"),
        (CHOOSE_CHANNEL, {"pasted": "Acme, C0NOWHERE1"}, "channel of Acme"),
    ):
        words = "people" if action == CHOOSE_PERSON else "accounts"
        modal = await form(desk, words, action)
        assert complaint in await filled(desk.admin, modal, **values), values
        assert desk.sandbox.view_of(cast.ADMIN) is not None
        await desk.admin.close(modal)


@pytest.mark.parametrize("words", ["people", "accounts"])
async def test_only_admins_see_who_is_who(desk: Desk, words: str) -> None:
    assert "Only an admin" in said(await desk.agent.command("/survey", words))

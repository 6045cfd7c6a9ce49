"""Somebody who only reads mail is asked there, answers on a page, and counts like everybody."""

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox import cast
from kpi.store import verification
from tests.journeys import letters
from tests.journeys.letters import Letterbox
from tests.journeys.marks import on_postgres, on_sqlite


@pytest.fixture
async def letterbox(database_url: str) -> AsyncIterator[Letterbox]:
    async with letters.prepared(database_url) as prepared:
        yield prepared


@on_postgres
async def test_from_a_ticket_by_mail_to_a_number_by_the_way_of_asking(
    letterbox: Letterbox,
) -> None:
    desk = letterbox.desk
    await desk.appoint_lead()
    link = letterbox.link(await letterbox.asked(), 4)
    async with aiohttp.ClientSession() as browser:
        page = await (await browser.get(link)).text()
        assert await desk.answers() == []
        nonce = re.search(r'name="nonce" value="([^"]+)"', page)
        assert nonce is not None
        form = {"do": "rate", "score": "4", "nonce": nonce[1]}
        for _ in range(2):
            assert "You chose 4 of 5." in await (await browser.post(link, data=form)).text()
    await desk.taps(desk.customer, await desk.asked(id="T-2"), "rate:2")

    assert await desk.ledger() == [("T-1042", "answered", ""), ("T-2", "answered", "")]
    by_way = await desk.says(desk.lead, "/kpi csat week by way")
    assert re.search(r"Direct message.*0 of 1", by_way, re.DOTALL)
    assert re.search(r"Mail\b.*1 of 1", by_way, re.DOTALL)
    assert "1 of 1" in await desk.says(desk.lead, "/kpi csat deze week wijze:mail")
    async with desk.bot.database.reading() as connection:
        assert await verification.differences(connection, desk.slack.identity.team_id) == []


@on_sqlite
async def test_a_reopened_ticket_and_a_wish_by_mail_hold(letterbox: Letterbox) -> None:
    desk = letterbox.desk
    letter = await letterbox.asked()
    assert letter["List-Unsubscribe"].startswith(f"<{letters.ORIGIN}/a/")
    stop = letterbox.link(letter, 1).partition("?")[0] + "/stop"
    async with aiohttp.ClientSession() as program:
        answer = await program.post(stop, data={"List-Unsubscribe": "One-Click"})
        assert answer.status == 200

    await desk.set("csat", cooldown="0s", cooldown_any="0s")
    await desk.tickets.resolved(id="T-2", requester=letters.OUTSIDER)
    await desk.later()
    assert await desk.ledger() == [("T-1042", "waiting", "sent"), ("T-2", "not_asked", "opted_out")]
    assert len(letterbox.server.taken) == 1


@on_sqlite
async def test_a_guest_without_a_place_in_slack_answers_by_mail(letterbox: Letterbox) -> None:
    desk = letterbox.desk
    requester = {"slack_user_id": cast.GUEST, "email": "g.peters@guest.example"}
    await desk.tickets.resolved(requester=requester)
    await desk.later()
    link = letterbox.link(letterbox.server.taken[-1], 5)
    async with aiohttp.ClientSession() as browser:
        page = await (await browser.get(link)).text()
        assert "Others in this channel" not in page
        form = {"do": "rate", "score": "5"}
        assert "You chose 5 of 5." in await (await browser.post(link, data=form)).text()
        await browser.post(link, data={"do": "stop"})
    assert [(answer.score, answer.way) for answer in await desk.answers()] == [(5, "mail")]
    await desk.set("csat", cooldown="0s", cooldown_any="0s")
    await desk.tickets.resolved(id="T-2", requester=requester)
    await desk.later()
    assert ("T-2", "not_asked", "opted_out") in await desk.ledger()

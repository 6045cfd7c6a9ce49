import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import aiohttp
import pytest
from aiohttp import web

from bot.clock import Clock
from bot.mail import links
from bot.mail.links import Link
from bot.metrics import Metrics
from bot.secrets import SecretBox
from bot.web import failures
from bot.web.page.door import Page
from kpi import reason_list
from kpi.store import contacts, deliveries, invitations, mailing, sending, surveys, versions
from kpi.store.database import Database
from kpi.store.tables import Click, Contact, Delivery, Response, ResponseChange, Workspace
from tests.bot.stage import clock_at
from tests.kpi.store.tickets import (
    EMAIL,
    HOME,
    claimed,
    event,
    everything,
    read,
    set_policy,
    write,
)
from tests.moments import NOW

BOX = SecretBox([bytes(32)])
DAY = timedelta(days=1)
SOON = NOW + timedelta(hours=1)
NONCE = re.compile(r'name="nonce" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it came."""

    status: int
    text: str
    headers: Any

    @property
    def nonce(self) -> str:
        found = NONCE.search(self.text)
        assert found is not None, self.text
        return found[1]


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody with a link to the page of their question."""

    session: aiohttp.ClientSession
    url: str
    clock: Clock
    database: Database

    async def sees(self, query: str = "", *, path: str = "", **headers: str) -> Shown:
        async with self.session.get(f"{self.url}{path}{query}", headers=headers) as response:
            return Shown(response.status, await response.text(), response.headers)

    async def sends(self, path: str = "", **fields: object) -> Shown:
        """Send a form and follow where it leads, as browsers do."""
        async with self.session.post(f"{self.url}{path}", data=fields) as response:
            return Shown(response.status, await response.text(), response.headers)

    async def rates(self, score: int) -> Shown:
        return await self.sends(do="rate", score=score, nonce=(await self.sees()).nonce)

    async def scores(self) -> list[int | None]:
        return [answer.score for answer in await everything(self.database, Response)]

    async def contact(self) -> Contact:
        (found,) = await everything(self.database, Contact)
        return found


async def letter(database: Database, *, state: str = "sent", language: str = "") -> UUID:
    """A question that went out by mail, or perhaps did."""
    await write(database, contacts.remember_address, HOME, EMAIL, None, NOW)
    await write(database, mailing.remember, HOME, EMAIL, language=language, now=NOW)
    invitation = await write(database, invitations.take_in, HOME, event(), NOW)
    assert invitation is not None
    (delivery,) = await claimed(database, SOON)
    await write(database, sending.ready, delivery, SOON)
    await write(database, deliveries.place, delivery, "mail")
    if state == "sent":
        await write(database, sending.sent, delivery, "<1@acme.example>", SOON)
    else:
        await write(database, deliveries.mark_unknown, delivery, "smtp_silent", SOON)
    return invitation.id


@pytest.fixture
async def door(database: Database, workspace: Workspace) -> AsyncIterator[Browser]:
    clock = clock_at(SOON)
    app = web.Application(middlewares=[failures.middleware])
    app.add_routes(Page(database, BOX, clock=clock, metrics=Metrics()).routes())
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        yield Browser(session, f"http://127.0.0.1:{runner.addresses[0][1]}", clock, database)
    await runner.cleanup()


def to(door: Browser, invitation_id: UUID, until: datetime = NOW + 100 * DAY) -> Browser:
    link = Link(workspace_id=HOME, invitation_id=invitation_id, until=until)
    url = f"{door.url}/a/{links.sealed(BOX, link)}"
    return Browser(door.session, url, door.clock, door.database)


@pytest.fixture
async def browser(door: Browser) -> Browser:
    return to(door, await letter(door.database))


async def test_looking_marks_the_choice_and_changes_nothing(browser: Browser) -> None:
    shown = await browser.sees("?score=4")
    assert shown.status == 200
    assert re.search(r'value="4" required checked', shown.text)
    assert shown.text.count("required checked") == 1
    assert "VPN keeps dropping" in shown.text
    for path in ("", "/stop"):
        async with browser.session.head(f"{browser.url}{path}?score=1") as response:
            assert response.status == 200
        await browser.sees("?do=rate&score=1&nonce=x", path=path)
    assert await browser.scores() == []
    assert (await browser.contact()).opted_out_at is None
    assert await everything(browser.database, Click) == []


async def test_a_form_counts_once_however_often_it_is_sent(browser: Browser) -> None:
    nonce = (await browser.sees("?score=4")).nonce
    shown = await browser.sends("?score=4", do="rate", score=4, nonce=nonce)
    assert "You chose 4 of 5." in shown.text
    assert "What was missing?" in shown.text
    await browser.rates(2)
    repeated = await browser.sends(do="rate", score=4, nonce=nonce)
    assert "You chose 2 of 5." in repeated.text
    assert await browser.scores() == [2]
    assert len(await everything(browser.database, Click)) == 2


async def test_another_choice_on_a_page_that_was_gone_back_to_is_a_change(
    browser: Browser,
) -> None:
    nonce = (await browser.sees()).nonce
    for score in (4, 5, 4):
        await browser.sends(do="rate", score=score, nonce=nonce)
    assert await browser.scores() == [5]


async def test_a_low_score_may_be_explained_and_gets_in_touch(browser: Browser) -> None:
    shown = await browser.rates(2)
    assert "Sorry about that." in shown.text
    assert "You may contact me about this" in shown.text
    words = "Third time\r\nthis month <b>&\0"
    told = await browser.sends(do="comment", comment=words, may_contact="yes")
    assert "Your comment is saved." in told.text
    assert "this month &lt;b&gt;&amp;" in told.text
    (answer,) = await everything(browser.database, Response)
    assert answer.comment == "Third time\nthis month <b>&\N{REPLACEMENT CHARACTER}"
    assert answer.may_contact
    assert answer.way == "mail"


async def test_reasons_can_be_ticked_and_stay_ticked(browser: Browser) -> None:
    lists = {"reasons.en": "Too slow,Not solved", "reasons.nl": "Te traag,Niet opgelost"}
    await set_policy(browser.database, "csat", **lists)
    shown = await browser.rates(2)
    assert shown.text.index("Not solved") < shown.text.index("In your own words")
    key = reason_list.key({"en": "Not solved", "nl": "Niet opgelost"})
    told = await browser.sends(do="comment", comment="", reasons=key)
    assert "Your comment is saved." in told.text
    assert f'value="{key}" checked' in told.text
    (answer,) = await everything(browser.database, Response)
    assert answer.reasons == [{"en": "Not solved", "nl": "Niet opgelost"}]


async def test_answers_in_words_are_chosen_and_repeated_in_words(door: Browser) -> None:
    survey = await read(door.database, surveys.named, HOME, "csat")
    words = {"definition": "csat/0-1/top1/v1"}
    await write(door.database, versions.rewrite, survey, words, now=NOW)
    browser = to(door, await letter(door.database))
    shown = await browser.sees("?score=1")
    assert "<span>Good</span>" in shown.text
    assert 'class="ends"' not in shown.text
    assert "You chose: Bad." in (await browser.rates(0)).text
    assert await browser.scores() == [0]


async def test_it_may_be_said_that_it_was_solved_the_first_time(browser: Browser) -> None:
    await set_policy(browser.database, "csat", confirm_fcr="on")
    assert "Was it solved the first time?" not in (await browser.sees()).text
    rated = await browser.rates(4)
    assert "Was it solved the first time?" in rated.text
    await browser.sends(do="solved:yes", nonce=rated.nonce)
    said = await browser.sends(do="solved:no")
    assert re.search(r'value="solved:no" aria-pressed="true">✓ No<', said.text)
    await browser.sends(do="solved:yes", nonce=rated.nonce)
    (answer,) = await everything(browser.database, Response)
    assert (answer.score, answer.solved_at_once) == (4, False)


async def test_an_answer_can_be_changed_and_taken_back_with_its_history(browser: Browser) -> None:
    await browser.rates(4)
    changing = await browser.sees("?view=change")
    assert "only the new answer counts" in changing.text
    assert re.search(r'value="4" required checked', changing.text)
    await browser.rates(5)
    undone = await browser.sends(do="undo")
    assert "taken back" in undone.text
    assert await browser.scores() == [None]
    history = await everything(browser.database, ResponseChange)
    assert [one.score for one in sorted(history, key=lambda one: one.at)] == [4, 5, None]


async def test_another_link_of_the_mail_offers_the_change_at_once(browser: Browser) -> None:
    await browser.rates(4)
    shown = await browser.sees("?score=1")
    assert re.search(r'value="1" required checked', shown.text)
    assert await browser.scores() == [4]


async def test_a_first_answer_counts_for_a_fortnight(browser: Browser) -> None:
    browser.clock.move(15 * DAY)
    assert "This question is closed." in (await browser.sees("?score=4")).text
    refused = await browser.sends(do="rate", score=4)
    assert refused.status == 409
    assert "it was not counted" in refused.text
    assert await browser.scores() == []


async def test_a_change_counts_for_a_fortnight_after_the_first_answer(browser: Browser) -> None:
    await browser.rates(4)
    browser.clock.move(13 * DAY)
    assert "You chose 3 of 5." in (await browser.rates(3)).text
    browser.clock.move(2 * DAY)
    shown = await browser.sees("?view=change")
    assert "radio" not in shown.text
    refused = await browser.sends(do="rate", score=1)
    assert "stays as it was" in refused.text
    assert await browser.scores() == [3]


async def test_a_form_without_a_choice_or_off_the_scale_asks_again(browser: Browser) -> None:
    for score in ("", "6", "0", "99", "4 ", "four"):
        shown = await browser.sends(do="rate", score=score)
        assert shown.status == 422
        assert 'role="alert"' in shown.text
    assert await browser.scores() == []


async def test_one_click_stops_the_questions_without_another_page(browser: Browser) -> None:
    assert "Shall we stop asking you?" in (await browser.sees(path="/stop")).text
    stopped = await browser.sends("/stop", **{"List-Unsubscribe": "One-Click"})
    assert stopped.status == 200
    assert "no more questions" in stopped.text
    assert (await browser.contact()).opted_out_at is not None
    assert "radio" not in (await browser.sees("?score=4")).text
    again = await browser.sends(do="start")
    assert (await browser.contact()).opted_out_at is None
    assert "radio" in again.text


async def test_the_questions_can_be_stopped_long_after_the_last_answer(browser: Browser) -> None:
    browser.clock.move(80 * DAY)
    assert "no more questions" in (await browser.sends(do="stop")).text
    assert (await browser.contact()).opted_out_at is not None


async def test_who_uses_the_link_has_the_letter(door: Browser) -> None:
    browser = to(door, await letter(door.database, state="unknown"))
    await browser.rates(5)
    (delivery,) = await everything(door.database, Delivery)
    assert delivery.state == "sent"
    assert await browser.scores() == [5]


async def test_links_that_are_too_old_wrong_or_of_nothing_say_so(browser: Browser) -> None:
    (answer,) = await everything(browser.database, Delivery)
    origin = Browser(
        browser.session, browser.url.partition("/a/")[0], browser.clock, browser.database
    )
    old = await to(origin, answer.cause_id, NOW).sees()
    assert (old.status, "too old" in old.text) == (410, True)
    nothing = await to(origin, UUID(int=1)).sees()
    wrong = await origin.sees(path="/a/nonsense", **{"Accept-Language": "fr, nl;q=0.8, en;q=0.5"})
    assert (nothing.status, wrong.status) == (404, 404)
    assert '<html lang="nl">' in wrong.text
    assert (await to(origin, answer.cause_id, NOW).sends(do="rate", score=4)).status == 410
    assert await browser.scores() == []


@pytest.mark.parametrize("do", ["", "rating", "undo_all"])
async def test_a_form_that_says_nothing_known_does_nothing(browser: Browser, do: str) -> None:
    await browser.rates(4)
    assert (await browser.sends(do=do)).status == 400
    assert await browser.scores() == [4]


async def test_the_page_speaks_the_readers_language_and_the_other(door: Browser) -> None:
    browser = to(door, await letter(door.database, language="nl-NL"))
    shown = await browser.sees("?score=4")
    assert '<html lang="nl">' in shown.text
    assert "Hoe tevreden bent u" in shown.text
    assert 'href="?lang=en&amp;score=4"' in shown.text
    english = await browser.sends("?lang=en", do="rate", score=4)
    assert "You chose 4 of 5." in english.text


async def test_nobody_keeps_the_page_and_it_loads_nothing(browser: Browser) -> None:
    for shown in (await browser.sees(), await browser.rates(4), await browser.sees(path="/stop")):
        policy = shown.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert shown.headers["Cache-Control"] == "no-store"
        assert shown.headers["Referrer-Policy"] == "no-referrer"
        assert "<script" not in shown.text
        assert not re.search(r"(src|href)=\"(https?:)?//", shown.text)


async def test_an_anonymous_survey_offers_no_getting_in_touch(door: Browser) -> None:
    await set_policy(door.database, "csat", anonymous="yes")
    browser = to(door, await letter(door.database))
    assert "without your name" in (await browser.sees()).text
    assert "may_contact" not in (await browser.rates(1)).text


async def test_while_the_database_is_away_nobody_is_thanked(browser: Browser) -> None:
    await browser.database.close()
    shown = await browser.sends(do="rate", score=4)
    assert shown.status == 503
    assert "try again" in shown.text

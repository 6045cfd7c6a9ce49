"""Previews over the wire: they look like the question, and nothing about them counts."""

from sqlalchemy import func, select

from bot.sandbox import cast
from bot.sandbox.plain import read
from kpi.store.rows import table
from kpi.store.tables import Click
from tests.bot.listeners.conftest import Desk, actions_of
from tests.bot.listeners.survey_desk import filled, listed, over


async def clicks(desk: Desk) -> int:
    async with desk.database.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table(Click))) or 0)


async def test_the_form_is_shown_as_customers_will_read_it(desk: Desk) -> None:
    form = await over(desk, await listed(desk), "survey:edit")
    form = desk.admin.fills(form, filled(question__en="How was <it>?", scale__high__nl="Top"))
    shown = await over(desk, form, "survey:preview")
    words = read(shown)
    assert "a tap counts nothing" in words
    assert "How was <it>?" in words
    assert "VPN valt steeds weg (T-1042)" in words
    assert "5 Top" in words
    assert shown.previous == form.id


async def test_a_tap_in_the_form_says_what_it_would_have_done(desk: Desk) -> None:
    form = await over(desk, await listed(desk), "survey:edit")
    shown = await over(desk, form, "survey:preview")
    await desk.admin.tap(shown, "preview:rate:2")
    told = await desk.sandbox.wait_for_view(cast.ADMIN, unlike=shown)
    assert "After 2 of 5 a customer is asked: What went wrong?" in read(told)
    assert await clicks(desk) == 0


async def test_words_that_cannot_be_are_not_shown(desk: Desk) -> None:
    form = await over(desk, await listed(desk), "survey:edit")
    form = desk.admin.fills(form, filled(question__en="{x}"))
    assert "Braces only stand" in read(await over(desk, form, "survey:preview"))


async def test_it_is_sent_in_each_language_and_counts_nothing(desk: Desk) -> None:
    told = await over(desk, await listed(desk), "survey:send")
    assert "in your messages" in read(told)
    english = await desk.dm("How satisfied are you", cast.ADMIN)
    await desk.dm("Hoe tevreden bent u", cast.ADMIN)
    assert "Preview of" in english.text
    assert actions_of(english)[0] == "preview:rate:1"
    await desk.admin.tap(english, "preview:rate:5")
    await desk.whisper("After 5 of 5 a customer is asked: What worked well?", cast.ADMIN)
    await desk.admin.tap(english, "preview:opt_out")
    await desk.whisper("nothing changed", cast.ADMIN)
    assert await clicks(desk) == 0

"""The forms of a survey over the wire: what is taken in, and what is refused at which field."""

from typing import Any

import pytest

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.plain import read
from kpi.store import surveys, versions
from tests.bot.listeners.conftest import Desk, speaks
from tests.bot.listeners.survey_desk import filled, listed, over, survey

ANEW = filled(question__en="How was it?", question__nl="Hoe was het?")


async def words(desk: Desk) -> Modal:
    return await over(desk, await listed(desk), "survey:edit")


def errors(answer: dict[str, Any]) -> dict[str, str]:
    assert answer["response_action"] == "errors"
    found: dict[str, str] = answer["errors"]
    return found


async def test_another_question_is_asked_from_then_on_and_counted_apart(desk: Desk) -> None:
    under_way = await desk.asked()
    form = await words(desk)
    assert "starts version 2" in read(form)
    answer = (await desk.admin.submit(form, ANEW)).answer
    assert "Version 2 begins now" in str(answer)
    assert (await survey(desk)).version == 2
    await desk.customer.tap(under_way, "rate:4")
    changed = await desk.dm("4 of 5")
    await desk.customer.tap(changed, "change")
    again = await desk.dm("Choose again")
    assert "How satisfied are you with our help?" in str(again.blocks)
    below = await closed(desk)
    assert "How was it?" in read(below)
    assert "version 2" in read(below)


async def closed(desk: Desk) -> Modal:
    """Close the form on top, and wait for the list below to be drawn anew."""
    told = desk.sandbox.view_of(cast.ADMIN)
    assert told is not None
    await desk.kompas.pieces.background.drain(5)
    await desk.admin.close(told)
    return await desk.sandbox.wait_for_view(cast.ADMIN, unlike=told)


async def test_another_follow_up_goes_on_with_the_numbers(desk: Desk) -> None:
    form = await words(desk)
    follow_up = filled(follow_up__middle__en="What could be better?", title="After a ticket")
    answer = (await desk.admin.submit(form, follow_up)).answer
    assert "numbers go on" in str(answer)
    stored = await survey(desk)
    assert (stored.version, stored.title) == (1, "After a ticket")
    await desk.customer.tap(await desk.asked(), "rate:4")
    assert "What could be better?" in str((await desk.dm("4 of 5")).blocks)


async def test_sending_what_stands_there_changes_nothing(desk: Desk) -> None:
    answer = (await desk.admin.submit(await words(desk))).answer
    assert "numbers go on" in str(answer)
    assert (await survey(desk)).wording == {}


@pytest.mark.parametrize(
    ("language", "sentence"), [("en-GB", "Braces only stand"), ("nl-NL", "Accolades staan")]
)
async def test_what_is_wrong_stands_at_its_field(desk: Desk, language: str, sentence: str) -> None:
    speaks(desk.sandbox, cast.ADMIN, language)
    form = await words(desk)
    wrong = filled(question__en="How is {team}?", scale__low__nl="{", languages="en")
    found = errors((await desk.admin.submit(form, wrong)).answer)
    assert found.keys() == {"question.en", "scale.low.nl"}
    assert all(sentence in one for one in found.values())


async def test_a_missing_language_stands_at_its_field(desk: Desk) -> None:
    form = await words(desk)
    half = filled(question__en="How was it?", question__nl=None)
    found = errors((await desk.admin.submit(form, half)).answer)
    assert found.keys() == {"question.nl"}
    assert (await survey(desk)).version == 1


async def test_a_new_survey_goes_on_to_its_words_and_asks_nobody_yet(desk: Desk) -> None:
    form = await over(desk, await listed(desk), "survey:new", None)
    values = {"title": "First weeks", "name": "onboarding", "metric": "ces"}
    await desk.admin.submit(form, filled(**values))
    then = await desk.sandbox.wait_for_view(cast.ADMIN, unlike=form)
    assert "How easy was it to get this solved?" in read(then)
    stored = await survey(desk, "onboarding")
    assert (stored.metric, stored.title) == ("ces", "First weeks")
    assert not surveys.policy(stored).enabled


async def test_a_name_that_cannot_be_is_refused(desk: Desk) -> None:
    form = await over(desk, await listed(desk), "survey:new", None)
    for name, sentence in (
        ("First weeks", "small"),
        ("nps", "already"),
        ("Koppel", "something else"),
    ):
        answer = (await desk.admin.submit(form, filled(title="x", name=name, metric="ces"))).answer
        assert sentence in str(errors(answer)), name


async def test_who_sends_an_old_form_takes_back_nothing(desk: Desk) -> None:
    form = await words(desk)
    fresh, meanwhile = await survey(desk), {"question.en": "Was it good?", "question.nl": "Goed?"}
    await desk.database.writer.work(
        lambda to: versions.rewrite(to, fresh, meanwhile, now=desk.clock.now())
    )
    clash = errors((await desk.admin.submit(form, ANEW)).answer)
    assert clash.keys() == {"question.en", "question.nl"}
    assert "meanwhile, to: Was it good?" in clash["question.en"]
    back = filled(
        question__en=before(form, "question.en"), question__nl=before(form, "question.nl")
    )
    await desk.admin.submit(form, {**back, **filled(title="Help")})
    after = await survey(desk)
    assert (after.version, after.title, after.wording["question.en"]) == (2, "Help", "Was it good?")


def before(form: Modal, name: str) -> str:
    """Say what a field began with."""
    element = next(one["element"] for one in form.blocks if one.get("block_id") == name)
    return str(element["initial_value"])


async def test_the_language_of_everybody_else_can_be_chosen(desk: Desk) -> None:
    await desk.admin.submit(await words(desk), filled(languages="nl,en"))
    after = await survey(desk)
    assert (after.languages, after.version) == (["nl", "en"], 1)

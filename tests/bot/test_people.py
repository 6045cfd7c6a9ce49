from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import people
from bot.people import LookUpFailed
from bot.sandbox.cast import AGENT, CUSTOMER, GUEST
from bot.sandbox.identity import ELSEWHERE, HOME
from bot.slack_errors import Outcome
from kpi.store import choosing
from kpi.store.tables import Contact
from tests.bot.stage import Stage

LOOKUP = "users.lookupByEmail"
INFO = "users.info"
JANSEN = "j.jansen@example.com"


async def outcome(call: Awaitable[object]) -> Outcome:
    with pytest.raises(LookUpFailed) as failed:
        await call
    return failed.value.decision.outcome


async def test_an_address_becomes_a_contact_with_language_and_time_zone(stage: Stage) -> None:
    found = await people.by_email(stage.process, JANSEN)
    assert found is not None
    assert (found.user_id, found.team_id, found.is_home) == (CUSTOMER, HOME, True)
    assert (found.name, found.language, found.time_zone) == (
        "J. Jansen",
        "nl-NL",
        "Europe/Amsterdam",
    )


async def test_slack_is_asked_about_an_address_once(stage: Stage) -> None:
    first = await people.by_email(stage.process, JANSEN)
    again = await people.by_email(stage.process, f" {JANSEN.upper()} ")
    assert first == again
    assert stage.asked_slack(LOOKUP) == 1


async def test_that_an_address_is_nobodys_is_believed_for_a_while(stage: Stage) -> None:
    assert await people.by_email(stage.process, "new@example.com") is None
    stage.slack.add_user("U0NEW", "new", "new@example.com")
    assert await people.by_email(stage.process, "new@example.com") is None
    stage.process.clock.move(choosing.NOBODY_HOLDS)
    found = await people.by_email(stage.process, "new@example.com")
    assert found is not None
    assert found.user_id == "U0NEW"


async def test_a_guest_is_known_by_their_own_team_and_lacks_what_slack_hides(stage: Stage) -> None:
    found = await people.by_slack(stage.process, "", GUEST)
    assert found is not None
    assert (found.team_id, found.is_home) == (ELSEWHERE, False)
    assert (found.language, found.time_zone) == ("", "")
    assert await people.by_email(stage.process, "g.peters@guest.example") is None


async def test_a_person_is_asked_about_once_a_day(stage: Stage) -> None:
    await people.by_slack(stage.process, HOME, AGENT)
    await people.by_slack(stage.process, "", AGENT)
    assert stage.asked_slack(INFO) == 1
    stage.process.clock.move(timedelta(days=1))
    await people.by_slack(stage.process, HOME, AGENT)
    assert stage.asked_slack(INFO) == 2


async def test_bots_and_people_we_cannot_see_are_nobody(stage: Stage) -> None:
    assert await people.by_slack(stage.process, HOME, stage.slack.identity.bot_user_id) is None
    assert await people.by_slack(stage.process, HOME, "U0NOBODY") is None
    assert await stage.every(Contact) == []


async def test_somebody_who_left_is_remembered_as_gone(stage: Stage) -> None:
    stage.slack.add_user(AGENT, "adevries", "a.devries@example.com", deleted=True)
    found = await people.by_slack(stage.process, HOME, AGENT)
    assert found is not None
    assert found.is_deactivated


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("429", Outcome.RETRY),
        ("html_500", Outcome.UNKNOWN),
        ("error:token_revoked", Outcome.STOPPED),
        ("error:missing_scope", Outcome.RETRY),
    ],
)
async def test_when_slack_does_not_answer_nothing_is_remembered(
    stage: Stage, kind: str, expected: Outcome
) -> None:
    stage.slack.faults.add(LOOKUP, kind)
    assert await outcome(people.by_email(stage.process, JANSEN)) is expected
    stage.slack.faults.add(INFO, kind)
    assert await outcome(people.by_email(stage.process, JANSEN)) is expected
    assert await people.by_email(stage.process, JANSEN) is not None


async def test_refreshing_somebody_slack_no_longer_shows_says_so(stage: Stage) -> None:
    contact = await people.by_slack(stage.process, HOME, AGENT)
    assert contact is not None
    stage.slack.faults.add(INFO, "error:user_not_found")
    assert await outcome(people.refreshed(stage.process, contact)) is Outcome.REFUSED


def test_facts_without_names_make_a_contact_without_a_name() -> None:
    person = people.person_of({"id": "U1", "profile": None}, HOME)
    assert (person.name, person.team_id, person.is_home) == ("", HOME, True)


async def test_the_address_of_a_colleague_is_asked_for_as_long_as_they_are_one(
    stage: Stage,
) -> None:
    assert await people.address_of(stage.process, CUSTOMER) == JANSEN
    world = stage.slack.world.people
    world.put(replace(world.find(CUSTOMER), deleted=True))
    assert await people.address_of(stage.process, CUSTOMER) == ""
    assert await people.address_of(stage.process, "U0NOBODY") == ""

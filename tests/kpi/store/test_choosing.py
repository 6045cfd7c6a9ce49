from datetime import timedelta
from typing import Any

import pytest

from kpi.eligibility import Asked, Reason
from kpi.facts import Facts
from kpi.metrics import Metric
from kpi.store import choosing, contacts, interactions, mailing, surveys
from kpi.store.choosing import NOBODY, NOT_IN_SLACK, UNKNOWN, Choice, Customer
from kpi.store.database import Database
from kpi.store.tables import Interaction, Workspace
from tests.kpi.store.tickets import (
    DAY,
    EMAIL,
    HOME,
    HOUR,
    MINUTE,
    ask,
    event,
    jansen,
    planned,
    read,
    set_policy,
    write,
)
from tests.moments import NOW


async def solved(database: Database, **details: Any) -> Interaction:
    told = event(**{"external_id": "T-2"} | details)
    return (await write(database, interactions.record, HOME, told, NOW)).interaction


async def choose(database: Database, helped: Customer, **details: str) -> Choice:
    interaction = await solved(database, **details)
    return await read(database, choosing.choose, interaction, helped, survey=None, now=NOW)


@pytest.mark.parametrize(
    ("channel", "delay"),
    [("chat", 15 * MINUTE), ("Phone", 15 * MINUTE), ("email", DAY), ("", DAY)],
)
async def test_the_channel_decides_how_long_we_wait(
    database: Database, workspace: Workspace, channel: str, delay: timedelta
) -> None:
    chosen = await choose(database, UNKNOWN, channel=channel)
    assert (chosen.reason, chosen.due_at) == (None, NOW + delay)


async def test_a_colleague_does_not_wait(database: Database, workspace: Workspace) -> None:
    chosen = await choose(database, UNKNOWN, channel="email", trigger="hand")
    assert chosen.due_at == NOW


@pytest.mark.parametrize(("moment", "survey"), [("", "csat"), ("review", "nps")])
async def test_surveys_may_have_moments_of_their_own(
    database: Database, workspace: Workspace, moment: str, survey: str
) -> None:
    await set_policy(database, "csat", **{"include.moment": "support"})
    await set_policy(database, "nps", enabled="yes", **{"include.moment": "review"})
    chosen = await choose(database, UNKNOWN, moment=moment)
    assert (chosen.survey.name, chosen.reason) == (survey, None)


async def test_the_first_survey_that_may_ask_is_chosen(
    database: Database, workspace: Workspace
) -> None:
    assert (await choose(database, UNKNOWN)).survey.name == "csat"
    await set_policy(database, "ces", enabled="yes")
    await set_policy(database, "csat", **{"exclude.team": "network"})
    assert (await choose(database, UNKNOWN)).survey.name == "ces"


async def test_without_a_survey_that_is_on_the_reason_says_so(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", enabled="no")
    chosen = await choose(database, UNKNOWN)
    assert (chosen.survey.name, chosen.reason) == ("csat", Reason.SURVEY_OFF)


async def test_where_none_may_ask_the_first_gives_its_reason(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "nps", enabled="yes")
    chosen = await choose(database, NOT_IN_SLACK)
    assert (chosen.survey.name, chosen.reason) == ("csat", Reason.NO_SLACK_ACCOUNT)


async def test_a_cool_down_that_ends_before_the_question_is_due_does_not_count(
    database: Database, workspace: Workspace
) -> None:
    survey = await read(database, surveys.named, HOME, "csat")
    contact = await jansen(database)
    subject = choosing.subject_of(await solved(database, channel="email"))
    for ago, reason in ((13.5, None), (12.5, Reason.COOLDOWN)):
        history = [Asked(Metric.CSAT, NOW - ago * DAY)]
        facts = Facts(subject=subject, contact=Customer(contact=contact).seen_by_rules("UTC"))
        chosen = choosing.choice(survey, facts, workspace, history=history, now=NOW)
        assert chosen.reason is reason


async def test_what_was_sent_starts_a_cool_down(database: Database, workspace: Workspace) -> None:
    contact = await jansen(database)
    invitation = await planned(database)
    assert (await choose(database, Customer(contact=contact))).reason is None
    await ask(database, invitation, NOW + HOUR)
    chosen = await choose(database, Customer(contact=contact), external_id="T-3")
    assert chosen.reason is Reason.COOLDOWN


async def test_a_slack_id_goes_before_an_address(database: Database, workspace: Workspace) -> None:
    contact = await jansen(database)
    by_id = await solved(database, requester_user_id="U0JANSEN", requester_email="x@example.com")
    assert await read(database, choosing.customer, by_id, NOW) == Customer(contact=contact)
    stranger = await solved(database, external_id="T-3", requester_user_id="U0ELSE")
    assert await read(database, choosing.customer, stranger, NOW) == UNKNOWN


async def test_nobody_named_is_nobody_asked(database: Database, workspace: Workspace) -> None:
    interaction = await solved(database, requester_email="")
    assert await read(database, choosing.customer, interaction, NOW) == NOBODY
    assert (await choose(database, NOBODY)).reason is Reason.NO_REQUESTER


@pytest.mark.parametrize(
    ("is_somebody", "age", "is_believed"),
    [(True, 29 * DAY, True), (True, 31 * DAY, False), (False, HOUR, True), (False, DAY, False)],
)
async def test_an_address_is_believed_for_a_while(
    database: Database,
    workspace: Workspace,
    *,
    is_somebody: bool,
    age: timedelta,
    is_believed: bool,
) -> None:
    contact = await jansen(database)
    whose = contact.id if is_somebody else None
    await write(database, contacts.remember_address, HOME, EMAIL, whose, NOW - age)
    by_mail = await write(database, mailing.remember, HOME, EMAIL, now=NOW)
    known = Customer(contact=contact if is_somebody else by_mail)
    found = await read(database, choosing.customer, await solved(database), NOW)
    assert found == (known if is_believed else UNKNOWN)

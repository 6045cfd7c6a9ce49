"""People of Slack become contacts: by mail address or by user id, remembered for a day.

Slack is asked outside transactions. Somebody of another team is a Slack Connect guest.
"""

from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import slack_errors
from bot.process import Process
from bot.slack_errors import Decision
from kpi.errors import KpiError
from kpi.store import choosing, contacts
from kpi.store.tables import Address, Contact

FRESH = timedelta(days=1)
"""How long what Slack said of a person is believed."""


class LookUpFailed(KpiError):
    """I could not reach Slack to look that person up. Nothing was changed; please try again."""

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision


async def by_email(process: Process, email: str) -> Contact | None:
    """Return whose address this is, None when it is nobody's in the home workspace.

    Raises:
        LookUpFailed: Slack did not answer; nothing was remembered.
    """
    now = process.clock.now()
    async with process.database.reading() as connection:
        known = await contacts.address(connection, process.workspace_id, email)
    if known is not None and _is_believed(known, now):
        return await _contact_of(process, known)
    facts = await _user_with_address(process, email)
    contact = await _remembered(process, facts) if facts else None
    await _remember_address(process, email, contact)
    return contact


async def by_slack(process: Process, team_id: str, user_id: str) -> Contact | None:
    """Return the contact of a Slack user, None for a bot and for somebody we cannot see.

    An empty `team_id` stands for whichever team is theirs.

    Raises:
        LookUpFailed: Slack did not answer.
    """
    known = await _known(process, team_id, user_id)
    if known is not None and is_fresh(known, process.clock.now()):
        return known
    facts = await _user(process, user_id)
    return await _remembered(process, facts) if facts else None


async def refreshed(process: Process, contact: Contact) -> Contact:
    """Return the contact as Slack knows them now.

    Raises:
        LookUpFailed: Slack did not answer, or does not show us this person any more.
    """
    facts = await _user(process, contact.user_id)
    found = await _remembered(process, facts) if facts else None
    if found is None:
        decision = Decision(outcome=slack_errors.Outcome.REFUSED, reason="user_not_found")
        raise LookUpFailed(decision)
    return found


async def address_of(process: Process, user_id: str) -> str:
    """Return the mail address of a colleague; empty for nobody's, and where Slack tells none.

    Raises:
        LookUpFailed: Slack did not answer.
    """
    facts = await _user(process, user_id) or {}
    if facts.get("deleted"):
        return ""
    return str((facts.get("profile") or {}).get("email") or "")


def is_fresh(contact: Contact, now: datetime) -> bool:
    """Tell whether what we know of somebody is recent enough to go by."""
    return contact.refreshed_at is not None and now - contact.refreshed_at < FRESH


def person_of(facts: Mapping[str, Any], home: str) -> contacts.Person:
    """Read a user object of Slack; outsiders' ones lack locale and time zone.

    Args:
        facts: the `user` of `users.info`.
        home: the team id of our workspace.
    """
    team_id = facts.get("team_id") or home
    return contacts.Person(
        team_id=team_id,
        user_id=facts["id"],
        name=_name(facts),
        language=facts.get("locale") or "",
        time_zone=facts.get("tz") or "",
        is_home=team_id == home,
        is_deactivated=bool(facts.get("deleted")),
    )


def _name(facts: Mapping[str, Any]) -> str:
    profile = facts.get("profile") or {}
    names = (profile.get("real_name"), facts.get("real_name"), facts.get("name"))
    return next((name for name in names if name), "")


def _is_believed(address: Address, now: datetime) -> bool:
    limit = choosing.ADDRESS_HOLDS if address.contact_id else choosing.NOBODY_HOLDS
    return address.is_pinned or now - address.looked_up_at < limit


async def _contact_of(process: Process, address: Address) -> Contact | None:
    if address.contact_id is None:
        return None
    async with process.database.reading() as connection:
        return await contacts.find(connection, process.workspace_id, address.contact_id)


async def _known(process: Process, team_id: str, user_id: str) -> Contact | None:
    async with process.database.reading() as connection:
        return await contacts.by_slack(connection, process.workspace_id, team_id, user_id)


async def _user_with_address(process: Process, email: str) -> Mapping[str, Any] | None:
    """Look the address up; that answer has no locale, so the person is looked up too."""
    found = await _answer(process.slack.users_lookupByEmail(email=email))
    return None if found is None else await _user(process, found["user"]["id"])


async def _user(process: Process, user_id: str) -> Mapping[str, Any] | None:
    answer = await _answer(process.slack.users_info(user=user_id, include_locale=True))
    if answer is None or answer["user"].get("is_bot"):
        return None
    user: Mapping[str, Any] = answer["user"]
    return user


async def _answer(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse | None:
    """Await a question about a person; None when Slack says there is no such person."""
    try:
        return await call
    except slack_errors.FAILURES as error:
        decision = slack_errors.judge(error)
        if decision.is_refused and decision.reason in slack_errors.PERSON_ERRORS:
            return None
        raise LookUpFailed(decision) from error


async def _remembered(process: Process, facts: Mapping[str, Any]) -> Contact:
    person, now = person_of(facts, process.workspace_id), process.clock.now()
    return await process.database.writer.work(
        lambda connection: contacts.remember(connection, process.workspace_id, person, now)
    )


async def _remember_address(process: Process, email: str, contact: Contact | None) -> None:
    now, contact_id = process.clock.now(), contact.id if contact else None
    await process.database.writer.work(
        lambda connection: contacts.remember_address(
            connection, process.workspace_id, email, contact_id, now
        )
    )

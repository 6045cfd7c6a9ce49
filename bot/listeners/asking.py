"""Asking by hand: from a person and a subject to a decision, with the words to tell it in."""

from dataclasses import dataclass

from bot import channels, people
from bot.blocks import inert
from bot.listeners import payloads
from bot.process import Process
from bot.wording import Voice
from kpi.eligibility import Reason
from kpi.errors import KpiError, Refused
from kpi.interaction_event import Event, Kind
from kpi.store import accounts, invitations, surveys
from kpi.store.tables import Contact, Invitation, Survey

SOURCE = "slack"
LONGEST_SUBJECT = 150


class AlreadyAsked(Refused):
    """They were asked about this before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A colleague's wish that one person be asked one question."""

    survey: str
    """Its name."""
    external_id: str
    """Names what it is about; asking twice about the same thing asks once."""
    about: str
    agent: str
    """Who wants it, as tickets name their agents."""
    user_id: str
    """The Slack user to ask."""
    channel_id: str
    thread_ts: str = ""
    wish: str = ""
    """Tells a second wish about the same thing from the first one told twice."""


async def ask(process: Process, request: Request) -> Invitation:
    """Decide whether to ask, store that, and have it done.

    Raises:
        AlreadyAsked: they were, or are about to be.
        Refused: nobody will be asked, with the reason as a phrase.
        LookUpFailed, SlackAway: Slack could not be reached; nothing was stored.
    """
    contact = await _customer(process, request.user_id)
    event = await _event(process, request, contact)
    decided = await process.database.writer.work(
        lambda connection: invitations.take_in_by_hand(
            connection, process.workspace_id, event, survey=request.survey
        )
    )
    if decided is None:
        raise AlreadyAsked("they were asked about this before")
    if decided.state == "not_asked":
        raise Refused(Reason(decided.reason).phrase)
    process.nudge()
    return decided


async def surveys_on(process: Process) -> list[Survey]:
    """Give what may be asked, the usual first. Raises Refused when all surveys are off."""
    async with process.database.reading() as connection:
        found = await surveys.of_workspace(connection, process.workspace_id)
    on = [one for one in found if surveys.policy(one).enabled]
    if not on:
        raise Refused("All surveys are off. An admin can turn them on.")
    return on


def about_thread(channel_id: str, thread_ts: str, user_id: str) -> str:
    """Name one person's part in a thread: however it is marked, they are asked once."""
    return f"{channel_id}/{thread_ts}/{user_id}"


async def _customer(process: Process, user_id: str) -> Contact:
    contact = await people.by_slack(process, "", user_id)
    if contact is None:
        raise Refused("that is not a person I can reach in Slack")
    return contact


async def _event(process: Process, request: Request, contact: Contact) -> Event:
    thread = await _thread(process, request, contact)
    account = await _account(process, request.channel_id)
    return Event(
        kind=Kind.RESOLVED,
        at=process.clock.now(),
        source=SOURCE,
        external_id=request.external_id,
        subject=request.about,
        agent=request.agent,
        account=account,
        trigger="hand",
        moment="support",
        requester_name=contact.name,
        requester_team_id=contact.team_id,
        requester_user_id=contact.user_id,
        slack_channel_id=thread[0],
        slack_thread_ts=thread[1],
        extra={"wish": request.wish},
    )


async def _account(process: Process, channel_id: str) -> str:
    """Give the organisation that is served in a channel, where an admin said so."""
    async with process.database.reading() as connection:
        found = await accounts.of_channel(connection, process.workspace_id, channel_id)
    return found.name if found else ""


async def _thread(process: Process, request: Request, contact: Contact) -> tuple[str, str]:
    """Give where the question may be put, besides in a direct message.

    Raises:
        Refused: a guest can only be asked in a channel that they share with us.
        SlackAway: Slack could not be asked about the channel.
    """
    place = (request.channel_id, request.thread_ts)
    if contact.is_home:
        return ("", "") if payloads.is_direct(request.channel_id) else place
    if not await _reads_along(process, request.channel_id):
        raise Refused("they are from outside; ask them in the channel you share with them")
    return place


async def _reads_along(process: Process, channel_id: str) -> bool:
    """Tell whether people from outside can read what is said here.

    They may, where Slack shows us nothing of the channel: then a direct message is tried.
    """
    if not channel_id or payloads.is_direct(channel_id):
        return False
    channel = await channels.look(process, channel_id)
    return channel.has_outsiders or channel.is_hidden


def told_asked(say: Voice, request: Request, decided: Invitation, zone: str) -> str:
    """Say that somebody is about to be asked, or when: nobody is disturbed in quiet hours.

    The time is that of `zone`, the workspace's: it is a colleague who reads this.
    """
    named = {
        "person": f"<@{request.user_id}>",
        "subject": inert.escaped(request.about, LONGEST_SUBJECT) or say("this"),
    }
    if decided.due_at <= decided.created_at:
        return say("I will ask {person} about {subject} now.", **named)
    when = say.moment_ahead(decided.due_at, decided.created_at, zone)
    return say(
        "I will ask {person} about {subject} {when}: it is late for them now.", when=when, **named
    )


def told_refused(say: Voice, user_id: str, error: KpiError) -> str:
    """Say that somebody will not be asked, and why."""
    reason = say.explain(error).rstrip(".")
    return say("I do not ask {person}: {reason}.", person=f"<@{user_id}>", reason=reason)

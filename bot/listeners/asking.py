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
from kpi.metrics import Metric
from kpi.store import invitations
from kpi.store.tables import Contact, Invitation

SOURCE = "slack"
LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A colleague's wish that one person be asked one question."""

    metric: Metric
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
        Refused: nobody will be asked, with the reason as a phrase.
        LookUpFailed, SlackAway: Slack could not be reached; nothing was stored.
    """
    contact = await _customer(process, request.user_id)
    event = await _event(process, request, contact)
    decided = await process.database.writer.work(
        lambda connection: invitations.take_in_by_hand(
            connection, process.workspace_id, event, survey=request.metric
        )
    )
    if decided is None:
        raise Refused("they were asked about this before")
    if decided.state == "not_asked":
        raise Refused(Reason(decided.reason).phrase)
    process.nudge()
    return decided


async def _customer(process: Process, user_id: str) -> Contact:
    contact = await people.by_slack(process, "", user_id)
    if contact is None:
        raise Refused("that is not a person I can reach in Slack")
    return contact


async def _event(process: Process, request: Request, contact: Contact) -> Event:
    thread = await _thread(process, request, contact)
    return Event(
        kind=Kind.RESOLVED,
        at=process.clock.now(),
        source=SOURCE,
        external_id=request.external_id,
        subject=request.about,
        agent=request.agent,
        trigger="hand",
        moment="support",
        requester_name=contact.name,
        requester_team_id=contact.team_id,
        requester_user_id=contact.user_id,
        slack_channel_id=thread[0],
        slack_thread_ts=thread[1],
        extra={"wish": request.wish},
    )


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
    if payloads.is_direct(channel_id):
        return False
    channel = await channels.look(process, channel_id)
    return channel.has_outsiders or channel.is_hidden


def told_asked(say: Voice, request: Request) -> str:
    """Say that somebody is about to be asked."""
    return say(
        "I will ask {person} about {subject} now.",
        person=f"<@{request.user_id}>",
        subject=inert.escaped(request.about, LONGEST_SUBJECT),
    )


def told_refused(say: Voice, user_id: str, error: KpiError) -> str:
    """Say that somebody will not be asked, and why."""
    reason = say.explain(error).rstrip(".")
    return say("I do not ask {person}: {reason}.", person=f"<@{user_id}>", reason=reason)

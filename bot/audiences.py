"""Audiences: who a campaign is for, read where that is known and kept as its members.

Slack tells a page at a time, and asks for pauses; a reading goes on where it stopped.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, TypeAlias
from uuid import UUID

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import channels, people, slack_errors
from bot.people import LookUpFailed
from bot.process import Process
from bot.slack_errors import FAILURES, Decision, Outcome
from kpi.store import audiences, campaigns
from kpi.store.audiences import PIECE, Member
from kpi.store.tables import Campaign

PAGE = 200
"""As many as Slack recommends."""
MOST_PAGES = 25
"""In one go; what is left is read in the next."""
HOLDS = timedelta(days=1)
"""How long what was read of a list that is not at its end is believed."""
SLACKBOT = "USLACKBOT"
"""Slack's own bot, which does not say that it is one."""

Page: TypeAlias = Callable[[str], Awaitable[AsyncSlackResponse]]


class Audiences:
    """Compares the members of campaigns with their audiences."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._readings: dict[UUID, _Reading] = {}

    async def compare(self, campaign: Campaign) -> bool:
        """Take in who joined and note who left; False when there is more to read first.

        Raises:
            SlackApiError: Slack refused, for now or for good; and what else is in
                `slack_errors.FAILURES`. What was read is kept.
            LookUpFailed: the channel is closed, or somebody from outside could not be looked up.
        """
        if campaign.audience["kind"] != campaigns.ADDRESSES:
            wanted = await self._wanted(campaign)
            if wanted is None:
                return False
            await self._keep(campaign, wanted)
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: campaigns.compared(connection, campaign, now)
        )
        return True

    async def _wanted(self, campaign: Campaign) -> Mapping[str, Member] | None:
        if campaign.audience["kind"] == campaigns.CONTACTS:
            return await self._helped(campaign)
        reading = self._reading(campaign)
        try:
            if not await reading.go_on():
                return None
        except FAILURES as error:
            if slack_errors.judge(error).is_refused:
                # Where it stopped is a place in lists that Slack may no longer know.
                self._readings.pop(campaign.id, None)
            raise
        self._readings.pop(campaign.id, None)
        found = await reading.members()
        return {member.person: member for member in found}

    def _reading(self, campaign: Campaign) -> "_Reading":
        """Go on with a reading of today, or begin anew."""
        now = self._process.clock.now()
        begun = self._readings.get(campaign.id)
        if begun is None or now - begun.begun_at >= HOLDS:
            begun = self._readings[campaign.id] = _Reading(self._process, campaign, now)
        return begun

    async def _helped(self, campaign: Campaign) -> Mapping[str, Member]:
        since = self._process.clock.now() - timedelta(days=int(campaign.audience["days"]))
        found: dict[str, Member] = {}
        after = ""
        while True:
            async with self._process.database.reading() as connection:
                piece = await audiences.helped_since(
                    connection, campaign.workspace_id, since, after
                )
            found |= {member.person: member for member in piece}
            if len(piece) < PIECE:
                return found
            after = piece[-1].person

    async def _keep(self, campaign: Campaign, wanted: Mapping[str, Member]) -> None:
        present = await self._present(campaign)
        joined = [member for person, member in wanted.items() if person not in present]
        work, now = self._process.database.writer.work, self._process.clock.now()
        for piece in pieces(joined):
            await work(partial(audiences.join, campaign=campaign, members=piece, now=now))
        for gone in pieces(sorted(present - wanted.keys())):
            await work(partial(audiences.leave, campaign=campaign, people=gone, now=now))

    async def _present(self, campaign: Campaign) -> set[str]:
        present: set[str] = set()
        after = (-1, "")
        while True:
            async with self._process.database.reading() as connection:
                piece = await audiences.present(connection, campaign, after)
            present.update(person for _, person in piece)
            if len(piece) < PIECE:
                return present
            after = piece[-1]


class _Reading:
    """The members of a channel or user group, as far as Slack has told them."""

    def __init__(self, process: Process, campaign: Campaign, now: datetime) -> None:
        self._process = process
        self._channel_id = campaign.audience.get("channel_id", "")
        self.begun_at = now
        self._ids = _Listing(_inside(process, campaign.audience))
        self._users = _Listing(_everybody(process))

    async def go_on(self) -> bool:
        """Read on; return whether everything is read. Raises what `compare` does."""
        if self._channel_id and not self._ids.items:
            await self._require_open()
        left = MOST_PAGES
        for listing in (self._ids, self._users):
            left = await listing.read(left)
        return self._ids.is_read and self._users.is_read

    async def _require_open(self) -> None:
        """Refuse an archived channel, which Slack tells the members of, or that it has none."""
        channel = await channels.ask(self._process, self._channel_id)
        if channel.closed_because in slack_errors.PLACE_ERRORS - {"not_in_channel"}:
            reason = channel.closed_because
            raise LookUpFailed(Decision(outcome=Outcome.REFUSED, reason=reason))

    async def members(self) -> list[Member]:
        """Give the people, without bots and without those who left. Raises LookUpFailed."""
        known = {user["id"]: user for user in self._users.items}
        found = [await self._member(user_id, known.get(user_id)) for user_id in self._ids.items]
        return [member for member in found if member is not None]

    async def _member(self, user_id: str, facts: Mapping[str, Any] | None) -> Member | None:
        if facts is not None:
            if facts.get("is_bot") or facts.get("deleted") or user_id == SLACKBOT:
                return None
            team_id = facts.get("team_id") or self._process.workspace_id
            return Member(person=audiences.in_slack(team_id, user_id))
        # Somebody of another team, whom the list of our own does not hold.
        contact = await people.by_slack(self._process, "", user_id)
        if contact is None or contact.is_deactivated:
            return None
        return Member(person=audiences.in_slack(contact.team_id, contact.user_id))


class _Listing:
    """One list of Slack's, read page by page."""

    def __init__(self, page: tuple[Page, str]) -> None:
        self._page, self._key = page
        self._cursor = ""
        self.items: list[Any] = []
        self.is_read = False

    async def read(self, most: int) -> int:
        """Read on, at most so many pages; return how many are left."""
        while most and not self.is_read:
            answer = await self._page(self._cursor)
            self.items += answer[self._key]
            self._cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            self.is_read = not self._cursor
            most -= 1
        return most


def _inside(process: Process, audience: Mapping[str, Any]) -> tuple[Page, str]:
    slack = process.slack
    if audience["kind"] == campaigns.GROUP:
        return lambda _: slack.usergroups_users_list(usergroup=audience["group_id"]), "users"
    return (
        lambda cursor: slack.conversations_members(
            channel=audience["channel_id"], limit=PAGE, cursor=cursor
        ),
        "members",
    )


def _everybody(process: Process) -> tuple[Page, str]:
    return lambda cursor: process.slack.users_list(limit=PAGE, cursor=cursor), "members"


def pieces(items: Sequence[Any]) -> list[list[Any]]:
    """Cut a list into what is written in one transaction."""
    rest = iter(items)
    return list(iter(lambda: list(islice(rest, PIECE)), []))

"""Looking up: whose mail address a ticket names, before it is decided whether to ask them."""

from datetime import datetime

import structlog

from bot import people
from bot.people import LookUpFailed
from bot.process import Process
from bot.slack_errors import DEFAULT_WAIT, Decision, Outcome
from bot.work.halt import Halt
from bot.work.steps import attempt
from kpi.store import interactions, invitations, mailing
from kpi.store.tables import Contact, Interaction, Invitation

BATCH = 50
"""About as many look-ups as Slack allows a minute."""

log = structlog.get_logger()


class Lookups:
    """Finds the contact of each invitation that waits for one."""

    def __init__(self, process: Process, halt: Halt) -> None:
        self._process = process
        self._halt = halt
        self._held_until: datetime | None = None

    async def step(self) -> None:
        """Look up what is due, until Slack asks for a pause."""
        for invitation in await self._waiting():
            if self._is_held():
                return
            about = {"invitation_id": str(invitation.id)}
            await attempt(self._process, "lookup", self._locate(invitation), **about)

    async def _waiting(self) -> list[Invitation]:
        async with self._process.database.reading() as connection:
            return await invitations.looking_up(connection, self._process.clock.now(), BATCH)

    def _is_held(self) -> bool:
        now = self._process.clock.now()
        held = self._held_until is not None and now < self._held_until
        return held or self._halt.stands(now)

    async def _locate(self, invitation: Invitation) -> None:
        try:
            contact = await self._contact_of(await self._interaction(invitation))
        except LookUpFailed as failure:
            await self._missed(invitation, failure.decision)
            return
        self._halt.end()
        contact_id, now = contact.id if contact else None, self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: invitations.located(
                connection, invitation.workspace_id, invitation.id, contact_id, now
            )
        )

    async def _interaction(self, invitation: Invitation) -> Interaction:
        async with self._process.database.reading() as connection:
            return await interactions.find(
                connection, invitation.workspace_id, invitation.interaction_id
            )

    async def _contact_of(self, interaction: Interaction) -> Contact | None:
        """Find the customer by their Slack id, where Slack knows it too, else by address."""
        team_id, user_id = interaction.requester_team_id, interaction.requester_user_id
        found = await people.by_slack(self._process, team_id, user_id) if user_id else None
        if found is not None or not interaction.requester_email:
            return found
        found = await people.by_email(self._process, interaction.requester_email)
        return found or await self._by_mail(interaction)

    async def _by_mail(self, interaction: Interaction) -> Contact | None:
        """Give the contact of an address that Slack does not know, where mail is set up."""
        if self._process.settings.mail_relay is None:
            return None
        now = self._process.clock.now()
        return await self._process.database.writer.work(
            lambda connection: mailing.remember(
                connection,
                interaction.workspace_id,
                interaction.requester_email,
                name=interaction.requester_name,
                language=mailing.language_of(interaction.extra),
                now=now,
            )
        )

    async def _missed(self, invitation: Invitation, decision: Decision) -> None:
        """Wait before the next; where Slack did nothing at all, this was no try."""
        now = self._process.clock.now()
        log.warning("lookup failed", invitation_id=str(invitation.id), reason=decision.reason)
        if decision.outcome is Outcome.STOPPED:
            self._halt.begin(decision.reason, now)
            return
        if decision.outcome is not Outcome.REFUSED:
            self._held_until = now + (decision.wait or DEFAULT_WAIT)
        if decision.outcome is not Outcome.RETRY:
            await self._count(invitation, decision.reason, now)

    async def _count(self, invitation: Invitation, reason: str, now: datetime) -> None:
        await self._process.database.writer.work(
            lambda connection: invitations.lookup_failed(
                connection, invitation.workspace_id, invitation.id, reason, now
            )
        )

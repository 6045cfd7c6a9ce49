"""Strangers: customers nobody could match with somebody in Slack, or with a place to ask them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Reason
from kpi.store import accounts, mailing, rows
from kpi.store.tables import Address, Contact, Interaction, Invitation

_ADDRESS = rows.table(Address)
_CONTACT = rows.table(Contact)
_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """Somebody, or the people of an account, who could not be asked for one reason."""

    email: str
    """As tickets name them; empty when they only have a Slack id."""
    user_id: str
    """In Slack, as far as known."""
    account: str
    reason: str
    """`no_slack_account`, or why they could not be reached."""
    n: int
    """How many resolutions were not asked about."""
    latest: datetime
    """When the last of them was."""

    @property
    def is_unknown(self) -> bool:
        """Whether it is not known who they are; otherwise it is, but not where to ask them."""
        return bool(self.email) and (self.reason == Reason.NO_SLACK_ACCOUNT or not self.user_id)


async def since(connection: AsyncConnection, workspace_id: str, moment: datetime) -> list[Stranger]:
    """Return those of resolutions since a moment that stand in need of help, the most first.

    An address that an admin gave to somebody since, and an account that got its channel since, are
    left out: the next question will arrive.
    """
    result = await connection.execute(_grouped(workspace_id, moment))
    found = [Stranger(**row) for row in result.mappings()]
    mapped = {
        one.key: one.created_at for one in await accounts.of_workspace(connection, workspace_id)
    }
    return [one for one in found if one.is_unknown or not _is_mended(one, mapped)]


def _is_mended(stranger: Stranger, mapped: Mapping[str, datetime]) -> bool:
    names = accounts.names_of(stranger.account, stranger.email)
    return any(mapped[name] >= stranger.latest for name in names if name in mapped)


def _grouped(workspace_id: str, moment: datetime) -> Select[Any]:
    interaction, reason = _INTERACTION.c, _INVITATION.c.reason
    user_id = func.coalesce(_CONTACT.c.user_id, interaction.requester_user_id)
    columns: tuple[ColumnElement[Any], ...] = (
        interaction.requester_email.label("email"),
        user_id.label("user_id"),
        interaction.account.label("account"),
        reason.label("reason"),
    )
    keys = (interaction.requester_email, user_id, interaction.account, reason)
    n, latest = func.count(), func.max(_INVITATION.c.resolved_at)
    return (
        select(*columns, n.label("n"), latest.label("latest"))
        .join_from(_INVITATION, _INTERACTION, _same(_INTERACTION, "interaction_id"))
        .outerjoin(_CONTACT, _same(_CONTACT, "contact_id"))
        .outerjoin(_ADDRESS, _pinned())
        .where(_INVITATION.c.workspace_id == workspace_id, _INVITATION.c.resolved_at >= moment)
        .where(or_(_nobody(), _nowhere()), or_(_ADDRESS.c.email.is_(None), _is_known()))
        .group_by(*keys)
        .order_by(n.desc(), *keys)
    )


def _nobody() -> ColumnElement[bool]:
    """Slack knows nobody with the address."""
    unknown = _INVITATION.c.reason == Reason.NO_SLACK_ACCOUNT
    return and_(_INVITATION.c.state == "not_asked", unknown)


def _nowhere() -> ColumnElement[bool]:
    """Slack took no message for them anywhere; people asked by mail have no place in Slack."""
    by_mail = func.coalesce(_CONTACT.c.team_id, "") == mailing.TEAM
    return and_(_INVITATION.c.state == "undeliverable", ~by_mail)


def _is_known() -> ColumnElement[bool]:
    return _INVITATION.c.contact_id.is_not(None)


def _pinned() -> ColumnElement[bool]:
    return and_(
        _ADDRESS.c.workspace_id == _INVITATION.c.workspace_id,
        _ADDRESS.c.email == _INTERACTION.c.requester_email,
        _ADDRESS.c.is_pinned,
    )


def _same(table: Any, key: str) -> ColumnElement[bool]:
    return and_(
        table.c.workspace_id == _INVITATION.c.workspace_id, table.c.id == _INVITATION.c[key]
    )

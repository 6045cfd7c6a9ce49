"""The invented customers as Kompas came to know them in Slack."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from bot.cli.demo.sample.people import Customer
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import Address, Contact


async def make(
    database: Database, workspace_id: str, everybody: Sequence[Customer], now: datetime
) -> Mapping[str, UUID]:
    """Write contacts and addresses as if Slack told of them now; give contacts by mail address."""
    known = {one.email: _contact(workspace_id, one, now) for one in everybody if one.user_id}
    addresses = [
        Address(
            workspace_id=workspace_id,
            email=one.email,
            contact_id=known[one.email].id if one.email in known else None,
            looked_up_at=now,
        )
        for one in everybody
    ]
    await database.writer.work(lambda connection: rows.add(connection, *known.values()))
    await database.writer.work(lambda connection: rows.add(connection, *addresses))
    return {email: contact.id for email, contact in known.items()}


def _contact(workspace_id: str, customer: Customer, now: datetime) -> Contact:
    return Contact(
        workspace_id=workspace_id,
        id=new_id(now),
        team_id=workspace_id,
        user_id=customer.user_id,
        name=customer.name,
        language=customer.locale,
        time_zone="Europe/Amsterdam",
        refreshed_at=now,
        introduced_at=now,
        opted_out_at=now if customer.opted_out else None,
        created_at=now,
    )

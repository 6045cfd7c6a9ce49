import pytest

from kpi.eligibility import Asked
from kpi.errors import NotFound
from kpi.metrics import Metric
from kpi.store import contacts
from kpi.store.columns import new_id
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Contact, Workspace
from tests.kpi.store.tickets import (
    DAY,
    EMAIL,
    HOME,
    HOUR,
    ask,
    everything,
    jansen,
    planned,
    read,
    write,
)
from tests.moments import NOW


async def test_what_slack_says_is_renewed_and_what_we_know_stays(
    database: Database, workspace: Workspace
) -> None:
    before = await jansen(database, language="en-US")
    await write(database, contacts.set_dm_channel, HOME, before.id, "D1")
    await write(database, contacts.introduced, HOME, before.id, NOW)
    await write(database, contacts.opt_out, HOME, HOME, "U0JANSEN", NOW)
    told = Person(team_id=HOME, user_id="U0JANSEN", name="Jo", language="nl-NL")
    after = await write(database, contacts.remember, HOME, told, NOW + HOUR)
    assert (after.id, after.name, after.language) == (before.id, "Jo", "nl-NL")
    assert (after.dm_channel_id, after.introduced_at, after.opted_out_at) == ("D1", NOW, NOW)
    assert after.refreshed_at == NOW + HOUR
    assert after == await read(database, contacts.find, HOME, before.id)


async def test_the_same_user_id_of_another_team_is_somebody_else(
    database: Database, workspace: Workspace
) -> None:
    home = await jansen(database)
    guest = await jansen(database, team_id="T0GUEST", is_home=False)
    assert home.id != guest.id
    for team, who in ((HOME, home), ("T0GUEST", guest), ("", home)):
        found = await read(database, contacts.by_slack, HOME, team, "U0JANSEN")
        assert found == who
    assert await read(database, contacts.by_slack, HOME, "T0OTHER", "U0JANSEN") is None
    assert await read(database, contacts.by_slack, "T0OTHER", HOME, "U0JANSEN") is None


async def test_an_address_is_known_whatever_its_case(
    database: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    known = await read(database, contacts.address, HOME, f" {EMAIL.upper()}")
    assert known is not None
    assert known.contact_id == contact.id
    assert await read(database, contacts.addresses_of, HOME, contact.id) == [EMAIL]


async def test_a_later_look_up_replaces_the_earlier(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await write(database, contacts.remember_address, HOME, EMAIL, None, NOW + DAY)
    known = await read(database, contacts.address, HOME, EMAIL)
    assert known is not None
    assert (known.contact_id, known.looked_up_at) == (None, NOW + DAY)


async def test_somebody_is_introduced_once(database: Database, workspace: Workspace) -> None:
    contact = await jansen(database)
    assert await write(database, contacts.introduced, HOME, contact.id, NOW)
    assert not await write(database, contacts.introduced, HOME, contact.id, NOW + DAY)


@pytest.mark.parametrize("is_known", [True, False])
async def test_stopping_and_starting_work_once_each(
    database: Database, workspace: Workspace, *, is_known: bool
) -> None:
    if is_known:
        await jansen(database)
    who = (HOME, HOME, "U0JANSEN", NOW)
    assert not await write(database, contacts.opt_in, *who)
    assert await write(database, contacts.opt_out, *who)
    assert not await write(database, contacts.opt_out, *who)
    assert await write(database, contacts.opt_in, *who)
    assert not await write(database, contacts.opt_in, *who)
    assert len(await everything(database, Contact)) == 1


async def test_history_tells_only_what_was_sent(database: Database, workspace: Workspace) -> None:
    contact = await jansen(database)
    invitation = await planned(database)
    since = NOW - DAY
    assert await read(database, contacts.history, HOME, contact.id, since) == []
    await ask(database, invitation, NOW + HOUR)
    told = await read(database, contacts.history, HOME, contact.id, since)
    assert told == [Asked(Metric.CSAT, NOW + HOUR)]
    assert await read(database, contacts.history, HOME, contact.id, NOW + DAY) == []


async def test_nobody_is_found_in_another_workspace(
    database: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    for workspace_id, contact_id in (("T0OTHER", contact.id), (HOME, new_id(NOW))):
        with pytest.raises(NotFound):
            await read(database, contacts.find, workspace_id, contact_id)

from datetime import UTC, datetime

from kpi.cohorts import Rhythm
from kpi.store import campaigns
from kpi.store.audiences import Member
from kpi.store.database import Database
from kpi.store.tables import Invitation, Workspace
from kpi.store.turns import Fate
from tests.kpi.store.people import asks, people, started, taken
from tests.kpi.store.tickets import DAY, EMAIL, ask, everything, jansen, set_policy, write

JANSEN = Member(person=EMAIL, account="Acme")
EVENING = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)


async def test_an_address_that_was_looked_up_long_ago_still_tells_who_was_asked(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN])
    (ours,) = await asks(database, campaign)
    await taken(database, workspace, ours.due_at)
    (first,) = await everything(database, Invitation)
    await ask(database, first, first.due_at)
    await write(database, campaigns.end, campaign)
    soon = first.due_at + 84 * DAY
    again = await started(database, workspace, [JANSEN], soon, rhythm=Rhythm.ONCE, days=1)
    (ours,) = await asks(database, again)
    assert await taken(database, workspace, ours.due_at) == [Fate.PUT_OFF]
    (moved,) = await asks(database, again)
    assert moved.due_at > first.due_at + 90 * DAY


async def test_one_person_under_two_names_has_one_turn(
    database: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    await set_policy(database, "nps", cooldown="0d", cooldown_any="0d")
    named = Member(person=f"{contact.team_id}/{contact.user_id}")
    campaign = await started(database, workspace, [JANSEN, named], rhythm=Rhythm.ONCE, days=1)
    assert sorted(await taken(database, workspace, EVENING)) == [Fate.TAKEN, Fate.TWICE]
    assert len(await everything(database, Invitation)) == 1
    assert {one.state for one in await asks(database, campaign)} == {"taken", "twice"}


async def test_a_daily_cap_moves_turns_to_later_days(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "nps", daily_cap="2")
    await started(database, workspace, people(5), rhythm=Rhythm.ONCE, days=1)
    fates = await taken(database, workspace, EVENING)
    assert sorted(fates) == [Fate.PUT_OFF] * 3 + [Fate.TAKEN] * 2

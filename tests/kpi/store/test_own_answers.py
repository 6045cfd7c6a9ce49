from datetime import timedelta

from kpi.metrics import Metric, standard
from kpi.store import own_answers, responses
from kpi.store.database import Database
from kpi.store.own_answers import Own
from kpi.store.tables import Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import HOME, HOUR, ask, event, jansen, planned, read
from tests.moments import NOW


async def own(database: Database, user_id: str = "U0JANSEN", limit: int = 10) -> list[Own]:
    return await read(database, own_answers.latest, HOME, HOME, user_id, limit)


async def test_only_what_this_person_answered_and_did_not_undo(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    asking = Asking(database, workspace)
    invitation = await planned(database, event(channel=""))
    await ask(database, invitation, NOW + timedelta(days=1))
    tap = asking.tap(invitation.id, 4, NOW + timedelta(days=1, hours=1), user_id="U0JANSEN")
    assert await own(database) == []
    await database.writer.submit(responses.record_taps, tap)
    assert await own(database) == [
        Own(
            invitation_id=invitation.id,
            definition=standard(Metric.CSAT),
            wording={},
            score=4,
            comment="",
            subject="VPN keeps dropping",
            at=tap.at,
            changes_until=tap.at + timedelta(days=14),
        )
    ]
    assert await own(database, "U0OTHER") == []
    undone = asking.tap(invitation.id, None, tap.at + HOUR, user_id="U0JANSEN")
    await database.writer.submit(responses.record_taps, undone)
    assert await own(database) == []

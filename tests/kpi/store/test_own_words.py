"""The last word of a customer stands beside their ticket, whoever else is at it or forgot to."""

from dataclasses import replace
from functools import partial

from sqlalchemy import text

from kpi.interaction_event import Kind
from kpi.reckoning import Measure
from kpi.store import invitations, own_words, repairs, responses, said_at_once, said_verification
from kpi.store.database import Database
from kpi.store.reckoned_rows import Asked
from kpi.store.repairs import KINDS
from kpi.store.responses import Tap
from kpi.store.said_at_once import Beside
from kpi.store.tables import Reckoning, Workspace
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    MINUTE,
    ask,
    event,
    everything,
    jansen,
    overlapping,
    planned,
    read,
    set_policy,
    write,
)
from tests.moments import NOW

OLDER = "UPDATE response SET solved_at_once = NOT solved_at_once"
"""What a replica of a release before these counts does when somebody changes their mind."""
ASKED = Asked(
    measure=Measure.FCR,
    definition="fcr/7d/v1",
    first=NOW.date() - DAY,
    until=NOW.date() + DAY,
)


async def rated(database: Database, ticket: str) -> Tap:
    """Have a ticket solved and rated, and return the tap."""
    invitation = await planned(database, event(external_id=ticket))
    await ask(database, invitation, NOW)
    tap = Tap(
        workspace_id=HOME,
        invitation_id=invitation.id,
        team_id=HOME,
        user_id="U0JANSEN",
        channel_id="D1",
        message_ts=ticket,
        action_id="rate:4",
        at=NOW,
        score=4,
    )
    await database.writer.submit(responses.record_taps, tap)
    return tap


def says(tap: Tap, *, solved: bool) -> Tap:
    return replace(tap, score=None, solved=solved, at=tap.at + MINUTE, action_id=f"solved:{solved}")


async def beside(database: Database) -> Beside:
    (found,) = await read(database, said_at_once.beside, HOME, ASKED)
    return found


async def test_a_word_and_what_is_told_of_its_ticket_meanwhile_are_both_kept(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await set_policy(database, "csat", cooldown="0s", cooldown_any="0s", delay="0s", quiet="off")
    for number in range(2):
        tap = says(await rated(database, f"T-{number}"), solved=True)
        told = event(Kind.FOLLOWED_UP, NOW + MINUTE, external_id=f"T-{number}")
        word = partial(responses.record_taps, taps=[tap])
        webhook = partial(
            invitations.take_in, workspace_id=HOME, event=told, now=NOW + (2 + number) * MINUTE
        )
        first, second = (word, webhook) if number else (webhook, word)
        await overlapping((database, first), (replica, second))
    assert [one.said for one in await everything(database, Reckoning)] == [True, True]
    assert await read(database, said_verification.differences, HOME) == []
    assert (await beside(database))[1:] == (2, 0, 0, 0, 0), "who writes again was not helped"


async def test_what_an_older_release_left_unheard_is_named_and_heard(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await set_policy(database, "csat", delay="0s", quiet="off")
    word = says(await rated(database, "T-1"), solved=True)
    await database.writer.submit(responses.record_taps, word)
    assert (await beside(database))[1:] == (1, 0, 1, 0, 0)
    await database.writer.work(lambda connection: connection.execute(text(OLDER)))
    unheard = await read(database, own_words.unheard, HOME)
    assert unheard == [one.interaction_id for one in await everything(database, Reckoning)]
    await write(database, own_words.hear_again, HOME, unheard)
    assert await read(database, own_words.unheard, HOME) == []
    assert (await beside(database))[1:] == (0, 1, 0, 1, 0)
    differing = await read(database, KINDS["said"].differences, HOME)
    for piece in repairs.pieces({"said": differing}, None):
        assert await write(database, repairs.repair, HOME, piece)
    assert await read(database, said_verification.differences, HOME) == []

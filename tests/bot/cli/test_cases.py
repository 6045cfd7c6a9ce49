"""Cases on paper and for machines; there are none before anybody is unhappy."""

import json

import pytest

from bot.blocks import case_list
from bot.cli import cases
from kpi.store import workspaces
from kpi.store.database import Database
from tests.bot.cli.conftest import Kompas
from tests.bot.cli.seeding import seed
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_heeding import Desk
from tests.kpi.store.tickets import HOME
from tests.moments import NOW


async def unhappy(database: Database) -> None:
    """One customer gave a 2, and may be contacted."""
    async with database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
    desk = Desk(Asking(database, workspace))
    await desk.rule()
    question = await desk.answer(2, account="Acme")
    await desk.say(question, "Too <slow>", may_contact=True)
    await desk.heed()


def test_cases_are_listed(kompas: Kompas, database_url: str) -> None:
    seed(database_url, unhappy)
    head, row = kompas("summary", "cases").out.splitlines()
    assert head.split() == ["score", "account", "subject", "state", "since", "owner"]
    assert row.split()[:4] == ["2", "of", "5", "Acme"]
    found = kompas("summary", "zaken", "--json").json
    assert (found["open"], found["done"], found["seconds_to_contact"]) == (1, 0, None)
    (case,) = found["cases"]
    assert (case["score"], case["account"], case["comment"]) == (2, "Acme", "Too <slow>")
    assert kompas("summary", "cases done").out == "There are none.\n"


def test_who_may_be_contacted_is_listed(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def tell(database: Database) -> None:
        await unhappy(database)
        async with database.reading() as connection:
            workspace = await workspaces.find(connection, HOME)
        for as_json in (False, True):
            await cases.answer(database, workspace, case_list.INTERVIEWS, NOW, as_json=as_json)

    seed(database_url, tell)
    head, row, *rest = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "account", "score", "day", "subject"]
    assert row.split()[1:6] == ["Acme", "2", "of", "5", "2026-11-18"]
    (person,) = json.loads("".join(rest))
    assert (person["account"], person["comment"]) == ("Acme", "Too <slow>")

"""Campaigns are listed, and long lists of their people come in by the command line."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from kpi.cohorts import Rhythm
from kpi.store import campaigns, workspaces
from kpi.store.campaigns import Wish
from kpi.store.database import Database
from tests.bot.cli.conftest import Kompas
from tests.moments import NOW


@pytest.fixture
def campaign(database_url: str) -> None:
    """A draft for a list of addresses, and one for a channel."""
    asyncio.run(_made(database_url))


async def _made(url: str) -> None:
    database = Database.open(url)
    work = database.writer.work
    await work(lambda it: workspaces.ensure(it, "T0HOME", name="Helpdesk", now=NOW))
    for name, audience in (("Relations", campaigns.ADDRESSES), ("Channel", campaigns.CHANNEL)):
        wish = Wish(
            name=name,
            survey="nps",
            rhythm=Rhythm.QUARTERLY,
            starts_on=date(2026, 12, 1),
            audience={"kind": audience, "channel_id": "C1"},
        )
        await work(lambda it, wish=wish: campaigns.create(it, "T0HOME", wish, NOW))  # type: ignore[misc]  # bound for this turn
    await database.close()


def people_in(kompas: Kompas) -> dict[str, int]:
    return {
        one["name"]: one["people"] for one in kompas("survey", "campaign", "list", "--json").json
    }


@pytest.mark.usefixtures("campaign")
def test_people_come_in_from_a_file_and_leave_when_it_is_said(
    kompas: Kompas, tmp_path: Path
) -> None:
    listed = tmp_path / "people.csv"
    listed.write_text("\n".join(f"p{number}@x.example" for number in range(600)))
    assert "600 people" in kompas("survey", "campaign", "people", "relations", str(listed)).out
    assert people_in(kompas) == {"Relations": 600, "Channel": 0}
    listed.write_text("p1@x.example\nnew@x.example")
    assert kompas("survey", "campaign", "people", "Relations", str(listed)).code == 0
    assert people_in(kompas)["Relations"] == 601
    assert kompas("survey", "campaign", "people", "Relations", str(listed), "--replace").code == 0
    assert people_in(kompas)["Relations"] == 2
    listed.write_bytes("c@x.example;Café Één".encode("cp1252"))
    assert kompas("survey", "campaign", "people", "Relations", str(listed)).code == 0
    assert people_in(kompas)["Relations"] == 3
    assert "draft" in kompas("survey", "campaign", "list").out


@pytest.mark.usefixtures("campaign")
def test_what_cannot_be_done_is_said_plainly(kompas: Kompas, tmp_path: Path) -> None:
    listed = tmp_path / "people.csv"
    listed.write_text("a@x.example\nnobody")
    done = kompas("survey", "campaign", "people", "Relations", str(listed))
    assert (done.code, "Line 2" in done.err) == (2, True)
    listed.write_text("a@x.example")
    assert "no campaign called" in kompas("survey", "campaign", "people", "Other", str(listed)).err
    done = kompas("survey", "campaign", "people", "Channel", str(listed))
    assert (done.code, "list of addresses" in done.err) == (1, True)

"""A tally that is not what its answers say is named, and so is what nobody decided about."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from kpi.store.database import Database
from tests.bot.cli.conftest import FULL, Kompas
from tests.bot.cli.seeding import seed, week

TALLY = "UPDATE tally SET n10 = n10 + 3 WHERE segment = 'team' AND value = 'US'"
WORD = "UPDATE reckoning SET said = true, said_to = (SELECT id FROM survey WHERE name = 'csat')"
ANSWERS = (
    "INSERT INTO response (team, agent, channel, account, priority, source, moment, trigger, way,"
    " workspace_id, id, invitation_id, survey_id, version, day, answered_at, changed_at, comment,"
    " may_contact, reasons, language, themes, read_with) SELECT '', '', '', '', '', '', '', '', '',"
    " workspace_id, id, id, survey_id, version, '2026-11-18', created_at, created_at, '', false,"
    " '[]', '', '[]', '' FROM invitation"
)
"""What an older release writes of answers that were undone: not which tickets they are about."""
DECISION = "DELETE FROM invitation WHERE state = 'not_asked'"


def spoil(url: str, statement: str = TALLY) -> None:
    async def change() -> None:
        database = Database.open(url)
        await database.writer.work(lambda connection: connection.execute(text(statement)))
        await database.close()

    asyncio.run(change())


def test_good_tallies_are_good_and_differences_are_named_and_fail(
    kompas: Kompas, answers: Path, database_url: str
) -> None:
    kompas("import", str(answers), *FULL)
    assert kompas("verify").out == (
        "Every tally equals its answers.\n"
        "Every theme tally equals its answers.\n"
        "Every count of who was asked equals its questions.\n"
        "Every count of customers' own word equals what they said.\n"
        "Every service tally equals its interactions.\n"
        "Every resolution was decided about once.\n"
    )
    counts = [f"{kind}differences" for kind in ("", "theme_", "asked_", "said_", "service_")]
    nothing: dict[str, list[str]] = {name: [] for name in (*counts, "gaps", "strays")}
    assert kompas("verify", "--json").json == {
        "good": True,
        **nothing,
        "unheard": 0,
        "ticketless": 0,
    }

    spoil(database_url)
    done = kompas("verify")
    assert done.code == 1
    assert "team US: score 10: 4 stored, 1 counted" in done.out
    found = kompas("verify", "--json")
    assert found.code == 1
    assert {one["value"] for one in found.json["differences"]} == {"US"}
    n = len(found.json["differences"])
    mended = kompas("verify", "--repair")
    assert mended.code == 0
    assert f"\n\n{n} tallies were put right. Now:\nEvery tally equals its answers.\n" in mended.out
    again = kompas("verify", "--repair", "--json")
    assert (again.code, again.json["good"], again.json["repaired"]) == (0, True, 0)


def test_who_was_asked_is_counted_again_and_a_resolution_without_a_decision_is_named(
    kompas: Kompas, database_url: str
) -> None:
    seed(database_url, week)
    assert kompas("verify").code == 0
    spoil(database_url, "UPDATE asked_tally SET asked = asked + 2 WHERE value = 'Network'")
    done = kompas("verify")
    assert done.code == 1
    (found, *_) = kompas("verify", "--json").json["asked_differences"]
    stored, counted = found["stored"][2], found["recounted"][2]
    assert stored == counted + 2
    day = f"csat {found['day']} team Network, until {found['until']}: "
    assert f"{day}asked: {stored} stored, {counted} counted\n" in done.out

    spoil(database_url, DECISION)
    done = kompas("verify")
    assert done.code == 1
    assert "standard T-2: resolved 1 ×, decided about 0 ×" in done.out
    assert "Only tallies can be repaired" not in done.out
    assert "Only tallies can be repaired" in kompas("verify", "--repair").out
    (gap,) = kompas("verify", "--json").json["gaps"]
    assert (gap["external_id"], gap["resolutions"], gap["decisions"]) == ("T-2", 1, 0)


def test_what_interactions_tell_is_counted_again(kompas: Kompas, database_url: str) -> None:
    seed(database_url, week)
    spoil(database_url, "UPDATE service_tally SET n = n + 2 WHERE measure = 'fcr' AND value = ''")
    done = kompas("verify")
    assert done.code == 1
    assert "whole, bucket 1: [" in done.out
    found = kompas("verify", "--json").json
    assert {one["definition"] for one in found["service_differences"]} == {"fcr/7d/v1"}
    assert found["strays"] == []
    spoil(database_url, WORD)
    told = kompas("verify").out
    assert "whole, fcr/7d/v1: yes: 0 stored, 2 counted" in told
    assert "2 tickets keep another word than the customer's last.\n" in told
    assert kompas("verify", "--repair").code == 0
    spoil(database_url, ANSWERS)
    lone = kompas("verify")
    assert lone.code == 1
    assert "Answers that do not say which ticket they are about: 2." in lone.out
    assert kompas("verify", "--repair").code == 0

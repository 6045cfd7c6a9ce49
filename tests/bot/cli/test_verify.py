"""A tally that is not what its answers say is named, and so is what nobody decided about."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from kpi.store.database import Database
from tests.bot.cli.conftest import FULL, Kompas
from tests.bot.cli.seeding import seed, week

TALLY = "UPDATE tally SET n10 = n10 + 3 WHERE segment = 'team' AND value = 'US'"
DECISION = "DELETE FROM invitation WHERE state = 'not_asked'"


def spoil(url: str, statement: str = TALLY) -> None:
    async def change() -> None:
        database = Database.open(url)
        await database.writer.work(lambda connection: connection.execute(text(statement)))
        await database.close()

    asyncio.run(change())


def test_good_tallies_are_good(kompas: Kompas, answers: Path) -> None:
    kompas("import", str(answers), *FULL)
    assert kompas("verify").out == (
        "Every tally equals its answers.\n"
        "Every theme tally equals its answers.\n"
        "Every count of who was asked equals its questions.\n"
        "Every service tally equals its interactions.\n"
        "Every resolution was decided about once.\n"
    )
    counts = ("differences", "theme_differences", "asked_differences", "service_differences")
    names = (*counts, "gaps", "strays")
    assert kompas("verify", "--json").json == {"good": True, **{name: [] for name in names}}


def test_differences_are_named_and_fail(kompas: Kompas, answers: Path, database_url: str) -> None:
    kompas("import", str(answers), *FULL)
    spoil(database_url)
    done = kompas("verify")
    assert done.code == 1
    assert "team US: score 10: 4 stored, 1 counted" in done.out
    found = kompas("verify", "--json")
    assert found.code == 1
    assert {one["value"] for one in found.json["differences"]} == {"US"}


def test_a_resolution_without_a_decision_is_named(kompas: Kompas, database_url: str) -> None:
    seed(database_url, week)
    assert kompas("verify").code == 0
    spoil(database_url, DECISION)
    done = kompas("verify")
    assert done.code == 1
    assert "standard T-2: resolved 1 ×, decided about 0 ×" in done.out
    (gap,) = kompas("verify", "--json").json["gaps"]
    assert (gap["external_id"], gap["resolutions"], gap["decisions"]) == ("T-2", 1, 0)


def test_who_was_asked_is_counted_again(kompas: Kompas, database_url: str) -> None:
    seed(database_url, week)
    spoil(database_url, "UPDATE asked_tally SET asked = asked + 2 WHERE value = 'Network'")
    done = kompas("verify")
    assert done.code == 1
    (found, *_) = kompas("verify", "--json").json["asked_differences"]
    stored, counted = found["stored"][2], found["recounted"][2]
    assert stored == counted + 2
    day = f"csat {found['day']} team Network, until {found['until']}: "
    assert f"{day}asked: {stored} stored, {counted} counted\n" in done.out


def test_what_interactions_tell_is_counted_again(kompas: Kompas, database_url: str) -> None:
    seed(database_url, week)
    spoil(database_url, "UPDATE service_tally SET n = n + 2 WHERE measure = 'fcr' AND value = ''")
    done = kompas("verify")
    assert done.code == 1
    assert "whole, bucket 1: [" in done.out
    found = kompas("verify", "--json").json
    assert {one["definition"] for one in found["service_differences"]} == {"fcr/7d/v1"}
    assert found["strays"] == []

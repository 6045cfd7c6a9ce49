"""The numbers on paper and for machines, and help with questions that are not understood."""

import asyncio
from pathlib import Path

import pytest

from kpi.goals import Goal
from kpi.metrics import Metric
from kpi.store import targets, views, workspaces
from kpi.store.database import Database
from tests.bot.cli.conftest import FULL, Kompas
from tests.bot.cli.seeding import seed
from tests.kpi.store.tickets import HOME, read, write
from tests.kpi.store.visits import FRT, Visits
from tests.moments import NOW


@pytest.fixture
def filled(kompas: Kompas, answers: Path) -> Kompas:
    kompas("import", str(answers), *FULL)
    return kompas


def test_a_summary_is_printed_with_its_parts_and_week_by_week(filled: Kompas) -> None:
    done = filled("summary", "nps 2021-Q4 by team")
    assert done.code == 0
    assert "+26 · 65 answers · likely" in done.out
    lines = [line.split() for line in done.out.splitlines()]
    assert ["team", "nps", "likely", "n", "before", "verdict"] in lines
    assert any(line[:2] == ["UK", "+36"] for line in lines)

    trend, plain = filled("summary", "nps 2021-Q4 trend").out, filled("summary", "nps 2021-Q4").out
    lines = [line.split() for line in trend.splitlines()]
    at = lines.index(["week", "value", "likely", "answers"])
    weeks = lines[at + 1 :]
    assert [line[:2] for line in weeks] == [["Week", str(number)] for number in range(44, 53)]
    assert sum(int(line[-1]) for line in weeks) == 65
    assert trend.startswith(plain)


def test_one_metric_is_an_object_and_several_are_a_list_and_words_need_no_quotes(
    filled: Kompas,
) -> None:
    one = filled("summary", "nps 2020", "--json").json
    assert one["metric"] == "nps"
    assert one["value"] is None
    assert one["interval"] is None
    assert one["previous"] == {"value": None, "n": 0}
    assert one["period"]["label"] == "2020"
    several = filled("summary", "2021", "--json").json
    assert [found["metric"] for found in several] == list(Metric)
    assert filled("summary", "--json").json[0]["n"] == 0
    assert filled("summary", "nps", "2021-Q4", "team:UK", "--json").json["n"] == 25
    told = filled("summary", "nps", "2021-Q4", "team:UK", "channel:R&amp;D")
    assert told.out.startswith("Of team UK, channel R&D\nNPS · 4th quarter 2021")
    why = filled("summary", "nps 2021-Q4 team:UK why").out
    assert why.startswith("NPS · why · 4th quarter 2021 (1 October – 31 December 2021) · team UK\n")
    assert filled("summary", "nps", "2021", "team:First line", "--json").json["n"] == 0


def test_few_answers_are_shown_as_counts_and_the_operator_sees_what_slack_hides(
    filled: Kompas,
) -> None:
    done = filled("summary", "nps 2021-11-02")
    assert "3 promoters" in done.out
    assert "too few for a percentage" in done.out
    filled("survey", "set", "nps", "anonymous=yes")
    assert "hidden in Slack" in filled("summary", "nps 2021-11-02").out
    found = filled("summary", "nps 2021-11-02", "--json").json
    assert found["hidden"]
    assert found["n"] == 3


def test_answers_by_hand_are_told_of_where_there_are_no_others(
    kompas: Kompas, tmp_path: Path
) -> None:
    path = tmp_path / "by_hand.csv"
    path.write_text("Score,Day,How\n5,2021-11-02,hand\n")
    columns = ("--score-column", "Score", "--date-column", "Day", "--segment", "trigger=How")
    kompas("import", str(path), "--metric", "csat", *columns)
    told = kompas("summary", "csat 2021-11-02").out
    asked = 'csat 2021-11-02 trigger:"hand"'
    assert f"1 answer that was asked for by hand stands apart: kompas summary {asked}" in told
    shown = kompas("summary", asked).out
    assert "1 of 1 satisfied" in shown
    assert "apart" not in shown


def test_filters_that_meet_nothing_together_are_named(kompas: Kompas, tmp_path: Path) -> None:
    path = tmp_path / "apart.csv"
    path.write_text("Score,Day,Team,Way\n5,2021-11-02,MEX,mail\n4,2021-11-02,US,chat\n")
    columns = ("--score-column", "Score", "--date-column", "Day", "--segment", "team=Team")
    kompas("import", str(path), "--metric", "csat", *columns, "--segment", "channel=Way")
    told = "Nothing is filed under team MEX and channel chat together, only under each by itself."
    assert told in kompas("summary", "csat 2021 team:MEX channel:chat").out
    assert "together" not in kompas("summary", "csat 2021 team:MEX channel:mail").out


@pytest.mark.parametrize(
    ("question", "code", "words"),
    [
        ("csta week", 2, "Did you mean csat? Try kompas summary csat week"),
        ("nps 2026-W54", 2, "2026 has no week 54"),
        ("help", 2, "Try kompas summary csat week"),
    ],
)
def test_a_question_that_is_not_understood(
    kompas: Kompas, question: str, code: int, words: str
) -> None:
    done = kompas("summary", question)
    assert done.code == code
    assert words in done.err
    assert done.out == ""


def test_a_view_is_asked_by_its_name_and_says_where_the_target_is(
    filled: Kompas, database_url: str
) -> None:
    goal = Goal("nps/0-10/net/v1", "", "", -10)

    async def keep() -> None:
        database = Database.open(database_url)
        home, question = "local", "nps 2021-Q4 by team"
        await write(database, views.save, home, "Board meeting", question=question, by="", now=NOW)
        await write(database, targets.save, home, Metric.NPS, goal, by="", now=NOW)
        await database.close()

    asyncio.run(keep())
    done = filled("summary", "board", "meeting")
    assert done.out == filled("summary", "nps 2021-Q4 by team").out
    assert "Target −10: reached, 36 points above, more than chance" in done.out
    found = filled("summary", "Board meeting", "--json").json
    assert (found["n"], found["target"], found["target_verdict"]) == (65, -10, "reached")
    assert "Did you mean Board meeting" in filled("summary", "Bord meeting").err
    assert filled("summary", "views").out.split() == [
        *("view", "question", "Board", "meeting"),
        *("nps", "2021-Q4", "by", "team"),
    ]
    assert filled("summary", "weergaven", "--json").json == [
        {"name": "Board meeting", "question": "nps 2021-Q4 by team"}
    ]
    assert "nps     everybody     −10  nps/0-10/net/v1" in filled("summary", "targets").out
    (target,) = filled("summary", "targets", "--json").json
    assert (target["metric"], target["segment"], target["target"]) == ("nps", None, -10)
    assert "looked after in Slack" in filled("summary", "target", "nps", "none").err


def test_a_series_says_since_when_it_counts(filled: Kompas) -> None:
    filled("survey", "set", "nps", "definition=nps/1-10/net/v1")
    since = filled("summary", "nps 30d", "--json").json["series_since"]
    assert since in filled("summary", "nps 30d").out


def test_no_comments_is_said_and_a_slip_in_a_name_gets_the_nearest(filled: Kompas) -> None:
    assert filled("summary", "nps 2021 comments").out == "No comments.\n"
    none = {"all": 0, "skipped": 0, "comments": []}
    assert filled("summary", "nps 2021 comments theme:speed", "--json").json == none
    assert "Did you mean speed?" in filled("summary", "nps 2021 comments theme:sped").err
    done = filled("summary", "nps 2021 team:ukk")
    assert done.code == 2
    assert done.err.startswith(
        'There is no team "ukk". Did you mean UK? Try kompas summary nps 2021 team:UK'
    )
    told_to_a_machine = filled("summary", "nps 2021 team:ukk", "--json").json
    assert told_to_a_machine["n"] == 0


def test_what_lies_behind_a_number(filled: Kompas) -> None:
    assert "There is nothing from" in filled("summary", "nps 2021-11 why").out
    told = filled("summary", "nps 2021-11 why", "--json").json
    assert told["why"] == {"by": "team", "difference": None, "parts": []}
    assert "no target for FRT" in filled("summary", "nps 2021 clock").out
    assert filled("summary", "nps 2021 clock", "--json").json == []
    assert "these answers came otherwise" in filled("summary", "nps 2021 silence").out
    assert filled("summary", "nps 2021 silence", "--json").json["silence"]["helped"] == 0
    assert "Did you mean UK" in filled("summary", "nps 2021 silence team:ukk").err
    parts = filled("summary", "nps 2021 silence by team").out
    assert "The parts: kompas summary nps 2021 by team\n" in parts


async def at_odds(database: Database) -> None:
    """A fast reply that made nobody happy, and slow ones that did."""
    goal = Goal(FRT, "", "", 600)
    await write(database, targets.save, HOME, Metric.FRT, goal, by="U1", now=NOW)
    visits = Visits(database, await read(database, workspaces.find, HOME))
    await visits.add(1, seconds=60, team="Network")
    await visits.add(4, seconds=5000, team="Billing")
    await visits.add(5, seconds=6000, team="Billing")


def test_tickets_at_odds_with_the_clock_have_a_line_each(kompas: Kompas, database_url: str) -> None:
    seed(database_url, at_odds)
    lines = kompas("summary", "csat 2026-11 clock").out.splitlines()
    at = lines.index("Fast but unhappy, the latest")
    assert lines[at + 1].startswith("1 of 5 · reply in 1 min · Network")
    assert lines[at + 2] == "Slow but happy, the latest"
    assert len(lines) == at + 5
    (told,) = [kompas("summary", "csat 2026-11 clock", "--json").json]
    assert (len(told["fast_unhappy"]), len(told["slow_happy"])) == (1, 2)

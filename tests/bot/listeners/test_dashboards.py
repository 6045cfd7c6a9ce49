from datetime import date

from bot.blocks.pickers import Choice
from bot.listeners import dashboards
from kpi.metrics import Metric

TODAY, ZONE = date(2026, 11, 18), "Europe/Amsterdam"


def test_a_choice_becomes_a_question_about_all_six() -> None:
    asked = dashboards.question(Choice(period="last week", scope="team:Network"), TODAY, ZONE)
    assert asked.metrics == tuple(Metric)
    assert (asked.period.label, asked.by) == ("2026-W46", None)
    assert asked.filters == {"team": "Network"}


def test_team_by_team_is_a_split() -> None:
    asked = dashboards.question(Choice(scope="by"), TODAY, ZONE)
    assert (asked.period.to_date, asked.by, asked.filters) == (True, "team", {})

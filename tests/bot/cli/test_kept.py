"""What leads keep is listed, and changed in Slack only."""

import pytest

from bot.cli import kept
from bot.cli.complaints import WrongUsage
from bot.query.orders import ListTargets, ListViews
from tests.bot.cli.conftest import Kompas


def test_nothing_is_kept_yet(kompas: Kompas) -> None:
    kompas("migrate")
    assert kompas("summary", "views").out == "No views yet.\n"
    assert kompas("summary", "targets").out == "No targets yet.\n"


def test_lists_are_told_from_questions_and_from_what_changes_them() -> None:
    assert kept.asked("csat week") is None
    assert kept.asked("doelen") == ListTargets()
    assert kept.asked("views") == ListViews()
    for order in ("remove Monday", 'save "Monday" csat week', "target csat 85"):
        with pytest.raises(WrongUsage):
            kept.asked(order)

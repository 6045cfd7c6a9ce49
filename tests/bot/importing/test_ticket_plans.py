"""A file of tickets is read by the columns that are named, or as an export we know."""

from pathlib import Path

import pytest

from bot.importing import ticket_plans
from bot.importing.file import Given
from bot.importing.ticket_plans import TicketPlan, ToldOfTickets
from kpi.errors import WrongSetting

INTERCOM = (
    "Conversation ID,Conversation started at (America/New_York),"
    "Conversation first replied at (America/New_York),"
    "Conversation last closed at (America/New_York),Team currently assigned\n"
)


def plan(path: Path, header: str, **told: object) -> TicketPlan:
    file = path / "tickets.csv"
    file.write_text(header)
    return ticket_plans.plan(file, ToldOfTickets(**told), Given())  # type: ignore[arg-type]  # by name


def test_an_export_we_know_needs_no_columns_named(tmp_path: Path) -> None:
    found = plan(tmp_path, INTERCOM)
    assert (found.source, found.zone) == ("intercom", "America/New_York")
    assert found.places == {"id": 0, "opened": 1, "replied": 2, "resolved": 3, "team": 4}
    assert found.layout.dates == (1, 2, 3)
    assert found.tells_replies


def test_columns_that_are_named_win(tmp_path: Path) -> None:
    named = {"id": "Nummer", "opened": "Van", "team": "Groep"}
    found = plan(tmp_path, "Nummer;Van;Groep;Tot\n", columns=named, source="topdesk")
    assert (found.source, found.preset, found.tells_replies) == ("topdesk", None, False)
    assert found.places == {"id": 0, "opened": 1, "team": 2}
    mixed = plan(tmp_path, INTERCOM, columns={"team": "Conversation ID"}, source="chat")
    assert (mixed.places["team"], mixed.source) == (0, "chat")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"columns": {"opened": "Van"}}, "name them by --id-column, or"),
        ({}, "--id-column and --opened-column"),
        ({"columns": {"id": "Nummer", "opened": "Vna"}}, 'Did you mean "Van"'),
        ({"preset": "delighted"}, "no preset delighted"),
    ],
)
def test_what_is_not_known_is_named(tmp_path: Path, told: dict[str, object], words: str) -> None:
    with pytest.raises(WrongSetting, match=words):
        plan(tmp_path, "Nummer;Van\n", **told)

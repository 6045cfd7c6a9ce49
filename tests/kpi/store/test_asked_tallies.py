"""What an invitation counts for follows from its row, and moves when the row does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from kpi.store.asked_tallies import COUNTS, AskedDeltas, Reached

RESOLVED = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)
SENT = RESOLVED + timedelta(hours=1)
"""The next day in Amsterdam."""
ROW: dict[str, Any] = {
    "workspace_id": "T0HOME",
    "survey_id": UUID(int=1),
    "team": "Network",
    "agent": "",
    "channel": "chat",
    "account": "",
    "priority": "",
    "language": "nl",
    "trigger": "system",
    "resolved_at": RESOLVED,
    "sent_at": None,
    "expires_at": None,
    "counted_in": "Europe/Amsterdam",
}
ASKED = ROW | {"sent_at": SENT, "expires_at": SENT + timedelta(days=14)}


def counted(*moves: tuple[Reached | None, Reached | None]) -> dict[tuple[Any, ...], dict[str, int]]:
    deltas = AskedDeltas()
    for before, after in moves:
        deltas.move(before, after)
    return {
        (row["segment"], row["value"], row["day"].day, row["until"]): {
            name: row[name] for name in COUNTS if row[name]
        }
        for row in deltas.rows()
    }


def test_each_is_counted_on_its_own_local_day_whole_and_by_segment() -> None:
    day, end = date(2026, 11, 18), date(2026, 12, 3)
    found = counted((None, Reached(ASKED, is_answered=True)))
    for segment in (("", ""), ("team", "Network"), ("channel", "chat"), ("language", "nl")):
        assert found.pop((*segment, 18, day)) == {"helped": 1}
        assert found.pop((*segment, 18, end)) == {"asked": 1, "heard": 1}
    for segment in (("", ""), ("team", "Network"), ("channel", "chat")):
        assert found.pop((*segment, 19, end)) == {"delivered": 1, "answered": 1}
    assert not found


def test_what_counts_for_nothing() -> None:
    for row in (ASKED | {"trigger": "hand"}, ASKED | {"counted_in": ""}):
        assert counted((None, Reached(row))) == {}
    assert counted((None, Reached(ROW)), (Reached(ROW), None)) == {}
    assert counted((Reached(ASKED), Reached(ASKED))) == {}


def test_a_turn_of_a_campaign_is_no_help_and_an_answer_before_the_sending_waits() -> None:
    turn = ROW | {"trigger": "campaign", "channel": "", "team": "", "language": ""}
    day = date(2026, 11, 18)
    assert counted((None, Reached(turn, is_answered=True))) == {("", "", 18, day): {"turns": 1}}


def test_two_writers_change_rows_in_one_order() -> None:
    other = ASKED | {"team": "Billing"}
    one, two = AskedDeltas(), AskedDeltas()
    for deltas, rows in ((one, (ASKED, other)), (two, (other, ASKED))):
        for row in rows:
            deltas.move(None, Reached(row))
    assert one.rows() == two.rows()

from kpi.agenda import Agenda, Turn
from tests.kpi.decided import HOUR
from tests.moments import NOW


def test_steps_come_in_order_of_moment_turn_and_finding_while_more_are_added() -> None:
    agenda = Agenda()
    agenda.expect(NOW + HOUR, Turn.RECHECK)
    agenda.expect(NOW + HOUR, Turn.DECIDE)
    agenda.expect(NOW, Turn.DECIDE)
    agenda.expect(NOW, Turn.DECIDE)
    seen = []
    for step in agenda:
        seen.append((step.moment, step.turn, step.number))
        if len(seen) == 1:
            agenda.expect(NOW + HOUR, Turn.SENT)
    assert seen == [
        (NOW, Turn.DECIDE, 3),
        (NOW, Turn.DECIDE, 4),
        (NOW + HOUR, Turn.SENT, 5),
        (NOW + HOUR, Turn.DECIDE, 2),
        (NOW + HOUR, Turn.RECHECK, 1),
    ]

from datetime import timedelta
from uuid import uuid4

from kpi.metrics import Metric
from kpi.recollection import Recollection
from kpi.resolutions import Question
from kpi.subjects import Asked
from tests.kpi.decided import ANNA, CSAT, HOUR, ZONE
from tests.moments import NOW

TICKET, CASE = uuid4(), uuid4()


def test_what_is_under_way_is_perhaps_asked_until_it_is_sent() -> None:
    memory = Recollection({CSAT: Metric.CSAT}, ZONE)
    memory.began(Question(ANNA, TICKET, CSAT, NOW), CASE)
    assert (memory.of(ANNA), memory.perhaps_of(ANNA)) == ([], [Asked(Metric.CSAT, NOW)])
    memory.sent(Question(ANNA, TICKET, CSAT, NOW + HOUR), CASE)
    assert memory.of(ANNA) == memory.perhaps_of(ANNA) == [Asked(Metric.CSAT, NOW + HOUR)]


def test_nobody_has_no_history() -> None:
    memory = Recollection({CSAT: Metric.CSAT}, ZONE)
    memory.sent(Question(ANNA, TICKET, CSAT, NOW))
    assert memory.of(None) == memory.perhaps_of(None) == memory.of(uuid4()) == []
    assert memory.knows(ANNA, TICKET)
    assert not memory.knows(None, TICKET)


def test_days_are_those_of_the_workspace() -> None:
    memory = Recollection({CSAT: Metric.CSAT}, ZONE)
    midnight = NOW.replace(hour=23)
    memory.sent(Question(ANNA, TICKET, CSAT, midnight - timedelta(minutes=1)))
    memory.held(Question(ANNA, TICKET, CSAT, NOW), CASE, midnight)
    assert [memory.today(CSAT, at) for at in (NOW, midnight, midnight + 24 * HOUR)] == [1, 1, 0]

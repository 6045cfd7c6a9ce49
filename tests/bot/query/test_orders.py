"""What `/kpi` is told beside questions, in two languages and with the quotes that phones write."""

import pytest

from bot.query import orders
from bot.query.orders import (
    ListActions,
    ListCases,
    ListTargets,
    ListViews,
    NewAction,
    Order,
    RemoveView,
    SaveView,
    SetTarget,
)
from kpi.metrics import Metric
from kpi.query import NotUnderstood
from tests.each import each


@each(
    ("text", "order"),
    [
        ('save "Monday" csat week by team', SaveView("Monday", "csat week by team")),
        ("bewaar “De maandag” csat week", SaveView("De maandag", "csat week")),
        ('Save Monday  csat team:"First  line"', SaveView("Monday", 'csat team:"First  line"')),
        ("save R&amp;D csat agent:<@U1|a>", SaveView("R&D", "csat agent:<@U1|a>")),
        ("views", ListViews()),
        ("weergaven", ListViews()),
        ('remove "Monday morning"', RemoveView("Monday morning")),
        ("verwijder Monday morning", RemoveView("Monday morning")),
        ("targets", ListTargets()),
        ("target csat 85", SetTarget(Metric.CSAT, "85")),
        ("doel csat is 85 % voor team:Network", SetTarget(Metric.CSAT, "85%", "team", "Network")),
        ("target 90 nps", SetTarget(Metric.NPS, "90")),
        ("target nps -10", SetTarget(Metric.NPS, "-10")),
        ("target first response time 1 h 30 m", SetTarget(Metric.FRT, "1h30m")),
        ("target frt 1\xa0h 30\xa0m", SetTarget(Metric.FRT, "1h30m")),
        ("target csat 85\xa0%", SetTarget(Metric.CSAT, "85%")),
        ("target eerste reactie 2u", SetTarget(Metric.FRT, "2u")),
        ('target csat none team:"A B"', SetTarget(Metric.CSAT, "", "team", "A B")),
        ("target 85 survey:Onboarding", SetTarget(None, "85", "survey", "onboarding")),
        ("doel art geen", SetTarget(Metric.ART, "")),
        ("actions", ListActions()),
        ("acties", ListActions()),
        ("Actie nieuw", NewAction("")),
        ('action new "Call" &amp; write', NewAction('"Call" &amp; write')),
        ("cases", ListCases("cases")),
        ("csat week zaken", ListCases("cases")),
        ("Zaken afgehandeld", ListCases("cases done")),
        ("team:Network interviews cases", ListCases("cases interviews")),
        ("csat team:cases", None),
        ("big cases", None),
        ("csat week", None),
        ("", None),
        ("save:x y", None),
        ("week saved", None),
    ],
)
def test_an_order_is_read(text: str, order: Order | None) -> None:
    assert orders.parse(text) == order


@each(
    "text",
    [
        *("save", "save Monday", "save Monday: csat", f"save {'x' * 41} csat"),
        *(f"save Monday csat {'x' * 300}", "remove", "remove team:x"),
        *("target csat", "target 85", "target everything 85", "target csat 85 team:"),
        *("target csat 85 size:big", "target csat 85 team:A channel:b"),
    ],
)
def test_half_an_order_gets_an_example_that_can_be_read(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        orders.parse(text)
    assert caught.value.example

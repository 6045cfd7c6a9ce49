from bot.blocks import Message, heard
from bot.wording import voice
from kpi.metrics import Metric
from kpi.summary import Funnel
from tests.bot.blocks.reading import read
from tests.bot.blocks.summaries import summary


def test_who_was_helped_asked_and_heard() -> None:
    quiet = summary(Metric.NPS, counts={}, funnel=Funnel(helped=9))
    assert read(Message("x", heard.blocks(voice("en"), [summary(), quiet]))).splitlines() == [
        "*From help to answer*",
        "*CSAT*  Asked 61 of 74 customers helped · 80 % answered, 5 may still answer",
        "helped ██████ 74 → asked █████ 61",
        "received █████ 61 → answered ████ 49",
    ]


def test_nobody_was_asked() -> None:
    assert heard.blocks(voice("nl"), [summary(counts={}, funnel=Funnel(helped=9))]) == []

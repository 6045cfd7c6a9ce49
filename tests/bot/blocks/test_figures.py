from bot.blocks import figures
from bot.wording import voice
from kpi.histograms import Histogram
from kpi.metrics import ASKED, Metric
from kpi.summary import Summary
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import outcomes, times
from tests.each import each


@each(
    ("found", "english", "dutch"),
    [
        (summary(), "84\xa0% (49 answers)", "84\xa0% (49 antwoorden)"),
        (summary(Metric.NPS), "+25 (36 answers)", "+25 (36 antwoorden)"),
        (times(), "22\xa0min (41 replies)", "22\xa0min (41 reacties)"),
        (times(Metric.ART), "20\xa0h 30\xa0min (40 solved)", "20\xa0uur 30\xa0min (40 opgelost)"),
        (times(Metric.FCR), "72\xa0% (120 tickets)", "72\xa0% (120 tickets)"),
        (
            times(now=Histogram.of([60, 240, 7200])),
            "3 replies, the longest 2\xa0h",
            "3 reacties, de langste 2\xa0uur",
        ),
        (
            times(Metric.FCR, now=outcomes(3, 1)),
            "3 of 4 solved at the first contact",
            "3 van de 4 opgelost bij het eerste contact",
        ),
    ],
)
def test_a_number_in_brief(found: Summary, english: str, dutch: str) -> None:
    assert found.score is not None
    assert figures.brief(voice("en"), found.score) == english
    assert figures.brief(voice("nl"), found.score) == dutch


def test_a_range_is_told_where_there_is_one() -> None:
    five = times(now=Histogram.of(range(60, 360, 60))).score
    assert five is not None
    assert figures.likely(voice("en"), five) == figures.reach(voice("en"), five) == ""
    told = times().score
    assert told is not None
    assert figures.likely(voice("en"), told) == "likely between 15\xa0min and 29\xa0min"
    assert figures.reach(voice("nl"), told) == "15\xa0min tot 29\xa0min"


def test_every_metric_names_what_it_counts() -> None:
    told = {metric: figures.counted(voice("en"), metric, 1) for metric in Metric}
    assert told == dict.fromkeys(ASKED, "1 answer") | {
        Metric.FRT: "1 reply",
        Metric.ART: "1 solved",
        Metric.FCR: "1 ticket",
    }

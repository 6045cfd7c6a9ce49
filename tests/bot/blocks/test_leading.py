from dataclasses import replace

from bot.blocks import leading
from bot.wording import voice
from kpi.metrics import Metric
from kpi.summary import Funnel, Summary
from tests.bot.blocks.summaries import summary
from tests.each import each

NL = voice("nl")


def found(metric: Metric = Metric.CSAT, period: str = "last week", **more: object) -> Summary:
    return summary(metric, period=period, **more)  # type: ignore[arg-type]  # as `summary` takes it


@each(
    ("summaries", "told"),
    [
        ([found()], "Een rustige week: niets bewoog meer dan toeval."),
        ([found(period="2026-10")], "Een rustige maand: niets bewoog meer dan toeval."),
        ([found(Metric.NPS)], "NPS slechter, meer dan toeval."),
        (
            [found(Metric.CES, "2026-10"), found(Metric.NPS, "2026-10")],
            "Een wisselende maand: CES beter, NPS slechter.",
        ),
        ([found(Metric.CES), found(Metric.CES)], "CES en CES beter, meer dan toeval."),
        ([found(before={})], "Te weinig antwoorden om te zeggen of er iets bewoog."),
    ],
)
def test_the_leading_sentence(summaries: list[Summary], told: str) -> None:
    assert leading.sentence_of(NL, summaries) == told


def part(name: str, metric: Metric = Metric.NPS, **more: object) -> Summary:
    return found(metric, part=("team", name), **more)  # type: ignore[arg-type]  # as above


@each(
    ("parts", "told"),
    [
        ([part("Net*work")], "NPS van team Network slechter, meer dan toeval."),
        ([part("Network", Metric.CES)], "CES van team Network beter, meer dan toeval."),
        (
            [part("Network"), part("Billing", Metric.CES)],
            "in delen niet: CES van team Billing beter, NPS van team Network slechter.",
        ),
        ([part(name) for name in "ABCDE"], "NPS van team C en 2 andere slechter, meer dan toeval."),
        ([replace(part("Network"), withheld=True)], "Een rustige week: niets bewoog"),
    ],
)
def test_parts_that_moved_are_named_where_the_whole_did_not(
    parts: list[Summary], told: str
) -> None:
    whole = found(segments=tuple(parts))
    assert told in leading.sentence_of(NL, [whole])


def test_silence_says_whether_somebody_may_still_answer() -> None:
    assert leading.silence(NL, [found(counts={}, funnel=Funnel())]) == "geen antwoorden."
    assert "1 vraag" in leading.silence(NL, [found(counts={}, funnel=Funnel(open=1))])

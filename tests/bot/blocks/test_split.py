from bot.blocks import kpi
from kpi.metrics import Metric
from kpi.scores import Counts
from kpi.segments import together
from kpi.summary import Summary
from tests.bot.blocks.reading import read
from tests.bot.blocks.summaries import query, summary

SPLIT = [
    "Team      | CSAT   | Likely     | Answers",
    "Network   | 80 %   | 61 to 91 % | 25",
    "Billing   | 1 of 1 | –          | 1",
    "not known | –      | –          | 0",
]


def teams(*names: str, private: bool = False) -> list[Summary]:
    counts: tuple[Counts, ...] = ({5: 20, 1: 5}, {5: 1}, {})
    return [
        summary(counts=given, part=("team", name), private=private)
        for name, given in zip(names, counts, strict=False)
    ]


def test_a_split_is_a_table_and_lines() -> None:
    found = summary(segments=teams("Network", "Billing", ""))
    message = kpi.summaries([found], query("week", by="team"), language="en", leads=True)
    lines = [line.rstrip() for line in read(message).splitlines()]
    assert lines[6:10] == SPLIT
    assert "Network: 80 % (25 answers), likely between 61 and 91 %" in message.text
    assert "Teams" not in read(message)


def test_a_split_of_several_metrics_is_one_table() -> None:
    found = [
        summary(Metric.CSAT, segments=teams("Network", "Billing")),
        summary(Metric.NPS, segments=[]),
    ]
    asked = query("week", metrics=(Metric.CSAT, Metric.NPS), by="team")
    shown = read(kpi.summaries(found, asked, language="en", leads=True)).splitlines()
    assert "Team    | CSAT      | NPS" in shown
    assert "Network | 80 % (25) | –  " in shown


def test_a_hidden_part_is_hidden_everywhere() -> None:
    found = summary(segments=teams("Network", "Billing", private=True))
    message = kpi.summaries([found], query("week", by="agent"), language="en", leads=True)
    assert "Billing | hidden | –          | under 5" in read(message)
    assert "1 of 1" not in message.text


def test_many_parts_are_cut_and_counted() -> None:
    parts = [summary(part=("team", f"Team {number}")) for number in range(40)]
    found = [summary(segments=parts)]
    shown = read(kpi.summaries(found, query("week", by="team"), language="en", leads=True))
    assert "Team 29 " in shown
    assert "Team 30 " not in shown
    assert "10 more are not shown." in shown


def test_a_part_that_would_give_away_another_is_hidden_and_says_why() -> None:
    parts = together(teams("Network", "Billing", private=True))
    found = summary(segments=parts)
    message = kpi.summaries([found], query("week", by="agent"), language="nl", leads=True)
    assert "Network    | verborgen | –              | 25" in read(message)
    assert "Network: Verborgen, zodat een kleinere groep niet te berekenen is." in message.text

from dataclasses import replace

from bot.blocks import kpi
from kpi.histograms import Histogram
from kpi.measured import Desk
from kpi.metrics import Metric
from kpi.scores import Counts
from kpi.segments import together
from kpi.summary import Summary
from tests.bot.blocks.reading import read
from tests.bot.blocks.summaries import query, summary
from tests.bot.blocks.times import HOUR, times

HOURS = Histogram.of(range(HOUR, 41 * HOUR, HOUR))

SPLIT = [
    "Team      | CSAT   | Likely     | Answers | Moved",
    "Network   | 80 %   | 61 to 91 % | 25      | could be chance",
    "Billing   | 1 of 1 | –          | 1       | too few",
    "not known | –      | –          | 0       | –",
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
    assert lines[7:11] == SPLIT
    assert "Network: 80\xa0% (25 answers), likely between 61 and 91\xa0%" in message.text
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
    assert "▲▼" not in str(shown)


def test_beside_other_metrics_what_moved_is_marked_unless_it_may_be_chance() -> None:
    moved = [
        *teams("Network", "Billing"),
        summary(before={5: 1, 1: 40}, part=("team", "Desk")),
        summary(
            Metric.CSAT, before={5: 1, 1: 40}, part=("team", "Few"), private=True, counts={5: 3}
        ),
    ]
    found = [summary(Metric.CSAT, segments=moved), summary(Metric.NPS, segments=[])]
    asked = query("week", metrics=(Metric.CSAT, Metric.NPS), by="team")
    shown = read(kpi.summaries(found, asked, language="nl", leads=True))
    assert "Desk    | 84 % (49) ▲ | –" in shown
    assert shown.count("▲") == 2
    assert "▲▼ meer dan toeval" in shown


def test_solutions_by_team_tell_what_is_open_and_what_came_back() -> None:
    solved = times(Metric.ART, now=HOURS, before=HOURS, desk=Desk(open=14, reopened=2))
    stuck = times(Metric.ART, desk=Desk(open=1203, reopened=0))
    parts = [
        replace(solved, segment="team", name="Network", target=10.0 * HOUR),
        replace(stuck, segment="team", name="Billing"),
        replace(stuck, segment="team", name=""),
    ]
    found = replace(solved, segments=tuple(parts))
    asked = query("week", metrics=(Metric.ART,), by="team")
    shown = kpi.summaries([found], asked, language="nl", leads=True)
    (table,) = (block for block in shown.blocks if block["type"] == "table")
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert rows[0][3:] == ["Tickets", "Nu open", "Heropend", "Beweging", "Doel"]
    stands_still = ["0", "1.203", "0"]
    assert [row[3:6] for row in rows[1:]] == [["40", "14", "2"], stands_still, stands_still]
    aligned = [one["align"] for one in table["column_settings"]]
    assert aligned == ["left", *["right"] * 5, "left", "left"]
    assert "Billing: Er is niets opgelost. 1.203 nu open" in shown.text
    beside = [found, summary(Metric.CSAT, segments=teams("Network"))]
    several = query("week", metrics=(Metric.ART, Metric.CSAT), by="team")
    drawn = read(kpi.summaries(beside, several, language="en", leads=True))
    assert "Network" in drawn
    assert "Billing" not in drawn


def test_the_ways_of_asking_stand_in_words() -> None:
    parts = [summary(counts={5: 1}, part=("way", name)) for name in ("dm", "thread", "mail", "")]
    found = summary(segments=parts)
    message = kpi.summaries([found], query("week", by="way"), language="nl", leads=True)
    shown = [line.partition("|")[0].strip() for line in read(message).splitlines()]
    for name in ("Manier van vragen", "Direct bericht", "Gesprek", "Mail", "onbekend"):
        assert name in shown
    assert "Direct bericht: " in message.text
    several = [summary(Metric.CSAT, segments=parts), summary(Metric.NPS, segments=[])]
    asked = query("week", metrics=(Metric.CSAT, Metric.NPS), by="way")
    assert "\nDirect message" in read(kpi.summaries(several, asked, language="en", leads=True))


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
    assert "Network    | verborgen | –     | 25" in read(message)
    assert "Network: Verborgen, zodat een kleinere groep niet te berekenen is." in message.text


def test_a_part_that_moved_says_how_far() -> None:
    billing = summary(counts={5: 20, 2: 30}, before={5: 45, 2: 5}, part=("team", "Billing"))
    message = kpi.summaries(
        [summary(segments=[billing])], query("week", by="team"), language="en", leads=True
    )
    assert "Billing | 40 % | 28 to 54 % | 50      | −50, more than chance" in read(message)
    assert "Billing: 40\xa0% (50 answers), likely between 28 and 54\xa0%; −50, more" in message.text


def test_replies_by_team_tell_who_still_waits_for_one() -> None:
    replied = times(now=HOURS, before=HOURS, desk=Desk(waiting=0))
    waits = times(desk=Desk(waiting=1203))
    parts = (
        replace(replied, segment="team", name="Network"),
        replace(waits, segment="team", name=""),
    )
    asked = query("week", metrics=(Metric.FRT,), by="team")
    found = replace(replied, segments=parts)
    shown = kpi.summaries([found], asked, language="nl", leads=True)
    (table,) = (block for block in shown.blocks if block["type"] == "table")
    heads, network, unknown = ([cell["text"] for cell in row] for row in table["rows"])
    assert (heads[4], network[4], unknown[0], unknown[4]) == (
        "Wacht nog",
        "0",
        "onbekend",
        "1.203",
    )
    assert "1.203 wachten nog op een reactie" in shown.text
    nobody = kpi.summaries([replace(replied, segments=parts[:1])], asked, language="nl", leads=True)
    assert "Wacht nog" not in read(nobody)
    of_agents = tuple(replace(part, segment="agent") for part in parts)
    private = kpi.summaries(
        [replace(replied, segments=of_agents)], asked, language="nl", leads=True
    )
    assert "Wacht nog" not in read(private)

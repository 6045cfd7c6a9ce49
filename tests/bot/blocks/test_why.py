"""Why a number moved, in words first, then in a table."""

from dataclasses import replace

from bot.blocks import why
from bot.wording import voice
from kpi.metrics import Metric
from tests.bot.blocks.reading import checked
from tests.bot.blocks.summaries import query
from tests.bot.blocks.times import times
from tests.kpi.splits import lengths, split

FELL = {"Network": ({5: 20, 1: 80}, {5: 80, 1: 20}), "Billing": ({5: 90, 1: 10}, {5: 91, 1: 9})}


def test_what_is_more_than_chance_is_named_and_all_adds_up() -> None:
    shown = checked(why.private([split(FELL)], query("week", by="team"), language="en", leads=True))
    assert "31\xa0points lower than week 46, 55\xa0% against 86\xa0%" in shown.text
    assert "−30 because Network scored lower; the other −1 could be chance." in shown.text
    table = next(block for block in shown.blocks if block["type"] == "table")
    cells = [[cell["text"] for cell in row] for row in table["rows"]]
    assert cells[1:] == [
        ["Network", "20\xa0% (100)", "80\xa0% (100)", "−30", "0", "−30"],
        ["Billing", "90\xa0% (100)", "91\xa0% (100)", "−1", "0", "−1"],
        ["All", "55\xa0% (200)", "86\xa0% (200)", "−31", "0", "−31"],
    ]


def test_what_the_table_of_parts_calls_more_than_chance_is_not_passed_over() -> None:
    parts = {
        "Network": ({5: 59, 1: 10}, {5: 62, 1: 10}),
        "Workplace": ({5: 49, 1: 6}, {5: 53, 1: 6}),
        "Billing": ({5: 10, 1: 10}, {5: 19, 1: 3}),
    }
    told = why.shared([split(parts)], query("week", by="team"), language="en").text
    assert "No team stands out: each part of this could be chance.\nLooked at one by one" in told
    assert "Billing moved by more than chance; among all that is compared here" in told
    assert (
        "one by one" not in why.shared([split(FELL)], query("week", by="team"), language="en").text
    )


def test_dutch_speaks_of_times_and_of_nothing() -> None:
    quick, slow = [600 + at for at in range(40)], [3000 + at for at in range(40)]
    took = lengths({"Netwerk": (slow, quick), "Facturen": (quick, quick)})
    asked = query("week", metrics=(Metric.FRT,), by="team")
    shown = why.shared([took], asked, language="nl")
    assert "Gemiddeld 20\xa0min langer dan" in shown.text
    assert "+20\xa0min doordat Netwerk langer deed." in shown.text
    nothing = why.shared([split({})], query("week", by="team"), language="nl")
    assert nothing.text.endswith("Er kwam niets binnen, dus er valt niets te verklaren.")


def test_one_part_offers_another_split_and_several_metrics_have_no_table() -> None:
    one = split({"Network": ({5: 20}, {5: 20})})
    asked = query("week", by="team", filters={"agent": "A & B"})
    shown = why.shared([one], asked, language="nl")
    assert '/kpi csat 2026-W47 medewerker:"A &amp; B" per kanaal waarom' in shown.text
    both = [split(FELL), split({"a": ({10: 9}, {0: 9})}, metric=Metric.NPS)]
    asked = query("week", metrics=(Metric.CSAT, Metric.NPS), by="team")
    drawn = why.shared(both, asked, language="en")
    assert {block["type"] for block in drawn.blocks} == {"section"}
    assert "*NPS*  All of it belongs together" in str(drawn.blocks)


def test_of_first_contacts_it_says_what_may_still_come_back() -> None:
    fcr, asked = times(Metric.FCR), query("week", metrics=(Metric.FCR,), by="team")
    parts = tuple(replace(fcr, segment="team", name=name) for name in ("Network", "Billing"))
    *_, last = why.words(voice("nl"), replace(fcr, segments=parts), asked)
    assert last.startswith("Voorlopig: wat sinds 16 november")

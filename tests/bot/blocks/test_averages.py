from bot.blocks import averages, charts, headline, lines
from bot.wording import voice
from kpi.metrics import Metric, definition
from kpi.scores import Counts, Score
from kpi.summary import Summary
from tests.bot.blocks.summaries import summary

EN, NL = voice("en"), voice("nl")
WEEKS: tuple[Counts, ...] = tuple({5: 30 + week, 2: 10} for week in range(13))


def counted(key: str, counts: Counts | None = None, before: Counts | None = None) -> Summary:
    metric = Metric(key.partition("/")[0])
    weeks = WEEKS if definition(key).high >= 5 else ()
    return summary(metric, definition=definition(key), counts=counts, before=before, weeks=weeks)


def test_an_average_leads_with_its_scale_range_and_move() -> None:
    shown = list(headline.lines(EN, counted("csat/1-5/mean/v1")))
    assert shown[:2] == [
        "*4.29* on average, from 1 to 5 · 49 answers · likely between 3.99 and 4.58",
        "0.12 above the same days last week (4.17, 60 answers): could be chance",
    ]
    assert "84\xa0% chose 4 or more" in shown
    dutch = headline.now(NL, counted("csat/1-5/mean/v1"))
    assert dutch.startswith("*4,29* gemiddeld, van 1 tot 5 · 49 antwoorden")
    few = headline.now(EN, counted("csat/1-5/mean/v1", {5: 3, 1: 1}))
    assert few.startswith("3 of 4 satisfied.")


def test_an_average_is_drawn_on_its_own_scale() -> None:
    found = counted("csat/1-5/mean/v1")
    picture = lines.picture(EN, found, lines.weeks(found))
    assert (picture.lowest, picture.highest, picture.unit) == (1, 5, "")
    assert picture.points[-1].value == 4.42
    assert picture.points[-1].told == "4.42"
    chart = charts.trend(NL, found)
    assert chart is not None
    assert "4,42" in chart.alt


def test_answers_in_words_are_counted_by_their_words() -> None:
    good = list(headline.lines(NL, counted("csat/0-1/top1/v1", {1: 41, 0: 8}, {1: 50, 0: 10})))
    assert good[0].startswith("*84\xa0%* tevreden · 41 van 49 antwoorden")
    assert "Goed\xa0██████████\xa041 · Slecht\xa0██\xa08" in good
    assert not any("Gemiddeld" in line for line in good)
    chart = charts.distribution(EN, counted("ces/1-3/top1/v1", {1: 2, 2: 5, 3: 40}, {3: 40}))
    assert chart is not None
    assert chart.alt.endswith("Hard: 2, Neutral: 5, Easy: 40")


def test_less_effort_is_easier_and_no_other_ces() -> None:
    shown = list(headline.lines(EN, counted("ces/1-5/bottom2/v1", {1: 30, 2: 10, 5: 10}, {1: 40})))
    assert shown[0].startswith("*80\xa0%* found it easy · 40 of 50 answers")
    assert any(line.startswith("Average 2.00 of 5") and "lower" in line for line in shown)
    assert shown[0].endswith(" · not comparable")
    assert "Asked differently from CES elsewhere: not comparable with it." in shown
    assert not list(averages.aside(EN, figure(counted("nps/0-10/net/v1"))))


def figure(found: Summary) -> Score:
    assert isinstance(found.score, Score)
    return found.score

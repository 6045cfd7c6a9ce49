import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import query as grammar
from bot.blocks import Message, kpi
from kpi.metrics import Metric, standard
from kpi.query import Query, View
from kpi.summary import Funnel, Summary
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, checked, pieces, read
from tests.bot.blocks.summaries import TODAY, ZONE, query, summary

ENGLISH = """\
*CSAT · this week so far*  (Mon 16 – Wed 18 November, all teams)
*84 %* satisfied · 41 of 49 answers · likely between 71 and 91 %
2 points above the same days last week (82 %, 60 answers): could be chance
Last 13 weeks: 78 % (598 answers)  ▄▄▄▄▄▄▅▅▅▅▅▅▅
5 ██████████ 27 · 4 █████ 14 · 3 ██ 5 · 2 ▌ 1 · 1 ▌ 2
Asked 61 of 74 customers helped · 80 % answered, 5 may still answer
[ Teams ] [ Comments ] [ Trend ] [ Share in channel ]"""

DUTCH = """\
*CSAT · deze week tot nu toe*  (ma 16 – wo 18 november, alle teams)
*84 %* tevreden · 41 van 49 antwoorden · waarschijnlijk tussen 71 en 91 %
2 punten hoger dan dezelfde dagen vorige week (82 %, 60 antwoorden): kan toeval zijn
Laatste 13 weken: 78 % (598 antwoorden)  ▄▄▄▄▄▄▅▅▅▅▅▅▅
5 ██████████ 27 · 4 █████ 14 · 3 ██ 5 · 2 ▌ 1 · 1 ▌ 2
61 van de 74 geholpen klanten gevraagd · 80 % antwoordde, 5 kunnen nog antwoorden
[ Teams ] [ Opmerkingen ] [ Verloop ] [ Deel in kanaal ]"""


def answer(*found: Summary, language: str = "en", leads: bool = True, **asked: object) -> str:
    return read(kpi.summaries(found, query("week", **asked), language=language, leads=leads))


def actions(message: Message) -> dict[str, str]:
    return {
        one["action_id"]: one["value"]
        for one in pieces(message.blocks)
        if one.get("type") == "button"
    }


@pytest.mark.parametrize(("language", "shown"), [("en-GB", ENGLISH), ("nl", DUTCH)])
def test_a_week_of_csat(language: str, shown: str) -> None:
    assert answer(summary(), language=language) == shown


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_text_says_what_the_blocks_say(language: str) -> None:
    message = kpi.summaries([summary()], query("week"), language=language, leads=True)
    shown = read(message).replace("*", "").splitlines()
    assert message.text.splitlines() == shown[:-1]


def test_nps_has_groups_and_signs() -> None:
    assert answer(summary(Metric.NPS)).splitlines()[1:3] == [
        "*+25* · 36 answers (18 promoters, 9 passives, 9 detractors) · likely between −3 and +49",
        "38 points below the same days last week (+63, 40 answers): more than chance",
    ]


def test_few_answers_are_indicative() -> None:
    assert answer(summary(Metric.CES)).splitlines()[1].endswith("97 % · indicative")


def test_too_few_answers_are_counts() -> None:
    shown = answer(summary(counts={5: 3, 1: 1})).splitlines()
    assert shown[1] == "3 of 4 satisfied. Too few for a number; 5 answers are needed."
    assert shown[2] == "Too few answers to compare with the same days last week."
    assert not any("75 %" in line for line in shown)


def test_no_answers_are_never_a_zero() -> None:
    waiting = Funnel(helped=12, asked=12, delivered=12, open=12)
    shown = answer(summary(counts={}, funnel=waiting)).splitlines()
    assert shown[1] == "No answers yet; 12 questions are out."
    assert shown[2] == "The same days last week: 82 % (60 answers)"
    assert "0 %" not in " ".join(shown)
    assert answer(summary(counts={}, funnel=Funnel())).splitlines()[1] == "No answers."


def test_a_hidden_number_shows_nothing_of_itself() -> None:
    shown = answer(summary(counts={5: 3}, private=True)).splitlines()
    assert shown[1:-1] == [
        "There are fewer than 5 answers. They stay hidden, so that nobody is recognised."
    ]


def test_a_hidden_week_before_stays_hidden() -> None:
    shown = answer(summary(before={5: 2, 1: 2}, private=True, weeks=({5: 3},)))
    assert "Too few answers to compare" in shown
    assert "2 of 4" not in shown
    assert "Last" not in shown


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ({5: 41, 1: 8}, "About the same as the same days last week (84 %, 49 answers): could be"),
        ({5: 20, 1: 40}, "50 points above the same days last week (33 %, 60 answers): more than"),
        ({}, "Last 13 weeks"),
    ],
)
def test_the_comparison(before: dict[int, int], line: str) -> None:
    assert answer(summary(before=before)).splitlines()[2].startswith(line)


def test_everything_gives_each_metric_a_paragraph() -> None:
    found = [summary(metric) for metric in Metric]
    shown = answer(*found, metrics=tuple(Metric), filters={"team": "A&B"}).splitlines()
    assert shown[0] == "*This week so far*  (Mon 16 – Wed 18 November, team A&B)"
    assert [line[:8] for line in shown if line.startswith("*")][1:] == [
        "*CSAT*  ",
        "*CES*  *",
        "*NPS*  *",
    ]


def test_buttons_hold_questions_that_can_be_asked() -> None:
    asked = query("week", filters={"team": "First line"})
    message = kpi.summaries([summary()], asked, language="en", leads=True)
    found = actions(message)
    assert set(found) == {"kpi:teams", "kpi:comments", "kpi:trend", "share"}
    read_back = {
        action: grammar.parse(text, today=TODAY, zone=ZONE) for action, text in found.items()
    }
    assert read_back["kpi:teams"].by == "team"
    assert read_back["kpi:comments"].view is View.COMMENTS
    assert read_back["kpi:trend"].view is View.TREND
    assert read_back["share"] == asked


def test_only_what_the_reader_may_do_is_offered() -> None:
    member = kpi.summaries([summary()], query("week"), language="en", leads=False)
    assert set(actions(member)) == {"kpi:teams", "kpi:trend", "share"}
    agents = kpi.summaries([summary()], query("week", by="agent"), language="en", leads=True)
    assert "share" not in actions(agents)
    assert actions(kpi.shared([summary()], query("week"), language="en")) == {}


def test_a_question_too_long_for_a_button_has_no_buttons() -> None:
    asked = query("week", filters={"account": "x" * 2000})
    assert actions(checked(kpi.summaries([summary()], asked, language="en", leads=True))) == {}


@pytest.mark.parametrize("text", [HOSTILE, LONG])
def test_hostile_names_stay_inert(text: str) -> None:
    asked = query("week", by="team", filters={"account": text})
    parts = [summary(part=("team", text)), summary(counts={5: 1}, part=("team", text + "2"))]
    for metrics in ((Metric.CSAT,), tuple(Metric)):
        found = [summary(metric, segments=parts) for metric in metrics]
        assert_inert(kpi.summaries(found, asked, language="nl", leads=True))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    counts=st.dictionaries(st.integers(0, 10), st.integers(0, 10**7)),
    before=st.dictionaries(st.integers(0, 10), st.integers(0, 10**7)),
    metric=st.sampled_from(list(Metric)),
    private=st.booleans(),
    language=st.sampled_from(["en", "nl"]),
)
def test_any_counts_can_be_shown(
    counts: dict[int, int],
    before: dict[int, int],
    metric: Metric,
    private: bool,  # noqa: FBT001 - Hypothesis names every argument
    language: str,
) -> None:
    scale = standard(metric).scale
    found = summary(
        metric,
        counts={score: n for score, n in counts.items() if score in scale},
        before={score: n for score, n in before.items() if score in scale},
        weeks=(counts if metric is Metric.NPS else {},) * 13,
        private=private,
    )
    asked = Query(metrics=(metric,), period=found.period)
    shown = checked(kpi.summaries([found], asked, language=language, leads=True)).text
    if found.hidden:
        assert len(shown.splitlines()) == 2
    if found.n < 5:
        assert "*" not in shown.splitlines()[1]

"""A file of a tool we know needs no columns named; what cannot be known is asked for in words."""

from pathlib import Path

import pytest

from bot.importing import plans
from bot.importing.file import Given, rows
from bot.importing.plans import Plan, Told
from bot.importing.presets import PRESETS
from bot.importing.records import Record
from kpi.errors import WrongSetting
from kpi.metrics import Metric, choices, standard

RECOMMEND = "How likely is it that you would recommend us?"
DELIGHTED = "Response ID,Score,Comment,Survey type,Created at\n"


def planned(tmp_path: Path, text: str, **told: str) -> Plan:
    path = tmp_path / "export.csv"
    path.write_text(text)
    metric = Metric(told.pop("metric")) if "metric" in told else None
    return plans.plan(path, Told(metric=metric, **told), Given())  # type: ignore[arg-type] # texts


def taken(plan: Plan) -> dict[str, str]:
    found = plan.shape.columns
    placed = {"score": found.score, "date": found.date, "id": found.id, "comment": found.comment}
    both = {**placed, **found.segments}
    return {what: plan.shape.header[place] for what, place in both.items() if place is not None}


def test_named_columns_need_no_tool(tmp_path: Path) -> None:
    plan = planned(tmp_path, DELIGHTED, score="Score", date="Created at", metric="ces")
    assert (plan.preset, plan.metric) == (None, Metric.CES)
    with pytest.raises(WrongSetting, match="--metric"):
        planned(tmp_path, DELIGHTED, score="Score", date="Created at")


def test_a_question_is_found_with_its_answers_below_a_second_header(tmp_path: Path) -> None:
    plan = planned(
        tmp_path,
        f"Respondent ID;Collector ID;Start Date;End Date;{RECOMMEND};Why?\n"
        ";;;;;Open-Ended Response\n1;2;a;b;9;Good\n",
    )
    assert plan.preset is PRESETS["surveymonkey"]
    assert plan.metric is Metric.NPS
    assert taken(plan) == {
        "score": RECOMMEND,
        "date": "End Date",
        "id": "Respondent ID",
        "comment": "Why?",
    }
    assert list(rows(plan.shape)) == [Record(3, ["1", "2", "a", "b", "9", "Good"])]


def test_an_answer_right_below_the_questions_is_no_second_header(tmp_path: Path) -> None:
    for between in ("", ",,,\n"):
        text = f"Respondent ID,Collector ID,End Date,{RECOMMEND}\n{between}1,2,a,9\n3,4,b,8\n"
        found = [
            one.fields[0] for one in rows(planned(tmp_path, text).shape) if isinstance(one, Record)
        ]
        assert found == ["1", "3"]


def test_what_was_asked_stands_in_the_rows(tmp_path: Path) -> None:
    rows = "1,4,,CSAT,2026-11-02\n2,5,,CSAT,2026-11-03\n"
    assert planned(tmp_path, DELIGHTED + rows).metric is Metric.CSAT
    assert planned(tmp_path, DELIGHTED).metric is Metric.NPS
    both = f"{DELIGHTED}{rows}3,9,,NPS,2026-11-03\n"
    with pytest.raises(WrongSetting, match=r"answers about CSAT and NPS: name one by --metric"):
        planned(tmp_path, both)
    assert planned(tmp_path, both, metric="nps").metric is Metric.NPS


def test_what_somebody_says_wins(tmp_path: Path) -> None:
    text = "Ticket ID,Survey results,Resolved time,Closed time,Group\n"
    plan = planned(tmp_path, text, date="Closed time")
    assert taken(plan)["date"] == "Closed time"
    assert taken(plan)["team"] == "Group"


@pytest.mark.parametrize(
    ("text", "told", "words"),
    [
        ("a,b\n", {}, r"I do not know such files by their columns \(a, b\)"),
        (DELIGHTED, {"preset": "delited"}, "There is no preset delited; there are zendesk, del"),
        (DELIGHTED, {"preset": "zendesk"}, "looks like an export of Delighted, not of Zendesk"),
        ("a,b\n", {"preset": "intercom"}, "not look like an export of Intercom: there is no"),
        ("Respondent ID,Collector ID,End Date,Q\n", {}, "cannot tell which column holds the sc"),
        (
            f"Respondent ID,Collector ID,End Date,{RECOMMEND},How satisfied are you?\n",
            {},
            'scores \\("How likely.*"; "How satisfied are you',
        ),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(
    tmp_path: Path, text: str, told: dict[str, str], words: str
) -> None:
    with pytest.raises(WrongSetting, match=words):
        planned(tmp_path, text, **told)


def test_another_scale_is_refused_since_its_numbers_mean_something_else() -> None:
    delighted = PRESETS["delighted"]
    plans.require_scale(delighted, standard(Metric.NPS))
    plans.require_scale(PRESETS["zendesk"], choices(Metric.CSAT)[-1])
    with pytest.raises(WrongSetting, match="Delighted asks CES from 1 to 5, and the survey here"):
        plans.require_scale(delighted, standard(Metric.CES))

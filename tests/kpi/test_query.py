import pickle

from kpi import periods
from kpi.metrics import ASKED, SERVICE, Metric
from kpi.query import SEGMENTS, NotUnderstood, Query, View
from kpi.store import tables
from tests.each import each
from tests.moments import NOW

TODAY = periods.today(NOW, "Europe/Amsterdam")
WEEK = periods.week_of(TODAY, "Europe/Amsterdam").through(TODAY)


@each(
    ("query", "text"),
    [
        (Query(metrics=tuple(Metric), period=WEEK), "2026-W47"),
        (Query(metrics=(Metric.CSAT,), period=WEEK), "csat 2026-W47"),
        (Query(metrics=(Metric.NPS,), period=WEEK, by="team"), "nps 2026-W47 by team"),
        (
            Query(
                metrics=(Metric.CSAT,),
                period=WEEK,
                filters={"account": 'R&D "North"'},
                view=View.COMMENTS,
            ),
            'csat 2026-W47 account:"R&amp;D &quot;North&quot;" comments',
        ),
    ],
)
def test_a_query_says_itself_in_words(query: Query, text: str) -> None:
    assert query.text == text


def test_everything_is_every_metric_in_any_order() -> None:
    assert Query(metrics=(*SERVICE, *reversed(ASKED)), period=WEEK).is_everything
    assert not Query(metrics=ASKED, period=WEEK).is_everything


def test_segments_are_those_that_are_stored() -> None:
    assert (*tables.SEGMENTS, "way") == SEGMENTS


def test_a_refusal_names_word_meaning_and_example() -> None:
    refusal = NotUnderstood("{word}?", word="csta", nearest="csat", example="csat week")
    again = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own bytes, a line above
    assert (again.word, again.nearest, again.example) == ("csta", "csat", "csat week")
    assert str(again) == "csta?"
    assert NotUnderstood().nearest == ""

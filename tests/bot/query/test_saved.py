"""Names of views: those that mean something already are refused, the others are found."""

from datetime import date

import pytest

from bot.query import saved
from kpi.errors import KpiError, UnknownPeriod, WrongSetting
from kpi.metrics import Metric
from kpi.query import NotUnderstood, Query
from kpi.store import views
from kpi.store.tables import SavedView
from tests.each import each
from tests.moments import NOW

TODAY, ZONE = date(2026, 11, 18), "Europe/Amsterdam"


def view(name: str, question: str) -> SavedView:
    return SavedView(
        workspace_id="T0HOME", key=views.key(name), name=name, question=question, created_at=NOW
    )


KEPT = [view("Monday", "nps last week by team"), view("Board & co", "csat month")]


def read(text: str) -> Query:
    return saved.read(text, KEPT, today=TODAY, zone=ZONE)


@each(
    "name",
    ["week", "csat week", "by", "show me", "save", "views Monday", "november", "2026-Q4", "30d"],
)
def test_a_name_that_means_something_is_refused(name: str) -> None:
    with pytest.raises(WrongSetting, match="Choose another name"):
        saved.require_free(name, today=TODAY, zone=ZONE)


@each("name", ["Monday", "Board & co", "Directie week", "Q4 plan"])
def test_other_names_are_free(name: str) -> None:
    saved.require_free(name, today=TODAY, zone=ZONE)


@each("text", ["Monday", '"monday"', "“MONDAY”", " Mónday "])
def test_a_name_is_its_question(text: str) -> None:
    found = read(text)
    assert (found.metrics, found.by, found.period.label) == ((Metric.NPS,), "team", "2026-W46")


def test_names_are_written_so_that_they_read_back() -> None:
    assert read(saved.quoted("Board & co")).metrics == (Metric.CSAT,)
    assert read('"board &amp; co"').metrics == (Metric.CSAT,)


def test_a_question_goes_before_a_name() -> None:
    kept = [view("week", "nps week")]
    assert saved.read("week", kept, today=TODAY, zone=ZONE).metrics == tuple(Metric)


def test_a_slip_gets_the_nearest_name_and_anything_else_its_own_refusal() -> None:
    with pytest.raises(NotUnderstood) as caught:
        read("Mnoday")
    assert (caught.value.nearest, caught.value.example) == ("Monday", "Monday")
    for text, refusal in (("csta week", NotUnderstood), ("last", UnknownPeriod)):
        with pytest.raises(refusal) as other:
            read(text)
        assert isinstance(other.value, KpiError)
        assert "view" not in str(other.value)

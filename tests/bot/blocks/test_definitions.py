from datetime import date

import pytest

from bot.blocks import definitions
from bot.wording import voice
from kpi import service_definitions
from kpi.metrics import ASKED, Metric, choices
from kpi.store.office_schedules import Schedules
from kpi.store.origins import OfService, OfSurvey
from kpi.store.tables import OfficeSchedule
from tests.bot.blocks.reading import HOSTILE, assert_inert, checked, read
from tests.bot.blocks.surveys import a_survey

SINCE = date(2026, 11, 3)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_definition_is_told_with_formula_version_and_alternatives(language: str) -> None:
    for metric in ASKED:
        for one in choices(metric):
            survey = a_survey(metric, definition=one.key, version=3)
            shown = read(checked(definitions.message([OfSurvey(survey, SINCE)], language=language)))
            assert f"{one.key}, {'version 3' if language == 'en' else 'versie 3'}" in shown
            assert "3 November 2026" in shown or "3 november 2026" in shown
            assert "{" not in shown
            others = [definitions.title(voice(language), other) for other in choices(metric)]
            assert sum(other in shown for other in others) >= len(others) - 1


def test_what_may_be_compared_is_said_of_each() -> None:
    told = [definitions.title(voice("en"), one) for one in choices(Metric.NPS)]
    assert told == [
        "0 – 10: promoters from 9, detractors to 6 · standard",
        "1 – 10: promoters from 9, detractors to 6 · not comparable",
    ]
    csat = [definitions.title(voice("nl"), one) for one in choices(Metric.CSAT)]
    assert csat[:3] == [
        "1 – 5: tevreden vanaf 4 · norm",
        "vijf gezichten voor 1 – 5: tevreden vanaf 4 · als de norm",
        "goed of slecht",
    ]
    assert all(len(one) <= 75 for one in [*told, *csat])


def test_a_surveys_own_words_stand_inert() -> None:
    own = {"question.en": f"Happy with {HOSTILE[:200]}?", "scale.low.en": "No"}
    hostile = a_survey(Metric.CSAT, wording=own, title="After a *ticket*", version=3)
    shown = definitions.message([OfSurvey(hostile, SINCE)], language="en")
    assert "From 1 No to 5 Very satisfied" in read(shown)
    assert_inert(shown)


def test_service_metrics_tell_how_they_are_counted_and_since_when() -> None:
    frt = service_definitions.definition("frt/calendar/mean/v1")
    fcr = service_definitions.standard(Metric.FCR)
    shown = definitions.message([], [OfService(frt, SINCE), OfService(fcr, None)], language="en")
    text = read(shown)
    assert "in calendar time" in text
    assert "Not comparable with what others call FRT. In force since 3 November 2026." in text
    assert "This is what FCR means in the field.\n" in text
    net = service_definitions.first_contact(14, net=True)
    said = OfService(service_definitions.CONFIRMED, SINCE, net, ("rma", "tier2"))
    text = read(definitions.message([], [said], language="en"))
    assert "Beside it stands what the system counts (fcr/14d/net/v1): Share of what" in text
    assert "Left out by their tags: rma, tier2." in text
    assert "Known as survey FCR" in text
    assert "provisional" not in text


def test_the_office_hours_that_count_are_told() -> None:
    week = {"0": [["09:00", "17:00"]]}
    everybody, night = (
        OfficeSchedule(workspace_id="T", name=name, week=week) for name in ("", "Night <desk>")
    )

    def told(*found: OfficeSchedule, language: str = "en") -> str:
        hours = Schedules(found, "Europe/Amsterdam")
        one = OfService(service_definitions.standard(Metric.FRT), SINCE, hours=hours)
        return read(checked(definitions.message([], [one], language=language)))

    assert "Monday to Friday 9:00–17:00 until an admin sets them." in told()
    assert "Office hours: Monday 09:00-17:00.\nCounts on" in told(everybody)
    both = told(everybody, night, language="nl")
    assert "Kantooruren: maandag 09:00-17:00.\nEigen tijden: Night <desk>.\n" in both

from datetime import date

import pytest
from babel import Locale

from bot.wording import spans, voice
from kpi import periods
from kpi.periods import Period
from tests.each import each

TODAY = date(2026, 11, 18)


def period(text: str) -> Period:
    found = periods.parse(text, today=TODAY, zone="Europe/Amsterdam")
    assert found is not None
    return found


@each(
    ("text", "name", "days", "before"),
    [
        ("week", "this week so far", "Mon 16 – Wed 18 November", "the same days last week"),
        ("last week", "week 46", "Mon 9 – Sun 15 November 2026", "week 45"),
        ("month", "this month so far", "1 – 18 November", "the same days last month"),
        ("2026-10", "October 2026", "1 – 31 October 2026", "September 2026"),
        ("quarter", "this quarter so far", "1 October – 18 November", "the same days last quarter"),
        ("2026-Q3", "3rd quarter 2026", "1 July – 30 September 2026", "2nd quarter 2026"),
        ("year", "this year so far", "1 January – 18 November", "the same days last year"),
        ("2025", "2025", "1 January – 31 December 2025", "2024"),
        ("2026-H1", "first half of 2026", "1 January – 30 June 2026", "second half of 2025"),
        (
            "2026-H2",
            "this half year so far",
            "1 July – 18 November",
            "the same days of the half year before",
        ),
        ("30d", "last 30\xa0days", "20 October – 18 November 2026", "the 30\xa0days before"),
        (
            "2025-12-20..2026-01-10",
            "20 December 2025 – 10 January 2026",
            "20 December 2025 – 10 January 2026",
            "the 22\xa0days before",
        ),
        (
            "2025-2026",
            "1 January 2025 – 18 November 2026",
            "1 January 2025 – 18 November 2026",
            "the 687\xa0days before",
        ),
        ("yesterday", "Tuesday 17 November 2026", "Tue 17 November 2026", "the day before"),
    ],
)
def test_a_period_in_english(text: str, name: str, days: str, before: str) -> None:
    say, meant = voice("en"), period(text)
    assert (say.period(meant), say.days(meant), say.period_before(meant)) == (name, days, before)


@pytest.mark.parametrize(
    ("text", "name", "days", "before"),
    [
        ("week", "deze week tot nu toe", "ma 16 – wo 18 november", "dezelfde dagen vorige week"),
        ("2026-Q3", "3e kwartaal 2026", "1 juli – 30 september 2026", "2e kwartaal 2026"),
        ("2026-H1", "eerste helft van 2026", "1 januari – 30 juni 2026", "tweede helft van 2025"),
        ("30d", "laatste 30\xa0dagen", "20 oktober – 18 november 2026", "de 30\xa0dagen ervoor"),
    ],
)
def test_a_period_in_dutch(text: str, name: str, days: str, before: str) -> None:
    say, meant = voice("nl"), period(text)
    assert (say.period(meant), say.days(meant), say.period_before(meant)) == (name, days, before)


def test_days_stand_beside_a_name_that_does_not_say_them() -> None:
    say, texts = voice("en"), ["week", "month", "2026-Q3", "30d", "yesterday", "2026-10", "2025"]
    beside = {text: bool(say.days_beside(period(text))) for text in [*texts, "sep..oct"]}
    assert [text for text, is_told in beside.items() if not is_told] == [
        *("yesterday", "2026-10", "2025", "sep..oct")
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 11, 19), "vandaag"),
        (date(2026, 11, 18), "vandaag"),
        (date(2026, 11, 17), "gisteren"),
        (date(2026, 11, 12), "op donderdag"),
        (date(2026, 11, 11), "op 11 november"),
    ],
)
def test_how_long_ago(day: date, told: str) -> None:
    assert spans.ago(voice("nl"), Locale.parse("nl"), day, today=TODAY) == told

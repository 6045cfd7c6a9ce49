"""What people write for periods, in two languages."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import PeriodOutOfRange, UnknownPeriod
from kpi.periods import PERIOD_WORDS, Period, may_begin, parse
from tests.drawn import texts
from tests.each import each

ZONE = "Europe/Amsterdam"
TODAY = date(2026, 11, 18)  # a Wednesday in week 47

MEANINGS = {
    "2026-11-18": ["today", "vandaag", "1d", "1 dag", "day", "dag", "vandaag ", "TODAY"],
    "2026-11-17": ["yesterday", "gisteren", "Gístèren", "2026-11-17", "2026/11/17"],
    "2026-W47": [
        *["week", "this week", "deze week", "current week", "Week", "  this   WEEK "],
        *["2026-W47", "2026w47", "w47", "W47", "week 47", "wk47", "2026 week 47", "week 47 2026"],
    ],
    "2026-W46": ["last week", "vorige week", "afgelopen week", "previous week", "2026-W46"],
    "2026-W05": ["2026-W5", "week 5", "2026-w05"],
    "2025-W49": ["week 49", "w49", "2025-W49"],
    "2020-W53": ["w53", "2020-W53"],
    "2026-11": ["month", "maand", "this month", "deze maand", "2026-11", "november", "nov 2026"],
    "2026-10": ["last month", "vorige maand", "oktober", "Oct", "okt.", "october 2026"],
    "2025-12": ["december", "dec 2025", "2025-12", "2025 dec"],
    "2026-03": ["mrt", "maart", "march", "2026-3", "mar-2026"],
    "2026-Q4": ["quarter", "kwartaal", "dit kwartaal", "2026-Q4", "q4", "Q4 2026", "kwartaal 4"],
    "2026-Q3": ["last quarter", "vorig kwartaal", "Q3", "k3", "2026q3", "q3-2026", "quarter 3"],
    "2026-Q2": ["2e kwartaal", "2de kwartaal van 2026", "tweede kwartaal", "2nd quarter of 2026"],
    "2026-H1": ["2026-H1", "H1 2026", "h1", "eerste halfjaar", "first half of 2026", "1e helft"],
    "2026-H2": ["2026-H2", "dit half jaar", "this half year", "second half of the year", "h2"],
    "2025-H2": ["2025-H2", "H2 2025", "tweede half jaar van vorig jaar", "second half last year"],
    "2026": ["year", "jaar", "this year", "dit jaar", "2026", "jaar 2026", "ytd", "2026 to date"],
    "2025": ["last year", "vorig jaar", "afgelopen jaar", "2025"],
    "2025-11": ["2025-11", "november last year", "vorig jaar november", "11/2025", "nov '25"],
    "2025-Q3": ["2025-Q3", "q3 last year", "derde kwartaal van vorig jaar"],
    "2026-W45": ["2026-W45", "week of 3 november", "two weeks ago", "voorvorige week"],
    "30d": ["30d", "30 days", "30 dagen", "last 30 days", "laatste 30 dagen", "past 30 days"],
    "153d": ["last 5 months", "5 maanden", "laatste vijf maanden"],
    "184d": ["last 2 quarters", "afgelopen 2 kwartalen", "6 months", "6m"],
    "365d": ["12m", "one year", "last twelve months", "1 jaar", "afgelopen 12 mnd"],
    "14d": ["2 weeks", "2 weken", "2w", "last 2 weeks", "afgelopen 14 dagen", "last two weeks"],
    "2026-10-01..2026-10-15": ["2026-10-01..2026-10-15", "2026-10-01 … 2026-10-15"],
    "2026-10-01..2026-11-18": ["since 1 october", "sinds oktober", "2026-10-01.."],
    "2026-09-01..2026-10-31": ["2026-09..2026-10", "sep..okt", "september to october"],
}
PHRASES = [(text, label) for label, texts in MEANINGS.items() for text in texts]


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def read(text: str, today: date = TODAY) -> Period:
    period = parse(text, today=today, zone=ZONE)
    assert period is not None
    return period


def test_phrases_mean_what_people_mean() -> None:
    meant = [(text, read(text).label) for text, _ in PHRASES]
    assert [one for one in meant if one not in PHRASES] == []


def test_what_a_period_may_begin_with_is_known_without_reading_it() -> None:
    assert [text for text, _ in PHRASES if not may_begin(plain(text).split()[0])] == []
    assert not any(map(may_begin, ["csat", "network", "customers", "how"]))


@each("label", MEANINGS)
def test_labels_read_back(label: str) -> None:
    assert read(label).label == label


def test_what_still_runs_ends_with_today() -> None:
    for text in ["week", "month", "quarter", "year", "2026-W47", "2026-11-10..2026-12-31"]:
        period = read(text)
        assert period.until == TODAY + timedelta(days=1)
        assert period.to_date


def test_what_is_over_is_whole() -> None:
    for text in ["last week", "2026-10", "q3", "h1", "2025", "yesterday", "2026-10-01..2026-10-15"]:
        assert not read(text).to_date


def test_thirty_days_include_today() -> None:
    period = read("30d")
    assert (period.first, period.until) == (date(2026, 10, 20), date(2026, 11, 19))


@each(
    "text",
    [
        *["", " ", "csat", "csat week", "week by", "last", "this", "12", "last banana", "w"],
        *[
            "by 3 days",
            "weekk",
            "maandag",
            "2026-W47-3",
            "T-1042",
            "a to b",
            "naïef",
            "..",
            "-",
            "maandag",
            "monday",
        ],
    ],
)
def test_what_is_no_period_is_left_to_others(text: str) -> None:
    assert parse(text, today=TODAY, zone=ZONE) is None


@each(
    ("text", "said"),
    [
        ("2026-W54", "2026 has no week 54; its last is week 53"),
        ("2025-W53", "2025 has no week 53; its last is week 52"),
        ("week 0", "no week 0"),
        ("2026-13", "no month 13"),
        ("q5", "no quarter 5"),
        ("2026-02-30", "not on the calendar"),
        ("2026-10-00", "not on the calendar"),
        ("0d", "between 1 and 3660 days"),
        ("9999 dagen", "between 1 and 3660 days"),
        ("2026-10-15..2026-10-01", "before it begins"),
        ("2026-W48", "2026-W48 has not begun"),
        ("2026-12", "2026-12 has not begun"),
        ("dec 2026", "2026-12 has not begun"),
        ("2027", "2027 has not begun"),
        ("2026-11-19", "2026-11-19 has not begun"),
        ("9999", "do not know 9999"),
        ("0000-W01", "do not know 0"),
        ("h3", "no half 3; a year has two"),
        ("last 24 hours", "whole days"),
    ],
)
def test_what_does_not_exist_is_explained(text: str, said: str) -> None:
    with pytest.raises(PeriodOutOfRange, match=said):
        read(text)


@each("text", ["01-10-2026", "1/10/26", "3.4.2026"])
def test_a_date_that_could_be_two_days_is_not_guessed(text: str) -> None:
    with pytest.raises(UnknownPeriod, match="2026-10-01"):
        read(text)


@each("text", ["2026-10-01...", "banana..2026-10-01", "2026-10-01..banana", "week.. banana"])
def test_half_a_range_is_answered_with_an_example(text: str) -> None:
    with pytest.raises(UnknownPeriod, match=r"2026-10-01\.\.2026-10-15"):
        read(text)


tokens = st.one_of(
    st.sampled_from(sorted(PERIOD_WORDS)),
    st.from_regex(r"[0-9]{1,5}[dwq]?", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[WwQq]?[0-9]{1,2}(-[0-9]{2})?", fullmatch=True),
    st.sampled_from(["..", "to", "t/m", "-", "since", "2026-10-01..2026-10-15", "3", "1st"]),
    texts(max_size=6),
)


@given(st.lists(tokens, max_size=4).map(" ".join), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_any_text_gives_a_period_or_words(text: str, today: date) -> None:
    try:
        period = parse(text, today=today, zone=ZONE)
    except (UnknownPeriod, PeriodOutOfRange):
        return
    if period is None:
        return
    assert period.first < period.until <= min(period.full_until, today + timedelta(days=1))
    assert parse(period.label, today=today, zone=ZONE) == period
    assert period.previous().days > 0

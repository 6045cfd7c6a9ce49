"""Values of settings, as people write them in both languages."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import setting_values as values
from kpi.asking_hours import EVERY_DAY, Hours
from kpi.errors import WrongSetting
from tests.each import each


@each(
    ("text", "expected"),
    [
        ("09:00-17:30", Hours(time(9), time(17, 30))),
        ("20 – 8", Hours(time(20), time(8))),
        ("8.30-12", Hours(time(8, 30), time(12))),
        ("off", None),
        ("uit", None),
        ("0", None),
    ],
)
def test_hours(text: str, expected: Hours | None) -> None:
    assert values.read_hours(text) == expected


@each(
    ("text", "shown"),
    [
        ("mon-fri", "mon-fri"),
        ("ma-vr", "mon-fri"),
        ("Monday, wed-fri", "mon,wed-fri"),
        ("za,zo", "sat-sun"),
        ("sat-mon", "mon,sat-sun"),
        ("alle", "mon-sun"),
        ("sun", "sun"),
    ],
)
def test_days(text: str, shown: str) -> None:
    assert values.show_days(values.read_days(text)) == shown


@given(st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1))
def test_days_read_back(days: frozenset[int]) -> None:
    assert values.read_days(values.show_days(days)) == days


@given(st.integers(1, 10_000))
def test_shares_read_back(hundredths: int) -> None:
    share = hundredths / 100
    assert values.read_share(values.show_share(share)) == share


def test_what_counts() -> None:
    assert (values.read_share("2,5 %"), values.read_share("100")) == (2.5, 100)
    assert (values.read_cap("50"), values.read_cap("geen")) == (50, 0)
    assert (values.read_person("persoon"), values.read_person("Resolution")) == (True, False)
    assert (values.read_reminder("3d"), values.read_reminder("off")) == (
        timedelta(days=3),
        timedelta(),
    )


@each(
    ("read", "text"),
    [
        *(
            (values.read_hours, text)
            for text in ("9", "09:00-09:00", "25-26", "9-17-18", "nine-five")
        ),
        *((values.read_days, text) for text in ("", "mon-", "feest", "m", "2-3")),
        *((values.read_share, text) for text in ("0", "101%", "-5", "half", "2.345")),
        *((values.read_cap, text) for text in ("-1", "many", "1.5")),
        *((values.read_threshold, text) for text in ("4", "0", "few")),
        (values.read_person, "ticket"),
        (values.read_reminder, "5m"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example(read: Callable[[str], Any], text: str) -> None:
    with pytest.raises(WrongSetting, match=r"Write|comes after"):
        read(text)


def test_a_name_with_a_comma_stands_in_quotes_and_comes_back() -> None:
    names = values.read_names('"Acme, Inc.", Bolt,"Say ""yes"""')
    assert names == {"Acme, Inc.", "Bolt", 'Say "yes"'}
    assert values.read_names(values.show_names(names)) == names
    assert values.show_names({"b", "a"}) == "a,b"


def test_domains_are_named_as_people_write_them() -> None:
    assert values.read_domains("@Example.com,*.test.nl, *") == {"example.com", "test.nl"}

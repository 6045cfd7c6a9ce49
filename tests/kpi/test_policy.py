"""Policies, their settings as text, and what is said about wrong ones."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import WrongSetting
from kpi.metrics import ASKED, Metric
from kpi.policy import EXAMPLES, Policy, defaults, from_settings
from tests.each import each

DAY, QUARTER_HOUR = timedelta(days=1), timedelta(minutes=15)
CSAT = defaults(Metric.CSAT)

LISTS = [
    name
    for name, example in EXAMPLES.items()
    if name.startswith(("exclude.", "include.")) and example != "no"
]

lengths = st.sampled_from(["0s", "90s", "15m", "24h", "36h", "14d", "52w"])
lifetimes = st.sampled_from(["1h", "14d", "30d"])
choices = st.sampled_from(["yes", "no", "aan", "UIT"])
words = st.text(st.characters(exclude_characters=",", exclude_categories=["Cc", "Cs"]), max_size=9)
names = st.lists(words, max_size=3).map(",".join)

changes = st.one_of(
    st.tuples(st.sampled_from(["enabled", "anonymous"]), choices),
    st.tuples(st.sampled_from(["delay", "delay.chat", "delay.e-mail", "cooldown"]), lengths),
    st.tuples(st.sampled_from(["cooldown_any", "edit_window"]), lengths),
    st.tuples(st.just("expires"), lifetimes),
    st.tuples(st.sampled_from(LISTS), names),
    st.tuples(st.sampled_from(["hours", "quiet"]), st.sampled_from(["9-17", "22:15-06:30", "off"])),
    st.tuples(st.just("days"), st.sampled_from(["mon-fri", "za,zo", "all"])),
    st.tuples(st.just("sample"), st.sampled_from(["25%", "2.5", "100 %"])),
    st.tuples(st.sampled_from(["daily_cap", "group_threshold"]), st.sampled_from(["5", "50"])),
    st.tuples(st.just("ask_per"), st.sampled_from(["person", "resolution"])),
    st.tuples(st.just("reminder"), st.sampled_from(["0", "3d", "36h"])),
)


def test_only_satisfaction_asks_by_itself() -> None:
    assert {metric for metric in ASKED if defaults(metric).enabled} == {Metric.CSAT}


def test_the_settled_cooldowns() -> None:
    assert [defaults(metric).cooldown / DAY for metric in ASKED] == [14, 14, 90]
    assert {defaults(metric).cooldown_any / DAY for metric in ASKED} == {7}
    assert {defaults(metric).expires / DAY for metric in ASKED} == {14}
    assert {defaults(metric).edit_window / DAY for metric in ASKED} == {14}


@each(
    ("channel", "delay"),
    [("chat", QUARTER_HOUR), ("Phone", QUARTER_HOUR), ("email", DAY), ("", DAY), (None, DAY)],
)
def test_chat_and_phone_are_asked_soon_and_others_a_day_later(
    channel: str | None, delay: timedelta
) -> None:
    assert CSAT.delay_for(channel) == delay


def test_one_delay_for_all_channels() -> None:
    policy = CSAT.changed("delay", "0s")
    assert {policy.delay_for("chat"), policy.delay_for("email")} == {timedelta()}


def test_a_delay_for_one_channel() -> None:
    policy = CSAT.changed("delay.Chat", "5m")
    assert policy.delay_for("chat") == timedelta(minutes=5)
    assert policy.delay_for("phone") == QUARTER_HOUR


def test_names_are_lists() -> None:
    policy = CSAT.changed("exclude.team", " Network , Sales,, ")
    assert policy.exclude_team == {"Network", "Sales"}
    assert policy.changed("exclude.team", "none").exclude_team == frozenset()


def test_domains_come_without_their_at_sign() -> None:
    assert CSAT.changed("exclude.domain", "@Example.com").exclude_domain == {"example.com"}


@each("name", EXAMPLES)
def test_every_setting_takes_its_own_example(name: str) -> None:
    assert name in CSAT.changed(name, EXAMPLES[name]).settings()


@given(st.sampled_from(ASKED), st.lists(changes, max_size=8))
def test_settings_read_back(metric: Metric, several: list[tuple[str, str]]) -> None:
    policy = defaults(metric)
    for name, value in several:
        policy = policy.changed(name, value)
    assert from_settings(metric, policy.settings()) == policy


def test_settings_that_were_not_stored_are_the_defaults() -> None:
    assert from_settings(Metric.NPS, {}) == defaults(Metric.NPS)
    assert from_settings(Metric.NPS, {"delay.chat": "1m", "delay": "2h"}).delay_for("chat") == (
        timedelta(minutes=1)
    )


@each(
    ("name", "nearest"),
    [
        ("cooldwn", "cooldown=14d"),
        ("exclude.taem", "exclude.team=Network,Sales"),
        ("dela", "delay=24h"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(WrongSetting, match=f"For example {nearest}"):
        CSAT.changed(name, "1d")


@each(
    ("name", "value", "said"),
    [
        ("enabled", "maybe", "Write yes or no, not maybe."),
        ("delay.chat", "soon", "Write 0s, 15m, 24h or 14d"),
        ("cooldown", "10y", "Write 0s, 15m, 24h or 14d"),
        ("expires", "0s", "an hour at least"),
    ],
)
def test_a_wrong_value_is_answered_with_a_good_one(name: str, value: str, said: str) -> None:
    with pytest.raises(WrongSetting, match=said):
        CSAT.changed(name, value)


def test_nobody_is_asked_at_night_unless_an_admin_says_so() -> None:
    night = [defaults(metric).settings()["quiet"] for metric in ASKED]
    assert set(night) == {"20:00-08:00"}


@each(
    ("settings", "said"),
    [
        ({"hours": "20:30-22:00"}, "nobody is ever asked"),
        ({"reminder": "14d"}, "has expired"),
        ({"expires": "2d", "reminder": "1d"}, None),
        ({"hours": "20:30-22:00", "quiet": "off"}, None),
    ],
)
def test_settings_that_contradict_each_other(settings: dict[str, str], said: str | None) -> None:
    policy = from_settings(Metric.CSAT, settings)
    if said is None:
        assert policy.checked() is policy
        return
    with pytest.raises(WrongSetting, match=said):
        policy.checked()


def test_a_change_leaves_the_policy_it_came_from_alone() -> None:
    before = Policy()
    before.changed("delay.chat", "1m")
    assert before == Policy()

"""Why a number moved: parts add up, only what stands is named, nothing hidden can be worked out."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import causes
from kpi.causes import HOUR, LONG, MOST, Causes, Lack
from kpi.changes import Verdict
from kpi.metrics import Metric
from kpi.scores import Score, rounded
from kpi.summary import Summary
from tests.kpi.splits import lengths, split

ANSWERS = st.dictionaries(st.sampled_from([1, 3, 5]), st.integers(1, 40))
PARTS = st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.tuples(ANSWERS, ANSWERS))


def found(summary: Summary) -> Causes:
    told = causes.of(summary)
    assert isinstance(told, Causes)
    return told


@settings(max_examples=25)
@given(parts=PARTS, private=st.booleans())
def test_what_is_shown_adds_up_to_the_difference(
    *, parts: dict[str, tuple[dict[int, int], dict[int, int]]], private: bool
) -> None:
    summary = split(parts, private=private)
    told = causes.of(summary)
    if isinstance(told, Lack):
        return
    assert isinstance(summary.score, Score)
    assert isinstance(summary.previous, Score)
    difference = summary.score.exact - summary.previous.exact
    assert sum(row.mix + row.level for row in told.rows) == difference
    assert sum(row.shown for row in told.rows) == told.shown == rounded(difference)


@settings(max_examples=25)
@given(PARTS)
def test_nobody_is_told_that_a_split_of_either_period_hides(
    parts: dict[str, tuple[dict[int, int], dict[int, int]]],
) -> None:
    summary = split(parts, private=True)
    told = causes.of(summary)
    if isinstance(told, Lack):
        return
    now = {one.name for one in summary.segments if one.hidden}
    flipped = split({name: (before, now) for name, (now, before) in parts.items()}, private=True)
    before = {one.name for one in flipped.segments if one.hidden}
    assert not {row.name for row in told.rows} & (now | before)
    for row in told.rows:
        assert row.now.n not in range(1, 5)
        assert row.before.n not in range(1, 5)


def test_a_part_that_scored_lower_is_named_and_the_rest_could_be_chance() -> None:
    told = found(
        split(
            {
                "Network": ({5: 20, 1: 80}, {5: 80, 1: 20}),
                "Billing": ({5: 50, 1: 48}, {5: 50, 1: 50}),
            }
        )
    )
    network, billing = told.rows
    assert (network.name, network.rose, network.shown_level) == ("Network", Verdict.DOWN, -30)
    assert network.is_cause
    assert billing.rose is Verdict.COULD_BE_CHANCE
    assert not billing.is_cause


def test_more_from_a_part_that_scores_low_is_a_cause_of_its_own() -> None:
    told = found(
        split(
            {"chat": ({5: 100, 1: 100}, {5: 25, 1: 25}), "mail": ({5: 100}, {5: 100})}, by="channel"
        )
    )
    chat = next(row for row in told.rows if row.name == "chat")
    assert (chat.grew, chat.shown_level) == (Verdict.UP, 0)
    assert chat.shown_mix < 0
    assert sum(row.shown for row in told.rows) == -17


def test_of_times_the_mean_is_split_in_minutes() -> None:
    quick, slow = [600 + at for at in range(40)], [3000 + at for at in range(40)]
    told = found(lengths({"Network": (slow, quick), "Billing": (quick, quick)}))
    assert told.shown == 20
    assert [(row.name, row.shown, row.rose) for row in told.rows] == [
        ("Network", 20, Verdict.UP),
        ("Billing", 0, Verdict.COULD_BE_CHANCE),
    ]


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from("abcd"),
        st.tuples(*[st.lists(st.integers(1, 900_000), min_size=1, max_size=6)] * 2),
        min_size=2,
    )
)
def test_of_times_all_that_is_shown_adds_up_in_minutes_or_hours(
    parts: dict[str, tuple[list[int], list[int]]],
) -> None:
    told = found(lengths(parts))
    now, before = (
        Fraction(sum(sum(pair[at]) for pair in parts.values()))
        / sum(len(pair[at]) for pair in parts.values())
        for at in (0, 1)
    )
    assert told.step == (HOUR if max(now, before) >= LONG else told.step)
    assert told.shown == rounded(now / told.step) - rounded(before / told.step)
    assert sum(row.shown for row in told.rows) == told.shown


def test_many_parts_are_told_together_at_the_end() -> None:
    parts = {f"Team {at:02}": ({5: 20 + at, 1: at}, {5: 20, 1: 10}) for at in range(MOST + 5)}
    told = found(split(parts))
    assert len(told.rows) == MOST + 1
    assert told.rows[-1].name is None
    open_ = causes.of(split(parts), open_=True)
    assert isinstance(open_, Causes)
    assert len(open_.rows) == MOST + 5


def test_what_is_lacking_is_said() -> None:
    answers = {5: 6}
    assert causes.of(split({"a": ({}, answers), "b": ({}, answers)})) is Lack.NOTHING_NOW
    assert causes.of(split({"a": (answers, {}), "b": (answers, {})})) is Lack.NOTHING_BEFORE
    assert causes.of(split({"a": (answers, answers)})) is Lack.ONE_PART
    few = {"a": ({5: 3}, {5: 3}), "b": ({5: 3}, {5: 3})}
    assert causes.of(split(few, private=True)) is Lack.HIDDEN
    assert isinstance(causes.of(split(few, private=True), open_=True), Causes)


def test_recommendation_moves_in_points() -> None:
    told = found(
        split(
            {"a": ({10: 30, 0: 30}, {10: 50, 0: 10}), "b": ({10: 30}, {10: 30})}, metric=Metric.NPS
        )
    )
    assert told.shown == -44

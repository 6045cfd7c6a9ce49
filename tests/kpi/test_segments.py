"""What parts say beside each other: no false alarms, and no small group by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from kpi import periods
from kpi.changes import Verdict
from kpi.metrics import Metric, standard
from kpi.scores import Counts
from kpi.segments import together, weeks_to_show
from kpi.summary import Facts, Summary, summarise
from kpi.summary_json import as_json
from tests.each import each
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
WEEK = periods.week_of(periods.today(NOW, ZONE), ZONE)


def part(name: str, now: Counts, before: Counts, *, private: bool = False) -> Summary:
    facts = Facts(now=now, before=before)
    return summarise(standard(Metric.CSAT), WEEK, facts, private=private, part=("agent", name))


def sized(*sizes: int, private: bool = True) -> tuple[Summary, ...]:
    parts = [part(str(at), {5: n}, {}, private=private) for at, n in enumerate(sizes)]
    return together(parts)


def verdicts(*parts: Summary) -> list[Verdict]:
    return [one.change.verdict for one in together(parts)]


def test_a_move_that_stands_alone_falls_among_many() -> None:
    moved = part("Network", {5: 60, 1: 40}, {5: 74, 1: 26})
    still = [part(f"Team {number}", {5: 60, 1: 40}, {5: 60, 1: 40}) for number in range(5)]
    assert verdicts(moved) == [Verdict.DOWN]
    assert set(verdicts(moved, *still)) == {Verdict.COULD_BE_CHANCE}


def test_a_clear_move_stands_among_many() -> None:
    moved = part("Network", {5: 20, 1: 80}, {5: 80, 1: 20})
    still = [part(f"Team {number}", {5: 60, 1: 40}, {5: 60, 1: 40}) for number in range(5)]
    assert verdicts(*still, moved)[-1] is Verdict.DOWN
    assert verdicts(*still, moved)[0] is Verdict.COULD_BE_CHANCE


def test_a_part_is_compared_from_ten_answers_on_both_sides() -> None:
    assert verdicts(part("a", {5: 9}, {1: 90})) == [Verdict.TOO_FEW]
    assert verdicts(part("a", {5: 90}, {1: 9})) == [Verdict.TOO_FEW]
    assert verdicts(part("a", {5: 10}, {1: 10})) == [Verdict.UP]
    assert verdicts(part("a", {5: 10}, {})) == [Verdict.NO_DATA]


def test_a_single_small_part_takes_the_next_one_with_it() -> None:
    parts = sized(20, 12, 3)
    assert [one.hidden for one in parts] == [False, True, True]
    assert [one.withheld for one in parts] == [False, True, False]
    assert as_json(parts[1])["hidden"] is True


@each("sizes", [(20, 12), (20, 12, 3, 2), (20, 12, 0), (3,)])
def test_nothing_more_is_hidden_where_nothing_can_be_worked_out(sizes: tuple[int, ...]) -> None:
    assert not any(one.withheld for one in sized(*sizes))


def test_where_nobody_is_hidden_nothing_is_withheld() -> None:
    assert not any(one.hidden for one in sized(20, 12, 3, private=False))


@given(st.lists(st.integers(0, 12), max_size=8))
def test_what_is_left_of_the_whole_is_never_a_small_group(sizes: list[int]) -> None:
    parts = sized(*sizes)
    left = sum(one.n for one in parts if one.hidden)
    assert left == 0 or left >= 5 or left == sum(sizes)
    assert [one.name for one in parts] == [str(at) for at in range(len(sizes))]


def weeks(*sizes: int, private: bool) -> list[int | None]:
    """Give how many answers are shown of weeks of these sizes."""
    facts = Facts(now={5: 9}, before={}, weeks=tuple({5: n} for n in sizes))
    shown = weeks_to_show(summarise(standard(Metric.CSAT), WEEK, facts, private=private))
    return [week.n if week else None for week in shown]


def test_weeks_of_few_answers_are_left_out() -> None:
    assert weeks(9, 4, 0, 5, private=False) == [9, None, None, 5]


def test_a_private_week_cannot_be_worked_out_from_all_of_them_together() -> None:
    assert weeks(9, 7, 4, 0, 9, 9, private=True) == [9, None, None, None, 9, 9]
    assert weeks(9, 0, 9, 9, private=True) == [9, None, 9, 9]


def test_where_no_earlier_week_can_be_left_out_as_well_no_week_is_shown() -> None:
    assert weeks(4, 9, 9, private=True) == [None, None, None]


@given(st.lists(st.integers(0, 9), max_size=13))
def test_what_is_left_of_private_weeks_is_nothing_or_enough(sizes: list[int]) -> None:
    shown = weeks(*sizes, private=True)
    left = [n for n, seen in zip(sizes, shown, strict=True) if seen is None and n]
    assert not any(shown) or sum(left) == 0 or sum(left) >= 5

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from bot.cli.demo.sample.visits import AGENTS, POLICY, TEAMS, Sample, Visit
from kpi.eligibility import Reason

MONDAY = date(2026, 10, 5)
ZONE = ZoneInfo("Europe/Amsterdam")


def weeks(count: int, seed: int = 47) -> list[Visit]:
    """Every visit of so many weeks, across the end of summer time."""
    sample = Sample(Random(seed), zone=ZONE, drop_from=MONDAY + timedelta(weeks=count))
    days = [MONDAY + timedelta(days=day) for day in range(7 * count)]
    return [visit for day in days for visit in sample.of_day(day)]


def test_the_same_seed_tells_the_same_story() -> None:
    assert weeks(2) == weeks(2)
    assert weeks(2) != weeks(2, seed=48)


def test_every_working_day_has_its_tickets_within_working_hours() -> None:
    visits = weeks(4)
    assert Counter(visit.team for visit in visits) == {
        team: 20 * tickets for team, tickets in TEAMS.items()
    }
    for visit in visits:
        here = visit.resolved_at.astimezone(ZONE)
        assert here.weekday() < 5
        assert (8, 30) <= (here.hour, here.minute) <= (17, 0)
        assert visit.course.opened_at <= visit.course.replied_at < visit.resolved_at <= visit.due_at
        assert visit.agent in AGENTS[visit.team]


def test_nobody_is_asked_twice_within_the_cool_down_and_nobody_who_cannot_be() -> None:
    asked: dict[str, list[Visit]] = {}
    for visit in sorted(weeks(8), key=lambda visit: visit.known_at):
        if visit.reason is None:
            assert visit.customer.user_id
            assert not visit.customer.opted_out
            asked.setdefault(visit.customer.email, []).append(visit)
    for one_after_another in asked.values():
        for first, second in pairwise(one_after_another):
            assert second.due_at - first.sent_at >= POLICY.cooldown


def test_who_is_not_asked_has_a_reason_and_gives_no_answer() -> None:
    reasons = Counter(visit.reason for visit in weeks(8))
    assert {Reason.COOLDOWN, Reason.NO_SLACK_ACCOUNT, Reason.OPTED_OUT, None} == set(reasons)
    assert reasons[None] > reasons.total() / 2
    assert all(visit.answer is None for visit in weeks(2) if visit.reason)


def test_answers_follow_their_questions() -> None:
    for visit in weeks(4):
        if visit.answer:
            assert visit.sent_at < visit.answer.at < visit.sent_at + POLICY.expires

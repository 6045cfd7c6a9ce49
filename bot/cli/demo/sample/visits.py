"""The invented tickets, one working day after the other, each with what became of its question.

Whether somebody is asked is decided by Kompas' own rules; the rest is drawn from decks.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.cli.demo.sample.answers import Answer, Answers
from bot.cli.demo.sample.decks import Deck
from bot.cli.demo.sample.people import Customer, Queue
from bot.cli.demo.sample.times import OPENS, Course, Times
from bot.cli.demo.sample.words import SUBJECTS
from kpi import eligibility
from kpi.eligibility import Asked, Contact, Reason, Subject
from kpi.metrics import Metric
from kpi.policy import defaults

TEAMS: Mapping[str, int] = {"Network": 10, "Workplace": 9, "Billing": 3}
"""Tickets a working day."""
AGENTS: Mapping[str, Sequence[str]] = {
    "Network": ("a.devries@example.com", "r.jansma@example.com", "t.okafor@example.com"),
    "Workplace": ("s.bakels@example.com", "j.novak@example.com"),
    "Billing": ("i.hendriks@example.com", "p.moreau@example.com"),
}
CHANNELS = ("chat",) * 5 + ("phone",) * 3 + ("email",) * 4
PRIORITIES = ("normal",) * 7 + ("high",) * 2 + ("low",)
WORKING_TIME = timedelta(hours=8, minutes=30)
A_WEEK = timedelta(days=7)
SATURDAY = 5
UNTIL_SENT = timedelta(seconds=5)
POLICY = defaults(Metric.CSAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One ticket that was solved; moments are aware."""

    number: int
    customer: Customer
    team: str
    agent: str
    subject: str
    channel: str
    priority: str
    course: Course
    resolved_at: datetime
    due_at: datetime
    reason: Reason | None
    """Why the customer was not asked; None when they were, at `sent_at`."""
    answer: Answer | None

    @property
    def sent_at(self) -> datetime:
        """When the question stood in Slack."""
        return self.due_at + UNTIL_SENT

    @property
    def known_at(self) -> datetime:
        """When it was clear whether the customer is asked."""
        return self.sent_at if self.reason is None else self.resolved_at


class Sample:
    """An endless row of working days."""

    def __init__(self, chance: Random, *, zone: ZoneInfo, drop_from: date) -> None:
        """Prepare the decks; customers of Billing are less content from the day `drop_from` on."""
        self._chance = chance
        self._zone = zone
        self._queue = Queue(chance)
        self._answers = Answers(chance, drop_from=drop_from)
        self._subjects = {team: Deck(names, chance) for team, names in SUBJECTS.items()}
        self._agents = {team: Deck(names, chance) for team, names in AGENTS.items()}
        self._times = Times(Random("times"), zone=zone.key, drop_from=drop_from)  # noqa: S311 - no secret
        self._channels, self._priorities = Deck(CHANNELS, chance), Deck(PRIORITIES, chance)
        self._asked: dict[str, list[Asked]] = defaultdict(list)
        self._count = 0

    def of_day(self, day: date) -> Iterator[Visit]:
        """Give the tickets of a local day, which comes after all days asked for before."""
        if day.weekday() >= SATURDAY:
            return
        teams = [team for team, tickets in TEAMS.items() for _ in range(tickets)]
        moments = sorted(self._moment(day) for _ in teams)
        self._chance.shuffle(teams)
        for team, resolved_at in zip(teams, moments, strict=True):
            yield self._visit(team, resolved_at)

    def _moment(self, day: date) -> datetime:
        opens = datetime.combine(day, OPENS, self._zone)
        seconds = self._chance.randrange(int(WORKING_TIME.total_seconds()))
        return (opens + timedelta(seconds=seconds)).astimezone(UTC)

    def _visit(self, team: str, resolved_at: datetime) -> Visit:
        self._count += 1
        customer, channel = self._queue.next(), self._channels.draw()
        due_at = resolved_at + POLICY.delay_for(channel)
        reason = self._reason(customer, resolved_at, due_at)
        course = self._times.draw(team, channel, resolved_at)
        return Visit(
            number=self._count,
            customer=customer,
            team=team,
            agent=self._agents[team].draw(),
            subject=self._subjects[team].draw(),
            channel=channel,
            priority=self._priorities.draw(),
            course=course,
            resolved_at=resolved_at,
            due_at=due_at,
            reason=reason,
            answer=None if reason else self._answer(team, customer, course, due_at),
        )

    def _answer(
        self, team: str, customer: Customer, course: Course, due_at: datetime
    ) -> Answer | None:
        at_once = course.wrote_at is None and course.reopened_at is None
        sent_at = due_at + UNTIL_SENT
        return self._answers.draw(team, customer.language, sent_at, at_once=at_once)

    def _reason(self, customer: Customer, resolved_at: datetime, due_at: datetime) -> Reason | None:
        """Decide as Kompas would, and remember whoever is asked."""
        history = self._asked[customer.email]
        contact = Contact(reachable=bool(customer.user_id), opted_out=customer.opted_out)
        subject = Subject(email=customer.email, resolved_at=resolved_at)
        reason = eligibility.decide(
            POLICY, Metric.CSAT, subject, contact=contact, history=history, now=due_at
        )
        if reason is None:
            history.append(Asked(Metric.CSAT, due_at + UNTIL_SENT))
        return reason

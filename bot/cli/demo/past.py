"""What happened before the story: a quarter of imported answers, and seven days really asked."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice

from bot.cli.demo import people
from bot.cli.demo.people import Customer
from bot.cli.demo.stage import Stage
from kpi.store import imports, surveys, workspaces
from kpi.store.imports import Imported

SUBJECTS = {
    "Network": ("Wi-Fi is slow upstairs", "Shared drive not found", "VPN asks twice"),
    "Workplace": ("New laptop", "Screen stays black", "Headset has no sound"),
    "Billing": ("Invoice shows an old address", "Refund still open", "Wrong cost centre"),
}
SCORES = {"Network": "5455 45354", "Workplace": "5455545 4", "Billing": "4253 5414"}
"""How customers of a team answered, in turn; a space is somebody who did not."""

COMMENTS = {
    "1": ("Third call about the same refund.", "Na twee weken nog geen antwoord."),
    "2": ("Ik moest drie keer hetzelfde uitleggen.", "Nobody called back."),
    "5": ("Solved while we were still talking.", "Snel en vriendelijk geholpen."),
}
TALKATIVE = 5
"""Of this many contented customers one says why; of the others everybody does."""

EARLIER_WEEKS = 11
PLAYED_DAYS = (0, 1, 2, 3, 4, 7, 8)
WORKING_DAYS = (0, 1, 2, 3, 4)
A_DAY = 8
"""Customers helped on a day that is played."""
QUESTION_IS_OUT = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Visit:
    """One customer, helped once; `score` is a digit, or a space for no answer."""

    number: int
    customer: Customer
    team: str
    subject: str
    score: str

    @property
    def comment(self) -> str:
        """What the customer writes, empty for nothing."""
        words = COMMENTS.get(self.score)
        if words is None or (self.score == "5" and self.number % TALKATIVE):
            return ""
        return words[self.number % len(words)]


async def play(stage: Stage, monday: datetime, wednesday: datetime) -> None:
    """Import a quarter, then play last week and the first days of this one.

    Args:
        stage: with its clock at `monday`.
        monday: the first morning to be played.
        wednesday: where the story begins; the clock ends there.
    """
    await _import(stage, monday)
    visits = _visits()
    for day in PLAYED_DAYS:
        await stage.until(monday + timedelta(days=day))
        await _day(stage, list(islice(visits, A_DAY)))
    await stage.until(wednesday)


def _visits() -> Iterator[Visit]:
    teams = cycle(SUBJECTS)
    subjects = {team: cycle(names) for team, names in SUBJECTS.items()}
    scores = {team: cycle(digits) for team, digits in SCORES.items()}
    for number, customer in enumerate(people.customers()):
        team = next(teams)
        yield Visit(number, customer, team, next(subjects[team]), next(scores[team]))


async def _day(stage: Stage, visits: Sequence[Visit]) -> None:
    """Help some customers, ask them, and have them answer; one visitor is unknown to Slack."""
    for visit in visits:
        _enter(stage, visit.customer)
        await stage.tickets.solve(_ticket(visit, visit.customer.email))
    last = visits[-1]
    await stage.tickets.solve(
        _ticket(last, "visitor@elsewhere.example") | {"id": f"V-{last.number}"}
    )
    await stage.later(QUESTION_IS_OUT)
    await asyncio.gather(*(_answer(stage, visit) for visit in visits if visit.score != " "))
    await stage.settle()


def _enter(stage: Stage, customer: Customer) -> None:
    stage.slack.add_user(
        customer.user_id,
        customer.email.partition("@")[0],
        customer.email,
        real_name=customer.name,
        locale=customer.locale,
    )


def _ticket(visit: Visit, email: str) -> dict[str, object]:
    return {
        "id": f"T-{900 + visit.number}",
        "subject": visit.subject,
        "channel": "chat",
        "team": visit.team,
        "requester": {"email": email, "name": visit.customer.name, "account": "Delta"},
    }


async def _answer(stage: Stage, visit: Visit) -> None:
    user_id = visit.customer.user_id
    person, question = stage.slack.person(user_id), stage.slack.messages(user_id)[-1]
    await person.tap(question, f"rate:{visit.score}")
    if not visit.comment:
        return
    thanks = await stage.slack.wait_for_message(
        user_id, matching=lambda message: message.text != question.text
    )
    await person.tap(thanks, "comment")
    form = await stage.slack.wait_for_view(user_id)
    await person.submit(form, {"comment": {"comment": visit.comment}})


async def _import(stage: Stage, monday: datetime) -> None:
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, stage.workspace_id)
        survey = await surveys.named(connection, workspace.id, "csat")
    answers = list(_earlier(monday))
    await stage.database.writer.work(
        lambda connection: imports.import_answers(connection, workspace, survey, answers, monday)
    )


def _earlier(monday: datetime) -> Iterator[Imported]:
    """Give an answer a team on every working day of the weeks before."""
    scores = {team: cycle(digits.replace(" ", "")) for team, digits in SCORES.items()}
    for week in range(EARLIER_WEEKS, 0, -1):
        for day in WORKING_DAYS:
            at = monday + timedelta(days=day - 7 * week)
            for team in SUBJECTS:
                yield Imported(
                    external_key=f"{at:%Y%m%d}/{team}",
                    score=int(next(scores[team])),
                    at=at,
                    segments={"team": team, "channel": "chat"},
                )

"""What happened before the story: a quarter of imported answers, and nine days really asked."""

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
SCORES = {"Network": "5455 4535", "Workplace": "545 5545 4", "Billing": "42 534 14"}
"""How customers of a team answered, in turn; a space is somebody who did not."""

COMMENTS = {
    "1": "Second time this month that the same refund is missing.",
    "2": "Ik moest drie keer hetzelfde uitleggen.",
    "5": "Solved while we were still talking.",
}
EARLIER_WEEKS = 11
WORKING_DAYS = (0, 1, 2, 3, 4)
CHAT_ENDS, QUESTION_IS_OUT = timedelta(hours=2), timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Visit:
    """One customer, helped once; `score` is a digit, or a space for no answer."""

    customer: Customer
    team: str
    subject: str
    score: str


async def play(stage: Stage, monday: datetime, wednesday: datetime) -> None:
    """Import a quarter, then play last week and the first days of this one.

    Args:
        stage: with its clock at `monday`.
        monday: the first morning to be played.
        wednesday: where the story begins; the clock ends there.
    """
    await _import(stage, monday)
    days = [monday + timedelta(days=day) for day in (0, 1, 2, 3, 4, 7, 8)]
    visits = _visits()
    for day in days:
        await stage.until(day)
        await _day(stage, list(islice(visits, 9)))
    await stage.until(wednesday)


def _visits() -> Iterator[Visit]:
    teams = cycle(SUBJECTS)
    subjects = {team: cycle(names) for team, names in SUBJECTS.items()}
    scores = {team: cycle(digits) for team, digits in SCORES.items()}
    for customer in people.customers():
        team = next(teams)
        yield Visit(customer, team, next(subjects[team]), next(scores[team]))


async def _day(stage: Stage, visits: Sequence[Visit]) -> None:
    for visit in visits:
        _enter(stage, visit.customer)
        await stage.tickets.solve(_ticket(visit))
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


def _ticket(visit: Visit) -> dict[str, object]:
    customer = visit.customer
    return {
        "id": f"T-{900 + int(customer.user_id[-4:])}",
        "subject": visit.subject,
        "channel": "chat",
        "team": visit.team,
        "requester": {"email": customer.email, "name": customer.name, "account": "Delta"},
    }


async def _answer(stage: Stage, visit: Visit) -> None:
    person, user_id = stage.slack.person(visit.customer.user_id), visit.customer.user_id
    question = stage.slack.messages(user_id)[-1]
    await person.tap(question, f"rate:{visit.score}")
    words = COMMENTS.get(visit.score, "")
    if words and int(user_id[-4:]) % 3 == 2 * (visit.score == "5"):
        await _comment(stage, user_id, words)


async def _comment(stage: Stage, user_id: str, words: str) -> None:
    person = stage.slack.person(user_id)
    thanks = await stage.slack.wait_for_message(
        user_id, matching=lambda message: "rate:1" not in str(message.blocks)
    )
    await person.tap(thanks, "comment")
    form = await stage.slack.wait_for_view(user_id)
    await person.submit(form, {"comment": {"comment": words}})


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

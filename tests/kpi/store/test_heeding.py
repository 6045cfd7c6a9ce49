"""Answers that need somebody: cases once, alerts once a channel, nothing that anonymity forbids."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select, update

from kpi import cases as life
from kpi.cases import Outcome, State, Step
from kpi.store import (
    alert_rules,
    alerts,
    case_counts,
    case_facts,
    case_reminders,
    cases,
    heeding,
    responses,
    surveys,
)
from kpi.store.alert_rules import Wish
from kpi.store.answer_batch import HEEDED_AFTER
from kpi.store.cases import Deed
from kpi.store.database import Database
from kpi.store.responses import Comment
from kpi.store.rows import every, table
from kpi.store.tables import (
    Alert,
    AlertRule,
    Case,
    Contact,
    Delivery,
    Invitation,
    Response,
    Workspace,
)
from kpi.thresholds import Rule
from tests.kpi.store.asking import Asking
from tests.moments import NOW

MINUTE = timedelta(minutes=1)
LATER = NOW + HEEDED_AFTER
CLAIMED = Deed(step=Step.CLAIMED, doing=partial(life.claimed, by="U1", at=LATER), by="U1")
ENDED = Deed(
    step=Step.DONE, doing=partial(life.done, outcome=Outcome.SOLVED, note="", at=LATER), by="U1"
)


@dataclass
class Desk:
    """A workspace with a rule for a 1 or a 2, told in a channel."""

    asking: Asking

    @property
    def database(self) -> Database:
        return self.asking.database

    async def rule(self, rule: Rule = Rule(steps=2), channel_id: str = "C1") -> AlertRule:  # noqa: B008 - it is frozen
        survey = await self.asking.survey()
        wish = Wish(rule=rule, channel_id=channel_id, owner_id="ULEAD")
        return await self.database.writer.work(
            lambda connection: alert_rules.create(connection, survey, wish, NOW - MINUTE)
        )

    async def answer(self, score: int | None, **segments: str) -> UUID:
        question = await self.asking.ask(at=NOW, **segments)
        await self.tap(question, score)
        return question

    async def tap(self, question: UUID, score: int | None, at: timedelta = timedelta()) -> None:
        tap = self.asking.tap(question, score, NOW + at)
        await self.database.writer.submit(responses.record_taps, tap)

    async def say(self, question: UUID, words: str, *, may_contact: bool = False) -> None:
        """Send a comment, and let it be read."""
        home = self.asking.workspace.id
        comment = Comment(
            workspace_id=home,
            invitation_id=question,
            team_id=home,
            user_id=self.asking.people[question],
            comment=words,
            may_contact=may_contact,
            at=NOW,
        )
        await self.database.writer.submit(responses.record_comments, comment)
        read = update(table(Response)).values(read_with="en", themes=["speed"])
        await self.database.writer.work(lambda connection: connection.execute(read))

    async def heed(self, after: timedelta = HEEDED_AFTER) -> int:
        return await self.database.writer.work(
            lambda connection: heeding.heed(connection, self.asking.workspace, NOW + after, 100)
        )

    async def cases(self) -> list[Case]:
        async with self.database.reading() as connection:
            return await every(connection, Case, select(table(Case)))

    async def rules(self) -> list[AlertRule]:
        async with self.database.reading() as connection:
            return await alert_rules.of_workspace(connection, self.asking.workspace.id)

    async def silenced(self, word: str = "yes") -> None:
        """Let the survey be anonymous from now on, or no more."""
        survey = await self.asking.survey()
        await self.database.writer.work(
            lambda connection: surveys.change(connection, survey, {"anonymous": word}, now=NOW)
        )

    async def promised(self, question: UUID) -> UUID:
        """Let a question be one that promised to tell nobody who answers; gives the answer."""
        asked, answers = table(Invitation), table(Response)
        secret = update(asked).where(asked.c.id == question).values(is_anonymous=True)
        await self.database.writer.work(lambda connection: connection.execute(secret))
        mine = select(answers.c.id).where(answers.c.invitation_id == question)
        async with self.database.reading() as connection:
            found: UUID = (await connection.execute(mine)).scalar_one()
        return found

    async def alerts(self) -> list[Alert]:
        async with self.database.reading() as connection:
            return await every(connection, Alert, select(table(Alert)))

    async def messages(self) -> list[Delivery]:
        """Give what is to be sent, in the order in which it was made."""
        made = table(Delivery)
        async with self.database.reading() as connection:
            return await every(connection, Delivery, select(made).order_by(made.c.created_at))

    async def news(self) -> list[tuple[str, str]]:
        """Give who is told what became of an answer."""
        told = [one for one in await self.messages() if one.kind == case_reminders.KIND]
        return [(one.user_id, one.body["news"]) for one in told]

    async def act(self, case: Case, deed: Deed) -> Case:
        return await self.database.writer.work(
            lambda connection: cases.act(connection, self.asking.workspace, case.id, deed, LATER)
        )


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(Asking(database, workspace))


async def test_a_low_answer_becomes_one_case_and_one_alert_a_channel(desk: Desk) -> None:
    await desk.rule()
    await desk.rule(Rule(account="Acme"))
    await desk.rule(Rule(account="acme"), channel_id="C2")
    await desk.answer(2, account="Acme")
    await desk.answer(3, account="Other")
    assert await desk.heed(MINUTE) == 0
    await asyncio.gather(desk.heed(), desk.heed())
    assert await desk.heed() == 0
    (case,) = await desk.cases()
    assert (case.state, case.remind_at is not None) == (State.OPEN, True)
    assert {one.channel_id for one in await desk.alerts()} == {"C1", "C2"}
    assert {(one.kind, one.channel_id) for one in await desk.messages()} == {
        ("alert", "C1"),
        ("alert", "C2"),
    }


async def test_a_changed_answer_makes_its_alert_stale_and_never_a_second(desk: Desk) -> None:
    await desk.rule()
    question = await desk.answer(2)
    await desk.heed()
    await desk.tap(question, 1, MINUTE)
    await desk.heed(HEEDED_AFTER + MINUTE)
    (alert,) = await desk.alerts()
    assert alert.is_stale
    assert len(await desk.messages()) == 1
    assert len(await desk.cases()) == 1


async def test_who_takes_it_back_needs_nobody_until_it_is_back(desk: Desk) -> None:
    await desk.rule()
    question = await desk.answer(1)
    await desk.heed()
    await desk.tap(question, None, MINUTE)
    await desk.heed(HEEDED_AFTER + MINUTE)
    (case,) = await desk.cases()
    assert (case.state, case.outcome, case.remind_at) == (State.DONE, Outcome.WITHDRAWN, None)
    await desk.tap(question, 2, 2 * MINUTE)
    await desk.heed(HEEDED_AFTER + 2 * MINUTE)
    (case,) = await desk.cases()
    assert (case.state, case.outcome) == (State.OPEN, "")
    await desk.act(case, CLAIMED)
    await desk.tap(question, 5, 3 * MINUTE)
    await desk.heed(HEEDED_AFTER + 3 * MINUTE)
    (case,) = await desk.cases()
    assert (case.state, case.owner_id) == (State.CLAIMED, "U1")
    async with desk.database.reading() as connection:
        steps = {one.what: one.by for one in await cases.history(connection, case)}
    assert steps == {
        **dict.fromkeys((Step.OPENED, Step.DONE, Step.REOPENED, Step.EASED), ""),
        Step.CLAIMED: "U1",
    }


async def test_a_comment_is_read_before_it_is_heeded(desk: Desk) -> None:
    await desk.rule(Rule(theme="speed"))
    question = await desk.answer(4)
    read = update(table(Response)).values(read_with="", comment="slow")
    await desk.database.writer.work(lambda connection: connection.execute(read))
    assert await desk.heed() == 0
    await desk.say(question, "very slow")
    assert await desk.heed() == 1
    assert len(await desk.cases()) == 1


async def test_of_two_who_claim_at_once_one_has_it(desk: Desk) -> None:
    await desk.rule()
    await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()

    async def claim(by: str) -> str:
        deed = Deed(step=Step.CLAIMED, doing=partial(life.claimed, by=by, at=LATER), by=by)
        try:
            return (await desk.act(case, deed)).owner_id
        except life.Taken as taken:
            return f"not {by} but {taken.values['owner']}"

    told = await asyncio.gather(claim("U1"), claim("U2"))
    (now,) = await desk.cases()
    other = {"U1": "U2", "U2": "U1"}[now.owner_id]
    assert set(told) == {now.owner_id, f"not {other} but {now.owner_id}"}


async def test_answers_that_were_promised_silence_are_no_cases(desk: Desk) -> None:
    await desk.rule()
    await desk.promised(await desk.answer(1))
    await desk.heed()
    assert (await desk.cases(), await desk.messages()) == ([], [])
    await desk.answer(1)
    await desk.heed()
    later = await desk.answer(1)
    await desk.silenced()
    await desk.heed()
    (case,) = await desk.cases()
    await desk.tap(later, 2, MINUTE)
    await desk.database.writer.work(
        lambda connection: connection.execute(update(table(Response)).values(heed_at=NOW))
    )
    await desk.heed(HEEDED_AFTER + MINUTE)
    (case,) = await desk.cases()
    assert (case.state, case.outcome) == (State.DONE, Outcome.SILENCED)
    (rule,) = await desk.rules()
    assert rule.paused_because == "survey_anonymous"
    assert [one.user_id for one in await desk.messages() if one.kind == "notice"] == ["ULEAD"]


async def test_answers_of_before_a_rule_are_let_be(desk: Desk) -> None:
    question = await desk.asking.ask()
    await desk.tap(question, 1, -timedelta(hours=1))
    await desk.rule()
    await desk.heed()
    assert await desk.cases() == []


async def test_a_storm_is_one_message(desk: Desk) -> None:
    await desk.rule()
    for _ in range(2):
        await desk.answer(1)
    await desk.heed()
    for _ in range(4):
        await desk.answer(1)
    await desk.heed()
    told = [one.told_with for one in await desk.alerts()]
    assert (len(told), len(set(told)), len(await desk.messages())) == (6, 2, 2)
    await desk.answer(1)
    await desk.heed(HEEDED_AFTER + MINUTE)
    assert len(await desk.messages()) == 2
    await desk.answer(1)
    await desk.heed(HEEDED_AFTER + timedelta(minutes=11))
    assert len(await desk.messages()) == 3


async def test_a_storm_shares_no_message_that_never_came(desk: Desk) -> None:
    await desk.rule()
    for _ in range(6):
        await desk.answer(1)
    await desk.heed()
    failed = update(table(Delivery)).values(state="failed", reason="is_archived")
    await desk.database.writer.work(lambda connection: connection.execute(failed))
    await desk.answer(1)
    await desk.heed(HEEDED_AFTER + MINUTE)
    assert sorted(one.state for one in await desk.messages()) == ["due", "failed"]


async def test_cases_of_a_rule_that_was_removed_stay_until_the_answer_is_taken_back(
    desk: Desk,
) -> None:
    rule = await desk.rule()
    question = await desk.answer(1)
    await desk.heed()
    await desk.database.writer.work(lambda connection: alert_rules.remove(connection, rule))
    await desk.say(question, "Still unhappy.")
    await desk.heed()
    (case,) = await desk.cases()
    assert case.state == State.OPEN
    await desk.tap(question, None, MINUTE)
    await desk.heed(HEEDED_AFTER + MINUTE)
    (case,) = await desk.cases()
    assert case.outcome == Outcome.WITHDRAWN


async def test_a_message_that_says_what_is_no_longer_so_is_found(desk: Desk) -> None:
    await desk.rule()
    await desk.answer(1)
    await desk.heed()
    sent = update(table(Delivery)).values(state="sent", message_ts="1.1")
    await desk.database.writer.work(lambda connection: connection.execute(sent))
    stale = partial(alerts.stale, limit=5)
    async with desk.database.reading() as connection:
        assert await stale(connection) == []
    (case,) = await desk.cases()
    await desk.act(case, Deed(step=Step.CONTACTED, doing=partial(life.contacted, at=LATER)))
    async with desk.database.reading() as connection:
        (message,) = await stale(connection)
    told = await desk.alerts()
    await desk.database.writer.work(
        lambda connection: alerts.fresh(connection, message.workspace_id, told)
    )
    async with desk.database.reading() as connection:
        assert await stale(connection) == []
        assert await alerts.told_with(connection, message.workspace_id, message.cause_id)


async def test_the_person_is_told_only_with_their_leave(desk: Desk) -> None:
    await desk.rule()
    named = update(table(Contact)).values(name="J. Jansen")
    for _ in range(2):
        await desk.answer(2, account="Acme", agent="anna", team="Network")
    await desk.database.writer.work(lambda connection: connection.execute(named))
    await desk.heed()
    workspace = desk.asking.workspace
    async with desk.database.reading() as connection:
        first, second = await case_facts.going(connection, workspace, 9)
        assert (first.name, first.user_id, first.agent) == ("", "", "")
        assert (first.account, first.earlier, second.earlier) == ("Acme", {2: 1}, {2: 1})
        assert await case_counts.counts(connection, workspace.id) == {State.OPEN: 2}
    for question in desk.asking.people:
        await desk.say(question, "call me", may_contact=True)
    async with desk.database.reading() as connection:
        (told, _) = await case_facts.going(connection, workspace, 9)
        assert (told.name, told.may_contact) == ("J. Jansen", True)
        day = NOW.date()
        found = await case_facts.interviews(connection, workspace, day, day + timedelta(days=1))
        assert [(one.name, one.account) for one in found] == [("J. Jansen", "Acme")] * 2

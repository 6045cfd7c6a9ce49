"""Writing back: answers become notes on the tickets they are about."""

import structlog

from bot import wording
from bot.blocks import confirming, remarks, scale
from bot.process import Process
from bot.ticket_apis.talk import Note
from bot.ticket_apis.trouble import ApiTrouble
from bot.wording.voice import Voice
from bot.work import ticket_access
from bot.work.steps import attempt
from bot.work.ticket_round import TicketRound
from kpi.errors import KpiError
from kpi.store import questions, write_backs
from kpi.store.questions import Question
from kpi.store.tables import Hook, Response, WriteBack

ERASED, TURNED_OFF, ANONYMOUS, TAKEN_BACK = "erased", "turned_off", "anonymous", "taken_back"
"""Why an answer is not written."""

log = structlog.get_logger()


class WriteBacks:
    """Writes the answers that are owed."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.round = TicketRound(
            process,
            is_due=write_backs.is_due,
            claim=write_backs.claim,
            talk=self._attempt,
        )

    async def _attempt(self, owed: WriteBack) -> None:
        about = {"response_id": str(owed.response_id), "hook_id": owed.hook_id}
        await attempt(self._process, "write_back", self._write(owed), **about)

    async def _write(self, owed: WriteBack) -> None:
        try:
            hook = await ticket_access.hook_of(self._process, owed.hook_id)
            question = await self._question(owed)
            reason = _objection(owed, hook, question)
            if reason is not None or question is None:
                await self._settle(owed, reason or ERASED)
                return
            remote_id = await self._noted(hook, owed, question)
        except KpiError as error:
            await self._failed(owed, error)
            return
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: write_backs.written(connection, owed, remote_id, now)
        )

    async def _question(self, owed: WriteBack) -> Question | None:
        """Return what was asked and answered, as it stands; None when it was erased."""
        async with self._process.database.reading() as connection:
            response = await write_backs.response_of(connection, owed)
            if response is None or response.invitation_id is None:
                return None
            return await questions.kept(connection, owed.workspace_id, response.invitation_id)

    async def _noted(self, hook: Hook, owed: WriteBack, question: Question) -> str:
        """Leave a note and return its id. Raises KpiError."""
        api, account = ticket_access.opened(self._process, hook)
        if api.note is None or question.response is None:
            raise ApiTrouble("That cannot be written there.", reason="no_notes", is_final=True)
        voice = wording.voice(question.workspace.language)
        note = Note(
            external_id=question.interaction.external_id,
            extra=question.interaction.extra,
            lines=_lines(voice, question, question.response, is_news=owed.written_at is None),
            comment=question.response.comment,
            at=question.response.answered_at,
            remote_id=owed.remote_id,
        )
        return await self._process.tickets.hold(api.note(account, note))

    async def _settle(self, owed: WriteBack, reason: str) -> None:
        await self._process.database.writer.work(
            lambda connection: write_backs.settled(connection, owed, reason)
        )

    async def _failed(self, owed: WriteBack, error: KpiError) -> None:
        """Try again later, but never what may stand there already."""
        now, reason = self._process.clock.now(), ticket_access.reason_of(error)
        self.round.rests.after(owed.hook_id, error, now)
        doubtful = isinstance(error, ApiTrouble) and error.may_be_done
        log.warning("write back failed", hook_id=owed.hook_id, reason=reason)
        await self._process.database.writer.work(
            lambda connection: write_backs.failed(
                connection,
                owed,
                reason,
                is_final=doubtful or ticket_access.is_final(error),
                now=now,
            )
        )


def _objection(owed: WriteBack, hook: Hook, question: Question | None) -> str | None:
    """Say why this is not written; the ticket names the customer, so nothing anonymous is."""
    if question is None or question.response is None:
        return ERASED
    if not hook.write_back or hook.token is None:
        return TURNED_OFF
    if question.is_anonymous or question.policy.anonymous:
        return ANONYMOUS
    if question.response.score is None and owed.written_at is None:
        return TAKEN_BACK
    return None


def _lines(say: Voice, question: Question, response: Response, *, is_news: bool) -> list[str]:
    """Say in the workspace's language what the customer answered."""
    if response.score is None:
        return [say("Kompas: the customer took the rating back.")]
    answer, metric = scale.told(say, question.definition, response.score), question.survey.metric
    said = (
        say("Kompas: the customer gave {answer} ({metric}).", answer=answer, metric=metric.upper())
        if is_news
        else say(
            "Kompas: the customer now gives {answer} ({metric}).",
            answer=answer,
            metric=metric.upper(),
        )
    )
    ticked = remarks.reasons(say, response.reasons)
    contact = say("They may be contacted about it.") if response.may_contact else ""
    solved = confirming.said(say, response.solved_at_once)
    return [line for line in (said, solved, ticked, contact) if line]

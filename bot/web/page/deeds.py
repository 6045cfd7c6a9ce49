"""What a form does: the same as the taps and forms of Slack, through the same writes."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.web.page.visit import SOLVED, Form
from kpi import ways
from kpi.answering import Verdict
from kpi.store import mailing, responses, sending, wishes
from kpi.store.database import Database
from kpi.store.invitations import Question
from kpi.store.responses import Comment, Tap

WISHES = {"stop": wishes.STOP, "start": wishes.START}
"""What the buttons about further questions wish."""

UNCLEAR = frozenset({"unknown", "held"})
"""States of a letter of which nobody knew whether it arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One form, and the question it is about."""

    question: Question
    form: Form
    at: datetime


async def rate(database: Database, deed: Deed) -> Verdict:
    """Take a score, what is said beside it, or both back; a form sent twice counts once."""
    score = deed.form.score if deed.form.deed == "rate" else None
    action_id = deed.form.deed if score is None else f"rate:{score}"
    tap = replace(_tap(deed, action_id, score=score), solved=SOLVED.get(deed.form.deed))
    if await _is_told(database, tap):
        return Verdict.REPEATED
    tapped = await database.writer.submit(responses.record_taps, tap)
    await _prove(database, deed)
    return tapped.verdict


async def comment(database: Database, deed: Deed) -> Verdict:
    """Take a comment."""
    contact = deed.question.contact
    said = Comment(
        workspace_id=deed.question.workspace.id,
        invitation_id=deed.question.invitation.id,
        team_id=contact.team_id,
        user_id=contact.user_id,
        comment=deed.form.comment,
        may_contact=deed.form.may_contact,
        at=deed.at,
        reasons=deed.form.reasons,
    )
    return (await database.writer.submit(responses.record_comments, said)).verdict


async def wish(database: Database, deed: Deed, action_id: str) -> None:
    """Stop the questions, or let them come again."""
    await database.writer.submit(wishes.record_wishes, _tap(deed, action_id, score=None))
    await _prove(database, deed)


async def _is_told(database: Database, tap: Tap) -> bool:
    async with database.reading() as connection:
        return await mailing.is_told(
            connection,
            tap.workspace_id,
            tap.invitation_id,
            nonce=tap.message_ts,
            action_id=tap.action_id,
        )


async def _prove(database: Database, deed: Deed) -> None:
    """Who uses the link has the letter, also where the mail server did not say so."""
    delivery = deed.question.delivery
    if delivery is not None and delivery.state in UNCLEAR:
        await database.writer.work(
            lambda connection: sending.sent(connection, delivery, str(delivery.id), deed.at)
        )


def _tap(deed: Deed, action_id: str, *, score: int | None) -> Tap:
    contact = deed.question.contact
    return Tap(
        workspace_id=deed.question.workspace.id,
        invitation_id=deed.question.invitation.id,
        team_id=contact.team_id,
        user_id=contact.user_id,
        channel_id=ways.MAIL,
        message_ts=deed.form.nonce,
        action_id=action_id,
        at=deed.at,
        score=score,
    )

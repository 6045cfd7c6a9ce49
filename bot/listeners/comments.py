"""Comments: the button opens the form, sending it stores the words before the form closes."""

from uuid import UUID

from slack_bolt.async_app import AsyncAck

from bot import wording
from bot.blocks import Message, comment_form
from bot.listeners import payloads
from bot.listeners.payloads import Body
from bot.listeners.prompts import Prompts, belongs_to, language_of
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.answering import Verdict
from kpi.store import responses
from kpi.store.invitations import Question
from kpi.store.responses import Comment


class Comments:
    """Listens to the comment button and to its form."""

    def __init__(self, process: Process, prompts: Prompts) -> None:
        self._process = process
        self._prompts = prompts
        self._showing = Showing(process)

    async def open(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Open the form for the answer that stands now."""
        question = await self._prompts.find(payloads.invitation_id(action.get("value")))
        await ack()
        self._process.background.start(self._open(body, question), "open the comment form")

    async def submit(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Store what was written; the form stays open with a sentence when it came too late."""
        invitation_id = payloads.invitation_id(payloads.ids(view).get("invitation"))
        verdict = await self._store(body, view, invitation_id)
        if invitation_id is None or verdict in REFUSED:
            question = await self._prompts.find(invitation_id)
            await ack(response_action="errors", errors=_errors(view, _refusal(verdict, question)))
            return
        await ack()
        self._process.background.start(
            self._prompts.redraw(invitation_id), "show that a comment is in"
        )

    async def _open(self, body: Body, question: Question | None) -> None:
        verdict = _may_comment(question, payloads.actor(body))
        if question is None or verdict is not None:
            invitation_id = question.invitation.id if question else None
            await self._prompts.follow(body, invitation_id, verdict or Verdict.UNKNOWN)
            return
        self._prompts.tapped(body, question)
        if not await self._showing.open_form(body["trigger_id"], comment_form.form(question)):
            await self._showing.tell(body, _too_slow(question))

    async def _store(self, body: Body, view: Body, invitation_id: UUID | None) -> Verdict:
        if invitation_id is None:
            return Verdict.UNKNOWN
        actor = payloads.actor(body)
        comment = Comment(
            workspace_id=self._process.workspace_id,
            invitation_id=invitation_id,
            team_id=actor.team_id,
            user_id=actor.user_id,
            comment=payloads.field(view, "comment").text,
            may_contact=bool(payloads.field(view, "may_contact").choices),
            at=self._process.clock.now(),
            reasons=payloads.field(view, comment_form.REASONS).choices,
        )
        tapped = await self._process.database.writer.submit(responses.record_comments, comment)
        return tapped.verdict


REFUSED = frozenset({Verdict.FOREIGN, Verdict.UNKNOWN, Verdict.LATE, Verdict.CLOSED})


def _may_comment(question: Question | None, actor: payloads.Actor) -> Verdict | None:
    """Give the reason for which no form is opened; the moment is judged when it is sent."""
    if question is None:
        return Verdict.UNKNOWN
    if not belongs_to(question, actor):
        return Verdict.FOREIGN
    answered = question.response is not None and question.response.score is not None
    # A button of an old view: drawing the message anew is the answer.
    return None if answered else Verdict.SAME


def _refusal(verdict: Verdict, question: Question | None) -> str:
    say = wording.voice(language_of(question))
    if verdict is Verdict.FOREIGN:
        return say("This question is for somebody else, so your comment was not saved.")
    if verdict is Verdict.UNKNOWN:
        return say("I no longer know this question, so your comment was not saved.")
    if question is not None and question.response is not None and question.response.score is None:
        return say("This answer was taken back meanwhile, so your comment was not saved.")
    return say("The time for comments on this answer has passed, so this one was not saved.")


def _too_slow(question: Question) -> Message:
    say = wording.voice(language_of(question))
    return Message(say("Slack was too slow to open the form. Please tap once more."))


def _errors(view: Body, text: str) -> dict[str, str]:
    """Put a sentence at the text field, where the form shows it."""
    return {payloads.field(view, "comment").block_id: text}

"""Previews: the question of a survey as its customers see it, in a form or as a message to try."""

from datetime import datetime

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, preview
from bot.listeners import payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Serve
from bot.listeners.showing import Showing
from bot.listeners.survey_orders import reworded
from bot.listeners.surveys import Surveys, find
from bot.process import Process
from kpi.errors import Refused
from kpi.store import versions
from kpi.store.invitations import Question
from kpi.store.tables import Survey, Workspace


class Previews:
    """Listens to what shows a question, and to the taps on a question that is only shown."""

    def __init__(self, process: Process, page: Surveys) -> None:
        self._process = process
        self._page = page
        self._showing = Showing(process)

    async def show(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Show over the form of the words what is written there, stored or not."""
        await ack()
        self._later(body, lambda caller: self._show(caller, body, action["value"]))

    async def send(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Send the question to who taps, once in each of its languages."""
        await ack()
        self._later(body, lambda caller: self._send(caller, action["value"]))

    async def tap(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Say that a tap counts nothing here, and what it would have done."""
        await ack()
        self._process.background.start(self._tapped(body, action), "answer a tap on a preview")

    def _later(self, body: Body, wish: Serve) -> None:
        async def for_admins(caller: Caller) -> Message:
            caller.require(admin=True)
            return await wish(caller)

        self._process.background.start(self._serve(body, for_admins), "show a preview")

    async def _serve(self, body: Body, wish: Serve) -> None:
        view = await self._page.reception.form(payloads.actor(body).user_id, wish)
        if view is not None:
            await self._page.over(body, view)

    async def _show(self, caller: Caller, body: Body, name: str) -> Message:
        """Show what the form says; the empty message means that there is nothing to add."""
        survey = versions.rewritten(await find(self._process, name), reworded(body["view"]))
        questions = self._questions(caller.workspace, survey)
        await self._page.over(body, preview.view(caller.say, questions, now=self._now()))
        return Message("")

    async def _send(self, caller: Caller, name: str) -> Message:
        survey = await find(self._process, name)
        for question in self._questions(caller.workspace, survey):
            message = preview.message(question, now=self._now())
            if not await self._showing.post(caller.user_id, message):
                raise Refused("Slack did not take the message. Please try once more.")
        return Message(caller.say("It is in your messages with me."))

    async def _tapped(self, body: Body, action: Body) -> None:
        await self._page.reception.serve(
            payloads.actor(body).user_id, lambda caller: self._tell(caller, body, action)
        )

    async def _tell(self, caller: Caller, body: Body, action: Body) -> Message:
        """Say it below a message, or in a form below the buttons."""
        name, _, language = action["value"].partition(" ")
        survey = await find(self._process, name)
        question = self._question(caller.workspace, survey, language)
        text = preview.told(question, caller.say, score=_score(action), now=self._now())
        view = body.get("view")
        if view is None:
            await self._showing.tell(body, Message(text))
        else:
            again = preview.noticed(caller.say, view, text, below=action["block_id"])
            await self._showing.update_view(view["id"], again)
        return Message("")

    def _questions(self, workspace: Workspace, survey: Survey) -> list[Question]:
        return [self._question(workspace, survey, one) for one in survey.languages]

    def _question(self, workspace: Workspace, survey: Survey, language: str) -> Question:
        return preview.example(survey, workspace, language=language, now=self._now())

    def _now(self) -> datetime:
        return self._process.clock.now()


def _score(action: Body) -> int | None:
    """Read the score a button would give; None for another button."""
    kind, _, score = action["action_id"].removeprefix(preview.PREFIX).partition(":")
    return int(score) if kind == "rate" else None

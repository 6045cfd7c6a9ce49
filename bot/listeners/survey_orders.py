"""The forms of a survey, sent: checked field by field, stored, and answered with what changed."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.blocks import View, naming, outdated_targets, survey_form, told
from bot.listeners import fields, payloads, survey_words
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.listeners.surveys import Surveys, find
from bot.process import Process
from bot.wording import Voice
from kpi import metrics, wording
from kpi.errors import KpiError, WrongSetting
from kpi.metrics import Metric
from kpi.store import surveys, targets, versions
from kpi.store.tables import Survey, Target
from kpi.wording import Unfinished


class SurveyOrders:
    """Listens to the forms of a survey."""

    def __init__(self, process: Process, page: Surveys) -> None:
        self._process = process
        self._page = page

    async def create(self, ack: AsyncAck, body: Body) -> None:
        """Make a survey, and go on with its words."""
        await self._take(ack, body, self._create)

    async def reword(self, ack: AsyncAck, body: Body) -> None:
        """Keep the words of a survey, as a new version where its question changes."""
        await self._take(ack, body, self._reword)

    async def _take(
        self,
        ack: AsyncAck,
        body: Body,
        keep: Callable[[Caller, Body], Awaitable[View]],
    ) -> None:
        """Store a form and show what comes next, or what is wrong at each field."""
        stored = await fields.take(self._page.reception, ack, body, keep=keep)
        if stored is not None:
            caller, shown = stored
            await ack(response_action="update", view=shown)
            self._process.background.start(self._page.redraw(caller, body), "draw the surveys anew")

    async def _create(self, caller: Caller, view: Body) -> View:
        title, name = payloads.field(view, "title").text, payloads.field(view, "name").text
        metric = Metric(payloads.field(view, "metric").text)
        fields.require({"name": lambda: _free(surveys.read_name(name))})
        now = self._process.clock.now()
        try:
            survey = await self._process.database.writer.work(
                lambda connection: surveys.create(
                    connection, caller.workspace.id, name, metric, title=title, now=now
                )
            )
        except KpiError as error:
            raise fields.Wrong({"name": error}) from None
        return survey_form.words(caller.say, survey)

    async def _reword(self, caller: Caller, view: Body) -> View:
        survey, now = await self._survey(view), self._process.clock.now()

        async def rewrite(connection: Any) -> tuple[Survey, Survey, list[Target]]:
            current = await surveys.locked(connection, survey)
            changes = fields.merged(view, survey_form.words(caller.say, current))
            fields.require({name: _reader(name, text) for name, text in changes.items()})
            by = caller.user_id
            after = await versions.rewrite(connection, current, changes, by=by, now=now)
            return current, after, await targets.left_behind(connection, current, after)

        try:
            before, after, outdated = await self._process.database.writer.work(rewrite)
        except Unfinished as unfinished:
            raise fields.Wrong({_field_of(unfinished): unfinished}) from None
        lines = outdated_targets.lines(caller.say, outdated, surveys.definition(after))
        text = "\n".join([_kept(caller.say, before, after), *lines])
        return told.form(caller.say, naming.survey(after), text)

    async def _survey(self, view: Body) -> Survey:
        return await find(self._process, payloads.ids(view).get("survey", ""))


def _field_of(unfinished: Unfinished) -> str:
    """Say where on the form of words something is missing; reasons stand on another form."""
    return unfinished.name if unfinished.name in wording.NAMES else "languages"


def _free(name: str) -> str:
    if survey_words.is_taken(name):
        raise WrongSetting("/survey {name} means something else. Choose another name.", name=name)
    return name


def reworded(view: Body) -> dict[str, str]:
    """Read the form of a survey's words as it stands, by the names of `versions.SETTINGS`."""
    return {name: payloads.field(view, name).text for name in versions.SETTINGS}


def _reader(name: str, text: str) -> Callable[[], object]:
    match name:
        case "title":
            return lambda: surveys.read_title(text)
        case "languages":
            return lambda: wording.read_languages(text)
        case "definition":
            return lambda: metrics.definition(text)
        case _:
            return lambda: wording.read(name, text)


def _kept(say: Voice, before: Survey, after: Survey) -> str:
    if after.version == before.version:
        return say("Saved. The question is the same, so its numbers go on.")
    return say(
        "Saved. Version {number} begins now: its numbers begin anew, and questions that went out "
        "keep their words.",
        number=after.version,
    )

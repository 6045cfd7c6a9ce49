"""Where numbers should be: set by leads and admins in words or in a form, read by colleagues."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, figures, told
from bot.blocks import targets as blocks
from bot.blocks.targets import EVERYBODY, Listed
from bot.listeners import fields, payloads
from bot.listeners.fields import Wrong
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from bot.query.orders import SetTarget
from kpi import goals, periods, service_definitions
from kpi.errors import KpiError, NotFound, Refused, WrongSetting
from kpi.goals import SURVEY, AnyDefinition, Goal
from kpi.metrics import SERVICE, Metric
from kpi.query import ASKED_ONLY, NotUnderstood, Query
from kpi.store import filing, surveys, targets
from kpi.store.tables import Target


class Targets:
    """Sets and lists targets; the numbers themselves tell how far they are from them."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def show(self, caller: Caller, _rest: str, _command: Body) -> Message:
        """List the targets, for `/survey targets`."""
        return await self.list(caller)

    async def list(self, caller: Caller, notice: str = "") -> Message:
        """List the targets."""
        caller.require()
        async with self._process.database.reading() as connection:
            found = await targets.of_workspace(connection, caller.workspace.id)
        listed = [await self._listed(caller, one) for one in found]
        return blocks.listing(caller.say, listed, leads=caller.role.leads, notice=notice)

    async def set(self, caller: Caller, order: SetTarget) -> Message:
        """Set a target or take it away, and list what there is then."""
        caller.require(lead=True)
        notice = await (self._set(caller, order) if order.aim else self._remove(caller, order))
        return await self.list(caller, notice)

    async def open(self, ack: AsyncAck, body: Body) -> None:
        """Open the form."""
        await ack()
        self._process.background.start(self._open(body), "open the form of a target")

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep what the form says, or show at its field what is wrong."""
        stored = await fields.take(self._reception, ack, body, keep=self._keep, admin=False)
        if stored is None:
            return
        caller, notice = stored
        listed = await self.list(caller, notice)
        title = caller.say("Targets")
        await ack(response_action="update", view=told.form(caller.say, title, listed.text))

    async def _open(self, body: Body) -> None:
        async def opened(caller: Caller) -> Message:
            caller.require(lead=True)
            if await self._showing.open_form(body["trigger_id"], blocks.form(caller.say)):
                return Message("")
            return Message(caller.say("Slack was too slow to open the form. Please tap once more."))

        answer = await self._reception.serve(payloads.actor(body).user_id, opened)
        if answer.text:
            await self._showing.tell(body, answer)

    async def _keep(self, caller: Caller, view: Body) -> str:
        aimed, segment = payloads.field(view, "aim").text, payloads.field(view, "place").text
        value = payloads.field(view, "value").text
        segment = "" if segment == EVERYBODY else segment
        if segment and not value:
            raise Wrong({"value": WrongSetting("Write its name, as answers carry it.")})
        metric = Metric(payloads.field(view, "metric").text)
        try:
            return await self._set(
                caller, SetTarget(metric, aimed, segment, value if segment else "")
            )
        except (NotUnderstood, NotFound) as error:
            raise Wrong({"value": error}) from error
        except KpiError as error:
            raise Wrong({"aim": error}) from error

    async def _set(self, caller: Caller, order: SetTarget) -> str:
        _require_fitting(order)
        order = await self._of_survey(caller, order)
        definition = await self._definition(caller, order)
        aimed = goals.read(order.aim, definition)
        value = await self._filed(caller, order)
        goal = Goal(definition.key, order.segment, value, aimed)
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: targets.save(
                connection, caller.workspace.id, definition.metric, goal, by=caller.user_id, now=now
            )
        )
        return caller.say(
            "The target of *{metric}* for {place} is now {target}.",
            metric=definition.metric.upper(),
            place=blocks.place(caller.say, order.segment, value),
            target=figures.number(caller.say, definition.unit, aimed),
        )

    async def _remove(self, caller: Caller, order: SetTarget) -> str:
        order = await self._of_survey(caller, order)
        metric = (await self._definition(caller, order)).metric
        await self._process.database.writer.work(
            lambda connection: targets.remove(
                connection, caller.workspace.id, metric, order.segment, order.value
            )
        )
        return caller.say("The target is removed.")

    async def _of_survey(self, caller: Caller, order: SetTarget) -> SetTarget:
        """Give an order for one survey its metric; that of a standard one is for everybody.

        Raises:
            NotFound: there is no such survey, or it asks for something else than was said.
        """
        if order.segment != SURVEY:
            return order
        async with self._process.database.reading() as connection:
            name = order.value.casefold()
            survey = await surveys.named(connection, caller.workspace.id, name)
        if order.metric not in {None, Metric(survey.metric)}:
            raise NotFound(
                "The survey {survey} asks for {metric}.",
                survey=survey.name,
                metric=survey.metric.upper(),
            )
        is_standard = survey.name == survey.metric
        place = ("", "") if is_standard else (SURVEY, survey.name)
        return SetTarget(Metric(survey.metric), order.aim, *place)

    async def _filed(self, caller: Caller, order: SetTarget) -> str:
        """Spell a segment value as answers do. Raises NotUnderstood for a slip of the pen."""
        if order.segment in {"", SURVEY}:
            return order.value
        wanted = {order.segment: order.value}
        zone = caller.workspace.time_zone
        today = periods.today(self._process.clock.now(), zone)
        query = Query(metrics=tuple(Metric), period=periods.week_of(today, zone), filters=wanted)
        async with self._process.database.reading() as connection:
            try:
                await filing.require_no_slip(connection, caller.workspace, query)
            except NotUnderstood as slip:
                raise _slip(order, slip.nearest) from None
            filed = await filing.filed_as(connection, caller.workspace, wanted)
        return filed[order.segment]

    async def _definition(self, caller: Caller, of: SetTarget) -> AnyDefinition:
        """Say how a metric, or what a survey asks, is counted now."""
        metric = of.metric
        if metric in SERVICE:
            return service_definitions.in_force(caller.workspace.service).of(metric)
        name = of.value if of.segment == SURVEY or metric is None else metric.value
        async with self._process.database.reading() as connection:
            survey = await surveys.named(connection, caller.workspace.id, name)
        return surveys.definition(survey)

    async def _listed(self, caller: Caller, target: Target) -> Listed:
        place = SetTarget(Metric(target.metric), "", target.segment, target.value)
        now = await self._definition(caller, place)
        set_for = goals.definition(target.definition) or now
        return Listed(target, set_for, target.definition == now.key)


def _require_fitting(order: SetTarget) -> None:
    if order.segment == "agent":
        raise Refused("I keep no targets for single people.")
    if order.segment in ASKED_ONLY:
        raise Refused("I keep no targets by what only a question has.")


def _slip(order: SetTarget, nearest: str) -> NotUnderstood:
    return NotUnderstood(
        'There is no {segment} "{word}". Did you mean {nearest}?  Try  /kpi {example}',
        segment=order.segment,
        word=order.value,
        nearest=nearest,
        example=f'target {order.metric} {order.aim} {order.segment}:"{nearest}"',
    )

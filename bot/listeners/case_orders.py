"""The forms about a case, sent: kept before they close, or answered at the field that is wrong."""

from slack_bolt.async_app import AsyncAck

from bot import wording
from bot.blocks import case_forms
from bot.listeners import case_deeds, payloads
from bot.listeners.case_desk import CaseDesk, Where
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.process import Process
from kpi import snoozes
from kpi.cases import Outcome
from kpi.errors import KpiError, WrongSetting
from kpi.snoozes import Snooze
from kpi.store.cases import Deed
from kpi.store.tables import Case


class CaseOrders:
    """Listens to the forms of cases."""

    def __init__(self, process: Process, reception: Reception, desk: CaseDesk) -> None:
        self._process = process
        self._reception = reception
        self._desk = desk

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep what the form says, or show in it why that cannot be."""
        view, say = body["view"], wording.voice("")
        try:
            caller = await self._reception.caller(payloads.actor(body).user_id)
            say = caller.say
            case = await self._keep(caller, view)
        except KpiError as error:
            first = next(iter(payloads.inputs(view)), "")
            await ack(response_action="errors", errors={first: say.explain(error)})
            return
        await ack()
        where = Where.carried(payloads.ids(view))
        self._process.background.start(self._desk.follow(caller, case.id, where), "show a case")

    async def _keep(self, caller: Caller, view: Body) -> Case:
        ids = payloads.ids(view)
        case_id = payloads.invitation_id(ids.get("case"))
        case = await self._desk.find(caller, case_id, Where.carried(ids))
        await self._desk.act(caller, case, await self._deed(caller, view))
        return case

    async def _deed(self, caller: Caller, view: Body) -> Deed:
        by, now = caller.user_id, self._process.clock.now()
        match view["callback_id"]:
            case case_forms.ASSIGN:
                to = payloads.field(view, "owner").text
                await self._reception.require_colleague(to)
                return case_deeds.assign(to, by, now)
            case case_forms.SNOOZE:
                how_long = Snooze(payloads.field(view, "until").text or Snooze.TOMORROW)
                zone = caller.workspace.time_zone
                if how_long is not Snooze.OWN:
                    return case_deeds.snooze(snoozes.until(how_long, now, zone), by, now)
                day, time = (payloads.field(view, name).text for name in ("day", "time"))
                return case_deeds.snooze(snoozes.read(day, time, zone), by, now)
            case _:
                note = payloads.field(view, "note").text
                return case_deeds.done(_outcome(view), note, by, now)


def _outcome(view: Body) -> Outcome:
    chosen = payloads.field(view, "outcome").text
    if chosen not in set(case_forms.CHOSEN):
        raise WrongSetting("Choose what came of it.")
    return Outcome(chosen)

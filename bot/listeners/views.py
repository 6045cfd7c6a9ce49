"""Questions that leads keep under a name, for everybody who may read their answers."""

from datetime import date

from bot import query as grammar
from bot.blocks import Message
from bot.blocks import views as blocks
from bot.blocks.views import Kept
from bot.listeners import payloads
from bot.listeners.answers import Answers
from bot.listeners.reception import Caller
from bot.process import Process
from bot.query import saved
from bot.query.orders import SaveView
from bot.roles import may_see
from kpi import periods
from kpi.errors import KpiError
from kpi.query import NotUnderstood, Query
from kpi.store import filing, views
from kpi.store.tables import SavedView


class Views:
    """Keeps, lists and takes away views; whose question may be seen is decided when it is asked."""

    def __init__(self, process: Process, answers: Answers) -> None:
        self._process = process
        self._answers = answers

    async def save(self, caller: Caller, order: SaveView) -> Message:
        """Keep a question that its writer could ask now."""
        caller.require(lead=True)
        today, zone = self._day(caller)
        saved.require_free(order.name, today=today, zone=zone)
        await self._require_meant(caller, order)
        now = self._process.clock.now()
        before = await self._process.database.writer.work(
            lambda connection: views.save(
                connection,
                caller.workspace.id,
                order.name,
                question=order.question,
                by=caller.user_id,
                now=now,
            )
        )
        kept = _kept(order.name, order.question)
        then = payloads.plain(before.question) if before else ""
        return blocks.saved(caller.say, kept, before="" if then == kept.question else then)

    async def _require_meant(self, caller: Caller, order: SaveView) -> None:
        """Raise for a question that its writer could not ask now, or in which a name is a slip.

        New names may be: what is filed under them is yet to come.
        """
        try:
            query = self._read(caller, order.question)
            await self._answers.allowed(caller, query)
            async with self._process.database.reading() as connection:
                await filing.require_no_slip(connection, caller.workspace, query)
        except NotUnderstood as refusal:
            mended = self._answers.in_own_words(caller, refusal, order.question)
            raise saved.under_name(mended, order.name) from None

    async def remove(self, caller: Caller, name: str) -> Message:
        """Take a view away."""
        caller.require(lead=True)
        view = await self._process.database.writer.work(
            lambda connection: views.remove(connection, caller.workspace.id, name)
        )
        return blocks.removed(caller.say, _kept(view.name, view.question))

    async def list(self, caller: Caller) -> Message:
        """List the views whose answers this person may see."""
        caller.require()
        async with self._process.database.reading() as connection:
            found = await views.of_workspace(connection, caller.workspace.id)
        mine = [_kept(one.name, one.question) for one in found if self._may_see(caller, one)]
        return blocks.listing(caller.say, mine, leads=caller.role.leads)

    def _may_see(self, caller: Caller, view: SavedView) -> bool:
        """Whether somebody may see the answer; a lead sees also what cannot be read any more."""
        try:
            query = self._read(caller, view.question)
        except KpiError:
            return caller.role.leads
        shows_agents = caller.role.leads or caller.workspace.shows_agents
        return may_see(caller.role, query, shows_agents=shows_agents)

    def _read(self, caller: Caller, question: str) -> Query:
        today, zone = self._day(caller)
        return grammar.parse(question, today=today, zone=zone)

    def _day(self, caller: Caller) -> tuple[date, str]:
        zone = caller.workspace.time_zone
        return periods.today(self._process.clock.now(), zone), zone


def _kept(name: str, question: str) -> Kept:
    return Kept(name, payloads.plain(question), saved.quoted(name))

"""The policy of a survey in Slack: an overview, and a form for each part of it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncAck

from bot.blocks import policy_form
from bot.listeners import fields, payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.listeners.surveys import Surveys, find
from bot.process import Process
from kpi.policy import Policy
from kpi.store import silent_rules, surveys
from kpi.store.tables import Survey
from kpi.wording import Unfinished


class Change(NamedTuple):
    """A survey before and after its policy was changed."""

    before: Survey
    after: Survey


class Policies:
    """Listens to the forms of a policy, which are laid over its overview."""

    def __init__(self, process: Process, page: Surveys) -> None:
        self._process = process
        self._page = page
        self._showing = Showing(process)

    async def open_part(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Lay the form of one part over the overview."""
        await ack()
        key = action["action_id"].removeprefix(policy_form.PART)
        self._page.lay_over(
            body, action["value"], lambda say, survey: policy_form.form(say, survey, key)
        )

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep one part of a policy, and show in the overview what changed."""
        stored = await fields.take(self._page.reception, ack, body, keep=self._keep)
        if stored is not None:
            await ack()
            self._process.background.start(self._follow(body, *stored), "draw a policy anew")

    async def _keep(self, caller: Caller, view: Body) -> Change:
        """Take what was changed in the form, unless somebody else changed it too."""
        ids, now = payloads.ids(view), self._process.clock.now()
        survey = await find(self._process, ids.get("survey", ""))

        async def change(connection: Any) -> Change:
            before = await surveys.locked(connection, survey)
            fresh = policy_form.form(caller.say, before, ids.get("part", ""))
            changes = _changes(surveys.policy(before), fields.merged(view, fresh))
            by = caller.user_id
            after = await surveys.change(connection, before, changes, by=by, now=now)
            await silent_rules.review(connection, self._process.workspace_id, now)
            return Change(before, after)

        try:
            return await self._process.database.writer.work(change)
        except Unfinished as unfinished:
            raise fields.Wrong({_field_of(unfinished, view): unfinished}) from None

    async def _follow(self, body: Body, caller: Caller, change: Change) -> None:
        view = body["view"]
        shown = policy_form.overview(caller.say, change.after, _noticed(caller, change))
        await self._showing.update_view(view["previous_view_id"], shown)
        await self._page.redraw_below(caller, view)


def resettled(written: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """Give what a form changes of a policy, in the order in which it is to be taken.

    An empty delay of a channel is none; so where one changes all are set again, the general one
    first.
    """
    changed = {name: text for name, text in written.items() if text != settings.get(name, "")}
    if not any(map(_is_delay, changed)):
        return changed
    delays = {name: text for name, text in written.items() if _is_delay(name) and text}
    others = {name: text for name, text in changed.items() if not _is_delay(name)}
    return {"delay": delays["delay"], **delays, **others}


def _changes(policy: Policy, written: Mapping[str, str]) -> dict[str, str]:
    changes = resettled(written, policy.settings())
    fields.require({name: _setter(policy, name, text) for name, text in changes.items()})
    return changes


def _field_of(unfinished: Unfinished, view: Body) -> str:
    """Say where something is missing; words stand on another form."""
    blocks = payloads.inputs(view)
    return unfinished.name if unfinished.name in blocks else next(iter(blocks))


def _is_delay(name: str) -> bool:
    return name.partition(".")[0] == "delay"


def _setter(policy: Policy, name: str, text: str) -> Callable[[], object]:
    return lambda: policy.changed(name, text)


def _noticed(caller: Caller, change: Change) -> str:
    before, after = (surveys.policy(one).settings() for one in change)
    lines = [*policy_form.changes(caller.say, before, after)]
    if not lines:
        return caller.say("Nothing changed.")
    saved = caller.say("Saved. It holds for questions that have not gone out yet.")
    return "\n".join([saved, *lines])

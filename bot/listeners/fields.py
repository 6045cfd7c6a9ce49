"""The fields of a form: what somebody changed in them, and what of it cannot be taken."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeVar

from slack_bolt.async_app import AsyncAck

from bot import wording
from bot.blocks import Block
from bot.listeners import payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.wording import Voice
from kpi.errors import KpiError, Refused

Kept = TypeVar("Kept")


class Wrong(Exception):
    """Some fields cannot be taken as they are."""

    def __init__(self, fields: Mapping[str, KpiError]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


async def take(
    reception: Reception,
    ack: AsyncAck,
    body: Body,
    *,
    keep: Callable[[Caller, Body], Awaitable[Kept]],
    admin: bool = True,
) -> tuple[Caller, Kept] | None:
    """Store the form that an admin, or a lead, sent.

    Args:
        reception: knows who sent it.
        ack: is used only where it is not stored: then what is wrong stands at each field.
        body: of the submission.
        keep: stores it, given who sent it and the view.
        admin: whether only admins may send it; else leads may, too.

    Returns:
        Who sent it, and what `keep` gave; None where it was not stored.
    """
    say, view = wording.voice(""), body["view"]
    try:
        caller = await reception.caller(payloads.actor(body).user_id)
        say = caller.say
        caller.require(admin=admin, lead=True)
        return caller, await keep(caller, view)
    except Wrong as wrong:
        found = _errors(say, view, wrong.fields)
    except KpiError as error:
        found = {next(iter(payloads.inputs(view)), ""): say.explain(error)}
    await ack(response_action="errors", errors=found)
    return None


def require(readers: Mapping[str, Callable[[], object]]) -> None:
    """Let values pass that can be read. Raises Wrong with all that cannot."""
    wrong: dict[str, KpiError] = {}
    for name, read in readers.items():
        try:
            read()
        except KpiError as error:
            wrong[name] = error
    if wrong:
        raise Wrong(wrong)


def merged(sent: Body, now: Body) -> dict[str, str]:
    """Give what the fields of a form shall hold, where others may have used the same form.

    Args:
        sent: the view as it was sent, with what its fields began with.
        now: the same form as it would be drawn now: its values stand where nothing was changed.

    Raises:
        Wrong: naming the fields that somebody else changed meanwhile, to something else.
    """
    before, current = _begun(sent), _begun(now)
    written = {name: payloads.field(sent, name).text for name in before}
    changed = {name: text for name, text in written.items() if text != before[name]}
    clashing = [
        name for name, text in changed.items() if current.get(name, "") not in {before[name], text}
    ]
    if clashing:
        raise Wrong({name: _clash(current.get(name, "")) for name in clashing})
    return {name: current.get(name, "") for name in written} | changed


def _errors(say: Voice, view: Body, fields: Mapping[str, KpiError]) -> dict[str, str]:
    return {
        payloads.field(view, name).block_id: say.explain(error) for name, error in fields.items()
    }


def _clash(text: str) -> KpiError:
    return Refused(
        "Somebody else changed this meanwhile, to: {text}. Close this form and open it again.",
        text=text or "\N{EN DASH}",
    )


def _begun(view: Body) -> dict[str, str]:
    """Give what each field began with, by its name."""
    elements: Iterable[Block] = (one["element"] for one in view["blocks"] if "element" in one)
    return {one["action_id"]: _initial(one) for one in elements}


def _initial(element: Block) -> str:
    option = element.get("initial_option") or {}
    return str(element.get("initial_value") or option.get("value") or "").strip()

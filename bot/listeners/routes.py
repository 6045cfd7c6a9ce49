"""Which listener serves a button or a form: one table, which is asked once for each request.

Bolt by itself asks every listener in turn, and gathers all it knows of the request for each.
"""

import inspect
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.async_app import AsyncAck
from slack_bolt.response import BoltResponse

from bot.listeners.payloads import Body

Name: TypeAlias = str | re.Pattern[str]
Listener: TypeAlias = Callable[..., Awaitable[None]]
Condition: TypeAlias = Callable[[Body], bool]

ANY = re.compile("")
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class _Route:
    name: Name
    listener: Listener
    wanted: tuple[str, ...]
    """What the listener names of the request."""
    only: Condition | None

    def serves(self, name: str, body: Body) -> bool:
        named = name == self.name if isinstance(self.name, str) else self.name.search(name)
        return bool(named) and (self.only is None or self.only(body))


class Routes:
    """Listeners by the action id of a button or the callback id of a form; the first serves.

    A listener names what it wants: `ack` and `body`, and `action` or `view`.
    """

    def __init__(self, bolt: AsyncApp) -> None:
        self.bolt = bolt
        """Takes what is neither a button nor a form that is sent in, and these for us."""
        self._actions: list[_Route] = []
        self._views: list[_Route] = []
        bolt.action({"action_id": ANY})(self._act)
        bolt.view(ANY)(self._submit)

    def action(self, name: Name, listener: Listener, *, only: Condition | None = None) -> None:
        """Have a button served, or all whose ids match; `only` looks at the request."""
        self._actions.append(_Route(name, listener, _wanted(listener), only))

    def view(self, name: str, listener: Listener) -> None:
        """Have a form served once it is sent in."""
        self._views.append(_Route(name, listener, _wanted(listener), None))

    async def _act(self, ack: AsyncAck, body: Body, action: Body) -> BoltResponse | None:
        given = {"ack": ack, "body": body, "action": action}
        return await _serve(self._actions, action["action_id"], given)

    async def _submit(self, ack: AsyncAck, body: Body, view: Body) -> BoltResponse | None:
        given = {"ack": ack, "body": body, "view": view}
        return await _serve(self._views, view["callback_id"], given)


async def _serve(routes: list[_Route], name: str, given: dict[str, Any]) -> BoltResponse | None:
    """Call who serves it; what nobody serves is not found, as Bolt says it."""
    route = next((one for one in routes if one.serves(name, given["body"])), None)
    if route is None:
        return BoltResponse(status=NOT_FOUND)
    await route.listener(**{name: given[name] for name in route.wanted})
    return None


def _wanted(listener: Listener) -> tuple[str, ...]:
    return tuple(inspect.signature(listener).parameters)

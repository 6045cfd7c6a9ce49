"""What Slack sends is taken; the same with a part missing or of another kind does no harm."""

import copy
import json
from collections.abc import Iterator
from itertools import cycle
from secrets import token_hex
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.overlays import STEP
from bot.payload_shapes import flaw
from bot.sandbox import cast, events
from bot.sandbox.wire import Exchange
from bot.web import decoding
from tests.bot.listeners.conftest import Desk
from tests.bot.listeners.test_reactions import EMOJI, marking
from tests.drawn import texts
from tests.each import each

__all__ = ["marking"]

Json = dict[str, Any]
Path = tuple[str | int, ...]

DEEPEST = 3
"""What stands deeper is told by its kind alone."""
LEFT_OUT = object()
OTHERS: tuple[object, ...] = (None, 7, "x", [], {}, [7], {"x": 7}, True, "\x00", "\ud800")

USER = {"id": "U1", "team_id": "T1"}
TAP = {
    "type": "block_actions",
    "user": USER,
    "actions": [{"action_id": "rate:4", "action_ts": "1.0", "value": "v"}],
}
FORM = {"id": "V1", "type": "modal", "callback_id": "f", "blocks": [], "state": {"values": {}}}


def event(kind: str, **about: object) -> Json:
    return {"type": "event_callback", "event": {"type": kind, **about}}


@each(
    "payload",
    [
        TAP,
        TAP | {"team": None, "view": None, "a_field_of_next_year": [1]},
        TAP | {"view": {"id": "V1", "type": "home"}},
        TAP | {"channel": {"id": "D1", "name": "directmessage"}, "container": {"type": "message"}},
        TAP | {"view": {"id": "V1", "type": "home", "state": {}, "previous_view_id": None}},
        TAP | {"view": {"id": "V1", "type": "home", "state": {"values": []}}},
        {"type": "view_submission", "user": USER, "view": FORM},
        {"type": "view_submission", "user": USER, "view": FORM | {"state": {"values": []}}},
        {"type": "view_closed", "user": USER, "view": FORM, "is_cleared": False},
        {"type": "shortcut", "user": USER, "callback_id": "of_long_ago"},
        {"type": "app_rate_limited", "minute_rate_limited": 1518467820},
        {"command": "/kpi", "user_id": "U1", "text": "csat \ud83d"},
        {"ssl_check": "1", "token": "t"},
        event("app_home_opened", user="U1", tab="messages"),
        event("app_home_opened", user="U1", view={"type": "home", "state": {"values": []}}),
        event("channel_created", channel={"id": "C1"}, user=7),
        event("reaction_added", user="U1", item={"type": "file", "file": "F1"}),
    ],
)
def test_what_slack_sends_is_whole(payload: Json) -> None:
    assert flaw(payload) == ""


@each(
    "part, payload",
    [
        ("command", {}),
        ("command", {"team": 5}),
        ("user_id", {"command": "/kpi"}),
        ("type", {"type": []}),
        ("type", {"type": "interactive_message"}),
        ("event", event("x") | {"event": []}),
        ("event/type", {"type": "event_callback", "event": {}}),
        ("event/item", event("reaction_added", user="U1")),
        ("event/event_ts", event("reaction_added", user="U1", item={}, event_ts="\x00")),
        ("event/user", event("app_home_opened", user="U1\x00")),
        ("actions", TAP | {"actions": []}),
        ("actions/0", TAP | {"actions": [{"action_id": "a", "action_ts": "soon"}]}),
        ("user", TAP | {"user": "U1"}),
        ("view/id", {"type": "view_submission", "user": USER, "view": {"callback_id": "f"}}),
        ("command", TAP | {"command": 7}),
    ],
)
def test_the_first_part_that_is_wrong_is_named(part: str, payload: Json) -> None:
    assert flaw(payload).startswith(part)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts(max_size=5),
        lambda part: (
            st.lists(part, max_size=3)
            | st.dictionaries(st.sampled_from(["type", "event", "user", "view", "id"]), part)
        ),
        max_leaves=10,
    ),
    st.sampled_from(["block_actions", "event_callback", "view_submission", "message_action"]),
)
def test_anything_at_all_is_whole_or_not(part: object, kind: str) -> None:
    names = ("user", "event", "view", "actions", "message")
    assert isinstance(flaw({"type": kind, **dict.fromkeys(names, part)}), str)


async def test_no_mutant_of_a_request_is_a_fault_of_ours(marking: Desk) -> None:
    values = cycle([LEFT_OUT, *OTHERS])
    for payload in await recorded(marking):
        for path in list(paths(payload)):
            told = mutant(payload, path, next(values))
            answer = await marking.kompas.pieces.gate.answer(told)
            assert answer.status in {200, 400}, (path, told)
    assert {answer.score for answer in await marking.answers()} == {4}


async def recorded(desk: Desk) -> list[Json]:
    """Do one deed of each kind; give what Slack told of it."""
    question = await desk.asked()
    message = await desk.guest.says(cast.SHARED, "My VPN is down")
    rated = await desk.customer.tap(question, "rate:4")
    await desk.customer.tap(await desk.dm("You chose"), "comment")
    form = await desk.sandbox.wait_for_view(cast.CUSTOMER)
    told = [
        rated,
        await desk.customer.submit(form, {"comment": {"comment": "Thanks"}}),
        await desk.agent.command("/kpi", "help"),
        await desk.agent.message_shortcut("ask_for_rating", message),
        *await desk.customer.opens_home(),
    ]
    await desk.agent.reacts(message, EMOJI)
    world = desk.sandbox.world
    step = world.steps.begin({"person": cast.CUSTOMER})
    for one in (
        events.of_reaction(world, desk.agent.user, message, EMOJI, added=True),
        events.of_step(world, STEP, step),
        {"type": "channel_shared", "channel": cast.SUPPORT},
    ):
        assert one is not None
        told += await desk.sandbox.event(one)
    return [sent(one) for one in told]


def sent(exchange: Exchange) -> Json:
    assert exchange.acknowledged
    return decoding.slack_payload(exchange.sent.body)


def paths(value: object, above: Path = ()) -> Iterator[Path]:
    """Give where anything stands, from the outside in."""
    parts: Any = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for name, part in parts:
        yield (*above, name)
        if len(above) + 1 < DEEPEST:
            yield from paths(part, (*above, name))


def mutant(payload: Json, path: Path, other: object) -> Json:
    """Give the same with something else at one place; an event is a new one, heard anew."""
    changed: Json = json.loads(json.dumps(payload))
    if "event_id" in changed:
        changed["event_id"] = token_hex(5)
    around: Any = changed
    for name in path[:-1]:
        around = around[name]
    if other is LEFT_OUT:
        del around[path[-1]]
    else:
        around[path[-1]] = copy.deepcopy(other)
    return changed

"""Connecting a ticket system: choosing it, and what has to be done there and here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import hook_light, kit, modal
from bot.blocks.hook_light import Light
from bot.blocks.message import Block, View
from bot.sources.catalog import System
from bot.sources.shape import Verbatim
from bot.wording import Voice

LONGEST_MAPPING = 3000
LONGEST_SECRET = 500
LONGEST_STAGES = 500

PHRASES = {"mapped": "Any other system that posts JSON"}
"""What systems without a name of their own are called."""
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A door, as the admin who connects a system sees it."""

    hook_id: str
    title: str
    """Of the system."""
    url: str
    is_reachable: bool
    """Whether the address is one that the world can call."""
    clicks: Sequence[str]
    light: Light
    secret: str = ""
    """Ours, to be told this once; empty afterwards."""
    asks_secret: bool = False
    """Whether the system makes the secret, and it is still to be brought."""
    mapping: str | None = None
    """The lines of the mapping; None where the system needs none."""
    stages: str | None = None
    """The closed stages; None where the system has none."""
    notice: str = ""
    is_unsaved: bool = False
    """Whether nobody saved it yet, and nothing came in."""
    goes_on_close: bool = False
    """Whether closing the form unsaved takes it away, so that Slack is to tell us."""


def title(say: Voice, system: System) -> str:
    """Say what a system is called."""
    return say(PHRASES[system.name]) if system.name in PHRASES else system.source.title


def choose(say: Voice, systems: Iterable[System], *, seed: str, chosen: str = "") -> View:
    """Ask which system it is.

    Args:
        say: the admin's voice.
        systems: what is offered, in this order.
        seed: of the ids of what will be made.
        chosen: the name of the system to begin with; any other text is ignored.
    """
    options = {one.name: kit.option(title(say, one), one.name) for one in systems}
    element: Block = {
        "type": "static_select",
        "action_id": "system",
        "options": list(options.values()),
    }
    if chosen in options:
        element["initial_option"] = options[chosen]
    return modal.form(
        say,
        "connect_system",
        [kit.field(say("Which system do you use?"), element)],
        title=say("Connect a ticket system"),
        submit=say("Next"),
        ids={"seed": seed},
    )


def details(say: Voice, connection: Connection, now: datetime) -> View:
    """Show the address, the secret and the steps of a system, with its light and its fields."""
    fields = list(_fields(say, connection))
    view = modal.form(
        say,
        "connect_details",
        [*_told(say, connection, now), *fields],
        title=say("Connect a ticket system"),
        submit=say("Save"),
        ids={"hook": connection.hook_id} | ({"told": "secret"} if connection.secret else {}),
    )
    if connection.goes_on_close:
        return view | {"notify_on_close": True}
    view["close"] = kit.plain(say("Close"), kit.TITLE)
    if not fields and not connection.is_unsaved:
        del view["submit"]
    return view


def _told(say: Voice, connection: Connection, now: datetime) -> Iterator[Block]:
    if connection.notice:
        yield kit.section(connection.notice)
    lit = hook_light.lines(say, connection.light, now)
    yield kit.section("\n".join([f"*{connection.title}*", *lit]))
    if connection.goes_on_close:
        yield kit.context(say("Save keeps this connection. Without it, nothing stays behind."))
    yield kit.section(f"{say('Address')}\n```{connection.url}```")
    if not connection.is_reachable:
        yield kit.context(
            say("Only this machine can reach that address: KOMPAS_PUBLIC_URL is not set.")
        )
    if connection.secret:
        keep = say("Keep it now: it is stored encrypted and is not shown again.")
        yield kit.section(f"{say('Secret')}\n```{connection.secret}```\n{keep}")
    yield kit.section(f"*{say('What to do there')}*")
    yield from _steps(say, connection)


def _steps(say: Voice, connection: Connection) -> Iterator[Block]:
    secret = f"`{connection.secret}`" if connection.secret else say("(the secret)")
    filled = {"url": f"`{connection.url}`", "secret": secret}
    number = 0
    for click in connection.clicks:
        if isinstance(click, Verbatim):
            yield kit.section(f"```{click.translate(_ESCAPED)}```")
        else:
            number += 1
            yield kit.section(f"{number}.  {say(click, **filled).translate(_ESCAPED)}")


def _fields(say: Voice, connection: Connection) -> Iterable[Block]:
    if connection.asks_secret:
        text = say("The secret that {system} made", system=connection.title)
        later = say("It may be brought later too: /survey connections.")
        hint = later if connection.is_unsaved else ""
        element = _input("secret", LONGEST_SECRET)
        yield kit.field(text, element, optional=connection.is_unsaved, hint=hint)
    if connection.mapping is not None:
        hint = say(
            "A line for each field: its name, an equals sign, and where it stands in the JSON, such"
            " as requester_email=caller.email. Beside resolved= stand the statuses that mean it."
        )
        element = _input("mapping", LONGEST_MAPPING, connection.mapping) | {"multiline": True}
        yield kit.field(say("Mapping"), element, hint=hint)
    if connection.stages is not None:
        hint = say("The ids of the closed stages of your pipelines, with commas between them.")
        element = _input("stages", LONGEST_STAGES, connection.stages)
        yield kit.field(say("Closed stages"), element, optional=True, hint=hint)


def _input(action_id: str, longest: int, initial: str = "") -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": longest,
    }
    return element | ({"initial_value": initial} if initial else {})

"""The form about a ticket system's API: a token, what it needs beside it, and notes on tickets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import kit, modal
from bot.blocks.message import Block, View
from bot.wording import Voice

TOKEN, WRITE_BACK = "token", "write_back"
"""The action ids of the fields that every system has."""
_OPTION = "option_"
LONGEST_TOKEN = 1000
LONGEST_OPTION = 300

PHRASES = {
    "account": "Account",
    "address": "Web address",
    "app_id": "App id",
    "client_id": "Client ID",
    "closed_stages": "Closed stages",
    "email": "Mail address",
    "login": "Login name",
    "projects": "Projects",
    "region": "Region",
    "repository": "Repository",
    "site": "Site",
    "subdomain": "Subdomain",
    "tenant": "Tenant",
    "tracking_id": "API tracking identifier",
    "user": "User name",
}
"""What options are called, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An option of the API."""

    name: str
    what: str
    """What it is, as a sentence that `say` knows."""
    value: str
    is_needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A system's API, as the admin who opens it to Kompas sees it."""

    hook_id: str
    title: str
    """Of the system."""
    token: str
    """What the token is and where it is made, as a sentence that `say` knows."""
    has_token: bool
    options: Sequence[Wanted]
    write_back: bool | None
    """Whether answers are written on their tickets; None where the system takes no notes."""
    note_is_public: bool
    notice: str = ""


def option_id(name: str) -> str:
    """Return the action id of an option's field."""
    return f"{_OPTION}{name}"


def form(say: Voice, api: Api) -> View:
    """Ask for the token, which is never shown, and the rest, which begins with what holds."""
    view = modal.form(
        say,
        "connect_api",
        [*_told(say, api), *_fields(say, api)],
        title=say("API token"),
        submit=say("Try and save"),
        ids={"hook": api.hook_id},
    )
    view["close"] = kit.plain(say("Close"), kit.TITLE)
    return view


def _told(say: Voice, api: Api) -> Iterator[Block]:
    if api.notice:
        yield kit.section(api.notice)
    why = say(
        "With a token Kompas looks up whom a webhook names only by a number, and finds what"
        " webhooks left out."
    )
    yield kit.section(f"*{api.title}*\n{why}")


def _fields(say: Voice, api: Api) -> Iterator[Block]:
    where = say(api.token)
    kept = say("One is stored, encrypted, and is not shown again. Empty keeps it.")
    hint = f"{where}\n{kept}" if api.has_token else where
    yield kit.field(say("Token"), _input(TOKEN, LONGEST_TOKEN), optional=api.has_token, hint=hint)
    for one in api.options:
        element = _input(option_id(one.name), LONGEST_OPTION, one.value)
        label, hint = say(PHRASES[one.name]), _capital(say(one.what))
        yield kit.field(label, element, optional=not one.is_needed, hint=hint)
    if api.write_back is not None:
        yield _notes(say, api)


def _notes(say: Voice, api: Api) -> Block:
    option = kit.option(say("Write rating and comment on the ticket"), WRITE_BACK)
    element: Block = {"type": "checkboxes", "action_id": WRITE_BACK, "options": [option]}
    if api.write_back:
        element["initial_options"] = [option]
    reader = (
        say("Mind: this is public. Everybody who can read the ticket reads rating and comment too.")
        if api.note_is_public
        else say("As an internal note, which only colleagues read.")
    )
    never = say("Answers of anonymous surveys are never written.")
    return kit.field(say("Notes"), element, optional=True, hint=f"{reader} {never}")


def _input(action_id: str, longest: int, initial: str = "") -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": longest}
    return element | ({"initial_value": initial} if initial else {})


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def typed(values: Mapping[str, str], wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return options with what somebody typed in the place of what holds."""
    return [
        Wanted(
            name=one.name,
            what=one.what,
            value=values.get(one.name, one.value),
            is_needed=one.is_needed,
        )
        for one in wanted
    ]

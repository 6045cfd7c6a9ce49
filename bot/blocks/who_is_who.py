"""Who is who, for admins: customers nobody could match, the map of accounts, and both forms."""

from collections.abc import Sequence
from typing import Any

from bot.blocks import inert, kit, modal
from bot.blocks.message import Block, Message, View
from bot.wording import Voice, sentence, voice
from kpi.store import accounts
from kpi.store.strangers import Stranger
from kpi.store.tables import Account

MOST = 10
"""Lines that are shown; the rest is counted."""
NAME = 80
LONGEST_ADDRESS = 320
LONGEST_PASTED = 3000
CHOOSE_PERSON, CHOOSE_CHANNEL = "who:person", "who:channel"
PERSON_FORM, ACCOUNT_FORM = "person_form", "account_form"

_REASONS = {
    "no_slack_account": sentence("Slack knows nobody with this address"),
    "no_place": sentence("I know no channel to ask them in"),
    "not_in_channel": sentence("I am not in the channel"),
    "is_archived": sentence("the channel is archived"),
    "channel_not_found": sentence("the channel is gone"),
}
_OTHER = sentence("Slack refuses it: {reason}")


def strangers(found: Sequence[Stranger], *, language: str) -> Message:
    """List who could not be asked, with a button for each that mends it."""
    say = voice(language)
    new = kit.button(say("Add an address"), CHOOSE_PERSON)
    if not found:
        text = say("Everybody who was helped in the last 30 days could be matched.")
        return Message(text, [kit.section(text), *kit.actions([new])])
    head = say("These customers of the last 30 days could not be asked:")
    rows = [kit.section(_line(say, one), accessory=_mend(say, one)) for one in found[:MOST]]
    lines = [head, *(_line(say, one) for one in found[:MOST]), *_rest(say, len(found))]
    blocks = [kit.section(head), *rows, *map(kit.context, _rest(say, len(found)))]
    return Message("\n".join(lines), [*blocks, *kit.actions([new])])


def account_map(found: Sequence[Account], *, language: str) -> Message:
    """List the accounts with their channels."""
    say = voice(language)
    new = kit.button(say("Add or change"), CHOOSE_CHANNEL)
    if not found:
        text = say(
            "No account has a channel yet. Guests are asked in the thread where they were helped,"
            " or else in the channel of their account."
        )
        return Message(text, [kit.section(text), *kit.actions([new])])
    shown = [f"{inert.escaped(one.name, NAME)} → <#{one.channel_id}>" for one in found]
    lines = [say("Guests of these accounts are asked in:"), *shown]
    text = inert.cut("\n".join(lines), kit.SECTION)
    return Message(text, [kit.section(text), *kit.actions([new])])


def person_form(*, language: str, address: str = "") -> View:
    """Ask whose address it is; or for many at once, as lines."""
    say = voice(language)
    blocks = [
        kit.field(say("Address"), _text("address", address, LONGEST_ADDRESS), optional=True),
        kit.field(
            say("Person in Slack"), {"type": "users_select", "action_id": "person"}, optional=True
        ),
        _pasted(say, "j.jansen@example.com, U0123ABCDEF", _PEOPLE_HINT),
    ]
    return modal.form(
        say, PERSON_FORM, blocks, title=say("Who is this?"), submit=say("Save"), ids={}
    )


def account_form(*, language: str, name: str = "") -> View:
    """Ask in which channel an account is asked; or for many at once, as lines."""
    say = voice(language)
    account = _text("account", name, NAME)
    blocks = [
        kit.field(say("Account"), account, optional=True, hint=say(_ACCOUNT_HINT)),
        kit.field(say("Channel"), kit.channel_menu(), optional=True, hint=say(_CHANNEL_HINT)),
        _pasted(say, "Acme, C0123ABCDEF", _ACCOUNTS_HINT),
    ]
    return modal.form(
        say, ACCOUNT_FORM, blocks, title=say("Channel of an account"), submit=say("Save"), ids={}
    )


_ACCOUNT_HINT = sentence("As tickets name it, or the domain of its mail addresses.")
_CHANNEL_HINT = sentence("A channel you share with them. Without one the account is taken away.")
_PEOPLE_HINT = sentence("A line for each: the address, a comma, the id or link of the person.")
_ACCOUNTS_HINT = sentence("A line for each: the account, a comma, the id or link of the channel.")


def _line(say: Voice, stranger: Stranger) -> str:
    who = inert.escaped(stranger.email, NAME)
    if not stranger.is_unknown and stranger.user_id:
        who = f"<@{stranger.user_id}>"
    account = inert.escaped(stranger.account, NAME)
    times = say.plural("{n} time", "{n} times", stranger.n)
    why = say(_REASONS.get(stranger.reason, _OTHER), reason=inert.escaped(stranger.reason, NAME))
    return f"{who} ({account}) · {times} · {why}" if account else f"{who} · {times} · {why}"


def _mend(say: Voice, stranger: Stranger) -> Block | None:
    if stranger.is_unknown:
        choose, email = say("Choose the person"), stranger.email
        return kit.button(choose, CHOOSE_PERSON, email, about=email)
    names = accounts.names_of(stranger.account, stranger.email)
    if not names:
        return None
    choose, account = say("Choose a channel"), stranger.account or names[0]
    return kit.button(choose, CHOOSE_CHANNEL, account, about=account)


def _rest(say: Voice, n: int) -> list[str]:
    return [say("and {n} more", n=n - MOST)] if n > MOST else []


def _text(action_id: str, value: str, most: int) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": most,
    }
    return element | ({"initial_value": inert.cut(value, most)} if value else {})


def _pasted(say: Voice, example: str, hint: str) -> Block:
    element = _text("pasted", "", LONGEST_PASTED) | {
        "multiline": True,
        "placeholder": kit.plain(example, kit.PLACEHOLDER),
    }
    return kit.field(say("Or many at once"), element, optional=True, hint=say(hint))

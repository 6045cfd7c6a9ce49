"""The form for a new campaign: what is asked of whom, how often, from when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.blocks import kit, modal, naming
from bot.blocks.campaigns import RHYTHMS
from bot.blocks.message import Block, View
from bot.wording import Voice, sentence
from kpi.cohorts import Rhythm
from kpi.store import campaigns
from kpi.store.tables import Survey

LONGEST_NAME = 60
LONGEST_LIST = 3000
USUAL_DAYS = 5
USUAL_CONTACT_DAYS = 90
MOST_DAYS = 400
MOMENTS: Mapping[str, str] = {
    "none": sentence("nothing in particular"),
    "support": sentence("support"),
    "delivery": sentence("a delivery"),
    "onboarding": sentence("the first weeks"),
    "review": sentence("a quarterly review"),
    "change": sentence("a change"),
}
"""What a campaign may be about, by the word that answers are filed under."""
_AUDIENCES: Mapping[str, str] = {
    campaigns.CHANNEL: sentence("Members of a channel"),
    campaigns.GROUP: sentence("The user group you named"),
    campaigns.CONTACTS: sentence("Everybody helped lately"),
    campaigns.ADDRESSES: sentence("A list of addresses"),
}


def form(
    say: Voice,
    surveys: Sequence[Survey],
    *,
    tomorrow: date,
    group_id: str = "",
    channel_id: str = "",
) -> View:
    """Ask what the campaign shall be.

    Args:
        say: the voice of who fills it in.
        surveys: those to choose from; NPS is suggested.
        tomorrow: the day suggested as the first.
        group_id: the user group that was named with the command, if any.
        channel_id: the channel suggested.
    """
    kinds = [kind for kind in _AUDIENCES if kind != campaigns.GROUP or group_id]
    usual = campaigns.GROUP if group_id else campaigns.CHANNEL
    blocks = [
        _text(say("Name"), "name", most=LONGEST_NAME),
        _survey(say, surveys),
        _choice(say("About"), "moment", {key: say(words) for key, words in MOMENTS.items()}),
        _choice(say("Who"), "audience", {kind: say(_AUDIENCES[kind]) for kind in kinds}, usual),
        _channel(say, channel_id),
        _number(say("Helped in the last … days"), "contact_days", USUAL_CONTACT_DAYS),
        _addresses(say),
        _choice(say("How often"), "rhythm", {one.value: say(RHYTHMS[one]) for one in Rhythm}),
        _number(say("When once: over how many working days"), "days", USUAL_DAYS),
        _start(say, tomorrow),
    ]
    ids = {"group_id": group_id} if group_id else {}
    return modal.form(
        say, "campaign_form", blocks, title=say("New campaign"), submit=say("Preview"), ids=ids
    )


def _text(label: str, action_id: str, *, most: int) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": most,
    }
    return kit.field(label, element)


def _survey(say: Voice, surveys: Sequence[Survey]) -> Block:
    options = {one.name: naming.survey(one) for one in surveys}
    return _choice(say("Question"), "survey", options, "nps")


def _choice(label: str, action_id: str, options: Mapping[str, str], usual: str = "") -> Block:
    drawn = {key: kit.option(naming.begun(text), key) for key, text in options.items()}
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": action_id,
        "options": list(drawn.values()),
        "initial_option": drawn.get(usual) or next(iter(drawn.values())),
    }
    return kit.field(label, element)


def _channel(say: Voice, channel_id: str) -> Block:
    element = kit.channel_menu(channel_id)
    hint = say("For members of a channel. A user group:  /survey campaign @group")
    return kit.field(say("Channel"), element, optional=True, hint=hint)


def _number(label: str, action_id: str, usual: int) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": 3,
        "initial_value": str(usual),
    }
    return kit.field(label, element, optional=True)


def _addresses(say: Voice) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": "addresses",
        "multiline": True,
        "max_length": LONGEST_LIST,
        "placeholder": kit.plain("j.jansen@example.com, 2026-12-01, Acme", kit.PLACEHOLDER),
    }
    hint = say(
        "For a list: one address a line; a date and an account may follow. Longer lists come in"
        " with  kompas survey campaign people"
    )
    return kit.field(say("Addresses"), element, optional=True, hint=hint)


def _start(say: Voice, tomorrow: date) -> Block:
    element = {
        "type": "datepicker",
        "action_id": "starts_on",
        "initial_date": tomorrow.isoformat(),
    }
    return kit.field(say("From"), element)

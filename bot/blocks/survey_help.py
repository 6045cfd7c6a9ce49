"""What `/survey` can do, for who asks: each command with what it is for."""

from collections.abc import Iterator, Mapping

from bot.blocks import kit
from bot.blocks.message import Message
from bot.wording import Voice, sentence

_EVERYBODY: Mapping[str, str] = {
    sentence("/survey stop"): sentence("asks you nothing any more"),
    sentence("/survey start"): sentence("lets me ask you again"),
}
_COLLEAGUES: Mapping[str, str] = {
    sentence("/survey csat @person about VPN"): sentence("asks somebody you helped"),
}
_LEADS: Mapping[str, str] = {
    "/survey": sentence("the surveys: what they ask, whom and when"),
    sentence("/survey digest"): sentence(
        "a digest each week or month, in a channel or by mail; `digest list` shows all"
    ),
    sentence("/survey campaign"): sentence("questions on a schedule; also `campaign new`"),
    sentence("/survey targets"): sentence("where the numbers should be"),
    sentence("/survey ledger week"): sentence("who was asked, who was not, and why"),
    sentence("/survey what-if csat cooldown=7d"): sentence("what another policy would have done"),
}
_ADMINS: Mapping[str, str] = {
    sentence("/survey connect"): sentence("connects a ticket system; also `connections`"),
    sentence("/survey alerts"): sentence("which low answers are told in a channel at once"),
    sentence("/survey hours"): sentence("when you are open, for response times and campaigns"),
    sentence("/survey definitions"): sentence("how times and solutions are counted"),
    sentence("/survey themes"): sentence(
        "the words by which comments are known to be about something"
    ),
    sentence("/survey people"): sentence("customers whom Slack does not know; also `accounts`"),
    sentence("/survey leads @person"): sentence("who sees everything; also `admins @person`"),
    sentence("/survey agents on"): sentence("lets leads see numbers by agent; also `agents off`"),
    sentence("/survey benchmarks on"): sentence(
        "shows published figures of others; also `benchmarks off`"
    ),
    sentence("/survey reaction :white_check_mark:"): sentence(
        "asks when a colleague marks a message"
    ),
    sentence("/survey threads everyone"): sentence("then asks everyone who wrote in the thread"),
}


def told(say: Voice, *, is_colleague: bool, leads: bool, is_admin: bool) -> Message:
    """List the commands that are somebody's to use."""
    groups = [
        *([_COLLEAGUES] if is_colleague else []),
        *([_LEADS] if leads else []),
        *([_ADMINS] if is_admin else []),
        _EVERYBODY,
    ]
    intro = say("What /survey can do. Numbers are read with /kpi help.")
    parts = ["\n".join(_lines(say, group)) for group in groups]
    blocks = [kit.section(intro), *(kit.section(part) for part in parts)]
    return Message("\n".join([intro, *parts]), blocks)


def _lines(say: Voice, group: Mapping[str, str]) -> Iterator[str]:
    for command, purpose in group.items():
        yield f"`{say(command)}`  {say(purpose)}"

"""A word to whoever ordered a digest that can no longer be sent: what happened, what to do."""

from collections.abc import Mapping

from bot.blocks import digest_list, inert, kit
from bot.blocks.message import Block, Message
from bot.wording import Voice, sentence
from kpi.store import digests, schedules

SHARED = "channel_shared"
LEFT = frozenset({digests.UNSUBSCRIBED, schedules.NOBODY_LEFT})
"""Why a reader is one no more who wanted it so."""
_ADDRESS = 320

_WHY: Mapping[str, str] = {
    SHARED: sentence(
        "People from outside can read {channel} now, so the digest is paused: numbers stay inside."
        " It goes on as soon as you choose another channel."
    ),
    "is_archived": sentence(
        "The channel {channel} was archived, so the digest has nowhere to go and is paused. It"
        " goes on as soon as you choose another channel."
    ),
    "not_in_channel": sentence(
        "I am no longer in {channel}, so the digest is paused. Type /invite @Kompas there and save"
        " the digest once more, or choose another channel."
    ),
}
_LEFT: Mapping[str, str] = {
    digests.UNSUBSCRIBED: sentence(
        "{address} took itself off a digest of yours, by the link in the mail, and gets it no"
        " more. Everybody else still does."
    ),
    schedules.NOBODY_LEFT: sentence(
        "{address} took itself off a digest of yours, by the link in the mail. Nobody else gets"
        " that digest, so it is paused. It goes on as soon as you add an address or a channel."
    ),
}
_OTHERWISE = sentence(
    "I can no longer post in {channel}, so the digest is paused. It goes on as soon as you choose"
    " another channel."
)


def digest_paused(
    say: Voice, *, channel_id: str, because: str, schedule_id: str, mails: bool = False
) -> Message:
    """Tell the owner why a digest is paused, with a way to send it elsewhere.

    Args:
        say: the owner's voice.
        channel_id: where it went.
        because: why; what a schedule keeps as `paused_because`.
        schedule_id: whose form the button opens.
        mails: whether it has addresses, to which it goes on.
    """
    text = say(_WHY.get(because, _OTHERWISE), channel=f"<#{channel_id}>")
    button = kit.button(say("Choose another channel"), digest_list.EDIT, schedule_id, primary=True)
    return offering(f"{text} {say('By mail it goes on.')}" if mails else text, button)


def digest_refused(say: Voice, *, channel_id: str, because: str, schedule_id: str) -> Message:
    """Tell the owner that Slack did not take one digest; the next may be as it should."""
    text = say(
        "Slack did not take the digest for {channel} ({reason}). It is tried again next time; a"
        " digest of fewer numbers may fit.",
        channel=f"<#{channel_id}>",
        reason=inert.escaped(because, kit.BUTTON),
    )
    return offering(text, kit.button(say("Change"), digest_list.EDIT, schedule_id))


def digest_in_doubt(say: Voice, *, channel_id: str, schedule_id: str) -> Message:
    """Ask the owner to look whether a digest was posted, since it is never sent on a guess."""
    text = say(
        "Slack did not say whether it posted the digest in {channel}, and I post nothing twice."
        " Please look there; if it is missing, I can send it to you.",
        channel=f"<#{channel_id}>",
    )
    return offering(text, kit.button(say("Send it to me"), digest_list.PREVIEW, schedule_id))


def letter_in_doubt(say: Voice, *, address: str, schedule_id: str) -> Message:
    """Tell the owner that nobody knows whether somebody got a digest by mail."""
    text = say(
        "The mail server did not say whether it took the digest for {address}, and I mail nothing"
        " twice. If it did not come, I can send it to you.",
        address=inert.escaped(address, _ADDRESS),
    )
    return offering(text, kit.button(say("Send it to me"), digest_list.PREVIEW, schedule_id))


def passed_on(say: Voice, message: Message, owner_id: str) -> Message:
    """Give a word to somebody else, whose digest or campaign it is not, and say why."""
    why = say(
        "<@{owner}> asked for this and is no longer here, so I tell it to who leads.",
        owner=owner_id,
    )
    return Message(f"{message.text}\n{why}", [*message.blocks, kit.context(why)])


def reader_left(say: Voice, *, address: str, because: str, schedule_id: str) -> Message:
    """Tell the owner that somebody took their address off a digest."""
    text = say(_LEFT[because], address=inert.escaped(address, _ADDRESS))
    button = kit.button(say("Change the addresses"), digest_list.EDIT, schedule_id)
    return offering(text, button)


def letter_returned(say: Voice, *, address: str, because: str, schedule_id: str) -> Message:
    """Tell the owner that an address gets no digest."""
    text = say(
        "The digest could not be mailed to {address} ({reason}). It is tried again next time;"
        " take the address off if nobody has it any more.",
        address=inert.escaped(address, _ADDRESS),
        reason=inert.escaped(because, kit.BUTTON),
    )
    button = kit.button(say("Change the addresses"), digest_list.EDIT, schedule_id)
    return offering(text, button)


def offering(text: str, button: Block) -> Message:
    """Give a message of one sentence, with the button that mends what it tells."""
    return Message(text, [kit.section(text), *kit.actions([button])])

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


def digest_paused(say: Voice, *, channel_id: str, because: str, schedule_id: str) -> Message:
    """Tell the owner why a digest is paused, with a way to send it elsewhere.

    Args:
        say: the owner's voice.
        channel_id: where it went.
        because: why; what a schedule keeps as `paused_because`.
        schedule_id: whose form the button opens.
    """
    text = say(_WHY.get(because, _OTHERWISE), channel=f"<#{channel_id}>")
    button = kit.button(say("Choose another channel"), digest_list.EDIT, schedule_id, primary=True)
    return offering(text, button)


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

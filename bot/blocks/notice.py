"""A word to whoever ordered a digest that can no longer be sent: what happened, what to do."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.message import Message
from bot.wording import Voice, sentence

SHARED = "channel_shared"

_WHY: Mapping[str, str] = {
    SHARED: sentence(
        "People from outside can read {channel} now, so the weekly digest is paused: numbers"
        " stay inside. Choose another channel with /survey digest."
    ),
    "is_archived": sentence(
        "The channel {channel} was archived, so the weekly digest has nowhere to go and is"
        " paused. Choose another channel with /survey digest."
    ),
    "not_in_channel": sentence(
        "I am no longer in {channel}, so the weekly digest is paused. Type /invite @Kompas"
        " there and order the digest again with /survey digest."
    ),
}
_OTHERWISE = sentence(
    "I can no longer post in {channel}, so the weekly digest is paused. Choose another channel"
    " with /survey digest."
)


def digest_paused(say: Voice, *, channel_id: str, because: str) -> Message:
    """Tell the owner why a digest is paused.

    Args:
        say: the owner's voice.
        channel_id: where it went.
        because: why; what a schedule keeps as `paused_because`.
    """
    text = say(_WHY.get(because, _OTHERWISE), channel=f"<#{channel_id}>")
    return Message(text, [kit.section(text)])

"""A word to the owner of an alert that can no longer be told in its channel."""

from collections.abc import Mapping

from bot.blocks import alert_rules, kit, notice
from bot.blocks.message import Message
from bot.wording import Voice, sentence

_WHY: Mapping[str, str] = {
    notice.SHARED: sentence(
        "People from outside can read {channel} now, so low answers are told there no more: what"
        " customers said stays inside. Cases are still made, see  /kpi cases.  It goes on as soon"
        " as you choose another channel."
    ),
    "is_archived": sentence(
        "The channel {channel} was archived, so low answers have nowhere to be told. Cases are"
        " still made, see  /kpi cases.  It goes on as soon as you choose another channel."
    ),
    "not_in_channel": sentence(
        "I am no longer in {channel}, so low answers are not told there. Type /invite @Kompas"
        " there and save the alert once more, or choose another channel."
    ),
}
_OTHERWISE = sentence(
    "I can no longer post in {channel}, so low answers are not told there. It goes on as soon as"
    " you choose another channel."
)


def paused(say: Voice, *, channel_id: str, because: str, rule_id: str) -> Message:
    """Tell the owner why an alert is paused, with a way to send it elsewhere.

    Args:
        say: the owner's voice.
        channel_id: where it was told.
        because: why; what a rule keeps as `paused_because`.
        rule_id: whose form the button opens.
    """
    text = say(_WHY.get(because, _OTHERWISE), channel=f"<#{channel_id}>")
    button = kit.button(say("Choose another channel"), alert_rules.EDIT, rule_id, primary=True)
    return Message(text, [kit.section(text), *kit.actions([button])])

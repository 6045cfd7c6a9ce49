"""A word to the owner of an alert that rests: its channel is closed, or no answer can meet it."""

from bot.blocks import alert_rules, kit, notice
from bot.blocks.message import Message
from bot.wording import Voice, sentence
from kpi.store import silent_rules

_WHY: dict[str, str] = {
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
_SILENT: dict[str, str] = {
    silent_rules.ANONYMOUS: sentence(
        "The survey of the alert in {channel} is anonymous by now, so nobody is helped by name and"
        " the alert rests. Choose another survey for it, or remove it with  /survey alerts"
    ),
    silent_rules.THEME_GONE: sentence(
        "The theme of the alert in {channel} was removed, so no answer meets it and the alert"
        " rests. Choose another theme for it, or remove it with  /survey alerts"
    ),
}
_OTHERWISE = sentence(
    "I can no longer post in {channel}, so low answers are not told there. It goes on as soon as"
    " you choose another channel."
)


def paused(say: Voice, *, channel_id: str, because: str, rule_id: str) -> Message:
    """Tell the owner why an alert is paused, with a way to change that.

    Args:
        say: the owner's voice.
        channel_id: where it was told.
        because: why; what a rule keeps as `paused_because`.
        rule_id: whose form the button opens.
    """
    words = (_WHY | _SILENT).get(because, _OTHERWISE)
    text = say(words, channel=f"<#{channel_id}>")
    label = say("Change the alert") if because in _SILENT else say("Choose another channel")
    button = kit.button(label, alert_rules.EDIT, rule_id, primary=True)
    return notice.offering(text, button)

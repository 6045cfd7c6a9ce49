"""What the app puts into Slack's own menus: slash commands, and shortcuts on messages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: its name with the stroke, what it is for, and an example of its words."""

    name: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut in the menu of a message, by the callback id the bot knows it by."""

    callback_id: str
    name: str
    description: str = ""

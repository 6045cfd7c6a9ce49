"""What Slack itself says to people when a bot did not answer, or something cannot be done."""

from bot.sandbox.filling import REQUIRED
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Exchange

TIMED_OUT = "Operation timed out. Apps need to respond within 3 seconds."
TROUBLE = "We had some trouble connecting. Try again?"
GONE = "That is no longer there."
NOT_UNDERSTOOD = "Slack could not make sense of that."

OPTIONAL = "(optional)"
CHOOSE = "Choose an option"
CANCEL, CLOSE = "Cancel", "Close"

_DUTCH = {
    OPTIONAL: "(optioneel)",
    CHOOSE: "Kies een optie",
    CANCEL: "Annuleren",
    CLOSE: "Sluiten",
    REQUIRED: "Vul dit in; het is nodig.",
}
"""What stands in the forms of a bot, which may speak Dutch; the page around them is English."""

_REFUSALS = {
    "channel_not_found": "You are not in that conversation.",
    "message_not_found": "This message is no longer there.",
    "not_found": "This form is no longer open.",
    "user_not_found": "There is nobody with that name here.",
}


def in_form(sentence: str, language: str) -> str:
    """Give a sentence of Slack's own in the language of who reads the form, such as nl."""
    return _DUTCH.get(sentence, sentence) if language == "nl" else sentence


def of_refusal(refusal: Refusal) -> str:
    """Give a sentence for what Slack refused a person."""
    return _REFUSALS.get(refusal.error, f"Slack refused this: {refusal.error}.")


def of_interaction(exchange: Exchange, app: str) -> str | None:
    """Say that a button, menu or shortcut got no good answer; nothing when it did."""
    if exchange.acknowledged:
        return None
    if exchange.failure == "http_timeout":
        return TIMED_OUT
    if exchange.status:
        return f"{app} responded with Status Code {exchange.status}."
    return f"{app} did not respond."


def of_form(exchange: Exchange) -> str | None:
    """Say that a form could not be sent; nothing when it was."""
    return None if exchange.acknowledged else TROUBLE


def of_command(name: str, error: str) -> str:
    """Say that a slash command failed, with Slack's name for why."""
    return f'{name} failed with the error "{error}"'


def not_a_command(name: str) -> str:
    """Say that nobody answers to this command."""
    return (
        f"{name} is not a valid command. In Slack, all messages that start with the"
        " “/” character are interpreted as commands.\n\nIf you are trying to send a message"
        " and not run a command, try preceding the “/” with an empty space."
    )


def not_in_threads(name: str) -> str:
    """Say that commands do not run in threads."""
    return f"{name} is not supported in threads. Sorry!"

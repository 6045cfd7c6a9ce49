"""What went wrong, as one plain sentence and the exit code that belongs to it."""

import re
from typing import NamedTuple

from typer.exceptions import Abort, TyperException

from bot.config import SettingsError
from kpi.errors import KpiError, PeriodOutOfRange, UnknownPeriod, WrongSetting
from kpi.query import NotUnderstood

FAILED = 1
WRONG_USAGE = 2

_EXPORT = re.compile(r"/kpi +(\S.*?) export\b")
KNOWN = (KpiError, SettingsError, TyperException, Abort)
"""What a verb may raise; anything else is a fault in Kompas."""


class WrongUsage(KpiError):
    """That is not how this command is used. Try kompas --help."""


class Complaint(NamedTuple):
    """What to print on stderr, and how to leave."""

    sentence: str
    exit_code: int


def about(error: Exception) -> Complaint:
    """Say what an error means to whoever typed the command."""
    if isinstance(error, SettingsError):
        return Complaint("\n".join(error.problems), WRONG_USAGE)
    if isinstance(error, TyperException):
        return Complaint(_sentence(error.format_message()), error.exit_code)
    if isinstance(error, Abort):
        return Complaint("Stopped.", FAILED)
    if isinstance(error, NotUnderstood | UnknownPeriod | PeriodOutOfRange):
        return Complaint(for_a_shell(str(error)), WRONG_USAGE)
    wrong_usage = isinstance(error, WrongUsage | WrongSetting)
    return Complaint(for_a_shell(str(error)), WRONG_USAGE if wrong_usage else FAILED)


def for_a_shell(sentence: str) -> str:
    """Give a sentence with the commands of a shell where it names those of Slack."""
    sentence = sentence.replace("/kpi help", "kompas summary --help")
    sentence = _EXPORT.sub(r"kompas export \1", sentence)
    return sentence.replace("/kpi", "kompas summary").replace("  ", " ")


def _sentence(message: str) -> str:
    message = message.replace("Value error, ", "")
    return message if message.endswith((".", "?")) else f"{message}."

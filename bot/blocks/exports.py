"""What is said about a file of rows: that it is being made, that it is there, that it is not."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import extremes, inert, kpi, naming
from bot.blocks.message import Message
from bot.wording import Voice
from kpi.query import Query, View
from kpi.summary import Summary

LONGEST_QUESTION = 200


def plain(query: Query) -> str:
    """Give the question without the word that it is for a file."""
    return replace(query, view=View.SUMMARY).text


def about(say: Voice, query: Query) -> str:
    """Name what is exported, as the first line of its answer would."""
    metrics = [naming.subject(metric, query) for metric in query.metrics]
    named = [] if query.is_everything else [", ".join(metrics)]
    return kpi.title(say, query, " · ".join([*named, say.period(query.period)]))


def begun(say: Voice, query: Query) -> Message:
    """Say that a file is being made."""
    what = about(say, query)
    promise = say("I am making the file. It comes to you as a direct message in a moment.")
    return Message(f"{what}\n{promise}")


def done(say: Voice, query: Query, rows: int, found: Sequence[Summary] = ()) -> str:
    """Give what stands over the file; of the numbers that it makes up, how far silence reaches."""
    count = say.plural("{n} row.", "{n} rows.", rows)
    care = say("It holds what customers wrote, so keep it as you keep their tickets.")
    return "\n".join([about(say, query), f"{count} {care}", *extremes.lines(say, found)])


def nothing(say: Voice, query: Query) -> Message:
    """Say that there are no rows."""
    return Message(f"{about(say, query)}\n{say('There is nothing to export here.')}")


def too_large(say: Voice, query: Query, most: int) -> Message:
    """Say that a file would be too large, and what to do instead."""
    advice = say(
        "This file would be larger than {most} MB, which is more than I send through Slack. Ask "
        "for a shorter period or for one team, or have it written where Kompas runs:  {command}",
        most=most,
        command=f"`kompas export '{inert.escaped(plain(query), LONGEST_QUESTION)}'`",
    )
    return Message(f"{about(say, query)}\n{advice}")


def failed(say: Voice, query: Query) -> Message:
    """Say that it went wrong, perhaps only for us."""
    sorry = say(
        "I could not bring you the file. If it is not here in a few minutes, please ask again."
    )
    return Message(f"{about(say, query)}\n{sorry}")

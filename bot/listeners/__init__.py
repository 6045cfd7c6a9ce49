"""What Slack calls us for: buttons, forms, commands, shortcuts, events, each with its listener."""

import re
from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp

from bot.listeners.comments import Comments
from bot.listeners.digest_orders import DigestOrders
from bot.listeners.digests import Digests
from bot.listeners.events import Events
from bot.listeners.home import Home
from bot.listeners.kpi import Kpi
from bot.listeners.opting import Opting
from bot.listeners.own_answers import OwnAnswers
from bot.listeners.prompts import Prompts
from bot.listeners.ratings import Ratings
from bot.listeners.reception import Reception
from bot.listeners.settings import Settings
from bot.listeners.shortcuts import Shortcuts
from bot.listeners.survey import Listener, Survey
from bot.process import Process
from bot.roles import Roles

SCORE = re.compile(r"^rate:\d{1,2}$")
"""The action ids of a scale's buttons."""


def register(bolt: AsyncApp, process: Process) -> None:
    """Tell Bolt which listener serves what; the manifest has the same names."""
    roles = Roles(process)
    prompts, reception = Prompts(process), Reception(process, roles)
    opting = Opting(process, prompts)
    survey = Survey(
        process,
        reception,
        opting,
        settings=Settings(process, roles),
        digests=Digests(process),
        verbs=_verbs(process),
    )
    _register_home(bolt, Home(process, reception, prompts))
    _register_questions(bolt, process, prompts, opting)
    _register_colleagues(bolt, process, reception)
    bolt.command("/survey")(survey.command)
    bolt.event("channel_shared")(Events(process).channel_shared)


def _verbs(process: Process) -> Mapping[str, Listener]:  # noqa: ARG001
    """Name who serves each of `survey_words.VERBS`."""
    return {}


def _register_home(bolt: AsyncApp, home: Home) -> None:
    """Take the buttons of the Home tab before those of the same name in messages are looked at."""
    here = [home.holds]
    bolt.event("app_home_opened")(home.opened)
    bolt.action(SCORE, matchers=here)(home.rate)
    bolt.action("change", matchers=here)(home.change)
    bolt.action("opt_out", matchers=here)(home.opt_out)
    bolt.action("opt_in", matchers=here)(home.opt_in)


def _register_questions(bolt: AsyncApp, process: Process, prompts: Prompts, opting: Opting) -> None:
    ratings, comments = Ratings(process, prompts), Comments(process, prompts)
    bolt.action(SCORE)(ratings.rate)
    bolt.action("undo")(ratings.undo)
    bolt.action("change")(ratings.change)
    bolt.action("my_answers")(OwnAnswers(process).show)
    bolt.action("opt_out")(opting.opt_out)
    bolt.action("opt_in")(opting.opt_in)
    bolt.action("comment")(comments.open)
    bolt.view("comment_form")(comments.submit)


def _register_colleagues(bolt: AsyncApp, process: Process, reception: Reception) -> None:
    kpi, shortcuts = Kpi(process, reception), Shortcuts(process, reception)
    bolt.command("/kpi")(kpi.command)
    bolt.action(re.compile(r"^kpi:\w+$"))(kpi.button)
    bolt.action("share")(kpi.share)
    bolt.view("digest_form")(DigestOrders(process, reception).submit)
    bolt.shortcut("ask_for_rating")(shortcuts.ask_for_rating)
    bolt.view("ask_form")(shortcuts.submit)

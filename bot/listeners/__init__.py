"""What Slack calls us for: buttons, forms, commands, shortcuts, events, each with its listener."""

import re

from slack_bolt.app.async_app import AsyncApp

from bot.blocks import confirming, digest_form
from bot.blocks.policy_form import PART
from bot.listeners import action_doors, verbs
from bot.listeners.comments import Comments
from bot.listeners.digest_orders import DigestOrders
from bot.listeners.digests import Digests
from bot.listeners.events import Events
from bot.listeners.home import Home
from bot.listeners.kpi import Kpi
from bot.listeners.opting import Opting
from bot.listeners.own_answers import OwnAnswers
from bot.listeners.policies import Policies
from bot.listeners.previews import Previews
from bot.listeners.prompts import Prompts
from bot.listeners.ratings import Ratings
from bot.listeners.reception import Reception
from bot.listeners.settings import Settings
from bot.listeners.shortcuts import Shortcuts
from bot.listeners.survey import HOME, Survey
from bot.listeners.survey_orders import SurveyOrders
from bot.listeners.surveys import Surveys
from bot.process import Process
from bot.roles import Roles

SCORE = re.compile(r"^rate:\d{1,2}$")
"""The action ids of a scale's buttons."""
SOLVED = re.compile(rf"^{confirming.ACTION}:(yes|no)$")


def register(bolt: AsyncApp, process: Process) -> None:
    """Tell Bolt which listener serves what; the manifest has the same names."""
    roles = Roles(process)
    prompts, reception = Prompts(process), Reception(process, roles)
    opting, home = Opting(process, prompts), Home(process, reception, prompts)
    served = verbs.take(bolt, process, reception)
    page = Surveys(process, reception, home.refresh, doors=served)
    survey = Survey(
        process,
        reception,
        opting,
        settings=Settings(process, roles),
        digests=_digests(bolt, process, reception),
        verbs={HOME: page.open, **served},
    )
    _register_home(bolt, home)
    _register_surveys(bolt, process, page)
    _register_questions(bolt, process, prompts, opting)
    _register_colleagues(bolt, process, reception)
    bolt.command("/survey")(survey.command)
    bolt.event("channel_shared")(Events(process).channel_shared)


def _register_surveys(bolt: AsyncApp, process: Process, page: Surveys) -> None:
    orders, previews = SurveyOrders(process, page), Previews(process, page)
    bolt.action("survey:preview")(previews.show)
    bolt.action("survey:send")(previews.send)
    bolt.action(re.compile(r"^preview:"))(previews.tap)
    bolt.action(re.compile(r"^survey:(new|edit|policy|pause|resume|door:\w+)$"))(page.act)
    bolt.view("survey_new")(orders.create)
    bolt.view("survey_words")(orders.reword)
    policies = Policies(process, page)
    bolt.action(re.compile(rf"^{PART}\w+$"))(policies.open_part)
    bolt.view("policy_part")(policies.submit)


def _digests(bolt: AsyncApp, process: Process, reception: Reception) -> Digests:
    """Take the buttons and the form of digests; give who serves their commands."""
    digests = Digests(process, reception)
    bolt.action(re.compile(r"^digest:(edit|preview|pause|resume|remove|new:\w+)$"))(digests.button)
    bolt.view(digest_form.FORM)(DigestOrders(process, reception).submit)
    return digests


def _register_home(bolt: AsyncApp, home: Home) -> None:
    """Take the buttons of the Home tab before those of the same name in messages are looked at."""
    here = [home.holds]
    bolt.event("app_home_opened")(home.opened)
    bolt.action(re.compile(r"^home:(period|scope|metric)$"))(home.pick)
    bolt.action(SCORE, matchers=here)(home.rate)
    bolt.action("change", matchers=here)(home.change)
    bolt.action("opt_out", matchers=here)(home.opt_out)
    bolt.action("opt_in", matchers=here)(home.opt_in)


def _register_questions(bolt: AsyncApp, process: Process, prompts: Prompts, opting: Opting) -> None:
    ratings, comments = Ratings(process, prompts), Comments(process, prompts)
    bolt.action(SCORE)(ratings.rate)
    bolt.action("undo")(ratings.undo)
    bolt.action(SOLVED)(ratings.confirm)
    bolt.action("change")(ratings.change)
    bolt.action("my_answers")(OwnAnswers(process).show)
    bolt.action("opt_out")(opting.opt_out)
    bolt.action("opt_in")(opting.opt_in)
    bolt.action("comment")(comments.open)
    bolt.view("comment_form")(comments.submit)


def _register_colleagues(bolt: AsyncApp, process: Process, reception: Reception) -> None:
    kpi, shortcuts = Kpi(process, reception), Shortcuts(process, reception)
    bolt.command("/kpi")(kpi.command)
    bolt.action("kpi:export")(kpi.export)
    bolt.action(re.compile(r"^kpi:\w+$"))(kpi.button)
    action_doors.register(bolt, process, reception)
    bolt.action("share")(kpi.share)
    bolt.shortcut("ask_for_rating")(shortcuts.ask_for_rating)
    bolt.view("ask_form")(shortcuts.submit)

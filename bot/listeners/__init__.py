"""What Slack calls us for: buttons, forms, commands, shortcuts, events, each with its listener."""

import re

from bot.blocks import confirming, digest_form
from bot.blocks.policy_form import PART
from bot.listeners import action_doors, payloads, verbs
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
from bot.listeners.routes import Routes
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


def register(routes: Routes, process: Process) -> None:
    """Say which listener serves what; the manifest has the same names."""
    roles = Roles(process)
    prompts, reception = Prompts(process), Reception(process, roles)
    opting, home = Opting(process, prompts), Home(process, reception, prompts)
    served = verbs.take(routes, process, reception)
    page = Surveys(process, reception, home.refresh, doors=served)
    survey = Survey(
        process,
        reception,
        opting,
        settings=Settings(process, roles),
        digests=_digests(routes, process, reception),
        verbs={HOME: page.open, **served},
    )
    _register_home(routes, home)
    _register_surveys(routes, process, page)
    _register_questions(routes, process, prompts, opting)
    _register_colleagues(routes, process, reception)
    routes.bolt.command("/survey")(survey.command)
    routes.bolt.event("channel_shared")(Events(process).channel_shared)


def _register_surveys(routes: Routes, process: Process, page: Surveys) -> None:
    orders, previews = SurveyOrders(process, page), Previews(process, page)
    routes.action("survey:preview", previews.show)
    routes.action("survey:send", previews.send)
    routes.action(re.compile(r"^preview:"), previews.tap)
    routes.action(re.compile(r"^survey:(new|edit|policy|pause|resume|door:\w+)$"), page.act)
    routes.view("survey_new", orders.create)
    routes.view("survey_words", orders.reword)
    policies = Policies(process, page)
    routes.action(re.compile(rf"^{PART}\w+$"), policies.open_part)
    routes.view("policy_part", policies.submit)


def _digests(routes: Routes, process: Process, reception: Reception) -> Digests:
    """Take the buttons and the form of digests; give who serves their commands."""
    digests = Digests(process, reception)
    routes.action(
        re.compile(r"^digest:(edit|preview|pause|resume|remove|new:\w+)$"), digests.button
    )
    routes.view(digest_form.FORM, DigestOrders(process, reception).submit)
    return digests


def _register_home(routes: Routes, home: Home) -> None:
    """Take the buttons of the Home tab before those of the same name in messages are looked at."""
    routes.bolt.event("app_home_opened")(home.opened)
    routes.action(re.compile(r"^home:(period|scope|metric)$"), home.pick)
    routes.action(SCORE, home.rate, only=payloads.in_home)
    routes.action("change", home.change, only=payloads.in_home)
    routes.action("opt_out", home.opt_out, only=payloads.in_home)
    routes.action("opt_in", home.opt_in, only=payloads.in_home)


def _register_questions(routes: Routes, process: Process, prompts: Prompts, opting: Opting) -> None:
    ratings, comments = Ratings(process, prompts), Comments(process, prompts)
    routes.action(SCORE, ratings.rate)
    routes.action("undo", ratings.undo)
    routes.action(SOLVED, ratings.confirm)
    routes.action("change", ratings.change)
    routes.action("my_answers", OwnAnswers(process).show)
    routes.action("opt_out", opting.opt_out)
    routes.action("opt_in", opting.opt_in)
    routes.action("comment", comments.open)
    routes.view("comment_form", comments.submit)


def _register_colleagues(routes: Routes, process: Process, reception: Reception) -> None:
    kpi, shortcuts = Kpi(process, reception), Shortcuts(process, reception)
    routes.bolt.command("/kpi")(kpi.command)
    routes.action("kpi:export", kpi.export)
    routes.action(re.compile(r"^kpi:\w+$"), kpi.button)
    action_doors.register(routes, process, reception)
    routes.action("share", kpi.share)
    routes.bolt.shortcut("ask_for_rating")(shortcuts.ask_for_rating)
    routes.view("ask_form", shortcuts.submit)

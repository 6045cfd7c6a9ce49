"""What Slack calls us for: buttons, forms, commands, shortcuts, events, each with its listener."""

import re
from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp

from bot.blocks import confirming, digest_form, hours_form, service_form, what_if
from bot.blocks import ledger as ledger_blocks
from bot.blocks.campaign_preview import SAMPLE
from bot.blocks.policy_form import PART
from bot.blocks.targets import FORM as TARGET_FORM
from bot.blocks.targets import NEW as NEW_TARGET
from bot.blocks.who_is_who import ACCOUNT_FORM, CHOOSE_CHANNEL, CHOOSE_PERSON, PERSON_FORM
from bot.listeners.api_forms import ApiForms
from bot.listeners.campaign_desk import CampaignDesk
from bot.listeners.campaign_orders import CampaignOrders
from bot.listeners.campaigns import Campaigns
from bot.listeners.comments import Comments
from bot.listeners.connecting import Connecting
from bot.listeners.connections import Connections
from bot.listeners.counting import Counting
from bot.listeners.digest_orders import DigestOrders
from bot.listeners.digests import Digests
from bot.listeners.events import Events
from bot.listeners.home import Home
from bot.listeners.hours_orders import HoursOrders
from bot.listeners.kpi import Kpi
from bot.listeners.ledger import Ledger
from bot.listeners.moments import Moments
from bot.listeners.opening_hours import OpeningHours
from bot.listeners.opting import Opting
from bot.listeners.own_answers import OwnAnswers
from bot.listeners.policies import Policies
from bot.listeners.previews import Previews
from bot.listeners.prompts import Prompts
from bot.listeners.ratings import Ratings
from bot.listeners.reactions import Reactions
from bot.listeners.reception import Reception
from bot.listeners.settings import Settings
from bot.listeners.shortcuts import Shortcuts
from bot.listeners.steps import Steps
from bot.listeners.survey import HOME, Listener, Survey
from bot.listeners.survey_orders import SurveyOrders
from bot.listeners.surveys import Surveys
from bot.listeners.targets import Targets
from bot.listeners.what_ifs import WhatIfs
from bot.listeners.who_is_who import WhoIsWho
from bot.overlays import STEP
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
    verbs = _verbs(bolt, process, reception)
    page = Surveys(process, reception, home.refresh, doors=verbs)
    survey = Survey(
        process,
        reception,
        opting,
        settings=Settings(process, roles),
        digests=_digests(bolt, process, reception),
        verbs={HOME: page.open, **verbs},
    )
    _register_home(bolt, home)
    _register_surveys(bolt, process, page)
    _register_questions(bolt, process, prompts, opting)
    _register_colleagues(bolt, process, reception)
    bolt.command("/survey")(survey.command)
    bolt.event("channel_shared")(Events(process).channel_shared)


def _verbs(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Name who serves each of `survey_words.VERBS`, and take what belongs to them."""
    return {
        **_campaigns(bolt, process, reception),
        **_connecting(bolt, process, reception),
        **_moments(bolt, process, reception),
        **_who_is_who(bolt, process, reception),
        **_hours(bolt, process, reception),
        **_targets(bolt, process, reception),
        **_counting(bolt, process, reception),
        **_looking_back(bolt, process, reception),
    }


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


def _moments(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take reactions and steps of workflows; name who serves the verbs that set them up."""
    moments = Moments(process)
    bolt.event("reaction_added")(Reactions(process, reception).added)
    bolt.function(STEP)(Steps(process, reception).ask_for_rating)
    return {"reaction": moments.reaction, "threads": moments.threads}


def _who_is_who(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and forms of who is who; name who serves the verbs that show them."""
    who = WhoIsWho(process, reception)
    bolt.action(CHOOSE_PERSON)(who.choose_person)
    bolt.action(CHOOSE_CHANNEL)(who.choose_channel)
    bolt.view(PERSON_FORM)(who.submit_person)
    bolt.view(ACCOUNT_FORM)(who.submit_account)
    return {"people": who.people, "accounts": who.accounts}


def _hours(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and the form of opening hours; name who serves the verb that shows them."""
    page = OpeningHours(process, reception)
    bolt.action(hours_form.SUGGEST)(page.suggest)
    bolt.action(re.compile(r"^hours:(edit|new|remove)$"))(page.button)
    bolt.view(hours_form.FORM)(HoursOrders(process, page).submit)
    return {"hours": page.show}


def _counting(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the form on how to count; name who serves the verb that opens it."""
    counting = Counting(process, reception)
    bolt.view(service_form.FORM)(counting.submit)
    return {"definitions": counting.open}


def _targets(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the form of targets; name who serves the verb that lists them."""
    targets = Targets(process, reception)
    bolt.action(NEW_TARGET)(targets.open)
    bolt.view(TARGET_FORM)(targets.submit)
    return {"targets": targets.show}


def _campaigns(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and forms of campaigns; name who serves the verb that shows them."""
    desk = CampaignDesk(process)
    page, orders = Campaigns(process, reception, desk), CampaignOrders(process, reception, desk)
    bolt.action(re.compile(r"^campaign:\w+$"))(page.button)
    bolt.action(re.compile(rf"^{SAMPLE}"))(page.sample)
    bolt.view("campaign_form")(orders.submit)
    bolt.view("campaign_preview")(orders.start)
    return {"campaigns": page.show}


def _digests(bolt: AsyncApp, process: Process, reception: Reception) -> Digests:
    """Take the buttons and the form of digests; give who serves their commands."""
    digests = Digests(process, reception)
    bolt.action(re.compile(r"^digest:(edit|preview|pause|resume|remove|new:\w+)$"))(digests.button)
    bolt.view(digest_form.FORM)(DigestOrders(process, reception).submit)
    return digests


def _looking_back(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons of the ledger and of replays; name who serves their verbs."""
    ledger, what_ifs = Ledger(process, reception), WhatIfs(process, reception)
    bolt.action(re.compile(rf"^{ledger_blocks.ACTION}:\w+$"))(ledger.button)
    bolt.action(what_if.SWITCH_ON)(what_ifs.switch_on)
    return {"ledger": ledger.show, "what-if": what_ifs.try_out}


def _connecting(bolt: AsyncApp, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the forms about ticket systems; name who serves the verbs that open them."""
    form = Connecting(process, reception)
    apis = ApiForms(process, reception)
    connections = Connections(process, reception, form, apis)
    bolt.view("connect_system")(form.choose)
    bolt.view("connect_details")(form.save)
    bolt.view_closed("connect_details")(form.close)
    bolt.view("connect_api")(apis.save)
    bolt.action("connections")(connections.button)
    bolt.action(re.compile(r"^hook:\w+$"))(connections.act)
    return {"connect": form.offer, "connections": connections.show}


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
    bolt.action("share")(kpi.share)
    bolt.shortcut("ask_for_rating")(shortcuts.ask_for_rating)
    bolt.view("ask_form")(shortcuts.submit)

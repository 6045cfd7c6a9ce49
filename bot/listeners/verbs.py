"""Who serves each verb of `/survey`, with the buttons and forms that belong to it."""

import re
from collections.abc import Mapping

from bot.blocks import (
    alert_form,
    case_forms,
    case_parts,
    hours_form,
    open_cases,
    service_form,
    theme_form,
    theme_list,
    what_if,
    zone_form,
)
from bot.blocks import ledger as ledger_blocks
from bot.blocks.campaign_preview import SAMPLE
from bot.blocks.targets import FORM as TARGET_FORM
from bot.blocks.targets import NEW as NEW_TARGET
from bot.blocks.who_is_who import ACCOUNT_FORM, CHOOSE_CHANNEL, CHOOSE_PERSON, PERSON_FORM
from bot.listeners.alert_rule_orders import AlertRuleOrders
from bot.listeners.alert_rules import AlertRules
from bot.listeners.api_forms import ApiForms
from bot.listeners.campaign_desk import CampaignDesk
from bot.listeners.campaign_orders import CampaignOrders
from bot.listeners.campaigns import Campaigns
from bot.listeners.case_desk import CaseDesk
from bot.listeners.case_orders import CaseOrders
from bot.listeners.cases import Cases
from bot.listeners.connecting import Connecting
from bot.listeners.connections import Connections
from bot.listeners.counting import Counting
from bot.listeners.hours_orders import HoursOrders
from bot.listeners.ledger import Ledger
from bot.listeners.moments import Moments
from bot.listeners.opening_hours import OpeningHours
from bot.listeners.reactions import Reactions
from bot.listeners.reception import Reception
from bot.listeners.routes import Routes
from bot.listeners.steps import Steps
from bot.listeners.survey import Listener
from bot.listeners.targets import Targets
from bot.listeners.theme_desk import ThemeDesk
from bot.listeners.theme_orders import ThemeOrders
from bot.listeners.themes import Themes
from bot.listeners.what_ifs import WhatIfs
from bot.listeners.who_is_who import WhoIsWho
from bot.listeners.zones import Zones
from bot.overlays import STEP
from bot.process import Process


def take(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Name who serves each of `survey_words.VERBS`, and take what belongs to them."""
    return {
        **_campaigns(routes, process, reception),
        **_connecting(routes, process, reception),
        **_moments(routes, process, reception),
        **_who_is_who(routes, process, reception),
        **_hours(routes, process, reception),
        **_targets(routes, process, reception),
        **_counting(routes, process, reception),
        **_looking_back(routes, process, reception),
        **_alerts(routes, process, reception),
        **_themes(routes, process, reception),
    }


def _moments(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take reactions and steps of workflows; name who serves the verbs that set them up."""
    moments = Moments(process)
    routes.bolt.event("reaction_added")(Reactions(process, reception).added)
    routes.bolt.function(STEP)(Steps(process, reception).ask_for_rating)
    return {"reaction": moments.reaction, "threads": moments.threads}


def _who_is_who(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and forms of who is who; name who serves the verbs that show them."""
    who = WhoIsWho(process, reception)
    routes.action(CHOOSE_PERSON, who.choose_person)
    routes.action(CHOOSE_CHANNEL, who.choose_channel)
    routes.view(PERSON_FORM, who.submit_person)
    routes.view(ACCOUNT_FORM, who.submit_account)
    return {"people": who.people, "accounts": who.accounts}


def _hours(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and the form of opening hours; name who serves the verb that shows them."""
    page = OpeningHours(process, reception)
    routes.action(hours_form.SUGGEST, page.suggest)
    routes.action(re.compile(r"^hours:(edit|new|remove)$"), page.button)
    routes.view(hours_form.FORM, HoursOrders(process, page).submit)
    zones = Zones(process, page)
    routes.action(zone_form.BUTTON, zones.button)
    routes.view(zone_form.FORM, zones.submit)
    return {"hours": page.show}


def _counting(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the form on how to count; name who serves the verb that opens it."""
    counting = Counting(process, reception)
    routes.view(service_form.FORM, counting.submit)
    return {"definitions": counting.open}


def _targets(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the form of targets; name who serves the verb that lists them."""
    targets = Targets(process, reception)
    routes.action(NEW_TARGET, targets.open)
    routes.view(TARGET_FORM, targets.submit)
    return {"targets": targets.show}


def _themes(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and the form of themes; name who serves the verb that lists them."""
    desk = ThemeDesk(process)
    page, orders = Themes(process, reception, desk), ThemeOrders(process, reception, desk)
    routes.action(theme_list.LIST, page.button)
    routes.action(re.compile(r"^theme:(new|edit|remove|restore)$"), page.act)
    routes.action(theme_form.TRY, orders.try_out)
    routes.view(theme_form.FORM, orders.submit)
    return {"themes": page.show}


def _campaigns(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and forms of campaigns; name who serves the verb that shows them."""
    desk = CampaignDesk(process)
    page, orders = Campaigns(process, reception, desk), CampaignOrders(process, reception, desk)
    routes.action(re.compile(r"^campaign:\w+$"), page.button)
    routes.action(re.compile(rf"^{SAMPLE}"), page.sample)
    routes.view("campaign_form", orders.submit)
    routes.view("campaign_preview", orders.start)
    return {"campaigns": page.show}


def _looking_back(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons of the ledger and of replays; name who serves their verbs."""
    ledger, what_ifs = Ledger(process, reception), WhatIfs(process, reception)
    routes.action(re.compile(rf"^{ledger_blocks.ACTION}:\w+$"), ledger.button)
    routes.action(what_if.SWITCH_ON, what_ifs.switch_on)
    return {"ledger": ledger.show, "what-if": what_ifs.try_out}


def _alerts(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the buttons and forms of cases and of alerts; name who serves the verb that lists."""
    desk = CaseDesk(process)
    cases, orders = Cases(process, reception, desk), CaseOrders(process, reception, desk)
    routes.action(case_parts.TICKET, cases.pass_by)
    routes.action(open_cases.OPEN, cases.open)
    routes.action(re.compile(r"^case:\w+$"), cases.button)
    for form in (case_forms.ASSIGN, case_forms.SNOOZE, case_forms.DONE):
        routes.view(form, orders.submit)
    rules = AlertRules(process, reception)
    routes.action(re.compile(r"^alert:(edit|new|remove|joy)$"), rules.button)
    routes.action(alert_form.SURVEY, rules.rescale)
    routes.view(alert_form.FORM, AlertRuleOrders(process, rules).submit)
    return {"alerts": rules.show}


def _connecting(routes: Routes, process: Process, reception: Reception) -> Mapping[str, Listener]:
    """Take the forms about ticket systems; name who serves the verbs that open them."""
    form = Connecting(process, reception)
    apis = ApiForms(process, reception)
    connections = Connections(process, reception, form, apis)
    routes.view("connect_system", form.choose)
    routes.view("connect_details", form.save)
    routes.bolt.view_closed("connect_details")(form.close)
    routes.view("connect_api", apis.save)
    routes.action("connections", connections.button)
    routes.action(re.compile(r"^hook:\w+$"), connections.act)
    return {"connect": form.offer, "connections": connections.show}

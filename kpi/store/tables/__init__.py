"""The tables, in the order in which facts flow: from workspace and survey to response and tally.

Every table carries `workspace_id` first in its key, so that it can be partitioned by workspace.
"""

from sqlmodel import SQLModel

from kpi.store.tables.actions import Action, ActionChange, Thanks
from kpi.store.tables.answers import TOP_SCORE, Click, Response, ResponseChange, Tally
from kpi.store.tables.asking import AskedTally, Attempt, Delivery, Interaction, Invitation
from kpi.store.tables.campaigns import Campaign, CampaignAsk, CampaignMember, CampaignRound
from kpi.store.tables.cases import Alert, AlertRule, Case, CaseChange
from kpi.store.tables.digests import Schedule, ScheduleRun
from kpi.store.tables.doors import Hook, HookEvent, TicketLookup, WriteBack
from kpi.store.tables.people import Account, Address, Contact
from kpi.store.tables.places import PolicyChange, Survey, SurveyVersion, Workspace
from kpi.store.tables.segments import PLACES, SEGMENTS, TALLIED, Filed
from kpi.store.tables.service import OfficeSchedule, Reckoning, SaidTally, ServiceTally
from kpi.store.tables.themes import ThemeTally, ThemeWords
from kpi.store.tables.views import SavedView, Target

METADATA = SQLModel.metadata
"""All tables; migrations are compared with it."""

__all__ = [
    "METADATA",
    "PLACES",
    "SEGMENTS",
    "TALLIED",
    "TOP_SCORE",
    "Account",
    "Action",
    "ActionChange",
    "Address",
    "Alert",
    "AlertRule",
    "AskedTally",
    "Attempt",
    "Campaign",
    "CampaignAsk",
    "CampaignMember",
    "CampaignRound",
    "Case",
    "CaseChange",
    "Click",
    "Contact",
    "Delivery",
    "Filed",
    "Hook",
    "HookEvent",
    "Interaction",
    "Invitation",
    "OfficeSchedule",
    "PolicyChange",
    "Reckoning",
    "Response",
    "ResponseChange",
    "SaidTally",
    "SavedView",
    "Schedule",
    "ScheduleRun",
    "ServiceTally",
    "Survey",
    "SurveyVersion",
    "Tally",
    "Target",
    "Thanks",
    "ThemeTally",
    "ThemeWords",
    "TicketLookup",
    "Workspace",
    "WriteBack",
]

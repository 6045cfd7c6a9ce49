"""Who somebody is to us: admin, lead, member of the workspace, or an outsider.

Slack says who is an admin and who is a guest; the workspace names its leads and further admins.
What Slack said is kept for five minutes, so that a command seldom waits for it.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot import slack_errors
from bot.channels import SlackAway
from bot.process import Process
from bot.slack_errors import FAILURES, PERSON_ERRORS
from kpi.query import Query, View
from kpi.store.tables import Workspace

FRESH_FOR = timedelta(minutes=5)
GROUP_ERRORS = frozenset({"no_such_subteam", "subteam_not_found"})
"""There is no such user group (any more)."""

FOR_LEADS = frozenset({View.COMMENTS, View.EXPORT, View.SILENCE})
"""What shows more than numbers."""

Facts = Mapping[str, Any]
"""A user object of `users.info`; of outsiders it lacks fields."""
Value = TypeVar("Value")


class Role(StrEnum):
    """What somebody may see and do."""

    ADMIN = "admin"
    LEAD = "lead"
    MEMBER = "member"
    OUTSIDER = "outsider"

    @property
    def leads(self) -> bool:
        """Whether somebody sees everything."""
        return self in {Role.ADMIN, Role.LEAD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who asks something of us."""

    role: Role
    language: str
    facts: Facts


def role_of(facts: Facts, workspace: Workspace, *, lead_group: frozenset[str]) -> Role:
    """Decide the role from what Slack and the workspace say.

    Args:
        facts: the user object; empty when Slack does not show the person to us.
        workspace: with its lists of admins and leads.
        lead_group: ids of the members of the workspace's user group of leads.
    """
    user_id = facts.get("id", "")
    if _is_outsider(facts, workspace.id):
        return Role.OUTSIDER
    if facts.get("is_admin") or facts.get("is_owner") or user_id in workspace.admin_ids:
        return Role.ADMIN
    return Role.LEAD if user_id in {*workspace.lead_ids, *lead_group} else Role.MEMBER


def may_see(role: Role, query: Query, *, shows_agents: bool) -> bool:
    """Tell whether somebody may see what is asked for.

    Leads see everything, by agent only where an admin turned that on; other members see totals
    and teams, no comments and no files of rows; outsiders see nothing.
    """
    segments = {query.by, *query.filters} - {None}
    if "agent" in segments and not shows_agents:
        return False
    if role.leads:
        return True
    return role is Role.MEMBER and segments <= {"team"} and query.view not in FOR_LEADS


def names_of(facts: Facts) -> Iterator[str]:
    """Give what somebody may be called elsewhere: their mail address first, then their names."""
    profile = facts.get("profile") or {}
    keys = ("email", "real_name", "display_name")
    yield from (profile[key] for key in keys if profile.get(key))
    yield from (facts[key] for key in ("real_name", "name") if facts.get(key))


def _is_outsider(facts: Facts, home: str) -> bool:
    flags = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    return facts.get("team_id") != home or any(facts.get(flag) for flag in flags)


class Roles:
    """Looks people up in Slack, and remembers what it said for a while."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._people: _Memory[Facts] = _Memory()
        self._groups: _Memory[frozenset[str]] = _Memory()

    async def visitor(self, user_id: str, workspace: Workspace) -> Visitor:
        """Say who this is. Raises SlackAway when Slack cannot be asked."""
        facts = await self.facts(user_id)
        role = role_of(facts, workspace, lead_group=await self._lead_group(workspace))
        return Visitor(role=role, language=facts.get("locale") or workspace.language, facts=facts)

    async def facts(self, user_id: str) -> Facts:
        """Give the user object, empty for somebody we cannot see. Raises SlackAway."""
        facts = await self._people.recall(
            user_id, self._process.clock.now(), lambda: self._ask_person(user_id)
        )
        if locale := facts.get("locale"):
            self._process.languages[user_id] = locale
        return facts

    async def leaders(self, workspace: Workspace) -> list[str]:
        """Give the ids of those whom the workspace names as leads or admins, each once.

        Raises SlackAway when Slack cannot be asked who is in the group of leads.
        """
        group = await self._lead_group(workspace)
        return list(dict.fromkeys([*workspace.lead_ids, *sorted(group), *workspace.admin_ids]))

    async def is_here(self, user_id: str) -> bool:
        """Tell whether somebody is still to be reached here. Raises SlackAway."""
        facts = await self.facts(user_id)
        return bool(facts) and not facts.get("deleted")

    async def _lead_group(self, workspace: Workspace) -> frozenset[str]:
        group_id = workspace.lead_group_id
        if not group_id:
            return frozenset()
        return await self._groups.recall(
            group_id, self._process.clock.now(), lambda: self.group(group_id)
        )

    async def group(self, group_id: str) -> frozenset[str]:
        """Give the ids of a user group's members, none when it is gone. Raises SlackAway."""
        try:
            answer = await self._process.slack.usergroups_users_list(usergroup=group_id)
        except FAILURES as error:
            return _nothing_if_gone(error, frozenset[str](), GROUP_ERRORS)
        return frozenset(answer["users"])

    async def _ask_person(self, user_id: str) -> Facts:
        try:
            answer = await self._process.slack.users_info(user=user_id, include_locale=True)
        except FAILURES as error:
            return _nothing_if_gone(error, {}, PERSON_ERRORS)
        facts: Facts = answer["user"]
        return facts


def _nothing_if_gone(error: Exception, nothing: Value, gone: frozenset[str]) -> Value:
    """Tell "there is no such thing" from "Slack does not say"."""
    if slack_errors.judge(error).reason in gone:
        return nothing
    raise SlackAway from error


class _Memory(Generic[Value]):
    """Answers by key, each with the moment until when it is believed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[datetime, Value]] = {}

    async def recall(self, key: str, now: datetime, ask: Callable[[], Awaitable[Value]]) -> Value:
        """Give the remembered answer while it is fresh, otherwise ask again."""
        until, value = self._kept.get(key, (now, None))
        if value is not None and now < until:
            return value
        fresh = await ask()
        self._forget_old(now)
        self._kept[key] = (now + FRESH_FOR, fresh)
        return fresh

    def _forget_old(self, now: datetime) -> None:
        self._kept = {key: kept for key, kept in self._kept.items() if now < kept[0]}

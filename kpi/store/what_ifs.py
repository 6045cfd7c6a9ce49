"""What another policy of a survey would have done to the resolutions of the last days."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import what_if
from kpi.errors import Refused
from kpi.policy import Policy
from kpi.resolutions import Rules
from kpi.store import policy_changes, resolutions, rows, surveys
from kpi.store.tables import Invitation, Response, Survey, Workspace
from kpi.what_if import Comparison, Expected

LOOKS_BACK = timedelta(days=90)

_INVITATION = rows.table(Invitation)
_RESPONSE = rows.table(Response)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A policy that is not in force, beside what really happened."""

    survey: Survey
    changes: Mapping[str, str]
    """Values by the names of the settings that would be changed."""
    since: datetime
    comparison: Comparison
    delivered: int
    """Questions of the survey whose time is over."""
    answered: int
    """Of those."""
    policy_changes: int
    """How often the policy was changed meanwhile: what really happened followed more than one."""
    revision: int
    """How many policies the survey has had: by another number the policy was changed since."""

    @property
    def expected(self) -> Expected | None:
        """Give the answers to expect to the questions that would have been asked."""
        return what_if.expected(self.comparison.asked.after, self.answered, self.delivered)


async def tried(
    connection: AsyncConnection,
    workspace: Workspace,
    survey: Survey,
    changes: Mapping[str, str],
    *,
    now: datetime,
) -> WhatIf:
    """Replay the last 90 days with some settings of a survey changed; nothing is changed by it.

    Args:
        connection: only reads.
        workspace: whose resolutions.
        survey: whose policy.
        changes: values by the names of settings, in the order to take them.
        now: the aware moment until which it is replayed.

    Raises:
        WrongSetting: a setting does not exist, cannot have that value, or contradicts another.
    """
    policy, since = changed(survey, changes), now - LOOKS_BACK
    past = await resolutions.since(connection, workspace.id, since, now)
    rules = what_if.with_policy(past.rules, survey.id, policy)
    compare = partial(
        what_if.compared,
        past.resolutions,
        rules,
        changed=_of(rules, survey),
        history=past.history,
        zone=workspace.time_zone,
        until=now,
    )
    delivered, answered = await _response(connection, survey, since, now)
    return WhatIf(
        survey=survey,
        changes=changes,
        since=since,
        # A hundred thousand resolutions take seconds, in which others want to be served.
        comparison=await asyncio.to_thread(compare),
        delivered=delivered,
        answered=answered,
        policy_changes=_changes(_of(past.rules, survey), since),
        revision=len(_of(past.rules, survey).policies),
    )


async def switch_on(
    connection: AsyncConnection,
    survey: Survey,
    changes: Mapping[str, str],
    *,
    revision: int,
    by: str,
    now: datetime,
) -> None:
    """Change the survey's policy into the one that was tried; doing so again changes nothing.

    Args:
        connection: in a transaction of the writer.
        survey: whose policy.
        changes: as they were tried.
        revision: of what was tried.
        by: who wants it, a Slack user id.
        now: the aware moment from which it holds.

    Raises:
        Refused: the policy was changed since, so that the outcome would be another one.
        WrongSetting, Unfinished: as `surveys.change` raises them.
    """
    current = await surveys.locked(connection, survey)
    known = await policy_changes.of_survey(connection, current)
    is_so = changed(current, changes) == surveys.policy(current)
    if not is_so and revision != max(len(known), 1):
        raise Refused(
            "The policy of {survey} was changed since. Try it out anew.", survey=current.name
        )
    await surveys.change(connection, current, changes, by=by, now=now)


def _of(rules: Sequence[Rules], survey: Survey) -> Rules:
    return next(one for one in rules if one.survey == survey.id)


def _changes(rules: Rules, since: datetime) -> int:
    """Count the changes of a policy; its beginning is none."""
    return sum(at > since for at, _ in rules.policies[1:])


def changed(survey: Survey, changes: Mapping[str, str]) -> Policy:
    """Return the survey's policy with some settings changed. Raises WrongSetting."""
    policy = surveys.policy(survey)
    for name, value in changes.items():
        policy = policy.changed(name, value)
    return policy.checked()


async def _response(
    connection: AsyncConnection, survey: Survey, since: datetime, now: datetime
) -> tuple[int, int]:
    """Count the questions whose time is over, and those of them that were answered."""
    invitation = _INVITATION.c
    answer = and_(
        _RESPONSE.c.workspace_id == invitation.workspace_id,
        _RESPONSE.c.invitation_id == invitation.id,
    )
    mine = and_(invitation.workspace_id == survey.workspace_id, invitation.survey_id == survey.id)
    statement = (
        select(func.count(), func.count(_RESPONSE.c.score))
        .select_from(_INVITATION.outerjoin(_RESPONSE, answer))
        .where(mine, invitation.sent_at >= since, invitation.expires_at <= now)
    )
    delivered, answered = (await connection.execute(statement)).one()
    return delivered, answered

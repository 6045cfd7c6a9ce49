"""Rules of support leads: which answers to a survey need somebody, and which channel is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import thresholds
from kpi.errors import NotFound, Refused, WrongSetting
from kpi.store import rows, surveys
from kpi.store.columns import new_id
from kpi.store.tables import AlertRule, Survey
from kpi.thresholds import Rule

MOST = 20
"""Of one workspace: they are listed in one message."""

_TABLE = rows.table(AlertRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A rule as somebody wants it."""

    rule: Rule
    channel_id: str
    owner_id: str
    """Who hears when the channel is gone, and when nobody claims a case."""
    language: str = "en"
    """Of what is told in the channel."""


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[AlertRule]:
    """Return all rules, the oldest first."""
    mine = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id)
    return await rows.every(connection, AlertRule, mine.order_by(_TABLE.c.created_at, _TABLE.c.id))


async def in_channel(
    connection: AsyncConnection, workspace_id: str, channel_id: str
) -> list[AlertRule]:
    """Return the rules of one channel that are not paused."""
    found = await of_workspace(connection, workspace_id)
    return [one for one in found if one.channel_id == channel_id and not one.paused_because]


async def find(connection: AsyncConnection, workspace_id: str, rule_id: UUID) -> AlertRule:
    """Return one rule. Raises NotFound when it was removed."""
    statement = select(_TABLE).where(_is(workspace_id, rule_id))
    found = await rows.first(connection, AlertRule, statement)
    if found is None:
        raise NotFound("This rule was removed.")
    return found


async def create(
    connection: AsyncConnection, survey: Survey, wish: Wish, now: datetime
) -> AlertRule:
    """Make a rule for the answers to a survey that come from now on.

    Raises:
        WrongSetting: it asks nothing, or for more scores than there are.
        Refused: the survey is anonymous, or there are `MOST` rules already.
    """
    require(survey, wish.rule)
    if len(await of_workspace(connection, survey.workspace_id)) >= MOST:
        raise Refused("There are {count} rules already. Remove one first.", count=MOST)
    rule = AlertRule(
        workspace_id=survey.workspace_id,
        id=new_id(now),
        survey_id=survey.id,
        created_at=now,
        **_columns(wish),
    )
    await rows.add(connection, rule)
    return rule


async def change(connection: AsyncConnection, rule: AlertRule, survey: Survey, wish: Wish) -> None:
    """Let a rule be as it is wanted now; one that was paused goes on.

    Raises as `create` does, and NotFound when it was removed meanwhile.
    """
    require(survey, wish.rule)
    await _set(connection, rule, **_columns(wish), survey_id=survey.id, paused_because="")


async def pause(connection: AsyncConnection, rule: AlertRule, because: str) -> None:
    """Let a rule rest. Raises NotFound when it was removed."""
    await _set(connection, rule, paused_because=because)


async def remove(connection: AsyncConnection, rule: AlertRule) -> None:
    """Take a rule away; its cases stay."""
    await connection.execute(_TABLE.delete().where(_is(rule.workspace_id, rule.id)))


def require(survey: Survey, rule: Rule) -> None:
    """Refuse what cannot be a rule of this survey, as `create` does."""
    if surveys.policy(survey).anonymous:
        raise Refused("This survey is anonymous: nobody could be helped by name.")
    if rule.asks_nothing:
        raise WrongSetting("Say which answers need somebody, for example a score.")
    if rule.steps is not None and not 1 <= rule.steps < len(surveys.definition(survey).scale):
        raise WrongSetting("That score is not on the scale of this survey.")
    if len(rule.words) > thresholds.MOST_WORDS:
        raise WrongSetting("A rule can look for {count} words.", count=thresholds.MOST_WORDS)


def rule_of(row: AlertRule) -> Rule:
    """Give what an answer must be like."""
    return Rule(steps=row.steps, theme=row.theme, account=row.account, words=tuple(row.words))


def _columns(wish: Wish) -> dict[str, Any]:
    rule = wish.rule
    return {
        "steps": rule.steps,
        "theme": rule.theme,
        "account": rule.account,
        "words": list(rule.words),
        "channel_id": wish.channel_id,
        "owner_id": wish.owner_id,
        "language": wish.language,
    }


async def _set(connection: AsyncConnection, rule: AlertRule, **columns: object) -> None:
    changed = _TABLE.update().where(_is(rule.workspace_id, rule.id)).values(**columns)
    if (await connection.execute(changed)).rowcount != 1:
        raise NotFound("This rule was removed.")
    for name, value in columns.items():
        setattr(rule, name, value)


def _is(workspace_id: str, rule_id: UUID) -> ColumnElement[bool]:
    return and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.id == rule_id)

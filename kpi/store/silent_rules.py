"""Alert rules that no answer can meet any more: paused with the reason, and their owners told once.

What comes back, such as a theme as it came, lets its rules go on by themselves.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import alert_rules, alerts, dictionaries, surveys
from kpi.store.tables import AlertRule, Survey
from kpi.themes import OTHER

ANONYMOUS, THEME_GONE = "survey_anonymous", "theme_removed"
"""What such a rule keeps as `paused_because`."""
SILENT = frozenset({ANONYMOUS, THEME_GONE})


async def review(connection: AsyncConnection, workspace_id: str, now: datetime) -> list[AlertRule]:
    """Pause the rules that no answer can meet, let those go on that can be met again; return all.

    Args:
        connection: in a transaction of the writer.
        workspace_id: whose rules.
        now: aware.
    """
    rules = await alert_rules.of_workspace(connection, workspace_id)
    if not rules:
        return []
    known = {one.id: one for one in await surveys.of_workspace(connection, workspace_id)}
    themes = await _themes(connection, workspace_id, rules)
    for rule in rules:
        await _judge(connection, rule, _why(rule, known, themes), now)
    return rules


async def _themes(
    connection: AsyncConnection, workspace_id: str, rules: Collection[AlertRule]
) -> Collection[str]:
    if not any(rule.theme for rule in rules):
        return ()
    known = await dictionaries.of_workspace(connection, workspace_id)
    return {OTHER, *(one.key for one in known.themes)}


def _why(rule: AlertRule, known: Mapping[UUID, Survey], themes: Collection[str]) -> str:
    """Say why no answer can meet a rule; empty where one can."""
    if surveys.policy(known[rule.survey_id]).anonymous:
        return ANONYMOUS
    return THEME_GONE if rule.theme and rule.theme not in themes else ""


async def _judge(connection: AsyncConnection, rule: AlertRule, because: str, now: datetime) -> None:
    """Note why a rule rests, where nothing else pauses it; who owns it hears when that begins."""
    if rule.paused_because == because or rule.paused_because not in {"", *SILENT}:
        return
    is_new = not rule.paused_because
    await alert_rules.pause(connection, rule, because)
    if is_new:
        await alerts.notify(connection, rule, because, now)

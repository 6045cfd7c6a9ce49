from datetime import timedelta

import pytest

from kpi.errors import KpiError, NotFound, Refused, WrongSetting
from kpi.store import alert_rules, surveys
from kpi.store.alert_rules import Wish
from kpi.store.database import Database
from kpi.store.tables import AlertRule, Survey, Workspace
from kpi.thresholds import Rule
from tests.kpi.store.asking import Asking
from tests.moments import NOW


def wish(rule: Rule, channel_id: str = "C1") -> Wish:
    return Wish(rule=rule, channel_id=channel_id, owner_id="U1")


async def made(database: Database, survey: Survey, rule: Rule) -> AlertRule:
    return await database.writer.work(
        lambda connection: alert_rules.create(connection, survey, wish(rule), NOW)
    )


async def test_a_rule_lives_until_it_is_removed(database: Database, workspace: Workspace) -> None:
    survey = await Asking(database, workspace).survey()
    first = Rule(steps=2, theme="speed", account="Acme", words=("down", "te duur"))
    row = await made(database, survey, first)
    assert alert_rules.rule_of(row) == first
    await database.writer.work(lambda connection: alert_rules.pause(connection, row, "is_archived"))
    second = wish(Rule(steps=1), "C2")
    await database.writer.work(
        lambda connection: alert_rules.change(connection, row, survey, second)
    )
    async with database.reading() as connection:
        (found,) = await alert_rules.of_workspace(connection, workspace.id)
        assert found == await alert_rules.find(connection, workspace.id, row.id)
    assert (found.channel_id, found.paused_because) == ("C2", "")
    assert alert_rules.rule_of(found) == Rule(steps=1)
    await database.writer.work(lambda connection: alert_rules.remove(connection, row))
    with pytest.raises(NotFound):
        await database.writer.work(
            lambda connection: alert_rules.change(connection, row, survey, second)
        )


async def test_what_cannot_be_a_rule_is_refused(database: Database, workspace: Workspace) -> None:
    survey = await Asking(database, workspace).survey()
    wrong: dict[Rule, type[KpiError]] = {
        Rule(): WrongSetting,
        Rule(steps=0): WrongSetting,
        Rule(steps=5): WrongSetting,
        Rule(words=tuple(map(str, range(51)))): WrongSetting,
    }
    for rule, error in wrong.items():
        with pytest.raises(error):
            await made(database, survey, rule)
    for _ in range(alert_rules.MOST):
        await made(database, survey, Rule(steps=1))
    with pytest.raises(Refused, match="20 rules"):
        await made(database, survey, Rule(steps=1))
    await database.writer.work(
        lambda connection: surveys.change(
            connection, survey, {"anonymous": "yes"}, now=NOW + timedelta(days=1)
        )
    )
    with pytest.raises(Refused, match="anonymous"):
        alert_rules.require(await Asking(database, workspace).survey(), Rule(steps=1))

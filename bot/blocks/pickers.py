"""What a lead looks at in the Home tab, and the menus that change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import inert, kit, naming
from bot.blocks.message import Block
from bot.wording import Voice, sentence
from kpi.metrics import Metric

PERIOD, SCOPE, METRIC = "home:period", "home:scope", "home:metric"
"""Action ids of the menus; each names its block too, which Slack tells what is chosen in."""

PERIODS: Mapping[str, str] = {
    "week": sentence("This week"),
    "last week": sentence("Last week"),
    "month": sentence("This month"),
    "last month": sentence("Last month"),
    "quarter": sentence("This quarter"),
    "last quarter": sentence("Last quarter"),
}
"""Words of `kpi.periods.parse`, each with what stands in the menu."""

ALL, FOR_TEAM = "all", "team:"
"""What the second menu holds beside SPLIT_BY; the last is followed by the name of a team."""
SPLIT_BY: Mapping[str, str] = {"by": "team", "by:channel": "channel", "by:priority": "priority"}
SPLITS: Mapping[str, str] = {
    "team": sentence("Team by team"),
    "channel": sentence("Channel by channel"),
    "priority": sentence("Priority by priority"),
}
"""What numbers are split by, each with what that is called."""
MOST_TEAMS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody chose to see."""

    period: str = "week"
    """One of PERIODS."""
    scope: str = ALL
    metric: Metric = Metric.CSAT
    """Whose weeks are drawn."""

    @property
    def team(self) -> str:
        """The one team that is looked at; empty for all."""
        return self.scope.removeprefix(FOR_TEAM) if self.scope.startswith(FOR_TEAM) else ""

    @property
    def by(self) -> str | None:
        """What the numbers are split by."""
        return SPLIT_BY.get(self.scope)


def rows(say: Voice, choice: Choice, teams: Sequence[str]) -> list[Block]:
    """Draw the menus of what is shown; that of teams only where there are any."""
    options = [kit.option(say(name), value) for value, name in PERIODS.items()]
    menus = [kit.menu(PERIOD, options, chosen=choice.period, placeholder=say("Period"))]
    if teams or choice.team:
        scopes = _scopes(say, choice, teams)
        menus.append(kit.menu(SCOPE, scopes, chosen=choice.scope, placeholder=say("Teams")))
    return [{"type": "actions", "block_id": "home:menus", "elements": menus}]


def metrics(say: Voice, choice: Choice) -> Block:
    """Draw the menu of what the weeks are drawn of."""
    options = [kit.option(naming.metric(metric), metric.value) for metric in Metric]
    return kit.menu(METRIC, options, chosen=choice.metric.value, placeholder=say("KPI"))


def _scopes(say: Voice, choice: Choice, teams: Sequence[str]) -> list[Block]:
    named = dict.fromkeys([*teams[:MOST_TEAMS], *filter(None, [choice.team])])
    offered = [kit.option(say("All teams together"), ALL)]
    offered += [kit.option(say(SPLITS[by]), value) for value, by in SPLIT_BY.items()]
    for team in named:
        value, shown = f"{FOR_TEAM}{team}", inert.line(team, kit.OPTION)
        if len(value) <= kit.OPTION_VALUE and shown:
            offered.append(kit.option(shown, value))
    return offered

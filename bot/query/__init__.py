"""The grammar of `/kpi`: English or Dutch words in any order become a Query or a refusal."""

from bot.query.grammar import filters, parse
from bot.query.refusals import unknown_name

__all__ = ["filters", "parse", "unknown_name"]

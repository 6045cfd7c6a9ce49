"""The grammar of `/kpi`: English or Dutch words in any order become a Query or a refusal."""

from bot.query.grammar import filters, in_own_words, parse

__all__ = ["filters", "in_own_words", "parse"]

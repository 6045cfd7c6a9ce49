"""Teams that people name without saying that they are teams: "csat last week network"."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.query.refusals import UnknownWord, shortened
from bot.query.tokens import folded, tokens
from kpi.query import NotUnderstood

_NEAR = 0.75


def marked(text: str, refusal: UnknownWord, teams: Sequence[str]) -> str:
    """Give a question with its team written as a filter.

    Args:
        text: what somebody typed, with a word that is not known.
        refusal: says which word; raised where that is no team.
        teams: the names of the teams, as answers are filed.

    Raises:
        NotUnderstood: it comes near the name of a team, or near nothing.
    """
    for team in sorted(teams, key=len, reverse=True):
        found = re.search(rf"(?<![\w:\"]){re.escape(team)}(?![\w\"])", text, re.IGNORECASE)
        if found and _holds(found[0], refusal.word):
            return text[: found.start()] + _filter(team) + text[found.end() :]
    names = {folded(team): team for team in teams}
    near = get_close_matches(folded(refusal.word), names, n=1, cutoff=_NEAR)
    if not near or refusal.nearest:
        raise refusal
    meant = names[near[0]]
    raise NotUnderstood(
        'I do not know "{word}". Did you mean the team {nearest}?  Try  /kpi {example}',
        word=shortened(refusal.word),
        nearest=meant,
        example=_example(text, refusal.word, meant),
    )


def _holds(team: str, word: str) -> bool:
    return folded(word) in {one.word for one in tokens(team)}


def _example(text: str, word: str, team: str) -> str:
    return " ".join(
        _filter(team) if shortened(one.shown) == word else one.shown for one in tokens(text)
    )


def _filter(team: str) -> str:
    escaped = team.replace("&", "&amp;").replace('"', "&quot;")
    return f'team:"{escaped}"'

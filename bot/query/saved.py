"""Names that questions are kept under: which are free, and which one a text means."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from bot.query import grammar, orders, refusals, team_words
from bot.query.refusals import UnknownWord
from bot.query.tokens import tokens, unescaped
from bot.query.words import BY, FILLERS, METRICS, SEGMENT_WORDS, SURVEY_WORDS, VIEWS
from kpi.errors import KpiError, WrongSetting
from kpi.periods import PERIOD_WORDS
from kpi.query import NotUnderstood, Query
from kpi.store import views
from kpi.store.tables import SavedView

_TAKEN = frozenset(
    {
        *(*METRICS, *VIEWS, *SEGMENT_WORDS, *SURVEY_WORDS),
        *(*PERIOD_WORDS, *BY, *FILLERS, *orders.WORDS),
    }
)
_NEAR = 0.75


def require_free(name: str, *, today: date, zone: str) -> None:
    """Raise WrongSetting for a name that means something already."""
    words = [one.word for one in tokens(name)]
    if (
        all(word in _TAKEN for word in words)
        or words[0] in orders.WORDS
        or _is_read(name, today, zone)
    ):
        raise WrongSetting(
            'I read "{name}" as a question already. Choose another name, such as "{example}".',
            name=name,
            example="Monday",
        )


def read(
    text: str, kept: Iterable[SavedView], *, teams: Sequence[str] = (), today: date, zone: str
) -> Query:
    """Read a question, or the name of one that is kept.

    Args:
        text: what somebody typed.
        kept: the views of the workspace.
        teams: the names of its teams; one of them alone narrows, as with "team:" before it.
        today: the local day it is.
        zone: the IANA zone of the workspace.

    Raises:
        KpiError: as `grammar.parse` does; for what is nearly a name, with that name.
    """
    try:
        return grammar.parse(text, today=today, zone=zone)
    except KpiError as refusal:
        question = _question(text, kept, refusal, teams)
    return grammar.parse(question, today=today, zone=zone)


def quoted(name: str) -> str:
    """Write a name so that it reads back as that name."""
    return f'"{name}"' if " " in name else name


def under_name(refusal: NotUnderstood, name: str) -> NotUnderstood:
    """Give a refusal of a question that was to be kept, with the whole order as its example."""
    example = f'save "{unescaped(name)}" {refusal.example}'
    return type(refusal)(refusal.message, **{**refusal.values, "example": example})


def _is_read(text: str, today: date, zone: str) -> bool:
    try:
        grammar.parse(text, today=today, zone=zone)
    except KpiError:
        return False
    return True


def _question(text: str, kept: Iterable[SavedView], refusal: KpiError, teams: Sequence[str]) -> str:
    """Give the question kept under the name that a text is, or with its team marked as one.

    Args:
        text: what is no question in itself.
        kept: the views of the workspace.
        refusal: why it is none; raised where it comes near no name either.
        teams: the names of its teams.

    Raises:
        NotUnderstood: it comes near a name.
    """
    name, known = views.key(orders.name_of(text)), {one.key: one for one in kept}
    if name in known:
        return known[name].question
    likely = get_close_matches(name, known, n=1, cutoff=_NEAR) if name else []
    if likely:
        meant = known[likely[0]].name
        raise NotUnderstood(
            'There is no view called "{word}". Did you mean {nearest}?  Try  /kpi {example}',
            word=refusals.shortened(orders.name_of(text)),
            nearest=meant,
            example=quoted(meant),
        )
    if isinstance(refusal, UnknownWord):
        return team_words.marked(text, refusal, teams)
    raise refusal

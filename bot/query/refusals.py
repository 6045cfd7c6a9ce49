"""What Kompas says when it does not understand: the nearest meaning, and an example to paste."""

from bot.query.words import METRICS
from kpi.metrics import Metric
from kpi.query import NotUnderstood

EXAMPLE = "csat week"
_ONE_SURVEY = "week survey:onboarding"
LONGEST = 40
"""Characters of an unknown word that are repeated."""


class UnknownWord(NotUnderstood):
    """I do not know one of those words. Try /kpi help."""


def unknown_word(word: str, guess: str, example: str = EXAMPLE) -> UnknownWord:
    """A word that is not in the vocabulary, with the guess at its meaning, if there is one."""
    known = {"word": shortened(word), "nearest": guess, "example": example}
    if not guess:
        return UnknownWord('I do not know "{word}".  Try  /kpi {example}  or  /kpi help', **known)
    if guess in METRICS:
        return UnknownWord(
            '"{word}" is not a KPI I know. Did you mean {nearest}?  Try  /kpi {example}', **known
        )
    return UnknownWord(
        'I do not know "{word}". Did you mean {nearest}?  Try  /kpi {example}', **known
    )


def unknown_segment(word: str, guess: str) -> NotUnderstood:
    """Something that answers cannot be split or narrowed by."""
    return NotUnderstood(
        'I cannot look by "{word}"; I can by team, agent, channel, account, priority, source, '
        "moment, trigger or way.  Try  /kpi {example}",
        word=shortened(word),
        nearest=guess,
        example=f"{EXAMPLE} by {guess or 'team'}",
    )


def empty_split() -> NotUnderstood:
    """The word "by" with nothing after it."""
    return NotUnderstood(
        "Split by what? I can by team, agent, channel, account, priority, source, moment, "
        "trigger or way.  Try  /kpi {example}",
        nearest="team",
        example=f"{EXAMPLE} by team",
    )


def not_a_filter(word: str) -> NotUnderstood:
    """A word where only filters are expected."""
    return NotUnderstood(
        '"{word}" is not a filter. Write, for example,  {example}',
        word=shortened(word),
        nearest="",
        example='team:Network account:"Big Company"',
    )


def empty_filter(segment: str) -> NotUnderstood:
    """A filter without a value."""
    return NotUnderstood(
        'After "{word}:" I expect a name.  Try  /kpi {example}',
        word=segment,
        nearest="",
        example=f'{EXAMPLE} {segment}:"First line"',
    )


def nameless_survey() -> NotUnderstood:
    """The word "survey:" without a name."""
    return NotUnderstood(
        'After "survey:" I expect a name.  Try  /kpi {example}',
        nearest="",
        example=_ONE_SURVEY,
    )


def second_survey(word: str) -> NotUnderstood:
    """A survey beside another one."""
    return NotUnderstood(
        "I can look at one survey at a time.  Try  /kpi {example}",
        word=shortened(word),
        nearest="",
        example=_ONE_SURVEY,
    )


def bare_segment(word: str, segment: str) -> NotUnderstood:
    """A segment without `by` before it or a colon behind it."""
    return NotUnderstood(
        'To split by {segment}, write  /kpi {example}  and for one of them  {segment}:"its name"',
        word=shortened(word),
        segment=segment,
        nearest=segment,
        example=f"{EXAMPLE} by {segment}",
    )


def second_period(word: str) -> NotUnderstood:
    """A second period where one is possible."""
    return NotUnderstood(
        'I can show one period at a time, and "{word}" is a second one.  Try  /kpi {example}',
        word=shortened(word),
        nearest="",
        example=EXAMPLE,
    )


def second_split(word: str) -> NotUnderstood:
    """A second thing to split by where one is possible."""
    return NotUnderstood(
        'I can split by one thing at a time, and "{word}" is a second one.  Try  /kpi {example}',
        word=shortened(word),
        nearest="",
        example=f"{EXAMPLE} by team",
    )


def second_view(word: str) -> NotUnderstood:
    """A second view where one is possible."""
    return NotUnderstood(
        'I can show one thing at a time, and "{word}" is a second one.  Try  /kpi {example}',
        word=shortened(word),
        nearest="",
        example=f"{EXAMPLE} comments",
    )


def compared_already(example: str) -> NotUnderstood:
    """Something to compare with: every number stands beside the period before it."""
    return NotUnderstood(
        "Each number is compared with the period before it, always.  Try  /kpi {example}",
        nearest="",
        example=example,
    )


def scales_of_their_own(metric: Metric, other: Metric, example: str) -> NotUnderstood:
    """A metric to compare with another one."""
    return NotUnderstood(
        "{metric} and {other} have scales of their own, so I do not compare them.  "
        "Side by side:  /kpi {example}",
        metric=metric.upper(),
        other=other.upper(),
        nearest="",
        example=example,
    )


def side_by_side(segment: str, example: str) -> NotUnderstood:
    """One team to compare with another, or one of anything that answers are split by."""
    return NotUnderstood(
        "Side by side they stand when you split by {segment}.  Try  /kpi {example}",
        segment=segment,
        nearest="",
        example=example,
    )


def target_beside(example: str) -> NotUnderstood:
    """Where a number should be: each answer says how far it is from there."""
    return NotUnderstood(
        "Targets stand in  /kpi targets  and each beside its number.  Try  /kpi {example}",
        nearest="",
        example=example,
    )


def split_by_time(word: str) -> NotUnderstood:
    """A week or a month to split by."""
    return NotUnderstood(
        "Week by week a number stands in its trend; I do not split it by {word}.  "
        "Try  /kpi {example}",
        word=shortened(word),
        nearest="",
        example="csat quarter trend",
    )


def twice_filtered(segment: str) -> NotUnderstood:
    """A filter that is there twice."""
    return NotUnderstood(
        "I can narrow to one {word} at a time.  Try  /kpi {example}",
        word=segment,
        nearest="",
        example=f"{EXAMPLE} by {segment}",
    )


def not_asked(metric: Metric, segment: str) -> NotUnderstood:
    """Comments, or what only an answer has, of a metric for which nobody is asked."""
    if segment:
        return NotUnderstood(
            'For {metric} nobody is asked, so I cannot look by "{word}".  Try  /kpi {example}',
            metric=metric.upper(),
            word=segment,
            example=f"{metric} week by team",
        )
    return NotUnderstood(
        "For {metric} nobody is asked, so there are no comments.  Try  /kpi {example}",
        metric=metric.upper(),
        example=f"{EXAMPLE} comments",
    )


def nobody_silent(metric: Metric) -> NotUnderstood:
    """Who is not heard, of a metric for which nobody is asked."""
    return NotUnderstood(
        "For {metric} nobody is asked, so nobody is silent.  Try  /kpi {example}",
        metric=metric.upper(),
        example=f"{EXAMPLE} silence",
    )


def no_clock(metric: Metric) -> NotUnderstood:
    """Answers held against something that is no length of time."""
    return NotUnderstood(
        "{metric} is not a time: I can compare answers with FRT or ART.  Try  /kpi {example}",
        metric=metric.upper(),
        example=f"{EXAMPLE} clock",
    )


def second_clock() -> NotUnderstood:
    """Answers held against two lengths at once."""
    return NotUnderstood(
        "I can compare answers with one time only.  Try  /kpi {example}",
        nearest="",
        example="csat frt week clock",
    )


def shortened(word: str) -> str:
    """Give a word short enough to repeat."""
    return word if len(word) <= LONGEST else word[: LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"

"""How numbers are made: each definition in words, since when it holds, and what else there is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.blocks import desk, inert, kit, naming, opening_hours, scale
from bot.blocks.message import Block, Message
from bot.wording import Voice, binding, sentence, voice
from kpi import metrics, wording
from kpi.metrics import Definition, Kinship, Metric
from kpi.service_definitions import ServiceDefinition
from kpi.store import office_schedules, versions
from kpi.store import surveys as store
from kpi.store.office_schedules import Schedules
from kpi.store.origins import OfService, OfSurvey
from kpi.store.tables import Survey
from kpi.wording import Words

_NAMED: Mapping[str, str] = {
    "csat/faces/top2/v1": sentence("five faces for 1 – 5: satisfied from 4"),
    "csat/0-1/top1/v1": sentence("good or bad"),
    "ces/1-3/top1/v1": sentence("hard, neutral or easy"),
    "ces/1-5/top2/v1": sentence("agreement, 1 – 5: easy from 4"),
    "ces/1-5/bottom2/v1": sentence("effort, 1 – 5: easy up to 2"),
}
_FIRST: Mapping[Metric, str] = {
    Metric.CSAT: sentence("{ends}: satisfied from {first}"),
    Metric.CES: sentence("{ends}: easy from {first}"),
}
_KINSHIP: Mapping[Kinship, str] = {
    Kinship.STANDARD: sentence("This is what {metric} means in the field."),
    Kinship.SAME: sentence("It counts as {metric} does in the field, with faces for numbers."),
    Kinship.CUSTOM: sentence(
        "Its cut-off or its lead is a custom, not a standard: compare it with itself only."
    ),
    Kinship.NOT_COMPARABLE: sentence("Not comparable with what others call {metric}."),
}
_MARKS: Mapping[Kinship, str] = {
    Kinship.STANDARD: sentence("standard"),
    Kinship.SAME: sentence("as the standard"),
    Kinship.NOT_COMPARABLE: sentence("not comparable"),
}


def message(
    asked: Sequence[OfSurvey], service: Sequence[OfService] = (), *, language: str
) -> Message:
    """Say what each survey asks, how its answers are counted, and how sure that is.

    After them the service metrics, which ask nobody.
    """
    say = voice(language)
    texts = [["\n".join(_of_survey(say, one)), _others(say, one.survey)] for one in asked]
    texts += [["\n".join(_of_service(say, one)), _choice(say)] for one in service]
    footer = say("A day counts in your workspace's time zone.")
    if asked:
        footer = say(
            "A day counts in your workspace's time zone. An answer counts on the day of its first "
            "tap."
        )
    blocks: list[Block] = []
    for told, small in texts:
        blocks += [kit.section(told), kit.context(small)]
    parts = ["\n".join(pair) for pair in texts]
    return Message("\n\n".join([*parts, footer]).replace("*", ""), [*blocks, kit.context(footer)])


def title(say: Voice, definition: Definition) -> str:
    """Name a definition of a survey in a few words, its comparability included."""
    mark = _MARKS.get(definition.kinship)
    return " · ".join(filter(None, [_title(say, definition), say(mark) if mark else ""]))


def _title(say: Voice, definition: Definition) -> str:
    ends = f"{definition.low} \N{EN DASH} {definition.high}"
    if definition.key in _NAMED:
        return say(_NAMED[definition.key])
    if definition.formula == "mean":
        return say("{ends}: the average leads", ends=ends)
    first = min(definition.favourable)
    if definition.formula == "net":
        last = max(definition.unfavourable)
        return say(
            "{ends}: promoters from {first}, detractors to {last}",
            ends=ends,
            first=first,
            last=last,
        )
    return say(_FIRST[definition.metric], ends=ends, first=first)


def _of_survey(say: Voice, one: OfSurvey) -> Iterator[str]:
    survey, definition = one.survey, store.definition(one.survey)
    said = versions.words(survey, None, wording.spoken(say.language, survey.languages))
    name = inert.escaped(naming.survey(survey), naming.LONGEST)
    yield f"*{name}*  ({definition.key}, {say('version {number}', number=survey.version)})"
    yield _asked(say, definition, said)
    yield _formula(say, definition)
    yield _sureness(say, definition)
    yield _kinship(say, definition) + " " + say("In force since {day}.", day=_day(say, one.since))


def _asked(say: Voice, definition: Definition, said: Words) -> str:
    question = inert.escaped(said.asked(say("us")), kit.SECTION)
    if definition.in_words:
        choices = inert.escaped(scale.span(definition, said), kit.SECTION)
        return say("Asked: {question} One of: {choices}.", question=question, choices=choices)
    return say(
        "Asked: {question} From {low} to {high}.",
        question=question,
        low=inert.escaped(f"{definition.low} {said.low_label}", kit.BUTTON),
        high=inert.escaped(f"{definition.high} {said.high_label}", kit.BUTTON),
    )


def _formula(say: Voice, definition: Definition) -> str:
    first, last = min(definition.favourable), max(definition.favourable)
    if definition.formula == "net":
        return say(
            "Counted: the share of promoters ({first}-{last}) minus the share of detractors "
            "({low}-{high}); passives count in the total.",
            first=first,
            last=last,
            low=min(definition.unfavourable),
            high=max(definition.unfavourable),
        )
    if definition.formula == "mean":
        return say(
            "Counted: the average of all answers. From {first} on an answer is a good one.",
            first=first,
        )
    if first == last:
        answer = scale.short(say, definition, first)
        return say('Counted: the share of "{answer}" among all answers.', answer=answer)
    return say("Counted: the share of all answers from {first} to {last}.", first=first, last=last)


def _sureness(say: Voice, definition: Definition) -> str:
    match definition.formula:
        case "net":
            return say(
                "Likely range: 95 %, adjusted Wald. Under 5 answers no number, under 30 indicative."
            )
        case "mean":
            return say(
                "Likely range: 95 %, Student's t. Under 5 answers no number, under 30 indicative. "
                "Moves are judged by Welch's t."
            )
        case _:
            return say(
                "Likely range: 95 %, Wilson. Under 5 answers no number, under 30 indicative."
            )


def _kinship(say: Voice, definition: Definition) -> str:
    return say(_KINSHIP[definition.kinship], metric=naming.metric(definition.metric))


def _others(say: Voice, survey: Survey) -> str:
    """Name the alternatives, each with what its numbers may be held against."""
    others = [
        title(say, one)
        for one in metrics.choices(Metric(survey.metric))
        if one.key != survey.definition
    ]
    return say(
        "Other ways to ask, each a series of its own; an admin chooses at /survey: {others}.",
        others="; ".join(others),
    )


def _of_service(say: Voice, one: OfService) -> Iterator[str]:
    definition = one.definition
    yield f"*{naming.metric(definition.metric)}*  ({definition.key})"
    yield binding.measured(definition.meaning[say.language])
    yield from _hours(say, one.hours)
    yield from _of_day(say, definition)
    if one.beside:
        meaning, key = binding.measured(one.beside.meaning[say.language]), one.beside.key
        yield say(
            "Beside it stands what the system counts ({key}): {meaning}", key=key, meaning=meaning
        )
    if one.left_out:
        tags = inert.escaped(", ".join(one.left_out), kit.SECTION)
        yield say("Left out by their tags: {tags}.", tags=tags)
    since = say("In force since {day}.", day=_day(say, one.since)) if one.since else ""
    yield f"{_service_kinship(say, definition)} {since}".rstrip()


def _hours(say: Voice, found: Schedules | None) -> Iterator[str]:
    """Say which office hours count, and which of them are not everybody's."""
    if found is None:
        return
    hours = opening_hours.week(say, found.default.week)
    yield desk.assumed(say) if found.is_assumed else say("Office hours: {hours}.", hours=hours)
    if own := ", ".join(one.name for one in found.rows if one.name != office_schedules.DEFAULT):
        yield say("Hours of their own: {names}.", names=inert.escaped(own, opening_hours.NAMES))


def _of_day(say: Voice, definition: ServiceDefinition) -> Iterator[str]:
    match definition.metric:
        case Metric.FRT:
            yield say("Counts on the day of opening; what has no reply yet is counted apart.")
        case Metric.ART:
            yield say("Counts on the day of the resolution.")
        case _:
            if not definition.by_customers:
                yield say("The last {days} days are provisional.", days=definition.window_days)
            yield say("Likely range: 95 %, Wilson. Under 5 no number, under 30 indicative.")
            return
    yield say("Lengths are told in hours, never in days: eight hours of the office are 8 h.")
    yield say(
        "Likely range: 95 %, of the median by order statistics from 6 lengths on, of the average "
        "by Student's t. Under 5 no number, under 30 indicative. Moves are judged by Mann and "
        "Whitney's test."
    )


def _service_kinship(say: Voice, definition: ServiceDefinition) -> str:
    metric = naming.metric(definition.metric)
    if definition.by_customers:
        return say(
            "Known as survey FCR: compare it with what other customers say, not with what a system "
            "counts."
        )
    if definition.is_standard:
        return say(_KINSHIP[Kinship.STANDARD], metric=metric)
    if definition.is_comparable:
        return say("Counted as {metric} is in the field, under another headline.", metric=metric)
    return say(_KINSHIP[Kinship.NOT_COMPARABLE], metric=metric)


def _choice(say: Voice) -> str:
    return say("An admin chooses another way to count, a series of its own:  `/survey definitions`")


def _day(say: Voice, day: date) -> str:
    return f"{say.day(day)} {day.year}"

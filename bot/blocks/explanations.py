"""Help, definitions and refusals of `/kpi`."""

from collections.abc import Iterator, Sequence

from bot.blocks import inert, kit, naming
from bot.blocks.message import Message
from bot.wording import Voice, voice
from kpi import wording
from kpi.errors import KpiError
from kpi.metrics import Definition
from kpi.store import surveys as store
from kpi.store import versions
from kpi.store.tables import Survey

_LONGEST_VALUE = 300


def refusal(error: KpiError, *, language: str) -> Message:
    """Say why there is no answer, with an example that can be pasted."""
    say = voice(language)
    text = say.explain(error, lambda name, value: _shown(say, name, value))
    return Message(text, [kit.section(text)])


def definition(surveys: Sequence[Survey], *, language: str) -> Message:
    """Say what each survey asks, how its answers are counted, and how sure that is."""
    say = voice(language)
    parts = ["\n".join(_definition(say, survey)) for survey in surveys]
    footer = say(
        "A day counts in your workspace's time zone. An answer counts on the day of its first tap."
    )
    blocks = [*(kit.section(part) for part in parts), kit.context(footer)]
    return Message("\n\n".join([*parts, footer]).replace("*", ""), blocks)


def help_page(language: str) -> Message:
    """Show what can be asked, with examples that can be pasted."""
    say = voice(language)
    sections = [f"*{title}*\n" + "\n".join(examples) for title, examples in _examples(say)]
    intro = say("Ask in any order, in English or Dutch.")
    text = "\n\n".join([intro, *sections]).replace("*", "").replace("`", "")
    return Message(text, [kit.section(part) for part in [intro, *sections]])


def _shown(say: Voice, name: str, value: object) -> str:
    if name == "segment":
        return naming.segment(say, str(value))
    shown = inert.escaped(str(value), _LONGEST_VALUE)
    return f"*{shown}*" if name == "nearest" and shown else shown


def _definition(say: Voice, survey: Survey) -> Iterator[str]:
    definition = store.definition(survey)
    said = versions.words(survey, None, wording.spoken(say.language, survey.languages))
    name = inert.escaped(naming.survey(survey), naming.LONGEST)
    yield f"*{name}*  ({definition.key}, {say('version {number}', number=survey.version)})"
    yield say(
        "Asked: {question} From {low} to {high}.",
        question=inert.escaped(said.asked(say("us")), kit.SECTION),
        low=inert.escaped(f"{definition.low} {said.low_label}", kit.BUTTON),
        high=inert.escaped(f"{definition.high} {said.high_label}", kit.BUTTON),
    )
    yield _formula(say, definition)
    yield _sureness(say, definition)


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
    return say("Counted: the share of all answers from {first} to {last}.", first=first, last=last)


def _sureness(say: Voice, definition: Definition) -> str:
    if definition.formula == "net":
        return say(
            "Likely range: 95 %, adjusted Wald. Under 5 answers no number, under 30 indicative."
        )
    return say("Likely range: 95 %, Wilson. Under 5 answers no number, under 30 indicative.")


def _examples(say: Voice) -> Iterator[tuple[str, Sequence[str]]]:
    yield say("Numbers"), ("`/kpi`", "`/kpi csat week`", say("`/kpi nps last quarter`"))
    yield (
        say("Periods"),
        (
            say("`today` · `last week` · `2026-W47` · `november` · `2026-Q4` · `30d`"),
            "`2026-10-01..2026-10-15`",
        ),
    )
    splits = (say("`/kpi csat month by team`"), say("`/kpi ces quarter by channel`"))
    yield say("Split"), splits
    narrow = say('`/kpi csat week team:Network channel:chat account:"Big Company"`')
    yield say("Narrow"), (narrow,)
    views = (say("`/kpi csat week comments`"), say("`/kpi csat week trend`"))
    yield say("More"), (*views, "`/kpi nps definition`", "`/kpi help`")

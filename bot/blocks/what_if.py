"""What another policy would have done: how many asked, why not, where, and what to expect."""

from collections.abc import Iterator, Sequence

from bot.blocks import inert, kit, naming, outcomes
from bot.blocks.message import Block, Message
from bot.wording import Voice, voice
from kpi.resolutions import Fate
from kpi.store.ledger import Outcome
from kpi.store.what_ifs import LOOKS_BACK, WhatIf
from kpi.what_if import Change, Comparison, TeamChange

SWITCH_ON = "what_if:switch_on"
TEAMS = 5
"""Teams that are named."""
_ROWS = 40
_SHOWN = 200


def answer(found: WhatIf, *, settings: str, language: str, may_switch: bool) -> Message:
    """Show what would have happened.

    Args:
        found: the replay.
        settings: what would be changed, as it is typed.
        language: the reader's locale.
        may_switch: whether to offer the button that makes it so.
    """
    say, comparison = voice(language), found.comparison
    top = "\n".join(_top(say, found, settings))
    rows = [_row(say, one) for one in comparison.outcomes[:_ROWS]]
    head = [say("Outcome"), say("Was"), say("Would be")]
    notes = [*_notes(say, found, may_switch=may_switch)]
    teams = [*_teams(say, comparison.teams)]
    blocks = [
        kit.section(top),
        *([kit.table([head, *rows])] if rows else []),
        *(kit.section(text) for text in teams),
        kit.context(*notes),
        *kit.actions(_switch(say, found, settings) if may_switch else ()),
    ]
    lines = [top.replace("*", ""), *(_told(say, one) for one in comparison.outcomes), *notes]
    return Message("\n".join(lines), blocks)


def switched(say: Voice, survey: str, settings: str) -> Message:
    """Say that it is so from now on."""
    text = say(
        "Switched on: {survey} has {settings} from now on.",
        survey=survey.upper(),
        settings=f"`{inert.escaped(settings, _SHOWN)}`",
    )
    return Message(text, [kit.section(text)])


def _top(say: Voice, found: WhatIf, settings: str) -> Iterator[str]:
    shown = inert.escaped(settings, _SHOWN)
    yield f"*{say('What if {survey} had {settings}?', survey=_name(found), settings=shown)}*"
    comparison = found.comparison
    yield say.plural(
        "In the last {days} days {n} was solved.",
        "In the last {days} days {n} were solved.",
        comparison.resolutions,
        days=LOOKS_BACK.days,
    )
    yield _asked(say, comparison)
    yield _expected(say, found)


def _asked(say: Voice, comparison: Comparison) -> str:
    before, after = comparison.asked.before, comparison.asked.after
    if before == after:
        return say("Asked: *{n}*, as many as there were.", n=say.number(after))
    return say(
        "Asked: *{after}* instead of {before} ({change}).",
        after=say.number(after),
        before=say.number(before),
        change=say.points(comparison.asked.change),
    )


def _expected(say: Voice, found: WhatIf) -> str:
    expected = found.expected
    if expected is None:
        return say("No guess at the answers yet: no question's time is over.")
    return say(
        "Answers to expect: about {answers}, likely {low} to {high}. That is an estimate, from the "
        "{answered} answers to {delivered} questions whose time is over.",
        answers=say.number(expected.answers),
        low=say.number(expected.low),
        high=say.number(expected.high),
        answered=say.number(found.answered),
        delivered=say.number(found.delivered),
    )


def _row(say: Voice, change: Change) -> list[str]:
    n = change.n
    return [_outcome(say, change), say.number(n.before), say.number(n.after)]


def _told(say: Voice, change: Change) -> str:
    name, before, after = _row(say, change)
    return say("{name}: {before}, would be {after}", name=name, before=before, after=after)


def _outcome(say: Voice, change: Change) -> str:
    if change.fate is Fate.ASKED:
        return say("asked by {survey}", survey=change.reason.upper())
    return outcomes.told(say, Outcome(change.fate), change.reason)


def _teams(say: Voice, teams: Sequence[TeamChange]) -> Iterator[str]:
    if not teams:
        return
    lines = [f"*{say('Where it would differ most')}*"]
    for team in teams[:TEAMS]:
        name = inert.escaped(team.team, naming.LONGEST) or say("no team")
        before, after = say.number(team.n.before), say.number(team.n.after)
        change = say.points(team.n.change)
        lines.append(f"{name}: {before} → {after} ({change})")
    yield "\n".join(lines)


def _notes(say: Voice, found: WhatIf, *, may_switch: bool) -> Iterator[str]:
    if found.policy_changes:
        yield say.plural(
            "The policy was changed {n} time meanwhile, so not all of what was followed it.",
            "The policy was changed {n} times meanwhile, so not all of what was followed it.",
            found.policy_changes,
        )
    if found.comparison.as_they_were:
        yield say.plural(
            "{n} keeps its outcome: what the rules looked at was not kept then.",
            "{n} keep their outcome: what the rules looked at was not kept then.",
            found.comparison.as_they_were,
        )
    nothing = say("Nothing is changed by this.")
    yield nothing if may_switch else f"{nothing} {say('An admin can switch it on.')}"


def _switch(say: Voice, found: WhatIf, settings: str) -> Iterator[Block]:
    value = f"{found.revision} {found.survey.name} {settings}"
    if len(value) > kit.VALUE:
        return
    shown = inert.line(settings, _SHOWN)
    asked = say("From now on {survey} has: {settings}", survey=_name(found), settings=shown)
    button = kit.button(say("Switch it on"), SWITCH_ON, value, primary=True)
    yield kit.confirmed(
        button,
        title=say("Change the policy?"),
        text=asked,
        confirm=say("Switch it on"),
        deny=say("Cancel"),
    )


def _name(found: WhatIf) -> str:
    return found.survey.name.upper()

"""`kompas verify`: count answers and interactions again, and the decisions about resolutions."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple, TypeAlias

import typer

from bot.cli import output, recount, store
from bot.cli.complaints import FAILED
from bot.cli.options import AsJson, WorkspaceId
from bot.cli.recount import Findings
from bot.clock import Clock
from bot.config import Settings
from kpi.store import asked_tallies, said_tallies
from kpi.store.accounting import Gap

Repair: TypeAlias = Annotated[
    bool,
    typer.Option("--repair", help="Put right the tallies that differ, and look again."),
]


class _Seen(NamedTuple):
    """What was found, and, where something was to be repaired, what is found since then."""

    first: Findings
    repaired: int
    last: Findings


def verify(
    *, workspace: WorkspaceId = None, repair: Repair = False, as_json: AsJson = False
) -> None:
    """Recount answers, interactions and decisions; name what differs, exit 1 if anything does."""
    seen = store.run(_seen(Settings.load(), workspace, repair=repair, quiet=as_json))
    if as_json:
        output.as_json(_in_json(seen, repair=repair))
    else:
        _say_all(seen, repair=repair)
    if not seen.last.good:
        raise typer.Exit(FAILED)


async def _seen(settings: Settings, wanted: str | None, *, repair: bool, quiet: bool) -> _Seen:
    async with store.opened(settings) as database:
        home = (await store.workspace(database, wanted, Clock())).id
        first = await recount.look(database, home, quiet=quiet)
        if not repair or not first.may_be_repaired:
            return _Seen(first, 0, first)
        repaired = await recount.repair(database, home, first, quiet=quiet)
        return _Seen(first, repaired, await recount.look(database, home, quiet=quiet))


def _in_json(seen: _Seen, *, repair: bool) -> dict[str, Any]:
    return {**seen.last.as_json, **({"repaired": seen.repaired} if repair else {})}


def _say_all(seen: _Seen, *, repair: bool) -> None:
    _say(seen.first)
    if seen.last is not seen.first:
        n = seen.repaired
        output.say(f"\n{n:,} {'tally was' if n == 1 else 'tallies were'} put right. Now:")
        _say(seen.last)
    if repair and not seen.last.good:
        _say_what_is_left(seen.last)


def _say_what_is_left(found: Findings) -> None:
    if found.may_be_repaired:
        output.say(
            "Something still counts otherwise, such as a replica of an older release. End it, then"
            " repair again."
        )
    if found.gaps or found.strays:
        output.say("Only tallies can be repaired, not what was never decided about or reckoned.")


def _say(found: Findings) -> None:
    _say_differences(found.of("answers"), "tally", "tallies")
    _say_differences(found.of("themes"), "theme tally", "theme tallies")
    _say_counts(found.of("asked"), asked_tallies.COUNTS, "who was asked", "its questions")
    _say_counts(found.of("said"), said_tallies.COUNTS, "customers' own word", "what they said")
    if n := len(found.unheard):
        whose = "1 ticket keeps" if n == 1 else f"{n:,} tickets keep"
        output.say(f"{whose} another word than the customer's last.")
    if found.ticketless:
        output.say(f"Answers that do not say which ticket they are about: {found.ticketless:,}.")
    _say_service(found)
    for gap in found.gaps:
        output.say(_gap(gap))
    if not found.gaps:
        output.say("Every resolution was decided about once.")


def _say_differences(found: Sequence[Mapping[str, Any]], one: str, many: str) -> None:
    n = len(found)
    if n:
        output.say(f"{f'1 {one} differs' if n == 1 else f'{n:,} {many} differ'} from the answers:")
    else:
        output.say(f"Every {one} equals its answers.")
    for difference in found:
        output.say(_line(difference))


def _say_counts(
    found: Sequence[Mapping[str, Any]], names: Sequence[str], what: str, they: str
) -> None:
    """Say what differs of counts that have names, such as who was helped, asked and heard."""
    for one in found:
        both = zip(names, one["stored"], one["recounted"], strict=True)
        changes = ", ".join(
            f"{name}: {stored} stored, {counted} counted"
            for name, stored, counted in both
            if stored != counted
        )
        beside = f"until {one['until']}" if "until" in one else one["definition"]
        output.say(f"{one['survey']} {one['day']} {_whose(one)}, {beside}: {changes}")
    if not found:
        output.say(f"Every count of {what} equals {they}.")


def _say_service(found: Findings) -> None:
    """Say what differs of what interactions themselves tell."""
    differences = found.of("service")
    for one in differences:
        output.say(
            f"{one['measure']} {one['definition']} {one['day']} {_whose(one)}, bucket"
            f" {one['bucket']}: {one['stored']} stored, {one['recounted']} counted"
        )
    for stray in found.strays:
        ticket = f"{stray.source} {stray.external_id}".strip()
        said = (
            f"{ticket}: counts for nothing" if ticket else "What is not there counts for something"
        )
        output.say(f"{said} in the service KPIs.")
    if not differences and not found.strays:
        output.say("Every service tally equals its interactions.")


def _whose(difference: Mapping[str, Any]) -> str:
    return f"{difference['segment']} {difference['value']}" if difference["segment"] else "whole"


def _line(difference: Mapping[str, Any]) -> str:
    changes = ", ".join(
        f"score {score}: {stored} stored, {counted} counted"
        for score, (stored, counted) in enumerate(
            zip(difference["stored"], difference["recounted"], strict=True)
        )
        if stored != counted
    )
    about = f" about {difference['theme'] or 'anything'}" if "theme" in difference else ""
    whose = f"{_whose(difference)}{about}"
    return f"{difference['survey']} v{difference['version']} {difference['day']} {whose}: {changes}"


def _gap(gap: Gap) -> str:
    ticket = f"{gap.source} {gap.external_id}".strip() or "an interaction that is not there"
    return f"{ticket}: resolved {gap.resolutions} ×, decided about {gap.decisions} ×"

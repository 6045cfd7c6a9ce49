"""Comments, for `kompas summary`: as a table that any program can read, or as an object."""

from dataclasses import asdict, replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli import output
from kpi import reason_list
from kpi.query import Query
from kpi.store.comments import Page, Said


def show(page: Page, query: Query) -> None:
    """Print comments, newest first, and how to go on where there are more."""
    if not page.said:
        output.say("No comments.")
        return
    headings = ("day", "metric", "score", "team", "about", "themes", "reasons", "comment")
    rows = [_row(one, query.period.zone) for one in page.said]
    output.show(output.Grid(headings=headings, rows=rows, numbers=frozenset({2})))
    if (seen := query.skipped + len(page.said)) < page.all:
        older = replace(query, skipped=seen).text
        output.say(f"{page.all - seen:,} more: kompas summary '{older}'")


def as_json(page: Page, query: Query) -> dict[str, Any]:
    """Give comments with how many there are, and how many of the newest were skipped."""
    zone = ZoneInfo(query.period.zone)
    return {
        "all": page.all,
        "skipped": query.skipped,
        "comments": [_object(one, zone) for one in page.said],
    }


def _object(said: Said, zone: ZoneInfo) -> dict[str, Any]:
    told = {name: value for name, value in asdict(said).items() if name != "definition"}
    at = said.at.astimezone(zone).isoformat()
    return {"metric": said.definition.metric, "definition": said.definition.key, **told, "at": at}


def _row(said: Said, zone: str) -> tuple[str, ...]:
    day = said.at.astimezone(ZoneInfo(zone)).date().isoformat()
    ticked = ", ".join(reason_list.words(one, "en") for one in said.reasons)
    origin = (day, said.definition.metric.value, str(said.score), said.team, said.subject)
    return *origin, " ".join(said.themes), ticked, said.comment

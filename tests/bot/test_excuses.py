import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import structlog
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.clock import Clock
from bot.excuses import FAILED, LATE, Excuses
from bot.process import Process
from bot.roles import Roles
from bot.sandbox import cast
from bot.wording import voice
from kpi.errors import Refused
from kpi.store import contacts, workspaces
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.bot.running import process_of, sandbox_of
from tests.moments import NOW


@pytest.fixture
async def process(database: Database, workspace: Workspace) -> AsyncIterator[Process]:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        process_of(database, sandbox, Clock()) as made,
    ):
        yield made


def request(payload: dict[str, Any]) -> AsyncBoltRequest:
    return AsyncBoltRequest(body=payload, mode="socket_mode")


async def test_a_form_keeps_what_was_typed_and_shows_the_words(process: Process) -> None:
    view = {"blocks": [{"type": "section"}, {"type": "input", "block_id": "comment"}]}
    payload = {"type": "view_submission", "view": view}
    response = await Excuses(process).failed(LookupError(), request(payload))
    assert json.loads(response.body) == {
        "response_action": "errors",
        "errors": {"comment": FAILED},
    }


async def test_a_form_without_inputs_becomes_the_words(process: Process) -> None:
    payload = {"type": "view_submission", "view": {"blocks": []}}
    response = await Excuses(process).late(payload)
    assert json.loads(response.body)["response_action"] == "update"


async def test_in_the_home_tab_the_words_come_as_a_message(
    database: Database, workspace: Workspace
) -> None:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        process_of(database, sandbox, Clock()) as made,
    ):
        payload = {
            "type": "block_actions",
            "user": {"id": cast.AGENT},
            "view": {"type": "home"},
        }
        response = await Excuses(made).late(payload)
        assert response.status == 200
        assert (await sandbox.wait_for_message(cast.AGENT)).text == LATE


async def test_the_log_names_the_kind_and_not_the_words(process: Process) -> None:
    error = LookupError("canary@example.com")
    with structlog.testing.capture_logs() as lines:
        await Excuses(process).failed(error, request({"type": "block_actions"}))
    assert lines[0]["error"] == "builtins.LookupError"
    assert "canary" not in str(lines)


async def test_an_expected_error_is_no_fault_in_the_log(process: Process) -> None:
    with structlog.testing.capture_logs() as lines:
        await Excuses(process).failed(Refused(), request({"command": "/kpi"}))
    assert lines == []


async def test_words_are_in_the_persons_language(database: Database, workspace: Workspace) -> None:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        process_of(database, sandbox, Clock()) as process,
    ):
        await _settle(database, sandbox.identity.team_id)
        payload = {"command": "/kpi", "user_id": "U0JANSEN01"}
        response = await Excuses(process).late(payload)
    assert "langer" in json.loads(response.body)["text"]


async def test_a_colleague_is_answered_in_the_language_that_slack_told_of(
    database: Database, workspace: Workspace
) -> None:
    sandbox = sandbox_of(Clock())
    sandbox.add_user(cast.LEAD, "lbakker", "l.bakker@example.com", locale="nl-NL")
    async with sandbox.serving(), process_of(database, sandbox, Clock()) as process:
        payload = {"command": "/kpi", "user_id": cast.LEAD}
        before = await Excuses(process).late(payload)
        await Roles(process).visitor(cast.LEAD, workspace)
        after = await Excuses(process).late(payload)
    told = [json.loads(one.body)["text"] for one in (before, after)]
    assert told == [LATE, voice("nl")(LATE)]


async def test_a_database_that_is_away_still_leaves_words(
    process: Process, unused_tcp_port: int
) -> None:
    away = Database.open(f"postgresql://kompas@127.0.0.1:{unused_tcp_port}/kompas")
    response = await Excuses(replace(process, database=away)).late(
        {"command": "/kpi", "user_id": "U1"}
    )
    await away.close()
    assert "longer than usual" in json.loads(response.body)["text"]


async def _settle(database: Database, team_id: str) -> None:
    person = contacts.Person(team_id=team_id, user_id="U0JANSEN01", language="nl-NL")
    await database.writer.work(
        lambda connection: workspaces.ensure(connection, team_id, name="Home", now=NOW)
    )
    await database.writer.work(
        lambda connection: contacts.remember(connection, team_id, person, NOW)
    )

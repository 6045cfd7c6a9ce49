"""Hooks and their webhooks, as an operator reads them."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from bot.cli import examination_of_hooks
from bot.cli.finding import Finding
from bot.config import Settings
from bot.secrets import SecretBox
from kpi.store.tables import Hook, HookEvent, WriteBack
from tests.bot.running import KEY
from tests.moments import NOW

SETTINGS = Settings.model_validate(
    {"KOMPAS_ENCRYPTION_KEYS": KEY, "KOMPAS_PUBLIC_URL": "https://kompas.example.com"}
)
SECRET = SecretBox.of(SETTINGS).seal(b"s")


def hook(name: str, heard: datetime | None = None) -> Hook:
    return Hook(
        workspace_id="T1",
        id=name,
        source="standard",
        secret=SECRET,
        created_at=NOW,
        last_event_at=heard,
    )


def event(reason: str = "", *, hook_id: str = "h1", at: datetime = NOW) -> HookEvent:
    return HookEvent(
        workspace_id="T1", id=uuid4(), hook_id=hook_id, key="k", reason=reason, received_at=at
    )


def examined(*doors: Hook, failures: tuple[HookEvent, ...] = ()) -> list[Finding]:
    return list(examination_of_hooks.examine(SETTINGS, doors, failures))


def test_each_hook_says_when_it_was_heard() -> None:
    silent, heard = examined(hook("h1"), hook("h2", NOW))
    assert silent.found == "standard h1, no event yet"
    assert silent.advice == "Send one to https://kompas.example.com/hooks/standard/h1"
    assert heard.found == "standard h2, last event 2026-11-18 12:00 UTC"
    assert (silent.good, heard.good, heard.advice) == (True, True, "")


def test_failures_stand_by_hook_with_their_reasons() -> None:
    earlier = NOW - timedelta(hours=1)
    failures = (
        event("no requester"),
        event("odd", at=earlier),
        event("no requester", at=earlier),
        event("", hook_id="h2"),
    )
    _, _, first, second = examined(hook("h1", NOW), hook("h2", NOW), failures=failures)
    assert first.found == (
        "h1: 3 could not be understood, the last on 2026-11-18 12:00 UTC: no requester (2×); odd"
    )
    assert second.found.endswith(
        "h2: 1 could not be understood, the last on 2026-11-18 12:00 UTC: no reason given"
    )
    assert not first.good
    assert first.advice.endswith("kompas connect retry h1")
    many = tuple(event(f"reason {number}") for number in range(5))
    assert examined(hook("h1", NOW), failures=many)[-1].found.endswith("and 2 more reasons")


def test_a_secret_without_a_key_is_wrong_and_no_key_is_made(tmp_path: Path) -> None:
    settings = Settings.model_validate({"DATABASE_URL": f"sqlite:///{tmp_path}/k.db"})
    _, locked = examination_of_hooks.examine(settings, [hook("h1", NOW)], [])
    assert locked.found == "standard h1: no key opens its secret"
    assert list(tmp_path.iterdir()) == []


def test_webhooks_that_nobody_looks_at_are_named() -> None:
    waiting = [event(at=NOW - timedelta(minutes=1)), event(at=NOW - timedelta(hours=2))]
    (late,) = examination_of_hooks.late(waiting, NOW)
    assert late.found == "1 not looked at yet, the first from 2026-11-18 10:00 UTC"
    assert list(examination_of_hooks.late(waiting[:1], NOW)) == []


def test_an_api_that_cannot_be_asked_is_told_while_there_is_a_token() -> None:
    door = hook("h1", NOW)
    door.poll_trouble = "acme.zendesk.com refuses our token."
    assert [finding.good for finding in examined(door)] == [True]
    door.token = SECRET
    _, trouble = examined(door)
    assert (trouble.good, trouble.found) == (False, f"standard h1: {door.poll_trouble}")
    assert "kompas connect token h1" in trouble.advice


def test_answers_that_could_not_be_written_are_counted_by_their_reasons() -> None:
    def owed(reason: str) -> WriteBack:
        return WriteBack(
            workspace_id="T1",
            response_id=uuid4(),
            hook_id="h1",
            reason=reason,
            due_at=NOW,
            created_at=NOW,
        )

    failed = [owed("timeout"), owed("http_422"), owed("timeout")]
    (found,) = examination_of_hooks.unwritten(failed)
    assert "3 answers" in found.found
    assert "timeout (2×), http_422 (1×)" in found.found
    assert list(examination_of_hooks.unwritten([])) == []

"""What is known of a thread with and without leave to read it, from Slack as it answers."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

import pytest

from bot import overlays, threads
from bot.channels import SlackAway
from bot.clock import Clock
from bot.process import Process
from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.sandbox import Sandbox
from bot.threads import Thread
from kpi.store.database import Database
from tests.bot.running import process_of, sandbox_of
from tests.each import each


@asynccontextmanager
async def seen(
    database: Database, extras: Collection[str]
) -> AsyncIterator[tuple[Sandbox, Process]]:
    clock = Clock()
    async with (
        sandbox_of(clock, extras=extras).serving() as sandbox,
        process_of(database, sandbox, clock) as process,
    ):
        yield sandbox, process


async def told(sandbox: Sandbox) -> tuple[Message, Message]:
    """A customer's question with an answer."""
    root = await sandbox.person(cast.CUSTOMER).says(cast.SUPPORT, "My VPN is down")
    agent = sandbox.person(cast.AGENT)
    return root, await agent.says(cast.SUPPORT, "Fixed", thread_ts=root.ts)


async def test_a_thread_is_seen_whole_from_any_of_its_messages(database: Database) -> None:
    async with seen(database, overlays.OVERLAYS) as (sandbox, process):
        root, reply = await told(sandbox)
        await process.slack.chat_postMessage(
            channel=cast.SUPPORT, thread_ts=root.ts, text="A bot's"
        )
        whole = Thread(
            ts=root.ts,
            about="My VPN is down",
            writers=(cast.CUSTOMER, cast.AGENT),
            is_whole=True,
        )
        for message in (root, reply):
            assert await threads.of_message(process, cast.SUPPORT, message.ts) == whole


@pytest.mark.parametrize(
    ("extras", "writers", "about"),
    [(("reactions",), (cast.AGENT,), "Fixed"), ((), (cast.LEAD,), "")],
)
async def test_without_leave_to_read_only_the_marked_message_is_seen(
    database: Database, extras: Collection[str], writers: tuple[str, ...], about: str
) -> None:
    async with seen(database, extras) as (sandbox, process):
        root, reply = await told(sandbox)
        thread = await threads.of_message(process, cast.SUPPORT, reply.ts, author=cast.LEAD)
        ts = root.ts if extras else reply.ts
        assert thread == Thread(ts=ts, about=about, writers=writers)
        assert await threads.whole(process, cast.SUPPORT, root.ts) is None


async def test_slack_that_is_away_is_no_refusal(database: Database) -> None:
    async with seen(database, overlays.OVERLAYS) as (sandbox, process):
        root, _ = await told(sandbox)
        sandbox.faults.add("conversations.replies", "429", retry_after=60)
        with pytest.raises(SlackAway):
            await threads.of_message(process, cast.SUPPORT, root.ts)


def test_an_answer_names_who_began_its_thread() -> None:
    reply = {"ts": "2.0", "thread_ts": "1.0", "user": "U2", "parent_user_id": "U1", "text": "Hi"}
    assert threads.of_facts(reply) == Thread(ts="1.0", about="Hi", writers=("U1", "U2"))
    app = {"ts": "2.0", "user": "U0BOT", "bot_id": "B1", "text": "Hi"}
    assert threads.of_facts(app) == Thread(ts="2.0", about="Hi", writers=())


@each(
    ("text", "ts"),
    [
        ("1700000000.000100", "1700000000.000100"),
        ("https://acme.slack.com/archives/C0SHARED01/p1700000000000100", "1700000000.000100"),
        (
            "https://acme.slack.com/archives/C1/p1700000009000900?thread_ts=1700000000.000100&cid=C1",
            "1700000000.000100",
        ),
        ("https://acme.slack.com/archives/C1/p17", ""),
        ("http://[", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_a_thread_is_named_by_its_ts_or_by_a_link(text: str, ts: str) -> None:
    assert threads.named(text) == ts

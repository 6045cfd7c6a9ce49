import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog
from aiohttp import web
from aiohttp.http_exceptions import BadHttpMessage

from bot import logs

CANARY = "canary@example.com"


@pytest.fixture
def restored() -> Iterator[None]:
    """Logging as it was before, since its configuration is the process's."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    logging.getLogger("aiohttp.server").filters = []
    structlog.reset_defaults()


def _fail() -> None:
    raise LookupError(CANARY)


def written(form: Literal["console", "json"], level: str = "INFO") -> io.StringIO:
    stream = io.StringIO()
    logs.configure(level, form, stream)
    return stream


def test_json_lines_of_ours_and_of_libraries(restored: None) -> None:
    stream = written("json")
    structlog.get_logger("bot.x").info("sent", delivery="d1")
    logging.getLogger("apscheduler").warning("late by %s", "1 s")
    ours, theirs = map(json.loads, stream.getvalue().splitlines())
    assert (ours["event"], ours["delivery"], ours["level"]) == ("sent", "d1", "info")
    assert (theirs["event"], theirs["logger"]) == ("late by 1 s", "apscheduler")


@pytest.mark.parametrize("form", ["console", "json"])
def test_an_exception_shows_its_kind_and_place_but_not_its_words(
    restored: None, form: Literal["console", "json"]
) -> None:
    stream = written(form)
    try:
        _fail()
    except LookupError:
        structlog.get_logger().exception("failed")
        logging.getLogger("some.library").exception("failed too")
    text = stream.getvalue()
    assert text.count("builtins.LookupError") == 2
    assert "test_logs.py" in text
    assert CANARY not in text


@pytest.mark.parametrize("name", ["slack_sdk.web.async_base_client", "slack_bolt.AsyncApp"])
def test_slacks_libraries_are_silent_whatever_the_level(restored: None, name: str) -> None:
    stream = written("json", "DEBUG")
    logging.getLogger(name).error("request: %s", CANARY)
    assert stream.getvalue() == ""


def test_lines_below_the_level_are_left_out(restored: None) -> None:
    stream = written("console", "WARNING")
    structlog.get_logger("bot.x").info("quiet")
    structlog.get_logger("bot.x").warning("heard")
    assert "quiet" not in stream.getvalue()
    assert "heard" in stream.getvalue()


async def test_a_failure_that_nobody_waited_for_is_not_quoted(restored: None) -> None:
    stream = written("json")
    forgotten = asyncio.get_running_loop().create_future()
    forgotten.set_exception(LookupError(CANARY))
    del forgotten
    gc.collect()
    assert "exception was never retrieved" in stream.getvalue()
    assert "builtins.LookupError" in stream.getvalue()
    assert CANARY not in stream.getvalue()


@pytest.mark.parametrize(
    ("error", "heard"),
    [(BadHttpMessage(CANARY), False), (web.RequestPayloadError(), False), (LookupError(), True)],
)
def test_requests_that_nobody_could_read_fill_no_logs(
    restored: None, error: Exception, *, heard: bool
) -> None:
    stream = written("json", "DEBUG")
    logging.getLogger("aiohttp.server").error("Error handling request", exc_info=error)
    assert bool(stream.getvalue()) is heard

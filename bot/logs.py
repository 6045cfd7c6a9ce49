"""Structured logs that carry ids, never names, addresses, comments or tokens.

An exception's own message may quote any of those, so only its kind and place are logged.
"""

import logging
import sys
import traceback
from pathlib import Path
from typing import Literal, TextIO

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from structlog.typing import EventDict, Processor, WrappedLogger

QUIET = ("slack_sdk", "slack_bolt", "kompas.bolt", "aiohttp.access", "aiohttp.client")
"""Libraries whose log lines quote requests and answers; what matters of those we log ourselves."""

OURS = ("bot", "kpi")
"""Heard from the chosen level up; everybody else from warnings up, since libraries that talk
about their work quote statements and bodies."""

FRAMES_SHOWN = 6


def configure(
    level: str = "INFO",
    form: Literal["console", "json"] = "console",
    stream: TextIO | None = None,
) -> None:
    """Send all logs, the libraries' too, to `stream` (stderr when None) in one form."""
    _own_lines()
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(form, colours=stream is None and sys.stderr.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in QUIET:
        _silence(logging.getLogger(name))
    server = logging.getLogger("aiohttp.server")
    server.filters = [_is_not_a_strangers]


def _is_not_a_strangers(record: logging.LogRecord) -> bool:
    """Tell whether a line of the server's is about us, not about a request nobody could read.

    Such a request gets its 400; anybody could fill our logs with them.
    """
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | web.RequestPayloadError)


def _silence(logger: logging.Logger) -> None:
    """Swallow what a logger and its children say; Bolt gives the children levels of their own."""
    logger.handlers = [logging.NullHandler()]
    logger.propagate = False


def described(error: BaseException) -> dict[str, str]:
    """Return an exception's kind and the last places it came through, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_SHOWN:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    kind = type(error)
    return {"error": f"{kind.__module__}.{kind.__qualname__}", "through": " > ".join(places)}


def _own_lines() -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_messages,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _formatter(form: Literal["console", "json"], *, colours: bool) -> logging.Formatter:
    last: Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=colours)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_messages,
            _first_line,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            last,
        ],
    )


def _first_line(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Keep the first line of what libraries say: below it asyncio quotes whole exceptions."""
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _without_messages(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and places."""
    raised = event.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event.update(described(error))
    return event

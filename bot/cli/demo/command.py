"""The verb: it needs no settings, and leaves nothing behind."""

import asyncio
import os

from bot import logs

PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")


def demo() -> None:
    """Play the path from a solved ticket to the weekly digest, on this machine alone."""
    from bot.cli.demo import story  # noqa: PLC0415 - the other verbs need not wait for the whole bot

    logs.configure("ERROR")
    for name in PROXIES:
        os.environ.pop(name, None)  # noqa: TID251 - both ends are on this machine
    asyncio.run(story.play())

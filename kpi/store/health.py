"""What is wrong with a database, in one sentence, whichever driver said it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

from kpi.errors import Unavailable
from kpi.store.database import AWAY

_ERRNO = re.compile(r"\[Errno -?\d+\] ")


@asynccontextmanager
async def explained() -> AsyncIterator[None]:
    """Turn what a driver raises inside the block into a sentence.

    Raises:
        Unavailable: the database cannot be reached, or did not do what it was told.
    """
    try:
        yield
    except AWAY as error:
        raise Unavailable(
            "The database did not do its work: {why}. Check DATABASE_URL.", why=reason(error)
        ) from error


def reason(error: Exception) -> str:
    """Return what a driver says is wrong, in its own words and without the end of the sentence."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(cause, TimeoutError) and not str(cause):
        return "no answer in time"
    first = next(iter(str(cause).splitlines()), "") or type(cause).__name__
    # Drivers put their own class, and systems a number, before their words.
    words = first.partition(">: ")[2] or first
    return _ERRNO.sub("", words).rstrip(".")

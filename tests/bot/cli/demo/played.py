"""The demo as a process of its own, used over HTTP as its page uses it."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests import forked
from tests.forked import Forked

PATIENCE = 60.0
"""Seconds; it is up in a few, on a machine that does nothing else."""


@dataclass(slots=True)
class Demo:
    """One that runs."""

    process: Forked
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def panel(self) -> str:
        """Give what the panel says, without its tags."""
        text = self._sent("/beside/panel").decode()
        return " ".join(re.sub(r"<[^>]+>", " ", text).split())

    def press(self, action: str, **form: str) -> None:
        """Send one of the panel's forms."""
        self._sent(f"/beside/{action}", urlencode(form))

    def wait(self) -> None:
        """Wait until Kompas has been set up."""
        until = time.monotonic() + PATIENCE
        while "Setting up" in self.panel():
            assert time.monotonic() < until
            time.sleep(0.1)

    def end(self, how: signal.Signals) -> str:
        """Tell it to stop; give the rest of what it printed."""
        self.process.send_signal(how)
        self.process.ended(PATIENCE)
        return self.process.printed().partition("\n")[2]

    def _sent(self, path: str, body: str | None = None) -> bytes:
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE)
        headers = {"X-Desk": "1", "Content-Type": "application/x-www-form-urlencoded"}
        with closing(connection):
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        assert answer.status < HTTPStatus.BAD_REQUEST, content
        return content


@contextmanager
def demo(folder: Path, *options: str, **environment: str) -> Iterator[Demo]:
    """Start it in a folder of its own, in which everything temporary lands too.

    What it prints goes to a file beside that folder.
    """
    surroundings = {
        "PATH": os.environ["PATH"],  # noqa: TID251 - what any process needs
        "TMPDIR": str(folder),
        **environment,
    }
    process = forked.kompas(
        *("demo", "--no-browser", *options),
        folder=folder,
        environment=surroundings,
        output=folder.with_name(f"{folder.name}-printed.txt"),
    )
    try:
        yield Demo(process, _address(process))
    finally:
        process.send_signal(signal.SIGKILL)
        process.ended(PATIENCE)


def _address(process: Forked) -> str:
    """Wait for the line that says where it is."""
    until = time.monotonic() + PATIENCE
    while not (found := re.search(r"http://\S+(?=\s)", process.printed())):
        assert process.returncode is None, process.printed()
        assert time.monotonic() < until
        time.sleep(0.05)
    return found[0]

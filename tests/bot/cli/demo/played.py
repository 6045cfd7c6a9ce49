"""The demo as a process of its own, as somebody runs it who has just heard of Kompas."""

import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

from tests import forked
from tests.forked import Forked

SURROUNDINGS = {
    "SLACK_BOT_TOKEN": "wrong",
    "KOMPAS_PORT": "none",
    "HTTP_PROXY": "http://127.0.0.1:9",
}
PATIENCE = 60.0
"""Seconds; it is up in a few, on a machine that does nothing else."""


@dataclass(slots=True)
class Demo:
    """One that runs."""

    here: Path
    process: Forked
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def panel(self) -> str:
        """Give what the panel says, without its tags."""
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", "/beside/panel", headers={"X-Desk": "1"})
            answer = connection.getresponse()
            text = answer.read().decode()
        assert answer.status == HTTPStatus.OK, text
        return " ".join(re.sub(r"<[^>]+>", " ", text).split())

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


@contextmanager
def amid_others(folder: Path, *options: str) -> Iterator[Demo]:
    """Start it in a folder where all is set up for something else, on a port that is taken."""
    (folder / ".env").write_text("DATABASE_URL=postgresql://nowhere/none\n")
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with demo(folder, "--port", str(taken), *options, **SURROUNDINGS) as running:
            assert running.port != taken
            yield running


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
        yield Demo(folder, process, _address(process))
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

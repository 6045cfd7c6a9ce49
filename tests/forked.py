"""`kompas` as a process of its own, forked from one that has imported everything already.

It has an id to be killed by, a folder, an environment and an output of its own; only its imports,
which take longer than most stories, were made before. That `python -m bot` starts as well is
proven where a story starts it so.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.__main__ import main

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["bot.cli.serve", "bot.serving", "bot.cli.demo.stage"])


@dataclass(frozen=True, slots=True)
class Forked:
    """A process that runs the command, and the file it prints to."""

    process: ForkServerProcess
    output: Path

    @property
    def returncode(self) -> int | None:
        """What it left with, minus the signal that killed it; None while it runs."""
        return self.process.exitcode

    def send_signal(self, how: signal.Signals) -> None:
        """Signal it, unless it has ended."""
        if self.returncode is None and self.process.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, how)

    def ended(self, within: float) -> int:
        """Wait for its end; give what it left with."""
        self.process.join(within)
        code = self.process.exitcode
        assert code is not None, f"it is still there: {self.printed()}"
        return code

    async def wait(self, within: float) -> int:
        """Wait for its end in a thread, as `ended` does."""
        return await asyncio.to_thread(self.ended, within)

    def printed(self) -> str:
        """Give what it has printed so far, the errors too."""
        return self.output.read_text(encoding="utf-8")


def kompas(*arguments: str, folder: Path, environment: Mapping[str, str], output: Path) -> Forked:
    """Run the command in a folder, with this environment and no other."""
    output.touch()
    process = _CONTEXT.Process(target=_run, args=(arguments, folder, dict(environment), output))
    process.start()
    return Forked(process, output)


def _run(
    arguments: tuple[str, ...], folder: Path, environment: dict[str, str], output: Path
) -> None:
    os.chdir(folder)
    os.environ.clear()  # noqa: TID251 - this process gets an environment of its own
    os.environ.update(environment)  # noqa: TID251
    printing = os.open(output, os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(printing, stream)
    sys.argv = ["kompas", *arguments]
    main()

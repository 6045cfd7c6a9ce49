"""`python -m bot` and `kompas` are the same command."""

import subprocess
import sys


def test_it_leaves_with_the_commands_exit_code() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.lstrip().startswith("Usage: kompas ")

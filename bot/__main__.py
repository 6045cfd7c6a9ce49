"""`kompas`, also as `python -m bot`."""

import sys

from bot.cli import command


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(command.run(sys.argv[1:]))


if __name__ == "__main__":
    main()

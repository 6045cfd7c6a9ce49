"""`kompas`, also as `python -m bot`."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from bot.cli import command  # noqa: PLC0415 - Ctrl-C is heard while it is imported

        sys.exit(command.run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()

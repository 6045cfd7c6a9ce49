"""`kompas demo`: the whole path played on this machine alone, with a Slack of its own."""

from bot.cli.demo.command import demo

__all__ = ["demo"]

"""`kompas demo`: Kompas on a Slack of its own, in a browser, on this machine alone."""

from bot.cli.demo.command import demo

__all__ = ["demo"]

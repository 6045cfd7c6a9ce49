"""Everything Kompas shows in Slack, as pure Block Kit: values in, dictionaries out."""

from bot.blocks.message import Block, Message, View

__all__ = ["Block", "Message", "View"]

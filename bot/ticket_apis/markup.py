"""A note in the markup of a ticket system: what a customer wrote can do nothing there."""

import html as entities
import re

from bot.ticket_apis.talk import Note


def html(note: Note) -> str:
    """Return paragraphs, and the comment as a quotation."""
    paragraphs = [f"<p>{_escaped(line)}</p>" for line in note.lines]
    if note.comment:
        paragraphs.append(f"<blockquote>{_escaped(note.comment)}</blockquote>")
    return "".join(paragraphs)


def lines(note: Note) -> str:
    """Return HTML of line breaks only, for systems that show hardly anything else of it."""
    return "<br><br>".join(map(_escaped, plain(note).split("\n\n")))


def plain(note: Note) -> str:
    """Return paragraphs of plain text, the comment last."""
    return "\n\n".join([*note.lines, *([note.comment] if note.comment else [])])


def fenced(note: Note) -> str:
    """Return Markdown, the comment as code, in which nobody is mentioned and nothing linked."""
    if not note.comment:
        return "\n\n".join(note.lines)
    longest = max((len(run) for run in re.findall("`+", note.comment)), default=0)
    fence = "`" * max(longest + 1, 3)
    return "\n\n".join([*note.lines, f"{fence}text\n{note.comment}\n{fence}"])


def unformatted(note: Note) -> str:
    """Return Jira's markup, the comment as text without any."""
    if not note.comment:
        return "\n\n".join(note.lines)
    harmless = note.comment.replace("{", "(").replace("}", ")")
    return "\n\n".join([*note.lines, f"{{noformat}}{harmless}{{noformat}}"])


def _escaped(text: str) -> str:
    return entities.escape(text).replace("\n", "<br>")

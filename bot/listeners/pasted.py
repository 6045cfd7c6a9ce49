"""Lines that an admin pastes into a form: a name and an id, such as a spreadsheet gives them."""

import re

from kpi.errors import Refused

PERSON = re.compile(r"\b[UW][A-Z0-9]{6,}\b")
CHANNEL = re.compile(r"\b[CG][A-Z0-9]{6,}\b")
_PARTS = re.compile(r"(.*?)\s*[,;\t]\s*([^,;\t]*)")


def pairs(text: str, kind: re.Pattern[str]) -> dict[str, str]:
    """Read lines of a name, a comma, semicolon or tab, and an id or something with it in it.

    Args:
        text: the lines; empty ones and a first one of headings are passed over.
        kind: PERSON or CHANNEL; the id may stand in a link or a mention.

    Returns:
        The id of each name; of one that comes twice, the last.

    Raises:
        Refused: a line holds no name or no such id, with its number.
    """
    lines = {number: line.strip() for number, line in enumerate(text.splitlines(), start=1)}
    read = {number: _pair(line, kind) for number, line in lines.items() if line}
    wrong = [number for number, found in read.items() if found is None and number > 1]
    if wrong or (read and not any(read.values())):
        raise Refused("Line {line} is not a name, a comma and an id.", line=min(wrong, default=1))
    return dict(found for found in read.values() if found)


def _pair(line: str, kind: re.Pattern[str]) -> tuple[str, str] | None:
    parts = _PARTS.fullmatch(line)
    found = kind.search(parts[2]) if parts else None
    name = parts[1].strip(" \"'") if parts else ""
    return (name, found[0]) if found and name else None

import re

import pytest

from bot.listeners import pasted
from kpi.errors import Refused
from tests.each import each


@each(
    ("text", "kind", "found"),
    [
        ("", pasted.PERSON, {}),
        ("a@b.nl, U0JANSEN01", pasted.PERSON, {"a@b.nl": "U0JANSEN01"}),
        ("address;user\n\na@b.nl;<@W0JANSEN01|jan>", pasted.PERSON, {"a@b.nl": "W0JANSEN01"}),
        ("a@b.nl\thttps://x.slack.com/team/U0JANSEN01", pasted.PERSON, {"a@b.nl": "U0JANSEN01"}),
        ('"Acme, Inc.", C0SHARED01', pasted.CHANNEL, {"Acme, Inc.": "C0SHARED01"}),
        ("A, C0SHARED01\nA, G0SHARED02", pasted.CHANNEL, {"A": "G0SHARED02"}),
    ],
)
def test_lines_of_a_spreadsheet_are_read(
    text: str, kind: re.Pattern[str], found: dict[str, str]
) -> None:
    assert pasted.pairs(text, kind) == found


@each(
    ("text", "line"),
    [
        ("Acme, #acme", 1),
        ("Acme", 1),
        (", C0SHARED01", 1),
        ("Acme, C0SHARED01\nBig, U0JANSEN01", 2),
        ("name, channel\nAcme, C0SHARED01\n\nBig", 4),
    ],
)
def test_a_line_that_is_none_is_named(text: str, line: int) -> None:
    with pytest.raises(Refused, match=f"Line {line} "):
        pasted.pairs(text, pasted.CHANNEL)

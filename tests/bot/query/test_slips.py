"""A guess is offered where it is likely, and a name is left alone."""

from bot.query import slips
from bot.query.tokens import tokens


def test_guesses_are_near_or_none() -> None:
    assert slips.guesses("csta")[0] == "csat"
    assert slips.guesses("munday")[0] == "last monday"
    for far in (
        "xyzzy",
        "compare",
        "prijs",
        "stijgt",
        "plot",
        "overzicht",
        "who",
        "mediaan",
    ):
        assert slips.guesses(far) == [], far
    assert slips.nearest_segment("tema") == "team"
    assert slips.nearest_segment("medewreker") == "agent"
    for far in ("xyzzy", "region", "country"):
        assert slips.nearest_segment(far) == "", far


def test_what_means_nothing_may_be_a_name() -> None:
    names = [
        one.shown
        for one in tokens("Acme team week 2026 vs <@U123> team:West of")
        if slips.is_name(one)
    ]
    assert names == ["Acme", "U123"]

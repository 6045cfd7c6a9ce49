"""The colours can be told apart from what lies behind them, by day and by night."""

import re
from pathlib import Path

import bot.sandbox.page
from tests.each import each

CSS = (Path(bot.sandbox.page.__file__).parent / "static/blocks.css").read_text(encoding="utf-8")
TEXT, SHAPE = 4.5, 3.0
READ = [
    ("ink", "paper"),
    ("ink", "paper-soft"),
    ("ink", "hover"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-soft"),
    ("link", "paper"),
    ("red-ink", "paper"),
    ("on-colour", "green"),
    ("on-colour", "red"),
    ("mention-ink", "mention-bg"),
    ("mention-own-ink", "mention-own-bg"),
    ("code-ink", "code-bg"),
    *(("ink", f"{kind}-bg") for kind in ("warning", "error", "success", "info")),
]
SEEN = [
    ("line-strong", "paper"),
    ("focus", "paper"),
    *((f"chart-{n}", "paper") for n in range(1, 7)),
]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", block))


def themes() -> list[dict[str, str]]:
    found = re.findall(r":root[^{]*\{([^}]*)\}", CSS)
    return [colours(block) for block in found]


def light(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@each("theme", themes())
def test_words_and_shapes_stand_out(theme: dict[str, str]) -> None:
    pairs = [(pair, TEXT) for pair in READ] + [(pair, SHAPE) for pair in SEEN]
    weak = {
        pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2)
        for pair, least in pairs
        if contrast(theme[pair[0]], theme[pair[1]]) < least
    }
    assert weak == {}


def test_night_is_the_same_whether_chosen_or_preferred() -> None:
    day, chosen, preferred = themes()
    assert chosen == preferred
    assert chosen.keys() == day.keys()


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.search(r"url\(|@import", CSS)

from bot import wording
from bot.blocks import theme_trial
from bot.blocks.message import Message
from bot.blocks.theme_trial import Tried
from tests.bot.blocks.reading import HOSTILE, assert_inert, read
from tests.bot.blocks.summaries import said


def tried(**values: object) -> Tried:
    counts = {"of": 2000, "is_capped": False, "caught": 8, "gained": 7, "lost": 1}
    quoted = {"gains": [said(HOSTILE)] * 5, "losses": [said("=cmd|'/c calc'!A1")]}
    return Tried(**{**counts, **quoted, **values})  # type: ignore[arg-type]  # a test fills it in


def shown(one: Tried, language: str = "en") -> str:
    message = Message("x", theme_trial.told(wording.voice(language), one, "UTC"))
    assert_inert(message)
    return read(message)


def test_counts_come_first_then_some_of_each() -> None:
    text = shown(tried())
    assert "These words catch *8* of 2,000 comments of the last 90 days." in text
    assert "New: 7. No longer: 1." in text
    assert text.index("and 2 more") < text.index("No longer, with these words:")
    assert "=cmd" in text
    dutch = shown(tried(is_capped=True), "nl")
    assert "*8* van de nieuwste 2.000 opmerkingen" in dutch
    assert "Erbij: 7. Eraf: 1." in dutch


def test_where_nothing_changes_or_nobody_said_anything_it_says_so() -> None:
    same = tried(gained=0, lost=0, gains=[], losses=[])
    assert "The same ones as now." in shown(same)
    assert "There are no comments" in shown(tried(of=0, gains=[], losses=[]))


def test_what_cannot_be_tried_is_said_inertly() -> None:
    assert_inert(Message("x", theme_trial.refused(f"There is no word in {HOSTILE}.")))

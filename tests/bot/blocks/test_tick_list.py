from bot.blocks import asking, tick_list
from kpi.store.invitations import Question
from tests.bot.blocks.questions import question

SLOW = {"en": "Too slow", "nl": "Te traag"}
LISTS = {"reasons.en": "Too slow,Not solved", "reasons.nl": "Te traag,Niet opgelost"}


def offering(score: int, language: str = "en", **lists: str) -> Question:
    asked = question(score=score, language=language)
    asked.survey.policy = lists or LISTS
    return asked


def texts(asked: Question) -> list[tuple[str, bool]]:
    boxes = tick_list.boxes(asked, asking.voice_of(asked))
    return [(box.text, box.is_ticked) for box in boxes]


def ticked(asked: Question, *reasons: dict[str, str]) -> Question:
    assert asked.response is not None
    asked.response.reasons = [*reasons]
    return asked


def test_the_list_is_in_the_language_of_the_person() -> None:
    assert texts(offering(2)) == [("Too slow", False), ("Not solved", False)]
    assert texts(offering(3, "nl")) == [("Te traag", False), ("Niet opgelost", False)]
    assert texts(offering(2, "en", **{"reasons.nl": "Te traag"})) == []


def test_a_high_score_is_not_asked_what_was_amiss() -> None:
    assert texts(offering(5)) == []
    assert texts(ticked(offering(5), SLOW)) == [("Too slow", True)]


def test_what_was_ticked_stays_when_the_list_forgets_it() -> None:
    old = {"en": "Rude", "nl": "Onbeleefd"}
    assert texts(ticked(offering(2), SLOW, old)) == [
        ("Too slow", True),
        ("Not solved", False),
        ("Rude", True),
    ]


def test_there_are_never_more_boxes_than_fit() -> None:
    full = offering(2, **{"reasons.en": ",".join("abcdefghij")})
    assert len(texts(ticked(full, SLOW))) == 10
    assert ("Too slow", True) in texts(full)

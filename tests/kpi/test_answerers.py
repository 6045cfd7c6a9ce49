"""Where those who answer lie apart from everybody helped."""

from kpi import answerers
from kpi.answerers import Reached
from tests.each import each
from tests.kpi.splits import split

OPEN = split({"a": ({5: 40}, {})})
CLOSED = split({"a": ({5: 40}, {})}, private=True)


def channels(**answered: int) -> dict[str, dict[str, Reached]]:
    """A hundred were helped by each channel; so many of them answered."""
    return {"channel": {name: Reached(100, 60, n, 0) for name, n in answered.items()}}


def test_a_gap_of_ten_points_is_told_and_judged() -> None:
    chat, mail = answerers.gaps(channels(chat=60, mail=20), OPEN)
    assert (chat.name, float(chat.points), chat.is_chance) == ("chat", 25, False)
    assert (mail.name, float(mail.points)) == ("mail", -25)
    assert answerers.gaps(channels(chat=44, mail=36), OPEN) == ()


@each(("chat", "is_told"), [(599, False), (600, True), (401, False), (400, True)])
def test_a_gap_is_told_from_exactly_ten_points_on(chat: int, *, is_told: bool) -> None:
    """Half of 2,000 were helped by each channel, so of 1,000 answers one is a tenth of a point."""
    answered = {"chat": chat, "mail": 1000 - chat}
    parts = {"channel": {name: Reached(1000, 1000, n) for name, n in answered.items()}}
    assert bool(answerers.gaps(parts, OPEN)) is is_told


@each(("chat", "is_compared"), [(7, False), (8, True)])
def test_nothing_is_said_of_fewer_than_ten_answers(chat: int, *, is_compared: bool) -> None:
    parts = channels(chat=chat, mail=2)
    assert answerers.is_compared(parts) is is_compared
    assert bool(answerers.gaps(parts, OPEN)) is is_compared


def test_few_answers_make_gaps_that_could_be_chance() -> None:
    gaps = answerers.gaps(channels(chat=8, mail=4), OPEN)
    assert [gap.is_chance for gap in gaps] == [True, True]
    assert answerers.gaps(channels(chat=7, mail=1), OPEN) == ()
    assert not answerers.is_compared(channels(chat=7, mail=1))


def test_one_part_and_unknown_ones_say_nothing() -> None:
    parts = channels(chat=60)
    parts["channel"][""] = Reached(100, 60, 1, 0)
    assert answerers.gaps(parts, OPEN) == ()


def test_an_anonymous_survey_tells_of_no_small_group() -> None:
    parts = channels(chat=60, mail=4)
    assert answerers.gaps(parts, OPEN)
    assert answerers.gaps(parts, CLOSED) == ()
    assert answerers.gaps(channels(chat=60, mail=5), CLOSED)

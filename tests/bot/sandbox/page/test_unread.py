from bot.sandbox import cast
from bot.sandbox.page.unread import Reading, Unread
from tests.bot.sandbox.page.spoken import said, ts

LEAD, PLACE = cast.LEAD, cast.SUPPORT


def test_everything_is_unread_until_somebody_looks() -> None:
    reading = Reading()
    messages = [said(0), said(1, text=f"<@{LEAD}> see this"), said(2)]

    assert reading.unread(LEAD, PLACE, messages) == Unread(3, 1)
    reading.look(LEAD, PLACE, messages)

    assert reading.unread(LEAD, PLACE, messages) == Unread(0, 0)
    assert reading.unread(LEAD, PLACE, [*messages, said(3)]) == Unread(1, 0)
    assert reading.unread(cast.ADMIN, PLACE, messages).count == 3


def test_own_words_private_words_and_threads_do_not_count() -> None:
    messages = [
        said(0, by=LEAD),
        said(1, seen_by=LEAD),
        said(2, thread=ts(0)),
        said(3, thread=ts(3)),
    ]

    assert Reading().unread(LEAD, PLACE, messages) == Unread(1, 0)


def test_what_is_new_stays_marked_until_one_comes_in_again() -> None:
    reading = Reading()
    reading.look(LEAD, PLACE, [said(0)])
    reading.enter(LEAD, PLACE)
    reading.look(LEAD, PLACE, [said(0), said(1)])

    assert reading.new_after(LEAD, PLACE) == ts(0)
    reading.enter(LEAD, PLACE)
    assert reading.new_after(LEAD, PLACE) == ts(1)


def test_somebody_who_never_came_in_has_nothing_marked_and_a_newcomer_everything() -> None:
    reading = Reading()
    assert reading.new_after(LEAD, PLACE) == ""

    reading.enter(LEAD, PLACE)
    assert "" < reading.new_after(LEAD, PLACE) < ts(0)


def test_a_deleted_message_makes_nothing_unread_again() -> None:
    reading = Reading()
    reading.look(LEAD, PLACE, [said(0), said(1)])
    reading.look(LEAD, PLACE, [])

    assert reading.unread(LEAD, PLACE, [said(0), said(1)]).count == 0

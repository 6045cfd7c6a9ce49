from zoneinfo import ZoneInfo

from bot.sandbox import cast
from bot.sandbox.page import timeline
from tests.bot.sandbox.page.spoken import said, ts

ZONE = ZoneInfo("Europe/Amsterdam")
A_DAY = 24 * 60


def test_one_sender_speaks_on_for_a_few_minutes() -> None:
    messages = [said(0), said(4), said(9.1), said(10, by=cast.LEAD), said(11)]

    rows = timeline.rows(messages, messages, ZONE)

    assert [row.begins for row in rows] == [True, False, True, True, True]
    assert [row.new_day for row in rows] == [True, False, False, False, False]


def test_a_private_message_stands_by_itself() -> None:
    messages = [said(0), said(1, seen_by=cast.LEAD), said(2, seen_by=cast.LEAD), said(3)]

    assert all(row.begins for row in timeline.rows(messages, messages, ZONE))


def test_days_begin_where_the_reader_lives() -> None:
    late = [said(14 * 60 + 30), said(15 * 60 + 30)]

    here = timeline.rows(late, late, ZONE)
    elsewhere = timeline.rows(late, late, ZoneInfo("America/New_York"))

    assert [row.new_day for row in here] == [True, True]
    assert [row.new_day for row in elsewhere] == [True, False]
    assert timeline.rows([said(0), said(A_DAY)], (), ZONE)[1].new_day


def test_the_first_unread_message_of_somebody_else_is_marked() -> None:
    messages = [said(0), said(1), said(2, by=cast.LEAD), said(3), said(4)]

    rows = timeline.rows(messages, messages, ZONE, new_after=ts(1), reader=cast.LEAD)

    assert [row.new for row in rows] == [False, False, False, True, False]
    assert rows[3].begins
    unmarked = timeline.rows(messages, messages, ZONE, reader=cast.LEAD)
    assert not any(row.new for row in unmarked)


def test_answers_in_threads_are_counted_at_their_root() -> None:
    everything = [
        said(0),
        said(1, by=cast.LEAD, thread=ts(0)),
        said(2, by=cast.ADMIN, thread=ts(0)),
        said(3, by=cast.LEAD, thread=ts(0)),
        said(4, seen_by=cast.LEAD, thread=ts(0)),
        said(5),
    ]

    root, other = timeline.rows(timeline.roots(everything), everything, ZONE)

    assert root.replies is not None
    assert (root.replies.count, root.replies.private) == (3, 1)
    assert root.replies.people == [cast.LEAD, cast.ADMIN]
    assert root.replies.last_at is not None
    assert root.replies.last_at.minute == 3
    assert other.replies is None
    assert other.begins, "what stands below a thread begins anew"


def test_a_thread_is_its_root_and_its_answers() -> None:
    everything = [said(0, thread=ts(0)), said(1), said(2, thread=ts(0)), said(2.5, thread=ts(1))]

    shown = timeline.thread(everything, ts(0))

    assert [one.ts for one in shown] == [ts(0), ts(2)]
    assert [row.begins for row in timeline.rows(shown, (), ZONE)] == [True, True]

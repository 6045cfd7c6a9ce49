from bot.blocks import case_reminder
from bot.blocks.case_reminder import Reader
from bot.wording import voice
from kpi.store.case_reminders import News
from tests.bot.blocks.cases import AT, case, told


def test_what_became_of_an_answer_is_said_as_it_stands_now() -> None:
    owned = case(state="claimed", owner_id="U1")
    back, changed = "took the answer back", "changed the answer to 5 of 5"
    for news, score, said in (
        (News.TAKEN_BACK, None, back),
        (News.TAKEN_BACK, 5, changed),
        (News.CHANGED, 5, changed),
        (News.CHANGED, None, back),
        (News.SILENCED, 1, "anonymous by now"),
        (News.LOW_AGAIN, 1, "changed the answer to 1 of 5, so this needs somebody again"),
        (News.SPOKE_AGAIN, 1, "has said more since"),
    ):
        reader = Reader(user_id="U1", news=news)
        message = case_reminder.message(voice("en"), told(owned, score=score), AT, reader)
        assert said in message.text, (news, score)

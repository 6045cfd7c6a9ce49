from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk, said

ADDRESS = "a.devries@example.com"


async def test_a_colleague_asks_by_hand_and_the_question_comes_at_once(desk: Desk) -> None:
    told = said(await desk.agent.command("/survey", "csat @jjansen about VPN & mail"))
    assert told == "I will ask <@U0JANSEN01> about VPN &amp; mail now."
    question = await desk.question(cast.CUSTOMER)
    await desk.customer.tap(question, "rate:5")
    (answer,) = await desk.answers()
    assert (answer.trigger, answer.source, answer.agent) == ("hand", "slack", ADDRESS)


async def test_several_people_each_get_their_sentence(desk: Desk) -> None:
    told = said(await desk.agent.command("/survey", "csat @jjansen @lbakker over VPN"))
    assert told.count("\n") == 1
    await desk.question(cast.CUSTOMER)
    await desk.question(cast.LEAD)


async def test_asking_again_too_soon_is_refused_in_words(desk: Desk) -> None:
    await desk.agent.command("/survey", "csat @jjansen about VPN")
    await desk.question(cast.CUSTOMER)
    told = said(await desk.agent.command("/survey", "csat @jjansen about mail"))
    assert "asked the same question recently" in told


async def test_a_survey_that_is_off_says_so(desk: Desk) -> None:
    assert "is off" in said(await desk.agent.command("/survey", "nps @jjansen about VPN"))


async def test_a_survey_that_is_none_is_told_before_what_else_is_missing(desk: Desk) -> None:
    for typed, told in {
        "zzz @jjansen": "There is no survey zzz here. There are csat, ces, nps.",
        "zzz @jjansen about VPN": "There is no survey zzz here. There are csat, ces, nps.",
        "csta @jjansen": "Did you mean `/survey csat @person about VPN`?",
        "csat @jjansen": "What was it about?",
    }.items():
        assert told in said(await desk.agent.command("/survey", typed)), typed
    guest = await desk.guest.command("/survey", "zzz @jjansen", channel=cast.SHARED)
    assert "only for members" in said(guest)


async def test_a_bot_cannot_be_asked(desk: Desk) -> None:
    told = said(await desk.agent.command("/survey", "csat @kompas about VPN"))
    assert "not a person" in told


async def test_the_same_signed_command_again_asks_once(desk: Desk) -> None:
    first = await desk.agent.command("/survey", "csat @jjansen about VPN")
    await desk.question(cast.CUSTOMER)
    await desk.sandbox.replay(first)
    await desk.round()
    assert len(desk.sandbox.messages(cast.CUSTOMER)) == 1


async def test_a_guest_is_asked_where_they_share_a_channel_with_us(desk: Desk) -> None:
    await desk.agent.command("/survey", "csat @gpeters about VPN", channel=cast.SHARED)
    question = await desk.question(cast.SHARED)
    await desk.guest.tap(question, "rate:4")
    await desk.whisper("4 of 5", cast.GUEST)


async def test_outsiders_cannot_ask(desk: Desk) -> None:
    exchange = await desk.guest.command("/survey", "csat @jjansen about VPN", channel=cast.SHARED)
    assert "only for members" in said(exchange)
    assert desk.sandbox.messages(cast.CUSTOMER) == []


async def test_what_is_not_understood_gets_an_example(desk: Desk) -> None:
    assert "`/survey csat @person about VPN`" in said(await desk.agent.command("/survey", "csta"))
    assert "Did you mean `/survey alerts`?" in said(await desk.agent.command("/survey", "allerts"))


async def test_help_names_every_form(desk: Desk) -> None:
    told = said(await desk.admin.command("/survey", "help"))
    named = ("csat", "digest", "campaign", "ledger", "what-if", "connect", "people", "leads")
    for word in (*named, "agents", "reaction", "threads", "stop", "start"):
        assert f"/survey {word}" in told


async def test_slack_away_is_told_and_nothing_is_stored(desk: Desk) -> None:
    desk.sandbox.faults.add("users.info", "html_500")
    told = said(await desk.agent.command("/survey", "csat @jjansen about VPN"))
    assert "could not reach Slack" in told

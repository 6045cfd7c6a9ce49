from uuid import UUID

from bot.blocks import alert
from bot.wording import voice
from tests.bot.blocks.cases import AT, case, told
from tests.bot.blocks.reading import HOSTILE, assert_inert, checked, read

EN, NL = voice("en"), voice("nl")


def test_one_answer_is_told_with_all_there_is_to_it() -> None:
    message = alert.message(EN, [told()], AT)
    assert read(message).splitlines()[:3] == [
        "🔴 2 of 5 from J. Jansen (Acme) on VPN keeps dropping · helped by A. de Vries, Network",
        "> Third time this month.",
        "Acme in the 13 weeks before: 3 of 5 satisfied. May be contacted.",
    ]
    assert "[ Claim ] [ Open ticket ] [ Not ours ]" in read(message)
    assert "3 of 5 satisfied" in message.text
    over = case(state="done", owner_id="U2", outcome="solved", note=HOSTILE)
    told_over = alert.message(EN, [told(over, comment=HOSTILE)], AT)
    assert_inert(told_over, allowed="<@U2>")
    assert "> <!channel>" in read(told_over)


def test_many_answers_are_a_list_that_fits() -> None:
    many = [told(case(id=UUID(int=at)), comment=HOSTILE * 9) for at in range(40)]
    message = checked(alert.message(NL, many, AT))
    assert "40 antwoorden hebben iemand nodig" in message.text
    shown = sum("case:claim" in str(block) for block in message.blocks)
    assert 5 <= shown <= alert.MOST
    assert f"Nog {40 - shown}." in read(message)
    assert len(message.blocks) <= 50
    assert_inert(message)
    resting = [told(case(id=UUID(int=at), owner_id="U2"), comment="") for at in range(25)]
    assert len(checked(alert.message(EN, resting, AT)).blocks) <= 50


def test_of_a_storm_what_still_needs_somebody_comes_before_what_is_done() -> None:
    done = [told(case(state="done", outcome="solved"), subject=f"Old {at}") for at in range(30)]
    message = alert.message(EN, [*done, told(subject="The newest")], AT)
    assert message.text.startswith("1 answer needs somebody\n🔴 2 of 5 from J. Jansen (Acme)")
    assert "The newest" in message.text.splitlines()[1]


def test_where_outsiders_read_nothing_is_left() -> None:
    assert "VPN" not in read(alert.hidden(EN))

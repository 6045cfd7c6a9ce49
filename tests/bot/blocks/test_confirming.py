from datetime import timedelta

from bot.blocks import prompt
from kpi.store.invitations import Question
from tests.bot.blocks.questions import question
from tests.bot.blocks.reading import checked, read
from tests.moments import NOW


def confirming(
    *, language: str = "en", said: bool | None = None, trigger: str = "system"
) -> Question:
    answered = question(language=language, score=4, trigger=trigger)
    answered.survey.policy = {"confirm_fcr": "yes"}
    assert answered.response is not None
    answered.response.solved_at_once = said
    return answered


def test_two_buttons_stand_below_the_follow_up() -> None:
    assert read(prompt.answered(confirming(), NOW)) == (
        "You chose 4 of 5. Thank you.\n"
        "[ What was missing? ] [ Change ] [ Undo ]\n"
        "Was it solved the first time?\n"
        "[ Yes ] [ No ]\n"
        "[ My answers ] [ Don't ask me again ]"
    )


def test_what_was_said_is_marked_and_may_be_changed_for_a_while() -> None:
    said = confirming(language="nl", said=False)
    shown = checked(prompt.answered(said, NOW))
    assert "In één keer opgelost: nee.\n[ Ja ] [ ✓ Nee ]" in read(shown)
    assert shown.text.endswith("In één keer opgelost: nee.")
    late = read(prompt.answered(said, NOW + timedelta(days=14)))
    assert "In één keer opgelost: nee." in late
    assert "[ Ja ]" not in late


def test_only_of_what_a_ticket_system_told_of_and_where_the_survey_wants_it() -> None:
    for trigger in ("hand", "campaign"):
        assert "first time" not in prompt.answered(confirming(trigger=trigger), NOW).text
    assert "first time" not in prompt.answered(question(score=4), NOW).text

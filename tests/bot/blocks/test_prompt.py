from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from bot.blocks import Message, prompt
from kpi.metrics import ASKED, Metric
from kpi.store.invitations import Question
from tests.bot.blocks.questions import ID, commented, question
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, checked, pieces, read
from tests.drawn import texts
from tests.each import each
from tests.moments import NOW

ENGLISH = """\
VPN keeps dropping (T-1042) was solved yesterday by Network.
How satisfied are you with our help?
[ 1 Very dissatisfied ] [ 2 ] [ 3 ] [ 4 ] [ 5 Very satisfied ]
The Network team sees your answer with your name.
[ Don't ask me again ]"""

DUTCH = """\
VPN valt steeds weg (T-1042) is gisteren opgelost door Netwerk.
Hoe tevreden bent u over onze hulp?
[ 1 Zeer ontevreden ] [ 2 ] [ 3 ] [ 4 ] [ 5 Zeer tevreden ]
Het team Netwerk ziet uw antwoord met uw naam.
[ Vraag mij dit niet meer ]"""


OWN = "\n[ My answers ] [ Don't ask me again ]"
ENGLISH_STEPS = f"[ Tell us what went wrong ] [ Change ] [ Undo ]{OWN}"
DUTCH_STEPS = """\
[ Vertel ons wat er misging ] [ Wijzigen ] [ Intrekken ]
[ Mijn antwoorden ] [ Vraag mij dit niet meer ]"""


def buttons(message: Message) -> list[tuple[str, str]]:
    found = pieces(message.blocks)
    return [(one["action_id"], one["value"]) for one in found if one.get("type") == "button"]


def test_the_question_in_english() -> None:
    asked = prompt.question(question(), now=NOW)
    assert read(asked) == ENGLISH
    assert asked.text == (
        "VPN keeps dropping (T-1042) was solved yesterday by Network. How satisfied are you with "
        "our help? (1 Very dissatisfied – 5 Very satisfied) "
        "The Network team sees your answer with your name."
    )


def test_the_question_in_dutch() -> None:
    asked = question(language="nl-NL", subject="VPN valt steeds weg", team="Netwerk")
    assert read(prompt.question(asked, now=NOW)) == DUTCH


@pytest.mark.parametrize(
    ("metric", "scores"),
    [(Metric.CSAT, range(1, 6)), (Metric.CES, range(1, 8)), (Metric.NPS, range(11))],
)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_score_has_its_button(metric: Metric, scores: range, language: str) -> None:
    asked = prompt.question(question(metric, language=language), now=NOW)
    rated = [button for button in buttons(checked(asked)) if button[0].startswith("rate:")]
    assert rated == [(f"rate:{score}", str(ID)) for score in scores]


def test_nothing_is_preselected() -> None:
    assert not any(
        "style" in one
        for one in pieces(prompt.question(question(), now=NOW).blocks)
        if one.get("type") == "button"
    )


@each(
    ("score", "language", "shown"),
    [
        (5, "en", f"You chose 5 of 5. Thank you.\n[ What worked well? ] [ Change ] [ Undo ]{OWN}"),
        (4, "en", f"You chose 4 of 5. Thank you.\n[ What was missing? ] [ Change ] [ Undo ]{OWN}"),
        (
            2,
            "en",
            f"You chose 2 of 5. Sorry about that.\n{ENGLISH_STEPS}",
        ),
        (
            1,
            "nl",
            f"U koos 1 van 5. Dat spijt ons.\n{DUTCH_STEPS}",
        ),
    ],
)
def test_after_the_tap(score: int, language: str, shown: str) -> None:
    assert read(prompt.answered(question(language=language, score=score), NOW)) == shown


def test_what_can_be_done_ends_with_the_edit_window() -> None:
    answered = question(score=4)
    end, left = NOW + timedelta(days=14), [("my_answers", str(ID)), ("opt_out", str(ID))]
    assert len(buttons(prompt.answered(answered, end - timedelta(seconds=1)))) == 5
    assert buttons(prompt.answered(answered, end)) == left


def test_an_answer_that_was_undone_too_long_ago_offers_no_other() -> None:
    undone = question(score=4)
    assert undone.response is not None
    undone.response.score = None
    end = NOW + timedelta(days=14)
    assert "still choose another" in prompt.undone(undone, end - timedelta(seconds=1)).text
    late = prompt.undone(undone, end)
    assert "another" not in late.text
    assert buttons(late) == [("opt_out", str(ID))]
    undone.contact.opted_out_at = NOW
    assert buttons(prompt.undone(undone, NOW)) == [("opt_in", str(ID))]


def test_who_wants_no_more_questions_reads_so_beside_their_answer() -> None:
    answered = question(score=4)
    answered.contact.opted_out_at = NOW
    shown = checked(prompt.answered(answered, NOW))
    assert "4 of 5" in shown.text
    assert "no more questions" in shown.text
    actions = [action for action, _ in buttons(shown)]
    assert actions == ["comment", "change", "undo", "my_answers", "opt_in"]


def test_a_comment_is_confirmed_and_can_be_edited() -> None:
    shown = read(prompt.answered(commented(question(score=2), "Too slow"), NOW))
    assert "Your comment is saved." in shown
    assert "[ Edit comment ]" in shown
    assert "Too slow" not in shown


@pytest.mark.parametrize("metric", ASKED)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_others_never_see_a_score(metric: Metric, language: str) -> None:
    answered = [
        prompt.answered_publicly(question(metric, language=language, channel_id="C1", score=score))
        for score in (1, 4, 5)
    ]
    assert len({message.text for message in answered}) == 1
    assert "J. Jansen" in answered[0].text
    assert not any(character.isdigit() for character in answered[0].text)
    assert buttons(answered[0]) == []


@pytest.mark.parametrize(
    ("view", "more"),
    [(prompt.changing, []), (lambda asked: prompt.undone(asked, NOW), ["opt_out"])],
)
def test_changing_and_undoing_show_the_scale_again(
    view: Callable[[Question], Message], more: list[str]
) -> None:
    scale = [f"rate:{n}" for n in range(1, 6)]
    assert [action for action, _ in buttons(checked(view(question(score=4))))] == scale + more


def test_the_chosen_score_is_repeated_when_changing() -> None:
    assert prompt.changing(question(score=4)).text.startswith("You chose 4 of 5.")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_opting_out_shows_the_way_back(language: str) -> None:
    assert [
        one["action_id"]
        for one in pieces(prompt.opted_out(language).blocks)
        if one.get("type") == "button"
    ] == ["opt_in"]
    assert buttons(prompt.opted_out(language, str(ID))) == [("opt_in", str(ID))]
    checked(prompt.opted_in(language))
    checked(prompt.closed(question(language=language)))


@pytest.mark.parametrize("text", [HOSTILE, LONG])
@pytest.mark.parametrize("channel_id", ["D1", "C1"])
def test_hostile_words_stay_inert(text: str, channel_id: str) -> None:
    asked = question(channel_id=channel_id, introduced=False, subject=text, team=text, score=2)
    asked.workspace.name = asked.contact.name = text
    asked.interaction.external_id = text
    for message in (
        prompt.question(asked, now=NOW),
        prompt.answered(asked, NOW),
        prompt.answered_publicly(asked),
        prompt.changing(asked),
        prompt.undone(asked, NOW),
        prompt.closed(asked),
    ):
        assert_inert(message, allowed="<@U0JAN>")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(subject=texts(), team=texts(), name=texts(), number=texts())
def test_any_words_make_a_message_that_slack_takes(
    subject: str, team: str, name: str, number: str
) -> None:
    asked = question(subject=subject, team=team, external_id=number, channel_id="C1", score=5)
    asked.workspace.name = asked.contact.name = name
    assert_inert(prompt.question(asked, now=NOW), allowed="<@U0JAN>")
    assert_inert(prompt.answered_publicly(asked))

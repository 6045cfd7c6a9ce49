from datetime import timedelta
from typing import Any

from bot.blocks import asking, prompt
from bot.wording import voice
from kpi.metrics import Band, Metric
from tests.bot.blocks.questions import question
from tests.bot.blocks.reading import read
from tests.each import each
from tests.moments import NOW


@each(
    ("changes", "line"),
    [
        ({"team": ""}, "VPN keeps dropping (T-1042) was solved yesterday."),
        ({"subject": ""}, "T-1042 was solved yesterday by Network."),
        ({"trigger": "hand"}, "This is about VPN keeps dropping."),
        ({"resolved_at": None}, "This is about VPN keeps dropping (T-1042)."),
    ],
)
def test_what_it_was_about(changes: dict[str, Any], line: str) -> None:
    asked = prompt.question(question(**changes), now=NOW)
    assert read(asked).splitlines()[0] == line
    assert asked.text.startswith(line)


def test_nothing_is_said_of_what_is_not_known() -> None:
    asked = prompt.question(question(subject="", trigger="hand"), now=NOW)
    assert read(asked).startswith("How satisfied")


def test_who_was_never_asked_is_told_why_and_how_to_stop() -> None:
    first = read(prompt.question(question(introduced=False), now=NOW))
    assert "the first question you get from Compass & Co" in first
    assert "They are kept without an end date." in first
    assert "one tap is enough" in first
    assert "the first question" not in read(prompt.question(question(), now=NOW))


def test_an_anonymous_survey_says_so() -> None:
    asked = question()
    asked.survey.policy = {"anonymous": "yes"}
    assert "counted without your name" in read(prompt.question(asked, now=NOW))


def test_a_promise_of_no_name_outlives_the_survey_that_made_it() -> None:
    asked = question()
    asked.invitation.sent_at, asked.invitation.is_anonymous = NOW, True
    assert "counted without your name" in read(prompt.question(asked, now=NOW))


def test_in_a_channel_the_person_is_addressed() -> None:
    asked = prompt.question(question(channel_id="C1"), now=NOW)
    assert asked.text.startswith("<@U0JAN> VPN")
    assert read(asked).startswith("@U0JAN VPN")
    assert "Others in this channel do not see what you choose." in read(asked)


def test_without_a_message_yet_only_guests_are_in_public() -> None:
    home, guest = question(), question(channel_id="C1")
    for asked in (home, guest):
        assert asked.delivery is not None
        asked.delivery.channel_id = ""
    assert not asking.is_public(home)
    assert asking.is_public(guest)


@each(("score", "band"), [(None, Band.MIDDLE), (1, Band.LOW), (3, Band.MIDDLE), (5, Band.HIGH)])
def test_how_an_answer_is_meant(score: int | None, band: Band) -> None:
    assert asking.band(question(score=score)) is band


def test_the_person_is_spoken_to_in_their_language_else_that_of_the_workspace() -> None:
    unknown = question(language="")
    unknown.workspace.language = "nl"
    assert asking.voice_of(unknown).language == "nl"
    assert asking.voice_of(question(language="en-US")).language == "en"


def test_a_workspace_without_a_name_is_us() -> None:
    asked = question(Metric.NPS, language="nl", introduced=False)
    asked.workspace.name = ""
    assert "dat u ons aanbeveelt" in asking.asked(asked, voice("nl"))
    assert "die u via Kompas van ons krijgt" in asking.introduction(asked, voice("nl"))


def test_only_an_answer_may_be_changed_and_only_for_two_weeks() -> None:
    end = NOW + timedelta(days=14)
    assert not asking.may_change(question(), NOW)
    assert asking.may_change(question(score=4), end - timedelta(seconds=1))
    assert not asking.may_change(question(score=4), end)

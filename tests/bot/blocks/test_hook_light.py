from datetime import timedelta

from bot.blocks import hook_light
from bot.blocks.hook_light import Light
from bot.wording import voice
from kpi.store.hooks import Misread
from tests.each import each
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
MISREAD = Misread(count=2, reason="The webhook has no usable field ticket.id.", at=NOW)


def shown(ago: timedelta | None, misread: Misread | None = None, language: str = "en") -> list[str]:
    heard_at = None if ago is None else NOW - ago
    light = Light(heard_at=heard_at, misread=misread, zone=ZONE)
    return list(hook_light.lines(voice(language), light, NOW))


@each(
    ("ago", "words"),
    [
        (timedelta(seconds=-1), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1\xa0minute ago"),
        (timedelta(minutes=3, seconds=59), "3\xa0minutes ago"),
        (timedelta(hours=1), "1\xa0hour ago"),
        (timedelta(hours=23), "23\xa0hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=30), "on 19 October"),
    ],
)
def test_the_light_says_how_long_ago_it_was(ago: timedelta, words: str) -> None:
    assert shown(ago) == [f"🟢  Last event {words}"]


def test_no_event_yet_is_no_light() -> None:
    assert shown(None) == ["⚪  Nothing received yet"]


def test_what_was_not_understood_stands_below_with_its_reason_in_the_readers_language() -> None:
    assert shown(timedelta(0), MISREAD)[1] == (
        "🟠  2 events could not be understood. The newest: "
        "The webhook has no usable field ticket.id."
    )
    assert shown(timedelta(0), MISREAD, "nl")[1] == (
        "🟠  2 berichten zijn niet begrepen. Het nieuwste: "
        "In de webhook staat geen bruikbaar veld ticket.id."
    )


def test_a_reason_we_do_not_know_is_told_as_it_is_and_does_no_harm() -> None:
    odd = Misread(count=1, reason="<!channel> *odd*", at=NOW)
    assert shown(timedelta(0), odd)[1].endswith("understood. &lt;!channel&gt; odd")


def test_an_api_that_could_not_be_asked_is_told_below() -> None:
    light = Light(heard_at=NOW, misread=None, zone=ZONE, poll_trouble="The token was <refused>.")
    assert list(hook_light.lines(voice("en"), light, NOW))[1:] == [
        "🟠  I could not ask the system itself: The token was &lt;refused&gt;."
    ]


@each("reason", ["{odd}", "{", "odd"])
def test_a_reason_may_hold_anything(reason: str) -> None:
    assert shown(None, Misread(count=1, reason=reason, at=NOW), "nl")[1].endswith(reason)


def test_a_reason_without_values_is_told_in_the_readers_language() -> None:
    unknown = "This version of Kompas does not know the system of this event."
    gone = Misread(count=1, reason=unknown, at=NOW)
    assert "kent het systeem" in shown(None, gone, "nl")[1]


def test_the_trouble_of_an_api_is_told_in_the_readers_language() -> None:
    trouble = "acme.zendesk.com does not accept what it was asked (422)."
    light = Light(heard_at=NOW, misread=None, zone=ZONE, poll_trouble=trouble)
    (_, told) = hook_light.lines(voice("nl"), light, NOW)
    assert "acme.zendesk.com neemt niet aan wat er gevraagd werd (422)." in told

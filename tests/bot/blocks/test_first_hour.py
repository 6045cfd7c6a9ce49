from dataclasses import replace
from datetime import timedelta

from bot.blocks import Message, first_hour
from bot.blocks.first_hour import Progress
from bot.wording import voice
from kpi.store.beginnings import Beginnings
from kpi.store.hooks import Misread
from tests.bot.blocks.reading import read
from tests.moments import NOW

NOTHING = Beginnings(hooks=0, heard_at=None, asked=False, answered=False)
ALL = Beginnings(hooks=1, heard_at=NOW - timedelta(days=1), asked=True, answered=True)
ZONE = "Europe/Amsterdam"


def shown(begun: Beginnings, *, leads: bool = False, language: str = "en") -> str:
    progress = Progress(begun=begun, has_leads=leads, zone=ZONE)
    found = list(first_hour.blocks(voice(language), progress, NOW))
    return read(Message("x", found))


def test_the_beginning_says_what_to_do_next() -> None:
    assert shown(NOTHING) == (
        "*The first hour*  (1 of 5 done)\n"
        "✓  Kompas is connected to Slack.\n"
        "○  No ticket system is connected yet.\n"
        "Type `/survey connect`: it knows Zendesk, Intercom, Freshdesk, Jira, HubSpot, TOPdesk and "
        "more, and says what to click there. Until then you can ask by hand.\n"
        "○  Nobody is a lead yet.\n"
        "Type `/survey leads @group` or `/survey leads @person @person`.\n"
        "○  No question has been sent yet.\n"
        "Ask a colleague: `/survey csat @person about VPN`. After a resolved ticket it goes by "
        "itself: 15 minutes after a chat or a call, a day after anything else.\n"
        "○  No answer is in yet.\n"
        "One tap under the question is enough. Then type `/kpi csat week`."
    )


def test_a_hook_that_was_never_heard_is_not_done() -> None:
    words = shown(replace(NOTHING, hooks=1))
    assert "○  The ticket system is connected, and has told nothing yet." in words
    assert "`/survey connections`" in words


def test_what_was_not_understood_is_told_first_even_afterwards() -> None:
    misread = Misread(count=1, reason="odd", at=NOW)
    progress = Progress(begun=ALL, has_leads=True, zone=ZONE, misread=[("TOPdesk", misread)])
    words = read(Message("x", list(first_hour.blocks(voice("en"), progress, NOW))))
    assert words.startswith("*TOPdesk*: 1 event could not be understood. odd")


def test_each_step_ticks_itself_off() -> None:
    assert "(5 of 5" not in shown(ALL)
    almost = shown(replace(ALL, answered=False), leads=True)
    assert "4 of 5 done" in almost
    assert "✓  The ticket system is connected; its last event came yesterday." in almost
    assert "✓  The leads are appointed." in almost
    assert "✓  The first question has been sent." in almost


def test_afterwards_one_line_is_left() -> None:
    assert shown(ALL, leads=True) == (
        "Kompas is connected to Slack. "
        "The ticket system is connected; its last event came yesterday."
    )


def test_it_speaks_dutch() -> None:
    words = shown(ALL, language="nl")
    assert "*Het eerste uur*  (4 van 5 gedaan)" in words
    assert "het laatste bericht kwam gisteren" in words

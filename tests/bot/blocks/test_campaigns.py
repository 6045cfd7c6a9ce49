from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from bot.blocks import campaigns as listing
from bot.blocks.campaigns import Card
from bot.sandbox.block_kit import surfaces
from bot.wording import voice
from kpi.store import campaigns
from kpi.store.progress import Progress
from kpi.store.tables import Campaign, Survey
from tests.each import each
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def card(progress: Progress, **details: Any) -> Card:
    campaign = Campaign(
        **{
            "workspace_id": "T1",
            "id": UUID(int=1),
            "survey_id": UUID(int=2),
            "name": "Relations <!channel>",
            "audience": {"kind": campaigns.CHANNEL, "channel_id": "C1"},
            "rhythm": "quarterly",
            "starts_on": date(2026, 11, 19),
            "state": campaigns.RUNNING,
            "synced_at": NOW,
            "created_at": NOW,
            **details,
        }
    )
    survey = Survey(
        workspace_id="T1",
        id=UUID(int=2),
        name="nps",
        metric="nps",
        definition="nps/0-10/net/v1",
        created_at=NOW,
    )
    return Card(campaign=campaign, survey=survey, progress=progress)


HALF = Progress(
    members=1200,
    planned=600,
    asked=500,
    answered=125,
    not_asked={"cooldown": 60, "opted_out": 20, "missed": 5},
    undeliverable=15,
    next_at=FRIDAY,
)


def drawn(language: str, shown: Card) -> str:
    message = listing.listing(voice(language), [shown], zone=ZONE)
    surfaces.checked_view(listing.view(voice(language), [shown], zone=ZONE))
    return str(message.blocks).replace(r"\xa0", " ")


def test_a_round_is_told_from_planned_to_answered_with_the_reasons() -> None:
    shown = drawn("en", card(HALF))
    assert "50 % of this round · 600 still to come · 500 asked · 125 answered" in shown
    assert "15 out of reach" in shown
    assert "85 not asked: 60 asked the same question recently · 20" in shown
    assert "Next: Friday 20 November." in shown
    assert "members of <#C1> · every quarter" in shown
    assert "<!channel>" not in shown


def test_the_same_in_dutch() -> None:
    shown = drawn("nl", card(HALF))
    assert "50 % van deze ronde · 600 te gaan · 500 gevraagd · 125 beantwoord" in shown
    assert "De volgende: vrijdag 20 november." in shown


@each(
    ("details", "told", "buttons"),
    [
        ({"state": "draft"}, "1,200 people", {"campaign:preview", "campaign:end"}),
        ({"state": "draft", "synced_at": None}, "Counting", {"campaign:preview", "campaign:end"}),
        ({"state": "running"}, "running", {"campaign:pause", "campaign:end"}),
        (
            {"state": "paused", "paused_because": "is_archived"},
            "paused: the channel is archived",
            {"campaign:resume", "campaign:end"},
        ),
        ({"state": "paused", "paused_because": "odd"}, "does not tell who", {"campaign:resume"}),
        ({"state": "done"}, "ended", set()),
    ],
)
def test_every_state_has_its_words_and_buttons(
    details: dict[str, Any], told: str, buttons: set[str]
) -> None:
    shown = drawn("en", card(HALF, **details))
    assert told in shown
    assert all(button in shown for button in buttons)
    assert ("campaign:end" in shown) == (details["state"] != "done")


@each(
    ("audience", "told"),
    [
        ({"kind": "group", "group_id": "S1"}, "members of <!subteam^S1>"),
        ({"kind": "contacts", "days": 30}, "everybody helped in the last 30 days"),
        ({"kind": "addresses"}, "a list of addresses"),
    ],
)
def test_audiences_have_names(audience: dict[str, Any], told: str) -> None:
    assert told in drawn("en", card(HALF, audience=audience))


def test_the_owner_is_told_what_happened_and_what_to_do() -> None:
    told = listing.paused(voice("en"), name="Relations", because="channel_not_found").text
    assert "*Relations* is paused: the channel is gone" in told
    assert "/survey campaign" in told

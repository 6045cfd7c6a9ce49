"""The list of actions and the card of one: what stands, what is overdue, what can be done."""

from datetime import date, timedelta

from bot.blocks import actions
from bot.blocks.actions import Card
from bot.wording import voice
from kpi.actions import State
from kpi.changes import Share
from kpi.store.tables import Action, ActionChange
from tests.bot.blocks.improvements import LIVE, action, effect, judged
from tests.bot.blocks.reading import LONG, assert_inert, read
from tests.moments import NOW

EN, NL = voice("en"), voice("nl")
TODAY = NOW.date()
BETTER = effect(Share(85, 120), Share(113, 131))


def card(one: Action, **more: object) -> Card:
    past = ActionChange(
        workspace_id="T1", id=one.id, action_id=one.id, what="begun", by="U9", at=NOW
    )
    values = {"history": [past], "theme": "", "thanked": {}, "today": TODAY, "zone": "UTC"}
    return Card(action=one, **{**values, **more})  # type: ignore[arg-type] # by name


def test_the_list_says_in_words_what_is_overdue() -> None:
    found = [action(due_on=TODAY - timedelta(days=1)), judged(BETTER)]
    assert read(actions.listing(EN, found, TODAY)) == (
        "*Ideas*\n"
        "*Call back within a day*\n"
        "CSAT of team Network · @U1 · due on 17 November, overdue\n"
        "[ Open ]\n"
        "*Judged*\n"
        "*Call back within a day*\n"
        "CSAT of team Network · @U1 · live since 5 October · got better, by more than chance\n"
        "[ Open ]\n"
        "[ Begin an action ] [ Dropped ones ]"
    )
    empty = read(actions.listing(NL, [], TODAY, any_dropped=False))
    assert empty == "Er zijn nog geen acties. Begin er een: `/kpi actie nieuw`\n[ Begin een actie ]"
    many = read(actions.listing(EN, [action(title=LONG[:120])] * 60, TODAY))
    assert "more are not shown" in many


def test_a_card_offers_what_can_be_done_now() -> None:
    offered = {
        "idea": "[ Start ] [ Went live on… ] [ Edit ] [ Drop ]",
        "doing": "[ Went live on… ] [ Edit ] [ Drop ]",
        "live": "[ Judge now ] [ Tell the customers ] [ Edit ] [ Drop ]",
        "judged": "[ Tell the customers ] [ Edit ]",
        "dropped": "[ Take up again ]",
    }
    for state in State:
        one = action(state=state, live_on=LIVE if state in {"live", "judged"} else None)
        shown = read(actions.card(EN, card(one)))
        assert f"{offered[state]} [ All actions ]" in shown, state
    told = judged(BETTER, thanks={"en": "Done."}, why="They wait.")
    shown = read(actions.card(EN, card(told, theme="Speed", thanked={"sent": 3, "failed": 1})))
    for words in (
        "Judged · @U1 · live since 5 October",
        "They wait.",
        "went from 71 % (120 answers) to 86 % (131)",
        "Customers told: 3 of 3.",
        "1 could not be told",
        "18 November: begun · @U9",
    ):
        assert words in shown
    assert "Tell the customers" not in shown


def test_what_its_owner_hears() -> None:
    told = read(actions.judged(NL, judged(BETTER)))
    assert "Je actie *Call back within a day* is beoordeeld." in told
    assert "[ Openen ] [ Vertel het de klanten ]" in told


def test_words_of_people_stay_words() -> None:
    hostile = judged(BETTER, why=LONG, value=LONG[:200]).model_copy(update={"title": LONG})
    assert_inert(actions.card(EN, card(hostile, theme=LONG[:50], history=[])), allowed="<@U1>")
    assert_inert(actions.listing(EN, [hostile], date(2026, 11, 18)), allowed="<@U1>")
    assert_inert(actions.judged(EN, hostile))

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from bot.blocks import Message, View, home
from bot.blocks.action_lines import Going
from bot.blocks.dashboard import Dashboard
from bot.blocks.first_hour import Progress
from bot.blocks.home import Page
from bot.blocks.open_cases import OpenCases
from bot.blocks.pickers import Choice
from bot.query import parse
from bot.sandbox.block_kit.surfaces import checked_home
from kpi.cases import State
from kpi.changes import Share
from kpi.metrics import ASKED, Metric, standard
from kpi.store.beginnings import Beginnings
from kpi.store.own_answers import Own
from kpi.summary import Facts, summarise
from tests.bot.blocks.cases import AT, case, told
from tests.bot.blocks.improvements import action, effect, judged
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, pieces, read
from tests.bot.blocks.summaries import TODAY, said, summary
from tests.bot.blocks.test_survey_list import CARD
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
QUERY = parse("", today=date(2026, 11, 18), zone=ZONE)
OWN = Own(
    invitation_id=UUID(int=1),
    definition=standard(Metric.CSAT),
    wording={},
    score=2,
    comment="Too slow",
    subject="VPN keeps dropping",
    at=NOW,
    changes_until=NOW + timedelta(days=14),
)
BEFORE, AFTER = Share(85, 120), Share(113, 131)
PAGE = Page(answers=[OWN], wants_none=False, zone=ZONE, is_colleague=False)
BEGUN = Beginnings(hooks=0, heard_at=None, asked=False, answered=False)


def drawn(page: Page, language: str = "en") -> View:
    view = home.view(page, language=language, now=NOW)
    checked_home(view)
    return view


def words(view: View) -> str:
    return read(Message("x", view["blocks"]))


def buttons(view: View) -> list[str]:
    return [piece["action_id"] for piece in pieces(view["blocks"]) if "action_id" in piece]


def test_own_answers_with_what_can_be_done_about_them() -> None:
    view = drawn(PAGE)
    assert words(view).startswith(
        "*Your last answers*\n2 of 5 · 18 November · VPN keeps dropping\n> Too slow"
    )
    assert buttons(view) == ["change", "opt_out"]
    assert pieces(view["blocks"][2])[1]["value"] == str(OWN.invitation_id)


def test_an_old_answer_stays_as_it_is() -> None:
    old = replace(OWN, changes_until=NOW)
    assert buttons(drawn(replace(PAGE, answers=[old], choosing=OWN.invitation_id))) == ["opt_out"]


def test_who_changes_one_answer_sees_its_scale_and_no_other() -> None:
    other = replace(OWN, invitation_id=UUID(int=2), definition=standard(Metric.NPS))
    view = drawn(replace(PAGE, answers=[OWN, other], choosing=OWN.invitation_id))
    assert buttons(view) == [*(f"rate:{score}" for score in range(1, 6)), "change", "opt_out"]
    assert "Choose again" in words(view)


def test_who_wants_no_questions_sees_the_way_back() -> None:
    view = drawn(replace(PAGE, wants_none=True), "nl")
    assert "U krijgt geen vragen meer" in words(view)
    assert buttons(view) == ["change", "opt_in"]


def test_a_colleague_learns_one_command_and_an_outsider_none() -> None:
    assert "/kpi" not in words(drawn(PAGE))
    assert "`/kpi week by team`" in words(drawn(replace(PAGE, is_colleague=True)))


def numbers(*metrics: Metric, private: bool = False) -> Dashboard:
    found = [
        summarise(
            standard(metric),
            QUERY.period,
            Facts(now={5: 1, 4: 2} if metric in metrics else {}, before={}),
            private=private,
        )
        for metric in ASKED
    ]
    return Dashboard(query=QUERY, choice=Choice(), teams=[], found=found, low=[])


def test_a_lead_sees_where_the_numbers_stand_and_an_empty_desk_says_so() -> None:
    shown = words(drawn(replace(PAGE, is_colleague=True, numbers=numbers(Metric.CSAT, Metric.CES))))
    assert "*CSAT*\n3 of 3 satisfied" in shown
    assert "*NPS*\nNobody was asked." in shown
    nothing = words(drawn(replace(PAGE, is_colleague=True, numbers=numbers())))
    assert "Nobody has been asked yet" in nothing
    assert "*NPS*" not in nothing


def test_what_is_hidden_stays_hidden() -> None:
    hidden = numbers(Metric.CSAT, Metric.CES, private=True)
    shown = words(drawn(replace(PAGE, is_colleague=True, numbers=hidden)))
    assert "They stay hidden" in shown
    assert "3 of 3" not in shown


def busy(team: str) -> Dashboard:
    """A lead's page with more of everything than it shows."""
    parts = tuple(summary(part=("team", f"{number}{team}")) for number in range(40))
    found = [summary(metric, segments=parts) for metric in ASKED]
    asked = replace(QUERY, by="team")
    low = [said(team, name=team, team=team, subject=team)] * 9
    late = action(title=team, value=team, due_on=date(2026, 11, 2))
    doing = Going(going=[late] * 50, latest=judged(effect(BEFORE, AFTER), title=team), today=TODAY)
    return Dashboard(
        query=asked,
        choice=Choice(scope="by"),
        teams=[team] * 200,
        found=found,
        low=low,
        actions=doing,
    )


def test_everything_at_once_fits_and_stays_inert() -> None:
    progress = Progress(begun=BEGUN, has_leads=False, zone=ZONE)
    for text in (HOSTILE, LONG):
        page = replace(
            PAGE,
            answers=[
                replace(OWN, comment=text, subject=text, invitation_id=UUID(int=at))
                for at in range(12)
            ],
            numbers=busy(text),
            cases=OpenCases(
                by_state={State.OPEN: 99}, done=0, since=TODAY, oldest=[told(case())] * 9, at=AT
            ),
            progress=progress,
            cards=[CARD] * 12,
            notice="Too late.",
            choosing=OWN.invitation_id,
        )
        view = drawn(page, "nl")
        assert len(view["blocks"]) < 100
        for part in (view["blocks"][-40:-20], view["blocks"][-20:-1]):
            assert_inert(Message("x", part), allowed="<@U1>")


def test_trouble_is_one_sentence() -> None:
    view = home.trouble("I could not reach Slack.")
    checked_home(view)
    assert words(view) == "I could not reach Slack."

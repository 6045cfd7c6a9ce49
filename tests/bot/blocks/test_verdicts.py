"""Verdicts in plain sentences: never more than the numbers say, in both languages."""

from dataclasses import replace
from datetime import date

from bot.blocks import verdicts
from bot.wording import voice
from kpi.changes import NO_CHANGE_KNOWN, Change, Share, Verdict, share_change
from kpi.control import Side
from kpi.effects import Measured
from tests.bot.blocks.improvements import action, effect

EN, NL = voice("en"), voice("nl")
BETTER = effect(Share(85, 120), Share(113, 131))
CHANCE = effect(Share(85, 120), Share(96, 131))
FEW = effect(Share(15, 20), Share(113, 131))


def test_each_verdict_is_one_plain_sentence_and_what_else_it_could_be() -> None:
    up = share_change(Share(90, 100), Share(60, 100))
    wrong = [
        (said, found)
        for said, found in {
            "CSAT of team Network went from 71\xa0% (120 answers) to 86\xa0% (131) in the "
            "4\xa0weeks before"
            " and after: more than chance. The difference is likely between +5 and "
            "+25\xa0points. The"
            " rest did not move by more than chance.": BETTER,
            "went from 71\xa0% (120 answers) to 73\xa0% (131) in the 4\xa0weeks before and "
            "after: could be"
            " chance. The rest did not move": CHANCE,
            "from 75\xa0% (20 answers) to 86\xa0% (131) in the 4\xa0weeks before and after: "
            "too few to"
            " tell. Each side needs 30.": FEW,
            "Network: 3 answers in the 4\xa0weeks before and 131 in those after, too few": effect(
                Share(3, 3), Share(113, 131)
            ),
            "Network: 0 answers in the 4\xa0weeks before": effect(Share(0, 0), Share(113, 131)),
            "The rest rose too, so it may not be this.": replace(BETTER, rest=up),
            "The rest rose meanwhile, by more than chance.": replace(CHANCE, rest=up),
            "Of the rest there is too little": replace(BETTER, rest=NO_CHANGE_KNOWN),
            "Week by week it is above what is usual": replace(BETTER, signal=Side.ABOVE),
            "One of 12 judged in a year: about one in twenty": replace(BETTER, among=12),
        }.items()
        if said not in verdicts.told(EN, action(), found)
    ]
    assert wrong == []
    everybody = verdicts.told(EN, action(segment="", value=""), replace(BETTER, rest=None))
    assert everybody.startswith("CSAT went from")
    assert "rest" not in everybody
    for first, is_told in ((date(2026, 9, 28), True), (date(2026, 10, 12), False)):
        begun = action(begun_for_first=first, begun_for_until=date(2026, 10, 19))
        told = verdicts.told(EN, begun, BETTER)
        assert ("The days it was begun for are left out." in told) is is_told


def test_lengths_and_points_are_told_in_their_unit() -> None:
    quicker = replace(
        BETTER,
        definition="frt/office/median/v1",
        before=Measured(value=7800, n=80),
        after=Measured(value=3600, n=90),
        change=Change(-4200, None, None, Verdict.DOWN),
    )
    told = verdicts.told(EN, action(metric="frt"), quicker)
    assert "FRT of team Network went from 2\xa0h 10\xa0min (80 tickets) to 1\xa0h (90)" in told
    assert verdicts.is_better(quicker)
    recommended = replace(
        BETTER,
        definition="nps/0-10/net/v1",
        before=Measured(value=-12.5, n=80),
        after=Measured(value=25, n=90),
    )
    assert "NPS of team Network went from −13 (80 answers) to +25 (90)" in verdicts.told(
        EN, action(metric="nps"), recommended
    )


def test_in_dutch() -> None:
    assert verdicts.told(NL, action(), BETTER).startswith(
        "CSAT van team Network ging van 71\xa0% (120 antwoorden) naar 86\xa0% (131) in de "
        "4\xa0weken ervoor"
        " en erna: meer dan toeval."
    )
    assert verdicts.brief(NL, CHANCE) == "kan toeval zijn"


def test_a_few_words_for_a_list() -> None:
    worse = effect(Share(113, 131), Share(85, 120))
    for found, words in (
        (BETTER, "got better, by more than chance"),
        (worse, "got worse, by more than chance"),
        (
            replace(BETTER, rest=BETTER.change),
            "got better, by more than chance, but so did the rest",
        ),
        (CHANCE, "could be chance"),
        (FEW, "too few to tell"),
        (effect(Share(0, 0), Share(1, 1)), "nothing to compare"),
    ):
        assert verdicts.brief(EN, found).endswith(words)

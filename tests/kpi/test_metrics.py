"""The registry of definitions."""

import pytest

from kpi.errors import NotFound, ScoreOutOfRange
from kpi.metrics import ASKED, Band, Kinship, Metric, choices, definition, standard
from tests.each import each

FOUR_OR_FIVE, SIX_OR_SEVEN, EIGHT_AND_UP = (4, 5), (6, 7), (8, 9, 10)
CUTS: dict[str, tuple[str, tuple[int, ...]]] = {
    "csat/1-5/top2/v1": ("LLMMH", FOUR_OR_FIVE),
    "csat/faces/top2/v1": ("LLMMH", FOUR_OR_FIVE),
    "csat/0-1/top1/v1": ("LH", (1,)),
    "csat/0-5/top2/v1": ("LLLMMH", FOUR_OR_FIVE),
    "csat/1-7/top2/v1": ("LLLMMHH", SIX_OR_SEVEN),
    "csat/0-10/top3/v1": ("LLLLLLMMMHH", EIGHT_AND_UP),
    "csat/1-10/top3/v1": ("LLLLLMMMHH", EIGHT_AND_UP),
    "csat/1-5/mean/v1": ("LLMMH", FOUR_OR_FIVE),
    "csat/0-5/mean/v1": ("LLLMMH", FOUR_OR_FIVE),
    "csat/1-7/mean/v1": ("LLLMMHH", SIX_OR_SEVEN),
    "csat/0-10/mean/v1": ("LLLLLLMMMHH", EIGHT_AND_UP),
    "csat/1-10/mean/v1": ("LLLLLMMMHH", EIGHT_AND_UP),
    "ces/1-7/top3/v1": ("LLLMMHH", (5, 6, 7)),
    "ces/1-7/top2/v1": ("LLLMMHH", SIX_OR_SEVEN),
    "ces/1-5/top2/v1": ("LLMHH", FOUR_OR_FIVE),
    "ces/1-5/bottom2/v1": ("HHMLL", (1, 2)),
    "ces/1-3/top1/v1": ("LMH", (3,)),
    "nps/0-10/net/v1": ("LLLLLLLMMHH", (9, 10)),
    "nps/1-10/net/v1": ("LLLLLLMMHH", (9, 10)),
}
"""Of every definition there is: the band of each score, and which scores count for the value."""
AGAINST = {"nps/0-10/net/v1": range(7), "nps/1-10/net/v1": range(1, 7)}
"""What counts against it, where it is a net score; answers on neither side are passive."""


@each(
    ("metric", "key"),
    [
        (Metric.CSAT, "csat/1-5/top2/v1"),
        (Metric.CES, "ces/1-7/top3/v1"),
        (Metric.NPS, "nps/0-10/net/v1"),
    ],
)
def test_every_metric_has_a_standard_definition_under_its_key(metric: Metric, key: str) -> None:
    assert standard(metric).key == key
    assert definition(key) is standard(metric)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(NotFound, match="csat/1-5/top2/v9"):
        definition("csat/1-5/top2/v9")


@each("metric", ASKED)
def test_no_favourable_score_is_taken_for_a_bad_one(metric: Metric) -> None:
    one = standard(metric)
    assert not {score for score in one.favourable if one.band(score) is Band.LOW}
    assert one.band(one.high) is Band.HIGH


def test_every_definition_cuts_its_scale_where_it_is_known_to() -> None:
    every = [one for metric in ASKED for one in choices(metric)]
    bands = {one.key: "".join(one.band(score).name[0] for score in one.scale) for one in every}
    counting = {one.key: tuple(sorted(one.favourable)) for one in every}
    assert {key: (bands[key], counting[key]) for key in counting} == CUTS
    assert {one.key: one.unfavourable for one in every if one.unfavourable} == {
        key: frozenset(scores) for key, scores in AGAINST.items()
    }


@each(("metric", "score"), [("csat", 0), ("csat", 6), ("ces", 8), ("nps", -1)])
def test_a_score_off_the_scale_is_refused(metric: str, score: int) -> None:
    with pytest.raises(ScoreOutOfRange, match=f"{score} is not on the scale"):
        standard(Metric(metric)).band(score)


@each("metric", ASKED)
def test_the_wording_is_there_in_both_languages(metric: Metric) -> None:
    one = standard(metric)
    wordings = [one.question, one.low_label, one.high_label, *one.follow_up.values()]
    assert set(one.follow_up) == set(Band)
    for wording in wordings:
        assert set(wording) == {"en", "nl"}
        assert wording["en"] != wording["nl"]


@each("metric", ASKED)
def test_dutch_customers_are_addressed_formally(metric: Metric) -> None:
    dutch = standard(metric).question["nl"].split()
    assert not {"je", "jij", "jouw", "jullie"} & set(dutch)


def test_recommendation_names_the_organisation() -> None:
    for question in standard(Metric.NPS).question.values():
        assert "Acme" in question.format(organisation="Acme")


def test_definitions_can_be_keys() -> None:
    assert len({standard(metric) for metric in ASKED}) == len(ASKED)


@each("metric", ASKED)
def test_every_other_scale_has_a_key_of_its_own_and_bands_that_fit(metric: Metric) -> None:
    found = choices(metric)
    assert found[0] is standard(metric)
    assert len({one.key for one in found}) == len(found) > 1
    for one in found:
        assert definition(one.key) is one
        assert one.favourable | one.unfavourable | one.middle <= set(one.scale)
        assert not {score for score in one.favourable if one.band(score) is Band.LOW}
        worst, best = (one.high, one.low) if one.low_is_good else (one.low, one.high)
        assert (one.band(worst), one.band(best)) == (Band.LOW, Band.HIGH)


def test_what_the_definitions_of_the_field_offer_can_be_chosen() -> None:
    keys = {one.key: one for metric in ASKED for one in choices(metric)}
    assert {
        *("csat/1-5/mean/v1", "csat/faces/top2/v1", "csat/0-1/top1/v1", "csat/0-10/mean/v1"),
        *("ces/1-3/top1/v1", "ces/1-7/top2/v1", "ces/1-5/top2/v1", "ces/1-5/bottom2/v1"),
        "nps/1-10/net/v1",
    } <= keys.keys()
    effort, nps = keys["ces/1-5/bottom2/v1"], keys["nps/1-10/net/v1"]
    assert effort.low_is_good
    assert {effort.kinship, nps.kinship} == {Kinship.NOT_COMPARABLE}
    assert standard(Metric.NPS).kinship is Kinship.STANDARD


def test_where_answers_are_words_each_of_them_has_one_in_both_languages() -> None:
    told = [one for metric in ASKED for one in choices(metric) if one.in_words]
    assert [one.key for one in told] == [
        *("csat/faces/top2/v1", "csat/0-1/top1/v1", "ces/1-3/top1/v1")
    ]
    for one in told:
        assert one.between.keys() | {one.low, one.high} == set(one.scale)
        assert all(set(words) == {"en", "nl"} for words in one.between.values())

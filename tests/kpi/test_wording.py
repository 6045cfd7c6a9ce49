"""A survey's own words: nothing that is taken in can break a question."""

from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import wording
from kpi.errors import WrongSetting
from kpi.metrics import Band, Metric, choices, standard
from kpi.wording import LONGEST, NAMES, Unfinished, asks_the_same, settled, spoken, words
from tests.each import each

CSAT = standard(Metric.CSAT)
NAME = st.sampled_from(NAMES)
TEXT = st.text(st.sampled_from(printable + "{}é\u202e\u200d"), max_size=90)


@given(NAME, st.one_of(TEXT, st.just("How likely are you to recommend {organisation}?")))
def test_whatever_is_taken_in_makes_a_whole_question(name: str, text: str) -> None:
    try:
        own = {name: wording.read(name, text)}
    except WrongSetting:
        return
    said = words(CSAT, own, name.rpartition(".")[2])
    asked = said.asked("Helpdesk & {Co}")
    assert asked
    assert "{organisation}" not in asked
    shown = (asked, said.low_label, said.high_label, *said.follow_up.values())
    assert all(line and "\n" not in line for line in shown)
    assert len(said.low_label) <= LONGEST["scale.low"]
    assert wording.read(name, own[name]) == own[name]


@given(NAME, TEXT)
def test_words_stand_only_under_their_own_name(name: str, text: str) -> None:
    language = name.rpartition(".")[2]
    other = "nl" if language == "en" else "en"
    assert words(CSAT, {name: text.strip()}, other) == words(CSAT, {}, other)


def test_without_own_words_the_standard_ones_are_said() -> None:
    said = words(CSAT, {}, "nl")
    assert said.question == "Hoe tevreden bent u over onze hulp?"
    assert said.follow_up[Band.MIDDLE] == "Wat ontbrak er?"


def test_the_name_of_who_asks_stands_where_the_question_wants_it() -> None:
    said = words(standard(Metric.NPS), {}, "en")
    assert "recommend Compass to" in said.asked("Compass")


@each(
    ("name", "text"),
    [
        ("question.fr", "Ça va ?"),
        ("question", "Happy?"),
        ("question.en", "x" * 301),
        ("question.en", "Happy with {team}?"),
        ("question.en", "Happy with {organisation?"),
        ("question.en", "Happy \u202eyppaH?"),
        ("scale.low.en", "{organisation}"),
        ("scale.high.nl", "x" * 51),
        ("follow_up.low.nl", "x" * 76),
    ],
)
def test_what_would_break_a_question_is_refused(name: str, text: str) -> None:
    with pytest.raises(WrongSetting):
        wording.read(name, text)


def test_words_are_put_on_one_line() -> None:
    assert wording.read("question.en", "  How was\n it? ") == "How was it?"


@each(("text", "languages"), [("nl", ["nl"]), ("NL, en", ["nl", "en"]), ("en en", ["en"])])
def test_languages_are_read_in_their_order(text: str, languages: list[str]) -> None:
    assert wording.read_languages(text) == languages


@each("text", ["", "fr", "en, fr"])
def test_other_languages_cannot_be_promised(text: str) -> None:
    with pytest.raises(WrongSetting, match="en, nl"):
        wording.read_languages(text)


def test_somebody_is_asked_in_a_language_that_is_promised() -> None:
    assert spoken("nl", ["en", "nl"]) == "nl"
    assert spoken("nl", ["en"]) == "en"
    assert spoken("nl", []) == "nl"


def test_an_own_question_is_wanted_in_every_language() -> None:
    own = {"question.en": "How was the delivery?"}
    with pytest.raises(Unfinished) as missing:
        wording.require_complete(own, ["en", "nl"])
    assert missing.value.name == "question.nl"
    wording.require_complete(own, ["en"])
    wording.require_complete(own | {"question.nl": "Hoe was de levering?"}, ["en", "nl"])
    wording.require_complete({}, ["en", "nl"])
    wording.require_complete({"follow_up.low.en": "What was late?"}, ["en", "nl"])


def test_standard_sentences_typed_over_are_no_own_words() -> None:
    typed = {"question.en": CSAT.question["en"], "question.nl": CSAT.question["nl"]}
    assert settled(CSAT, typed) == {}
    mixed = typed | {"question.en": "How was it?"}
    assert settled(CSAT, mixed) == mixed


@given(st.dictionaries(NAME, st.text("abc ", max_size=5)), NAME)
def test_only_what_answers_depend_on_changes_the_question(own: dict[str, str], name: str) -> None:
    after = own | {name: "Something else"}
    same = asks_the_same((CSAT, own), (CSAT, after), ("en", "nl"))
    assert same is (name.rpartition(".")[0] not in wording.ASKED)


def test_another_scale_is_another_question_and_another_language_is_not() -> None:
    assert not asks_the_same((CSAT, {}), (choices(Metric.CSAT)[1], {}), ["en"])
    assert asks_the_same((CSAT, {}), (CSAT, {"question.nl": "Tevreden?"}), ["en"])

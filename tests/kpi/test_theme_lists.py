import csv
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from kpi import languages, theme_lists
from kpi.errors import NotFound, WrongSetting
from kpi.themes import OTHER, Dictionary, Theme
from tests.each import each

REMARKS = Path(__file__).parent / "theme_comments"
PRECISION, RECALL, RIGHT_LANGUAGE = 0.80, 0.55, 0.97
PLAIN = Theme("returns", {"en": "Returns"}, {"en": ("return*",), "nl": ("retour*",)})


class Labelled(NamedTuple):
    text: str
    themes: frozenset[str]


def labelled(language: str, half: str) -> list[Labelled]:
    with (REMARKS / f"{language}_{half}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Labelled(row["comment"], frozenset(row["themes"].split()))
            for row in csv.DictReader(file)
        ]


def counted(remarks: list[Labelled], language: str) -> Counter[str]:
    """Count tags that are right, too many and missing; `other` is the lack of them."""
    found: Counter[str] = Counter()
    for remark in remarks:
        tags = set(theme_lists.packaged().tagged(remark.text, language).themes) - {OTHER}
        meant = remark.themes - {OTHER}
        found.update(right=len(tags & meant), too_many=len(tags - meant), missing=len(meant - tags))
    return found


@each("language", theme_lists.LANGUAGES)
def test_the_themes_are_right_about_remarks_kept_aside_while_they_were_written(
    language: str,
) -> None:
    remarks = labelled(language, "aside")
    found = counted(remarks, language)
    assert len(remarks) == 75
    assert found["right"] / (found["right"] + found["too_many"]) >= PRECISION
    assert found["right"] / (found["right"] + found["missing"]) >= RECALL


def test_the_language_of_remarks_is_known_even_of_who_has_slack_in_the_other() -> None:
    wrong = {"en": "nl-NL", "nl": "en-GB"}
    asked = [
        (language, languages.of(remark.text, wrong[language]))
        for language in theme_lists.LANGUAGES
        for half in ("seen", "aside")
        for remark in labelled(language, half)
    ]
    assert len(asked) == 300
    assert sum(one == other for one, other in asked) / len(asked) >= RIGHT_LANGUAGE


def test_eight_themes_come_with_it_in_both_languages() -> None:
    kept = theme_lists.packaged()
    expected = "speed resolution communication agent expertise ease product price"
    assert [one.key for one in kept.themes] == expected.split()
    assert {len(one.names) for one in kept.themes} == {len(one.words) for one in kept.themes} == {2}
    assert theme_lists.checked(kept) is kept


def test_what_is_written_as_json_is_read_as_it_was() -> None:
    kept = theme_lists.packaged()
    again = theme_lists.read(json.loads(json.dumps(theme_lists.written(kept))))
    assert (again.fingerprint, again.themes) == (kept.fingerprint, kept.themes)


def test_themes_are_added_replaced_and_taken_away() -> None:
    kept = Dictionary((PLAIN,))
    renamed = Theme(PLAIN.key, {"en": "Returned"}, PLAIN.words)
    assert theme_lists.with_theme(kept, renamed).themes == (renamed,)
    second = Theme("delivery", {"en": "Delivery"}, {"en": ("deliver*",)})
    assert theme_lists.with_theme(kept, second).themes == (PLAIN, second)
    assert theme_lists.without(kept, PLAIN.key).themes == ()
    with pytest.raises(NotFound):
        theme_lists.without(kept, "nothing")


@each(
    "theme",
    [
        Theme("other", {"en": "Other"}, {}),
        Theme("Two words", {"en": "Two"}, {}),
        Theme("nameless", {}, {}),
        Theme("blank", {"en": " "}, {}),
        Theme("long", {"en": "x" * 61}, {}),
        Theme("odd", {"en": "Odd"}, {"en": ("*",)}),
        Theme("many", {"en": "Many"}, {"en": tuple(f"word{n}" for n in range(601))}),
    ],
)
def test_a_theme_that_cannot_be_is_refused(theme: Theme) -> None:
    with pytest.raises(WrongSetting):
        theme_lists.with_theme(Dictionary((PLAIN,)), theme)


def test_json_that_is_no_theme_is_refused_in_a_sentence() -> None:
    for kept in (
        {},
        {"key": "a", "names": [], "words": {}},
        {**theme_lists.written(Dictionary((PLAIN,)))[0], "words": {"en": "return"}},
    ):
        with pytest.raises(WrongSetting, match="not a theme"):
            theme_lists.read([kept])


def test_there_is_an_end_to_the_themes() -> None:
    many = tuple(Theme(f"t{n}", {"en": "T"}, {}) for n in range(41))
    with pytest.raises(WrongSetting, match="40"):
        theme_lists.checked(Dictionary(many))
    with pytest.raises(WrongSetting, match="t1"):
        theme_lists.checked(Dictionary((many[1], many[1])))


def test_lines_are_read_from_a_box_between_commas_or_one_below_the_other() -> None:
    assert theme_lists.lines(" slow*,  on   hold\n\nslow*\n-waiter ") == (
        "slow*",
        "on hold",
        "-waiter",
    )


def test_lines_fill_boxes_that_are_read_back() -> None:
    for theme in theme_lists.packaged().themes:
        for several in theme.words.values():
            texts = theme_lists.boxes(several, 3000)
            assert max(map(len, texts)) <= 3000
            assert len(texts) <= 2
            assert theme_lists.lines("\n".join(texts)) == several
    assert theme_lists.boxes(["aa", "bb", "cc"], 5) == ("aa\nbb", "cc")
    assert theme_lists.boxes([], 5) == ()


def test_the_longest_remark_costs_what_its_length_costs() -> None:
    kept = theme_lists.packaged()
    words = ("not ", "slow ", "nice good ", "9 ", "a", "'", ". ", "é", "took the ")
    for word in words:
        hostile = (word * 20_000)[:20_000]
        assert len(kept.tagged(hostile, "en").themes) <= 8


def test_keys_of_new_themes_are_plain_and_free() -> None:
    known = theme_lists.packaged()
    cases = {
        ("Parking",): "parking",
        ("Speed",): "speed-2",
        ("3G & 4G",): "g-4g",
        ("Über  Öffi",): "uber-offi",
        ("停车", "Parkeren"): "parkeren",
        ("停车",): "theme",
        ("Other",): "other-2",
        ("x" * 60,): "x" * 28,
    }
    for names, key in cases.items():
        found = theme_lists.new_key(known, dict(zip("ab", names, strict=False)))
        assert found == key, names
        theme_lists.with_theme(known, Theme(found, {"en": "A name"}, {}))

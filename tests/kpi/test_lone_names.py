"""More of what is masked, and how little else, stands in test_masking."""

import csv
from pathlib import Path

from kpi.lone_names import masked

REMARKS = Path(__file__).parent / "theme_comments"


def test_a_name_that_is_a_word_too_is_masked_beside_what_people_do_or_are() -> None:
    cases = {
        "Joy helped me": "# helped me",
        "Thanks to Grace": "Thanks to #",
        "Bas was heel aardig": "# was heel aardig",
        "Such joy. Joy all round": "Such joy. Joy all round",
        "JOY HELPED": "JOY HELPED",
    }
    for text, expected in cases.items():
        assert masked(text, "#") == expected, text


def test_remarks_lose_no_ordinary_word() -> None:
    lost = []
    for path in REMARKS.glob("*_seen.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            lost += [
                one for row in csv.DictReader(file) if "#" in masked(one := row["comment"], "#")
            ]
    assert len(lost) == 2, lost
    assert all("Mike" in one or "Fatima" in one for one in lost)

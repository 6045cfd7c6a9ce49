import json
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from kpi import facts
from kpi.facts import Facts
from kpi.subjects import Contact, Subject
from tests.drawn import texts
from tests.moments import NOW

moments = st.datetimes(timezones=st.just(UTC))
names = texts(max_size=5)
subjects = st.builds(
    Subject,
    team=st.none() | names,
    tags=st.frozensets(names, max_size=3),
    email=st.sampled_from([None, "", "@example.com", "@mail.example.org"]),
    resolved_at=st.none() | moments,
    reopened=st.booleans(),
    lot=st.floats(0, 1, exclude_max=True),
    sent_today=st.integers(0, 9),
)
contacts = st.builds(Contact, reachable=st.booleans(), opted_out=st.booleans(), zone=names)
looks = st.builds(Facts, subject=subjects, contact=st.none() | contacts, is_named=st.booleans())


@given(seen=looks)
def test_what_was_kept_as_json_is_read_back(seen: Facts) -> None:
    assert facts.read(json.loads(json.dumps(facts.stored(seen)))) == seen


def test_nobodys_address_is_kept() -> None:
    seen = Facts(subject=Subject(email="j.jansen@example.com"), contact=None)
    kept = facts.stored(seen)
    assert "jansen" not in str(kept)
    assert facts.read(kept).subject.email == "@example.com"


def test_only_what_is_not_taken_for_granted_is_kept() -> None:
    seen = Facts(subject=Subject(resolved_at=NOW), contact=Contact())
    assert facts.stored(seen) == {
        "subject": {"resolved_at": "2026-11-18T12:00:00+00:00"},
        "contact": {},
        "is_named": False,
    }


def test_what_the_rules_no_longer_know_is_passed_over() -> None:
    kept = {"subject": {"team": "Network", "mood": "good"}, "contact": None}
    assert facts.read(kept) == Facts(subject=Subject(team="Network"), contact=None)

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.masking import MARK, masked
from tests.drawn import texts

WHO = ("Jeroen de Bakker", "Zoë Will")

MASKED = [
    ("Beste Jan de Vries, help. Groet, Piet Jansen", f"Beste {MARK}, help. Groet, {MARK}"),
    ("mail jan.smit@acme.nl, of bel 06-12345678!", f"mail {MARK}, of bel {MARK}!"),
    ("Jeroen en jeroens hulp, zoe ook", f"{MARK} en {MARK} hulp, {MARK} ook"),
    ("Will you? You will.", f"{MARK} you? You will."),
    ("Mevrouw Van der Berg was aardig", f"Mevrouw {MARK} was aardig"),
    ("Mr. Smith and dr Jones", f"Mr. {MARK} and dr {MARK}"),
    ("Naar NL91 ABNA 0417 1643 00 graag", f"Naar {MARK} graag"),
    ("ticket 123456, call +31 (0)6 1234 5678", f"ticket {MARK}, call {MARK}"),
    ("zie https://x.nl/a?b=c, www.x.nl en x.com/a.", f"zie {MARK}, {MARK} en {MARK}."),
    ("<@U123ABC> en <https://x|y> <!channel>", f"{MARK} en {MARK} {MARK}"),
    ("Dorpsstraat 12a, 1234 AB of 12 High Street", f"{MARK}, {MARK} of {MARK}"),
    ("Thank you John Smith!\nKind regards,\nMary P.", f"Thank you {MARK}!\nKind regards,\n{MARK}"),
    ("Collega Fatima wist het. gr. kees", f"Collega {MARK} wist het. gr. {MARK}"),
    ("jeroen de bakker en De Bakker", f"{MARK} {MARK} en {MARK}"),
    ("Zo\u0308e, je\u200broen", f"{MARK}, {MARK}"),
    ("dhr. jansen, Mw. J.P. de Wit en mevr van dijk", f"dhr. {MARK}, Mw. {MARK} en mevr {MARK}"),
    ("Hoi piet, ik heet kees de wit", f"Hoi {MARK}, ik heet {MARK}"),
    ("Met Willem gesproken, geholpen door Sanne", f"Met {MARK} gesproken, geholpen door {MARK}"),
    ("kees (at) acme.nl, kees [at] acme [dot] nl", f"{MARK}, {MARK}"),
    ("Sanne was geweldig, bedankt piet", f"{MARK} was geweldig, bedankt {MARK}"),
    ("ik ben Kees, hulp van Anouks collega", f"ik ben {MARK}, hulp van {MARK} collega"),
    ("M. Jansen en J.P. Balkenende. A. de Wit", f"{MARK} en {MARK}. {MARK}"),
    ("Sanne de Wit Smit hielp", f"{MARK} hielp"),
    ("Mark helped, Grace was very kind", f"{MARK} helped, {MARK} was very kind"),
    ("Met dank aan Roos, door Bas", f"Met dank aan {MARK}, door {MARK}"),
    ("With help from Mark", f"With help from {MARK}"),
]
KEPT = [
    "Met Outlook gewerkt, mijn naam is in orde, dhr. was aardig. Hoi team, nog iets",
    "Een aardige mevrouw had ik aan de lijn, na 45 minuten en 4 dagen",
    "Hey great, thanks. Hoi allen, nog iets",
    "Hi team, thanks. Beste klantenservice, de mevrouw was aardig",
    "Prijs ging van € 12,50 naar 1250 euro in 2026; en/of 24/7",
    "The agent was rude",
    "Bill was wrong, the Bill and a mark. Great Job Done, Good Guy. It was grace and joy",
    "Een roos, een bas. Don't. And Don't? Sinds 3 jan 2026, in April by Visa. Max 5",
    "P.S. Great, U.S. Store, plan B. The people, vitamin C.",
    "I AM VERY HAPPY WITH YOUR JOB AND THE FLOOR",
    "",
]


def test_what_tells_who_somebody_is_is_masked() -> None:
    for text, expected in MASKED:
        assert masked(text, WHO) == expected


def test_a_name_in_one_word_is_known_in_several() -> None:
    assert masked("Zij, de Vries, belde", ["a.devries"]) == f"Zij, {MARK}, belde"


def test_what_tells_nothing_of_anybody_stays() -> None:
    for text in KEPT:
        assert masked(text, WHO) == text


@given(
    st.lists(
        st.one_of(
            st.sampled_from([text for text, _ in MASKED]),
            st.sampled_from(
                ["jeroen", "BAKKER", "Zoë", "a@b.nl", "0612345678", "Hi", "gr", "<@U1>"]
            ),
            texts(max_size=20),
        ),
        max_size=8,
    )
)
def test_nothing_known_is_left_and_masking_again_changes_nothing(pieces: list[str]) -> None:
    once = masked(" ".join(pieces), WHO)
    assert masked(once, WHO) == once
    assert set(re.findall(r"\w+", once.casefold())).isdisjoint({"jeroen", "bakker", "zoë"})
    assert not re.search(r"\w@\w|<@|\d{6}", once)


@given(texts(max_size=80))
def test_a_text_without_names_loses_nothing_but_what_is_marked(text: str) -> None:
    kept = masked(text).split(MARK)
    place = 0
    for piece in kept:
        found = text.find(piece, place)
        assert found >= place
        place = found + len(piece)


@pytest.mark.parametrize(
    "hostile", ["@", "<@", "1 ", "Hi ", "Groet ", "de van ", "straat", "NL12 "]
)
def test_the_longest_remark_is_masked_too(hostile: str) -> None:
    assert "jeroen" not in masked((hostile * 20_000)[:20_000] + " jeroen", WHO)

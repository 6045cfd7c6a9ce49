"""What people wrote, made fit to be quoted: without who they are, and whom they speak of.

Names that are known are masked wherever they stand, others after a title, a greeting or a role, or
where they are common first names; so are mail and web addresses, mentions, streets, postcodes,
account and other long numbers. Too much is masked rather than too little.
"""

import re
from collections.abc import Iterable

from kpi import lone_names, small_words, tokens

MARK = "███"
"""Stands for what is masked, in every language; it holds no letters."""

_SMALL_PARTS = "de den der het van von da di du la le el al bin ten ter te op"
_NAME = r"[^\W\d_a-zà-ÿ][\w'\u2019\-]{0,40}"
_INITIALS = r"(?:(?:[^\W\d_]\.){1,5} ?){0,4}"
_PARTICLE = rf"(?:{_SMALL_PARTS.replace(' ', '|')}|'t)"
_FULL_NAME = rf"{_INITIALS}(?:{_PARTICLE} ){{0,3}}{_NAME}(?: (?:{_PARTICLE} ){{0,3}}{_NAME}){{0,2}}"
_TITLES = (
    "mr mrs ms miss dr prof sir madam mister meneer mevrouw mevr mw dhr heer mijnheer juffrouw"
)
_ROLES = (
    "agent colleague engineer technician advisor adviser executive representative manager"
    " collega medewerker medewerkster monteur adviseur technicus leidinggevende teamleider"
)
_GREETINGS = (
    "dear hi hello hey thanks thank_you thanks_to thank_you_so_much_to kudos_to shout_out_to"
    " spoke_to talked_to my_name_is name_is this_is named called"
    " beste geachte hallo hoi dag lieve bedankt dank_je dank_u dank_je_wel dank_u_wel dankjewel"
    " dankuwel dank_aan dankzij mijn_naam_is naam_is genaamd heet gesproken_met gebeld_met"
    " gemaild_met geholpen_door geholpen_was_door helped_by assisted_by served_by"
)
_OPENINGS = "dear hi hello hey beste geachte hallo hoi dag lieve"
_ABBREVIATED = "mr mrs ms dr mw mevr dhr"
_INTRODUCTIONS = "my_name_is mijn_naam_is ik_heet"
_CLOSINGS = (
    "regards kind_regards best_regards cheers sincerely yours_sincerely yours_faithfully"
    " groet groeten groetjes gr grt mvg vriendelijke_groet vriendelijke_groeten hoogachtend"
)
_SIGNED = r"[^\W\d_][\w'\u2019.\-]{0,40}"
_STREETS = "straat laan weg plein gracht kade dreef singel hof steeg dijk"
_ROADS = "Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Square|Court|Way"


def _one_of(phrases: str) -> str:
    longest_first = sorted(phrases.split(), key=len, reverse=True)
    return "|".join(phrase.replace("_", " ") for phrase in longest_first)


_AFTER_TITLE = re.compile(
    rf"\b((?i:{_one_of(_TITLES)})\b\.?) +(?:{_FULL_NAME})",
)
_AFTER_GREETING = re.compile(
    rf"\b((?i:{_one_of(_GREETINGS)}|{_one_of(_ROLES)})) +({_FULL_NAME})",
)
_LOWER_NAME = rf"(?:{_PARTICLE} ){{0,3}}[^\W\d_]{{2,40}}"
_LOWER = (
    re.compile(rf"\b((?i:{_one_of(_ABBREVIATED)})\b\.?) +({_INITIALS}{_LOWER_NAME})"),
    re.compile(rf"\b((?i:{_one_of(_INTRODUCTIONS)})) +({_LOWER_NAME}(?: {_LOWER_NAME})?)"),
    re.compile(rf"^(\s*(?i:{_one_of(_OPENINGS)})) +({_LOWER_NAME})(?=,)"),
)
"""Where a name is one in small letters too."""
_MET = re.compile(rf"\b((?i:met|with)) +({_FULL_NAME})(?= (?i:gesproken|gebeld|gemaild|gechat)\b)")
_AFTER_CLOSING = re.compile(
    rf"\b((?i:{_one_of(_CLOSINGS)}))([\s.,!-]{{1,6}})({_SIGNED}(?: {_SIGNED}){{0,3}})\s*$"
)
_MENTION = re.compile(r"<(?:[@#!]|\w{1,10}:)[^<>]*>")
_SPELT_MAIL = re.compile(
    r"\b[\w.+\-]{1,64} ?(?:\[at\]|\(at\)|@) ?[\w\-]{1,64}"
    r"(?:(?: ?(?:\[dot\]|\(dot\)|\[punt\]|\(punt\)) ?|\.)[\w\-]{1,64}){1,4}",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\+?\(?\d(?:[ ().\-/\u00a0]{0,3}\d){5,}")
_POSTCODE = re.compile(r"\b\d{4} ?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_STREET = re.compile(
    rf"\b[^\W\d_]{{1,30}}(?:{_one_of(_STREETS)}) \d{{1,5}}\w{{0,3}}\b"
    rf"|\b\d{{1,5}}[a-z]? (?:[A-Z]\w{{0,30}} ){{1,3}}(?:{_ROADS})\b"
)
_NOBODY = frozenset(
    _one_of(
        "team all there both again great folks everyone everybody support customer customers"
        " service helpdesk company guys iedereen allemaal allen klant klanten klantenservice"
        " klantenservise mensen dames heren lezer redactie mr mrs ms miss dr sir madam meneer"
        " mevrouw mevr mw dhr heer mijnheer"
    ).split("|")
)
"""Who may be greeted without a name."""
_CHUNK = re.compile(r"\S+")
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_UNSEEN}])*")
_SMALL_WORDS = re.compile(rf"\b(?:(?i:{_PARTICLE}|v\.?d\.?) ){{1,3}}([^\W_]+)")
_EDGES = ".,;:!?()[]{}\"'\u201c\u201d\u2018\u2019"


def masked(text: str, names: Iterable[str] = ()) -> str:
    """Give a text with `MARK` in the place of what tells who somebody is.

    Args:
        text: what somebody wrote, as they wrote it.
        names: full names of people it may speak of, such as who asked and who helped.

    Returns:
        The text, otherwise unchanged; masking it again changes nothing.
    """
    hidden = _CHUNK.sub(_address, _SPELT_MAIL.sub(MARK, _MENTION.sub(MARK, text)))
    for pattern in (_IBAN, _STREET, _POSTCODE, _LONG_NUMBER):
        hidden = pattern.sub(MARK, hidden)
    hidden = _without(hidden, names)
    hidden = _AFTER_CLOSING.sub(rf"\1\2{MARK}", hidden)
    hidden = _AFTER_TITLE.sub(rf"\1 {MARK}", hidden)
    for pattern in (_AFTER_GREETING, _MET, *_LOWER):
        hidden = pattern.sub(_greeted, hidden)
    return lone_names.masked(hidden, MARK)


def _address(chunk: re.Match[str]) -> str:
    """Mask a mail or web address, and leave the marks around it."""
    found = chunk[0]
    bare = found.strip(_EDGES)
    is_mail = "@" in bare.strip("@") or bare.startswith("@")
    is_web = "://" in bare or bare.lower().startswith(("www.", "mailto:")) or _has_path(bare)
    return found.replace(bare, MARK, 1) if is_mail or is_web else found


def _has_path(chunk: str) -> bool:
    host, slash, _ = chunk.partition("/")
    first, dot, last = host.rpartition(".")
    return bool(slash and dot and first and last.isalpha())


def _without(text: str, names: Iterable[str]) -> str:
    known = {part for name in names for part in _parts(name)}
    if not known:
        return text
    text = _SMALL_WORDS.sub(lambda found: MARK if _is_joined(found[0], known) else found[0], text)
    return _WORD.sub(lambda word: MARK if _is_known(word[0], known) else word[0], text)


def _parts(name: str) -> list[str]:
    parts = [_folded(part) for part in _WORD.findall(name)]
    return [part for part in parts if len(part) > 1 and part not in _SMALL_PARTS.split()]


def _is_joined(words: str, known: set[str]) -> bool:
    """Tell whether a name with its small words is one that is known without them or as one word."""
    *_, last = parts = [_folded(part) for part in _WORD.findall(words)]
    return "".join(parts) in known or (last in known and not _is_small(last))


def _folded(word: str) -> str:
    return re.sub(f"[{_UNSEEN}]", "", tokens.fold(word))


def _is_known(word: str, known: set[str]) -> bool:
    """Tell whether a word is part of a name; one that is a word too, only with its capital."""
    folded = _folded(word)
    if folded not in known and not (folded.endswith("s") and folded[:-1] in known):
        return False
    return not _is_small(folded) or word[0].isupper()


def _is_small(word: str) -> bool:
    return any(
        word in small_words.stops(language) or word in small_words.denials(language)
        for language in ("en", "nl")
    )


def _greeted(found: re.Match[str]) -> str:
    parts = tokens.fold(found[2]).split(" ")
    first = next((part for part in parts if part not in _SMALL_PARTS.split()), parts[0])
    return found[0] if first in _NOBODY or _is_small(first) else f"{found[1]} {MARK}"

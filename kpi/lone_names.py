"""Names that stand in a remark by themselves: common first names, and surnames behind initials.

A first name that is nothing else is one in any capitals; one that is a word too only with its
capital, beside words that go with people: "Mark helped me" and "hulp van Bas".
"""

import re
from collections.abc import Iterator

from kpi import first_names, small_words, tokens

_WORD = re.compile(r"[^\W_]+(?:['\u2019](?!s\b)[^\W_]+)?|[^\w\s.,;:!?'\u2019\"()/-]+")
"""A word, or what stands for one that is masked already."""
_APOSTROPHES = re.compile("['\u2019]")
_PARTICLES = "(?:(?:van|de|den|der|ten|ter|te|du|di|la|le|el|al|von) ){0,3}"
_SURNAMES = re.compile(rf"(?: {_PARTICLES}[^\W\d_a-zà-ÿ][a-zà-ÿ][\w'\u2019\-]{{0,40}}){{1,2}}")
_INITIALS = re.compile(
    r"(?<![\w.])(?!(?:[AP]\.M|P\.S|N\.B|B\.V|N\.V|[UE]\.[SKU]|I\.T)\.)"
    rf"(?:[A-Z]\.[ ]?){{1,5}}{_PARTICLES}([A-Z][a-zà-ÿ][\w'\u2019\-]{{0,40}})"
)
_CALLING = """
by with from and to thanks thank am im agent colleague sorry
met door van aan en ben heet dankzij bedankt dank collega namens
"""
_DOING = """
helped assisted solved fixed explained listened answered called
hielp loste legde belde nam dacht luisterde kwam wist heeft vertelde regelde
"""
_BEING = """
was is were are has been had so very really super heel erg zo echt
"""
_LIKE = """
kind friendly helpful patient polite rude lovely amazing awesome wonderful knowledgeable
professional vriendelijk onvriendelijk aardig behulpzaam geduldig geweldig onbeleefd
"""
_BEFORE = frozenset(_CALLING.split())
"""What goes before people, though before other things too."""
_AFTER = frozenset(_DOING.split())
_LINKS, _TRAITS = frozenset(_BEING.split()), frozenset(_LIKE.split())
_NEAR = 3
"""Words in which a trait may follow."""


def masked(text: str, mark: str) -> str:
    """Give a text with a mark in the place of each such name; doing so again changes nothing."""
    shown = _INITIALS.sub(lambda found: found[0] if _is_small(found[1]) else mark, text)
    kept, end = [], 0
    for start, until in _places(shown):
        if start >= end:
            kept += [shown[end:start], mark]
            end = until
    return "".join([*kept, shown[end:]])


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Give where first names begin, and where the surnames behind them end."""
    words = list(_WORD.finditer(text))
    folded = [_APOSTROPHES.sub("", tokens.fold(one[0])) for one in words]
    for place, word in enumerate(words):
        if _is_name(words, folded, place):
            behind = _SURNAMES.match(text, word.end())
            yield word.start(), behind.end() if behind and _is_capital(word[0]) else word.end()


def _is_name(words: list[re.Match[str]], folded: list[str], place: int) -> bool:
    before = folded[max(place - 1, 0) : place]
    after = folded[place + 1 : place + 2 + _NEAR]
    if first_names.is_name(folded[place]):
        is_day = any(one.isdigit() for one in (*before, *after[:1]))
        return not is_day
    if not (first_names.is_name_too(folded[place]) and _is_capital(words[place][0])):
        return False
    return not _BEFORE.isdisjoint(before) or _does(after)


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _does(after: list[str]) -> bool:
    """Tell whether what stands behind says what people do, or are."""
    if not after or after[0] in _AFTER:
        return bool(after)
    return after[0] in _LINKS and not _TRAITS.isdisjoint(after[1:])


def _is_small(word: str) -> bool:
    return any(tokens.fold(word) in small_words.stops(one) for one in ("en", "nl"))

"""The words after `/survey`, read into a wish: pure, English and Dutch, any case."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.listeners import survey_slips
from bot.listeners.payloads import plain
from kpi.errors import KpiError
from kpi.metrics import ASKED

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_NEXT_PERSON = re.compile(rf"[\s,]*(?:(?:and|en|&amp;)\s+)?{_PERSON.pattern}", re.IGNORECASE)
_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")
_ABOUT = re.compile(r"^\s*(?:about|over)\b[:\s]*", re.IGNORECASE)
_LONGEST_ABOUT = 150
_LONGEST_REPEATED = 40


class NotUnderstood(KpiError):
    """I did not understand that.  Try  /survey csat @person about VPN  or  /survey help."""

    @property
    def survey(self) -> str:
        """Which survey was to be asked, where only whom or what about is missing."""
        return str(self.values.get("survey", ""))


@dataclass(frozen=True, slots=True)
class Ask:
    """Put one question to these people."""

    survey: str
    user_ids: tuple[str, ...]
    about: str


class Simple(StrEnum):
    """Wishes that need no more than their word."""

    HOME = ""
    HELP = "help"
    STOP = "stop"
    START = "start"
    NEW_DIGEST = "digest"
    LIST_DIGESTS = "digest list"
    AGENTS_ON = "agents on"
    AGENTS_OFF = "agents off"
    BENCHMARKS_ON = "benchmarks on"
    BENCHMARKS_OFF = "benchmarks off"


@dataclass(frozen=True, slots=True)
class RemoveDigest:
    """Take away the digest with this number on the list, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """Say who is a lead or an admin; nobody named asks who is."""

    role: str
    """lead or admin."""
    user_ids: tuple[str, ...]
    group_id: str


@dataclass(frozen=True, slots=True)
class Verb:
    """Something with a listener of its own, which reads the rest of the words itself."""

    name: str
    rest: str


Wish: TypeAlias = Ask | Simple | RemoveDigest | Name | Verb

VERBS: dict[str, str] = {
    "alert": "alerts",
    "alerts": "alerts",
    "melding": "alerts",
    "meldingen": "alerts",
    "connect": "connect",
    "koppel": "connect",
    "koppelen": "connect",
    "connections": "connections",
    "koppelingen": "connections",
    "reaction": "reaction",
    "reactie": "reaction",
    "campaign": "campaigns",
    "campaigns": "campaigns",
    "campagne": "campaigns",
    "campagnes": "campaigns",
    "threads": "threads",
    "gesprekken": "threads",
    "people": "people",
    "mensen": "people",
    "accounts": "accounts",
    "klanten": "accounts",
    "hours": "hours",
    "openingstijden": "hours",
    "openingsuren": "hours",
    "definition": "definitions",
    "definitions": "definitions",
    "definitie": "definitions",
    "definities": "definitions",
    "target": "targets",
    "targets": "targets",
    "doel": "targets",
    "doelen": "targets",
    "ledger": "ledger",
    "logboek": "ledger",
    "theme": "themes",
    "themes": "themes",
    "thema": "themes",
    "themas": "themes",
    "thema's": "themes",
    "thema\u2019s": "themes",
    "what-if": "what-if",
    "whatif": "what-if",
    "wat-als": "what-if",
}
"""The first words that have a listener of their own, in every language we speak, and its name."""

_SIMPLE = {
    "": Simple.HOME,
    "help": Simple.HELP,
    "hulp": Simple.HELP,
    "stop": Simple.STOP,
    "start": Simple.START,
    "digest": Simple.NEW_DIGEST,
    "overzicht": Simple.NEW_DIGEST,
    "digest list": Simple.LIST_DIGESTS,
    "digests": Simple.LIST_DIGESTS,
    "overzicht lijst": Simple.LIST_DIGESTS,
    "overzichten": Simple.LIST_DIGESTS,
    "agents on": Simple.AGENTS_ON,
    "agents aan": Simple.AGENTS_ON,
    "agents off": Simple.AGENTS_OFF,
    "benchmarks on": Simple.BENCHMARKS_ON,
    "benchmarks aan": Simple.BENCHMARKS_ON,
    "benchmarks off": Simple.BENCHMARKS_OFF,
    "agents uit": Simple.AGENTS_OFF,
    "benchmarks uit": Simple.BENCHMARKS_OFF,
}
_REMOVE = re.compile(r"(?:digest|overzicht) (?:remove|delete|verwijder|weg) (\d{1,3})")
ROLES = {"leads": "lead", "admins": "admin", "beheerders": "admin"}
"""The words that say who is what."""


def is_taken(name: str) -> bool:
    """Whether a word means something else after `/survey` than a survey of that name."""
    return name in VERBS or name in ROLES or name in {words.partition(" ")[0] for words in _SIMPLE}


def parse(text: str) -> Wish:
    """Read what was typed after `/survey`, with Slack's `<@U…>` mentions.

    Raises:
        NotUnderstood: with a line that can be pasted.
    """
    words = " ".join(text.split())
    wish = _wish(words)
    if wish is None:
        raise _refusal(words)
    return wish


def _wish(words: str) -> Wish | None:
    """Read what was typed; None where it begins with nothing known. Raises as `parse` does."""
    folded = words.casefold()
    if folded in _SIMPLE:
        return _SIMPLE[folded]
    if removal := _REMOVE.fullmatch(folded):
        return RemoveDigest(int(removal[1]))
    first, _, rest = words.partition(" ")
    if first.casefold() in ROLES:
        return _naming(ROLES[first.casefold()], rest)
    if first.casefold() in VERBS:
        return Verb(VERBS[first.casefold()], rest)
    if first.casefold() in set(ASKED) or _NEXT_PERSON.match(rest):
        return _ask(first.casefold(), rest)
    return None


def _refusal(words: str) -> NotUnderstood:
    """Refuse what begins with nothing known, with what was probably meant."""
    for example in survey_slips.likely(words, {*VERBS, *_SIMPLE, *ROLES}):
        # A mention reads differently once it is repeated.
        if "<" not in example and _can_be_read(example):
            return NotUnderstood(
                'I do not know "{word}". Did you mean  /survey {example}?',
                word=words[:_LONGEST_REPEATED],
                example=example,
            )
    return NotUnderstood()


def _can_be_read(words: str) -> bool:
    try:
        return _wish(words) is not None
    except NotUnderstood:
        return False


def _naming(role: str, rest: str) -> Name:
    people, groups = tuple(dict.fromkeys(_PERSON.findall(rest))), _GROUP.findall(rest)
    left = _GROUP.sub("", _PERSON.sub("", rest)).strip(" ,")
    if left or len(groups) > 1:
        raise NotUnderstood(
            "I read names as @mentions, and one group at most. Try  /survey {role}s @person",
            role=role,
        )
    return Name(role, people, groups[0] if groups else "")


def _ask(survey: str, rest: str) -> Ask:
    people, said = _people_first(rest)
    if not people:
        raise NotUnderstood(
            "Whom shall I ask? Pick a name from Slack's list:  /survey {survey} @person about VPN",
            survey=survey,
        )
    about = plain(_ABOUT.sub("", said, count=1)) if _ABOUT.match(said) else ""
    if not about:
        raise NotUnderstood(
            "What was it about? Try  /survey {survey} @person about VPN", survey=survey
        )
    return Ask(survey, people, about[:_LONGEST_ABOUT])


def _people_first(rest: str) -> tuple[tuple[str, ...], str]:
    """Take the mentions off the front; one inside the subject stays a part of it."""
    people: dict[str, None] = {}
    while mention := _NEXT_PERSON.match(rest):
        people[mention[1]] = None
        rest = rest[mention.end() :]
    return tuple(people), rest

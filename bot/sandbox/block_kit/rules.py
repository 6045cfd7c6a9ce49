"""What the value of one field must be like: each rule tells what is wrong with a value."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Complaints = Iterator[str]

PLAIN = frozenset({"plain_text"})
EITHER = frozenset({"plain_text", "mrkdwn"})


def complaint(what: str, at: str) -> str:
    """Put Slack's pointer behind what is wrong."""
    return f"{what} [json-pointer:{at}]"


@dataclass(frozen=True, slots=True)
class Words:
    """A string with at least and at most so many characters."""

    most: int
    least: int = 1

    def complaints(self, value: object, at: str) -> Complaints:
        if not isinstance(value, str):
            yield complaint("must be a string", at)
        elif len(value) > self.most:
            yield complaint(f"must be less than {self.most + 1} characters", at)
        elif len(value) < self.least:
            yield complaint(f"must be more than {self.least - 1} characters", at)


@dataclass(frozen=True, slots=True)
class Text:
    """A text object of one of these kinds, with 1 to `most` characters."""

    most: int
    kinds: frozenset[str] = PLAIN

    def complaints(self, value: object, at: str) -> Complaints:
        if not isinstance(value, dict) or value.get("type") not in self.kinds:
            yield complaint(f"must be a text object of type {'/'.join(sorted(self.kinds))}", at)
            return
        flag = "emoji" if value["type"] == "plain_text" else "verbatim"
        unknown = sorted(value.keys() - {"type", "text", flag})
        yield from (complaint("unexpected field", f"{at}/{name}") for name in unknown)
        yield from Flag().complaints(value.get(flag, False), f"{at}/{flag}")
        yield from Words(self.most).complaints(value.get("text"), f"{at}/text")


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def complaints(self, value: object, at: str) -> Complaints:
        if not isinstance(value, bool):
            yield complaint("must be a boolean", at)


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two bounds, both included."""

    least: float
    most: float

    def complaints(self, value: object, at: str) -> Complaints:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield complaint("must be a number", at)
        elif not self.least <= value <= self.most:
            yield complaint(f"must be from {self.least} to {self.most}", at)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: frozenset[str]

    def complaints(self, value: object, at: str) -> Complaints:
        if not isinstance(value, str) or value not in self.words:
            yield complaint(f"must be one of {', '.join(sorted(self.words))}", at)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of the kinds named; `table.complaints` looks inside it."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """From `least` to `most` values, each by the same rule."""

    rule: "Rule"
    least: int
    most: int

    def complaints(self, value: object, at: str) -> Complaints:
        """Tell what is wrong with the list itself, not with what is in it."""
        if not isinstance(value, list):
            yield complaint("must be an array", at)
        elif len(value) > self.most:
            yield complaint(f"no more than {self.most} items allowed", at)
        elif len(value) < self.least:
            yield complaint(f"no fewer than {self.least} items allowed", at)


Rule = Words | Text | Flag | Number | OneOf | Part | Parts


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the table: the rule for one field, and whether it must be there."""

    rule: Rule
    required: bool = False


Shape = Mapping[str, Field]
Shapes = Mapping[str, Shape]
Thing = dict[str, Any]


def need(rule: Rule) -> Field:
    """A field that must be there."""
    return Field(rule, required=True)


def may(rule: Rule) -> Field:
    """A field that may be left out."""
    return Field(rule)


def plain(most: int) -> Text:
    return Text(most)


def either(most: int) -> Text:
    return Text(most, EITHER)


def part(*kinds: str) -> Part:
    return Part(kinds)


def parts(least: int, most: int, *kinds: str) -> Parts:
    return Parts(Part(kinds), least, most)


def one_of(*words: str) -> OneOf:
    return OneOf(frozenset(words))


def same(names: Collection[str], shape: Shape) -> dict[str, Shape]:
    """Give several kinds one shape."""
    return dict.fromkeys(names, shape)

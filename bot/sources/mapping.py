"""Where the fields of an interaction stand in a system's own JSON, as an admin describes it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from kpi.errors import KpiError, WrongSetting
from kpi.interaction_event import Kind

LONGEST_PATH = 200
LONGEST_INDEX = 4


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("no such time zone") from None
    return name


Path = Annotated[str, Field(max_length=LONGEST_PATH)]
"""Names with dots between them, or a JSON pointer; empty where the system does not tell."""
NeededPath = Annotated[str, Field(min_length=1, max_length=LONGEST_PATH)]
Values = tuple[Annotated[str, Field(min_length=1, max_length=LONGEST_PATH)], ...]
"""What the status says, without regard to case; numbers and true or false as texts."""


PHRASES = {
    "missing": "The field {field} is missing.",
    "string_too_short": "The field {field} is missing.",
    "string_too_long": "What stands at {field} is too long.",
    "enum": "{field} is opened, replied, resolved, reopened or followed_up.",
    "zone": "The {field} is a time zone such as Europe/Amsterdam.",
    "": "The mapping cannot use what stands at {field}.",
}
"""What is wrong with a field, by pydantic's word for it or by its name."""


class FieldMapping(BaseModel):
    """A value, to be kept as JSON with the hook it belongs to."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True
    )

    id: NeededPath
    status: NeededPath
    """A status, or the kind of event: whatever tells what happened."""
    opened: Values = ()
    replied: Values = ()
    resolved: Values
    reopened: Values = ()
    followed_up: Values = ()
    """The customer wrote."""
    others: Kind | None = None
    """What every other status means, such as reopened for a ticket that is not closed."""
    time: Path = ""
    """ISO 8601, Unix seconds or milliseconds; when empty, the time the webhook came in."""
    zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    """The zone of times that come without one."""
    subject: Path = ""
    url: Path = ""
    requester_email: Path = ""
    requester_name: Path = ""
    account: Path = ""
    team: Path = ""
    agent: Path = ""
    channel: Path = ""
    priority: Path = ""
    tags: Path = ""
    """A list of texts, or one text with commas."""
    opened_at: Path = ""
    first_replied_at: Path = ""

    @model_validator(mode="after")
    def _values_mean_one_thing(self) -> Self:
        named = [value.casefold() for kind in Kind for value in self.values_of(kind)]
        if not self.resolved or len(named) != len(set(named)):
            raise ValueError("each value must mean one thing, and one must mean resolved")
        return self

    def values_of(self, kind: Kind) -> Values:
        """Return what the status says when this has happened."""
        by_kind = {
            Kind.OPENED: self.opened,
            Kind.REPLIED: self.replied,
            Kind.RESOLVED: self.resolved,
            Kind.REOPENED: self.reopened,
            Kind.FOLLOWED_UP: self.followed_up,
        }
        return by_kind[kind]

    def kind_of(self, status: str) -> Kind | None:
        """Return what a status means, None when it is nothing to us."""
        for kind in Kind:
            if status.casefold() in {value.casefold() for value in self.values_of(kind)}:
                return kind
        return self.others


class WrongMapping(WrongSetting):
    """Something in the mapping cannot be used."""

    def __init__(self, problems: Sequence[KpiError]) -> None:
        """Take everything that is wrong; at least one thing is."""
        self.problems = tuple(problems)
        super().__init__("{problems}", problems="\n".join(map(str, problems)))


def read(values: Mapping[str, Any]) -> FieldMapping:
    """Return the mapping that a row describes.

    Raises:
        WrongMapping: fields are missing, unknown or of no use; all of them are named.
    """
    try:
        return FieldMapping.model_validate(values)
    except ValidationError as error:
        wrong = [_problem(str(one["type"]), _name(one["loc"])) for one in error.errors()]
    raise WrongMapping(wrong)


def _name(place: tuple[int | str, ...]) -> str:
    return ".".join(map(str, place))


def _problem(kind: str, field: str) -> KpiError:
    """Say what one of pydantic's complaints means."""
    if not field:
        return WrongSetting("Each status may mean one thing only, and one must mean resolved.")
    if kind == "extra_forbidden":
        return _unknown(field)
    return WrongSetting(PHRASES.get(field) or PHRASES.get(kind) or PHRASES[""], field=field)


def _unknown(field: str) -> KpiError:
    nearest = get_close_matches(field, FieldMapping.model_fields, n=1)
    if not nearest:
        return WrongSetting("There is no field {field}.", field=field)
    return WrongSetting(
        "There is no field {field}. Did you mean {nearest}?", field=field, nearest=nearest[0]
    )


def found(body: Any, path: str) -> Any:
    """Return what stands at a path; None when the path is empty or leads nowhere.

    Where a name is not there as it is written, its case does not matter.
    """
    if not path:
        return None
    for step in _steps(path):
        body = _member(body, step)
    return body


def _steps(path: str) -> list[str]:
    if not path.startswith("/"):
        return path.split(".")
    return [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]


def _member(body: Any, step: str) -> Any:
    if isinstance(body, dict):
        return body[step] if step in body else _in_other_case(body, step)
    if not isinstance(body, list) or not (step.isascii() and step.isdigit()):
        return None
    index = int(step[:LONGEST_INDEX])
    return body[index] if index < len(body) and len(step) <= LONGEST_INDEX else None


def _in_other_case(body: Mapping[Any, Any], step: str) -> Any:
    wanted = step.casefold()
    return next((value for name, value in body.items() if str(name).casefold() == wanted), None)

"""The body of the standard webhook: which fields there are and what they may hold."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from kpi.interaction_event import Event, Kind

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

Kinds: dict[str, Kind] = {
    f"interaction.{kind}": kind
    for kind in (Kind.OPENED, Kind.REPLIED, Kind.RESOLVED, Kind.REOPENED)
}


def _nothing(value: Any) -> Any:
    return "" if value is None else value


def _text_only(value: Any) -> Any:
    """Refuse numbers, which could be seconds or milliseconds."""
    if value is not None and not isinstance(value, str):
        raise ValueError("a moment is a text such as 2026-11-20T15:04:05Z")
    return value


Text = Annotated[str, Field(max_length=500), BeforeValidator(_nothing)]
Moment = Annotated[
    Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)] | None, BeforeValidator(_text_only)
]
EmailAddress = Annotated[
    str, Field(max_length=320, pattern=r"^([^@\s]+@[^@\s]+)?$"), BeforeValidator(_nothing)
]
Link = Annotated[
    str, Field(max_length=2000, pattern=r"^(https?://[^\s<>|]+)?$"), BeforeValidator(_nothing)
]


class _Part(BaseModel):
    """An object of the body; what it holds beyond its fields is kept."""

    model_config = ConfigDict(
        extra="allow", frozen=True, coerce_numbers_to_str=True, str_strip_whitespace=True
    )


class Requester(_Part):
    """The person who was helped."""

    email: EmailAddress = ""
    slack_user_id: Annotated[
        str, Field(pattern=r"^([UW][A-Z0-9]{1,30})?$"), BeforeValidator(_nothing)
    ] = ""
    name: Text = ""
    account: Text = ""
    role: Text = ""


class Data(_Part):
    """The interaction."""

    id: Annotated[str, Field(min_length=1, max_length=255)]
    subject: Annotated[str, Field(max_length=3000), BeforeValidator(_nothing)] = ""
    url: Link = ""
    channel: Text = ""
    team: Text = ""
    agent: Text = ""
    priority: Text = ""
    moment: Annotated[
        Literal["", "support", "delivery", "onboarding", "review", "change"],
        BeforeValidator(_nothing),
    ] = ""
    requester: Annotated[Requester, BeforeValidator(lambda value: value or {})] = Requester()
    opened_at: Moment = None
    first_replied_at: Moment = None
    resolved_at: Moment = None
    reopened_at: Moment = None
    customer_replied_at: Moment = None
    """When the customer wrote last, after the first reply or before."""
    waiting_seconds: Annotated[int, Field(ge=0, le=10 * 366 * 86_400)] | None = None
    """How long it has waited for the customer until now, in office hours."""
    tags: Annotated[
        tuple[Annotated[str, Field(max_length=200)], ...],
        BeforeValidator(lambda value: () if value is None else value),
        Field(max_length=200),
    ] = ()
    slack_channel_id: Annotated[
        str, Field(pattern=r"^([CDG][A-Z0-9]{1,30})?$"), BeforeValidator(_nothing)
    ] = ""
    slack_thread_ts: Annotated[
        str, Field(pattern=r"^([0-9]{1,12}\.[0-9]{1,9})?$"), BeforeValidator(_nothing)
    ] = ""

    def event(self, kind: Kind, at: datetime, *, source: str) -> Event:
        """Return what happened to the interaction at a moment."""
        return Event(
            kind=kind,
            at=at.astimezone(UTC),
            source=source,
            external_id=self.id,
            subject=self.subject,
            url=self.url,
            team=self.team,
            agent=self.agent,
            channel=self.channel,
            account=self.requester.account,
            priority=self.priority,
            moment=self.moment,
            requester_email=self.requester.email,
            requester_name=self.requester.name,
            requester_role=self.requester.role,
            requester_user_id=self.requester.slack_user_id,
            tags=self.tags,
            slack_channel_id=self.slack_channel_id,
            slack_thread_ts=self.slack_thread_ts,
            opened_at=_utc(self.opened_at),
            first_replied_at=_utc(self.first_replied_at),
            customer_wrote_at=_utc(self.customer_replied_at),
            waited_seconds=self.waiting_seconds,
            extra=self._beyond(),
        )

    def _beyond(self) -> dict[str, Any]:
        requester = self.requester.model_extra or {}
        return {**(self.model_extra or {}), **({"requester": requester} if requester else {})}


class Body(_Part):
    """The whole webhook."""

    type: Literal[
        "interaction.opened",
        "interaction.replied",
        "interaction.resolved",
        "interaction.reopened",
    ]
    timestamp: Moment = None
    data: Data


class Bounce(_Part):
    """A mail address to which nothing can be sent any more."""

    email: Annotated[str, Field(max_length=320, pattern=r"^[^@\s]+@[^@\s]+$")]


class BounceBody(_Part):
    """The whole webhook that tells of it."""

    type: Literal["contact.bounced"]
    timestamp: Moment = None
    data: Bounce


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)

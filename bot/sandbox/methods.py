"""The Web API methods this Slack knows: arguments, scopes and rate tier of each, as one table."""

from collections.abc import Mapping
from dataclasses import dataclass

TIER_2, TIER_3, TIER_4 = 20, 50, 100
UNTIERED = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method; any one of `scopes` is enough to call it, where none are named no scope is."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = ()
    per_minute: int = TIER_3
    app_level: bool = False

    @property
    def arguments(self) -> frozenset[str]:
        return self.required | self.optional


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


METHODS: Mapping[str, Method] = {
    "apps.connections.open": Method(
        scopes=("connections:write",), per_minute=TIER_2, app_level=True
    ),
    "auth.test": Method(per_minute=UNTIERED),
    "chat.postEphemeral": Method(
        required=_names("channel user"),
        optional=_names("text blocks thread_ts"),
        scopes=("chat:write",),
        per_minute=TIER_4,
    ),
    "chat.postMessage": Method(
        required=_names("channel"),
        optional=_names("text blocks metadata thread_ts unfurl_links unfurl_media"),
        scopes=("chat:write",),
        per_minute=UNTIERED,
    ),
    "chat.update": Method(
        required=_names("channel ts"),
        optional=_names("text blocks metadata"),
        scopes=("chat:write",),
    ),
    "conversations.info": Method(
        required=_names("channel"),
        scopes=("channels:read", "groups:read", "im:read"),
    ),
    "conversations.members": Method(
        required=_names("channel"),
        optional=_names("cursor limit"),
        scopes=("channels:read", "groups:read", "im:read"),
        per_minute=TIER_4,
    ),
    "conversations.open": Method(
        required=_names("users"),
        optional=_names("return_im"),
        scopes=("im:write",),
    ),
    "conversations.replies": Method(
        required=_names("channel ts"),
        optional=_names("limit"),
        scopes=("channels:history", "groups:history", "im:history"),
    ),
    "files.completeUploadExternal": Method(
        required=_names("files"),
        optional=_names("channel_id initial_comment thread_ts"),
        scopes=("files:write",),
        per_minute=TIER_4,
    ),
    "files.getUploadURLExternal": Method(
        required=_names("filename length"),
        optional=_names("alt_txt snippet_type"),
        scopes=("files:write",),
        per_minute=TIER_4,
    ),
    "functions.completeError": Method(required=_names("function_execution_id error")),
    "functions.completeSuccess": Method(required=_names("function_execution_id outputs")),
    "reactions.get": Method(
        required=_names("channel timestamp"),
        scopes=("reactions:read",),
    ),
    "usergroups.users.list": Method(
        required=_names("usergroup"),
        scopes=("usergroups:read",),
        per_minute=TIER_2,
    ),
    "users.info": Method(
        required=_names("user"),
        optional=_names("include_locale"),
        scopes=("users:read",),
        per_minute=TIER_4,
    ),
    "users.list": Method(
        optional=_names("cursor limit include_locale"),
        scopes=("users:read",),
        per_minute=TIER_2,
    ),
    "users.lookupByEmail": Method(
        required=_names("email"),
        scopes=("users:read.email",),
    ),
    "views.open": Method(
        required=_names("trigger_id view"),
        per_minute=TIER_4,
    ),
    "views.publish": Method(
        required=_names("user_id view"),
        optional=_names("hash"),
        per_minute=TIER_4,
    ),
    "views.push": Method(
        required=_names("trigger_id view"),
        per_minute=TIER_4,
    ),
    "views.update": Method(
        required=_names("view"),
        optional=_names("view_id hash"),
        per_minute=TIER_4,
    ),
}

"""How Slack says no: an error name in a JSON answer, sometimes with more beside it."""

from typing import Any


class Refusal(Exception):
    """Slack's `{"ok": false, "error": …}` with the fields that go with it."""

    def __init__(self, error: str, *, status: int = 200, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.fields = fields

    @property
    def body(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.fields}


def pointed(error: str, complaints: list[str]) -> Refusal:
    """Refuse with the complaints where Slack puts them, in the response's metadata."""
    return Refusal(
        error,
        errors=complaints,
        response_metadata={"messages": [f"[ERROR] {complaint}" for complaint in complaints]},
    )

"""The files of this Slack: announced, uploaded, completed, and usable a moment later."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import token_urlsafe

from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json

SECONDS_TO_COMPLETE = 0.5
"""How long Slack still works on a file that was completed: reading it, looking for harm."""

GONE = 404
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file; without content it was only announced, without `completed_at` nobody may use it."""

    id: str
    name: str
    length: int
    key: str
    """The last part of the address it is uploaded to."""
    title: str = ""
    content: bytes = b""
    completed_at: float | None = None

    @property
    def is_picture(self) -> bool:
        return self.content.startswith(PNG)

    def as_slack(self) -> Json:
        """Give the part of Slack's file object that tells what it is."""
        return {"id": self.id, "name": self.name, "title": self.title, "size": self.length}


class Files:
    """Every file by its id."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._files: dict[str, File] = {}
        self.seconds_to_complete = SECONDS_TO_COMPLETE

    def announce(self, name: str, length: int) -> File:
        """Give a file to upload."""
        number = len(self._files) + 1
        file = File(id=f"F0FILE{number:05}", name=name, length=length, key=token_urlsafe(18))
        self._files[file.id] = file
        return file

    def upload(self, key: str, content: bytes) -> None:
        """Take in the content of an announced file, in the length that was announced."""
        file = next((one for one in self._files.values() if one.key == key), None)
        if file is None:
            raise Refusal("no_such_url", status=GONE)
        if len(content) != file.length:
            raise Refusal("length_mismatch", status=400)
        self._files[file.id] = replace(file, content=content)

    def complete(self, file_id: str, title: str) -> File:
        """Finish a file that was uploaded, or refuse with `file_not_found`."""
        file = self._files.get(file_id)
        if file is None or not file.content:
            raise Refusal("file_not_found")
        done = replace(file, title=title or file.name, completed_at=self._seconds())
        self._files[file_id] = done
        return done

    def usable(self, file_id: str) -> File | None:
        """Give a file that blocks may show by now."""
        file = self._files.get(file_id)
        if file is None or file.completed_at is None:
            return None
        ready_at = file.completed_at + self.seconds_to_complete
        return file if self._seconds() >= ready_at else None

    def all(self) -> list[File]:
        """Give every file, the oldest first."""
        return list(self._files.values())

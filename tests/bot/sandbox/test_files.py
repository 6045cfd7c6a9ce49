import pytest

from bot.sandbox.files import PNG, Files
from bot.sandbox.refusals import Refusal


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_file_may_be_used_a_moment_after_it_was_completed() -> None:
    seconds = Seconds()
    files = Files(seconds)
    file = files.announce("chart.png", len(PNG))
    files.upload(file.key, PNG)
    assert files.usable(file.id) is None
    files.complete(file.id, "A chart")
    assert files.usable(file.id) is None
    seconds.now += files.seconds_to_complete
    usable = files.usable(file.id)
    assert usable is not None
    assert (usable.title, usable.content, usable.is_picture) == ("A chart", PNG, True)


def test_what_was_not_uploaded_cannot_be_completed() -> None:
    files = Files(Seconds())
    file = files.announce("chart.png", 3)
    with pytest.raises(Refusal, match="file_not_found"):
        files.complete(file.id, "")
    with pytest.raises(Refusal, match="file_not_found"):
        files.complete("F000000000", "")


def test_an_upload_needs_its_address_and_the_length_it_announced() -> None:
    files = Files(Seconds())
    file = files.announce("chart.png", 3)
    with pytest.raises(Refusal, match="no_such_url"):
        files.upload("elsewhere", b"abc")
    with pytest.raises(Refusal, match="length_mismatch"):
        files.upload(file.key, b"ab")


def test_ids_look_like_slacks() -> None:
    files = Files(Seconds())
    ids = {files.announce("x", 1).id for _ in range(3)}
    assert len(ids) == 3
    assert all(one.startswith("F") and one.isalnum() and one.isupper() for one in ids)
    assert [file.id for file in files.all()] == sorted(ids)
